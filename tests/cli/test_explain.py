"""``credscore explain``: the passage that is chosen, and what is said of it."""

from __future__ import annotations

import json

import click
import pytest

TEXT = "The first paragraph is fine.\nThe second is weak (warning) here.\n\nThe third stands.\n"


@pytest.fixture
def explained(run, fakes, article):
    def invoke(*args: object, text: str = TEXT):
        return run("explain", article(text), *args)

    return invoke


def test_the_weakest_by_default(explained):
    output = explained().stdout
    assert output.startswith("news.txt, passage 1 of 0 to 2, line 2\n")
    assert "The second is weak (warning) here." in output
    assert "Support 20  (90% interval 15 to 25)" in output
    assert "grades 1   0%  2 ▁ 10%  3 ▂ 20%  4 ▂ 30%  5 ▃ 40%" in output


def test_effects_and_findings_are_told(explained):
    output = explained().stdout
    assert "   +50.0  base: the score before anything is looked at" in output
    assert "   -30.0  Made up: 1.5 [f1]" in output
    assert "  f1 warning tone.warning, writer: “(warning)”\n     This is marked warning." in output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--passage", 0], "The first"),
        (["--passage", 2], "The third"),
        (["--line", 4], "The third"),
        (["--line", 1], "The first"),
    ],
)
def test_another_passage(explained, options, words):
    assert words in explained(*options).stdout


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--passage", 3], "There is no passage 3. Choices: 0 to 2."),
        (["--passage", -1], "There is no passage -1. Choices: 0 to 2."),
        (["--line", 3], "There is no passage on line 3. Lines with passages: 1, 2, 4."),
        (["--article", "other"], "news.txt holds no article 'other'. Its first: news.txt."),
    ],
)
def test_what_is_not_there(explained, options, says):
    result = explained(*options)
    assert (result.exit_code, result.stderr) == (2, f"credscore: {says}\n")


def test_one_article_of_several(explained):
    output = explained("--article", "news.txt#1", text="The first.\n---\nThe other.").stdout
    assert output.startswith("news.txt#1, passage 0 of 0 to 0, line 1\n")


def test_nothing_to_explain(explained):
    result = explained(text="\n")
    assert result.exit_code == 2
    assert "news.txt has no passage to explain. There are too few words to judge." in result.stderr


def test_what_cannot_be_read(run, fakes):
    result = run("explain", "bad.txt")
    assert (result.exit_code, result.stderr) == (2, "credscore: bad.txt cannot be read: it is bad.\n")


def test_json(explained):
    found = json.loads(explained("--format", "json").stdout)
    assert found["passage"]["index"] == 1
    assert [f["id"] for f in found["findings"]] == ["f1"]
    support = [c["effect"] for c in found["passage"]["contributions"] if c["grade"] == "support"]
    assert found["passage"]["base"]["support"] + sum(support) == found["passage"]["score"]["support"]


def test_a_passage_without_a_score_says_why():
    from credscore.article import Article, Passage
    from credscore.cli.explanation import lines
    from credscore.contract import ModelInfo, PassageReport, Report, Score

    score = Score(abstained="not_prose")
    passage = PassageReport(passage=Passage(0, 0, 3, "a b"), score=score, features={})
    info = ModelInfo(name="m", version="1", sha256="")
    article = Article(text="a b", id="a")
    report = Report(article=article, model=info, score=score, passages=(passage,), findings=(), version="1")
    assert "\nNo score. This is no running text (a list, a table, navigation or code)." in list(
        lines(report, passage, 80, None)  # a passage without a score is not asked about its words
    )


def test_the_words_behind_the_wording_are_named(explained):
    said = explained().stdout
    assert "wording, pulled down by: “long”" in said
    assert "wording, pulled up by: “pleasant transparency”" in said


def test_the_phrases_behind_the_encoders_reading_are_named():
    from credscore.article import Article, Passage
    from credscore.cli.explanation import lines
    from credscore.contract import Contribution, Estimate, ModelInfo, PassageReport, Report, Score
    from credscore_features.annotator.pulls import Pulls

    class Wordless:
        def telling_words(self, _grade, _text):
            return (), ()

    text = "Rivals blamed a secret deal.\nNo papers, no names."
    score = Score(estimates={"support": Estimate(40.0, 30.0, 50.0)})
    passage = PassageReport(
        passage=Passage(0, 0, len(text), text),
        score=score,
        features={},
        contributions=(Contribution(grade="support", feature="annotator_support", value=-1.25, effect=-10.0),),
        base={"support": 50.0},
        pulls={"support": Pulls(down=((14, 27), (29, 48)), up=((0, 6),)), "transparency": Pulls(down=((0, 6),))},
    )
    info = ModelInfo(name="m", version="1", sha256="")
    whole = {"passages": (passage,), "findings": (), "version": "1"}
    report = Report(article=Article(text=text, id="a"), model=info, score=score, **whole)
    said = "\n".join(lines(report, passage, 100, Wordless()))
    assert "   -10.0  The encoder reads this passage as weakly supported: -1.25 log odds\n" in click.unstyle(said)
    assert "          encoder, pulled down by: “a secret deal”, “No papers, no names”\n" in said
    assert said.endswith("          encoder, pulled up by: “Rivals”")


def test_many_effects_are_added_up():
    from credscore.article import Passage
    from credscore.cli.explanation import _grade
    from credscore.contract import Contribution, Estimate, PassageReport, Score

    passage = PassageReport(
        passage=Passage(0, 0, 1, "A"),
        score=Score(),
        features={},
        contributions=tuple(
            Contribution(grade="support", feature=f"c{n}", value=1.0, effect=float(n)) for n in range(1, 12)
        ),
        base={"support": 1.0},
    )
    lines = list(_grade(passage, "support", Estimate(67.0, 60.0, 70.0), 80))
    assert lines[-1] == "    +6.0  3 more, none over 3.0 points"
    assert len(lines) == 1 + 1 + 8 + 1
