"""Articles in, reports out: the contract, on our own texts."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import credscore
from credscore.config import Config
from credscore.contract import GRADES, REASONS, RULES
from credscore.errors import ModelError
from credscore.model import ScoringModel, shipped
from credscore.scoring import Scorer
from credscore_features import UnknownFeatureError, features
from tests.annotators import Marker

ARTICLE = """Ferry line to close for repairs

By Nora Tamm

The Lindau ferry will stop for six weeks from Monday while both landing stages are rebuilt, the port authority \
said in a statement on Friday. The work will cost 2.4 million crowns, according to the contract, which the council \
published last week. “Nobody likes it, but the beams are rotten,” said Pavel Orth, who runs the port.

Opponents claim, without offering evidence, that the money is going to friends of the mayor. The mayor's office did \
not answer questions. Critics say the whole thing is a scandal, and everybody knows what kind of people are behind \
it. It may well be the most corrupt project in the history of the county, and it has to be stopped at once.

Most Popular
"""


@pytest.fixture(scope="module")
def scorer():
    return credscore.load(annotator="rules")


@pytest.fixture(scope="module")
def report(scorer):
    return scorer.score(ARTICLE)


def test_only_the_body_is_scored(report):
    assert [p.passage.text.split()[0] for p in report.passages] == ["The", "Opponents"]
    for p in report.passages:
        assert report.article.text[p.passage.start : p.passage.end] == p.passage.text


@pytest.mark.parametrize("grade", GRADES)
def test_every_score_lies_in_its_interval_on_the_scale(report, grade):
    for score in (report.score, *(p.score for p in report.passages)):
        estimate = score[grade]
        assert 0 <= estimate.low <= estimate.value <= estimate.high <= 100


@pytest.mark.parametrize("grade", GRADES)
def test_a_passage_that_names_its_sources_scores_higher(report, grade):
    sourced, unsourced = report.passages
    assert sourced.score[grade].value > unsourced.score[grade].value + 10


@pytest.mark.parametrize("grade", GRADES)
def test_effects_add_up_to_the_score_minus_the_base(report, grade):
    for p in report.passages:
        effects = sum(c.effect for c in p.contributions if c.grade == grade)
        assert p.base[grade] + effects == pytest.approx(p.score[grade].value, abs=1e-6)


def test_probabilities_of_the_grades_give_the_score(report):
    for p in report.passages:
        for grade, probabilities in p.score.probabilities.items():
            assert sum(probabilities) == pytest.approx(1.0)
            expected = sum(k * share for k, share in enumerate(probabilities)) * 25
            assert expected == pytest.approx(p.score[grade].value)


def test_the_articles_interval_is_narrower_than_its_passages(report):
    """Each side is measured where the end of the scale does not cut it off."""
    sourced, unsourced = (p.score["support"] for p in report.passages)
    sides = (sourced.value - sourced.low, unsourced.high - unsourced.value)
    assert report.score["support"].value - report.score["support"].low < max(sides)


def test_findings_are_numbered_in_text_order_and_verbatim(report):
    assert [f.id for f in report.findings] == [f"f{n}" for n in range(1, len(report.findings) + 1)]
    assert [f.start for f in report.findings] == sorted(f.start for f in report.findings)
    for f in report.findings:
        assert report.article.text[f.start : f.end] == f.text


def test_contributions_point_at_findings_of_their_passage(report):
    for p in report.passages:
        for c in p.contributions:
            for name in c.findings:
                assert p.passage.start <= report.by_id[name].start < p.passage.end


def test_the_flag_is_found_with_who_and_what(report):
    (flag,) = [f for f in report.findings if f.label == "no_evidence"]
    assert flag.text == "without offering evidence"
    assert [ARTICLE[s:e] for s, e in flag.part("claimant")] == ["Opponents"]
    assert flag.voice == "writer"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "too_short"),
        ("   \n\n  ", "too_short"),
        ("Too few words.", "too_short"),
        (
            (
                "Le conseil municipal a voté lundi la fermeture de la piscine, selon le procès-verbal, et le maire a"
                " déclaré que les travaux dureraient deux ans, faute de crédits pour les mener plus vite."
            ),
            "not_english",
        ),
    ],
)
def test_where_there_is_too_little_to_judge_it_says_why(scorer, text, reason):
    report = scorer.score(text)
    assert report.score.abstained == reason
    assert reason in REASONS
    assert report.score["support"] is None
    assert report.to_dict()["score"]["support"] is None


def test_an_exhortation_has_nothing_to_check(scorer):
    report = scorer.score(
        "Come on, friends, let us all be kind to each other! Will you join us? You can do it. We love you so much."
    )
    assert report.score.abstained == "no_claim"


def test_many_are_scored_as_one_by_one(scorer, report):
    many = list(scorer.score_many([ARTICLE, "Short.", ARTICLE]))
    assert many[0].to_dict() == many[2].to_dict() == report.to_dict()
    assert many[1].score.abstained == "too_short"


def test_scoring_twice_gives_the_same(scorer, report):
    assert json.dumps(scorer.score(ARTICLE).to_dict()) == json.dumps(report.to_dict())


def test_a_comment_in_the_text_switches_a_rule_off(scorer):
    report = scorer.score("<!-- credscore off evidence.no_evidence -->\n\n" + ARTICLE)
    assert not [f for f in report.findings if f.label == "no_evidence"]
    assert [f.label for f in report.suppressed] == ["no_evidence"]


def test_a_comment_that_is_not_understood_is_told(scorer):
    report = scorer.score("<!-- credscore off evidence.no_evidenc -->\n\n" + ARTICLE)
    assert not report.suppressed
    (warning,) = report.warnings
    assert "evidence.no_evidenc" in warning
    assert "evidence.no_evidence" in warning
    assert report.to_dict()["warnings"] == [warning]


def test_a_family_that_is_off_finds_nothing_and_says_nothing():
    report = credscore.load(annotator="rules", config=Config(features={"tone": False})).score(ARTICLE)
    assert not [f for f in report.findings if f.kind == "tone"]
    assert "loaded_density" not in report.passages[0].features
    assert not [c for p in report.passages for c in p.contributions if c.feature == "loaded_density"]


def test_a_frame_has_one_row_a_passage(report):
    frame = report.to_frame()
    assert len(frame) == 2
    assert {"article", "passage", "support", "support_low", "transparency", "abstained"} <= set(frame.columns)
    assert frame["text"].tolist() == [p.passage.text for p in report.passages]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=400))
def test_any_text_is_scored_with_exact_offsets(scorer, text):
    report = scorer.score(text)
    for f in report.findings:
        assert text[f.start : f.end] == f.text
    for p in report.passages:
        assert text[p.passage.start : p.passage.end] == p.passage.text
    json.dumps(report.to_dict())


class TestAnnotator:
    """A fake one: it marks every ``said`` as a cue."""

    @pytest.fixture
    def model(self):
        return replace(ScoringModel.load(shipped("rules")), annotator=Marker().info)

    @pytest.fixture
    def marker(self):
        return Marker()

    @pytest.fixture
    def reading(self, model, marker):
        return Scorer(model, annotator=marker)

    def test_the_report_says_what_read(self, reading, report):
        assert reading.score(ARTICLE).annotator == Marker().info
        assert report.annotator == RULES

    def test_many_are_read_at_once_and_scored_as_one_by_one(self, reading, marker):
        texts = [ARTICLE, "Short.", ARTICLE.replace("Pavel Orth", "Greta Vimm"), ARTICLE]
        alone = [reading.score(text).to_dict() for text in texts]
        marker.batches.clear()
        assert [report.to_dict() for report in reading.score_many(texts)] == alone
        assert max(marker.batches) == len(texts)

    def test_so_they_are_where_it_reads_beside_the_rules(self, model, reading):
        texts = [ARTICLE, "Short.", ARTICLE] * 12
        beside = Scorer(model, Config(threads=2), Marker())
        reports = [report.to_dict() for report in beside.score_many(texts)]
        assert reports == [reading.score(text).to_dict() for text in texts]

    def test_families_that_need_it_are_left_out_without_it(self, reading, report):
        needy = {c.name for f in features() if f.needs_annotation for c in f.columns}
        assert needy <= set(reading.score(ARTICLE).passages[0].features)
        assert needy.isdisjoint(report.passages[0].features)

    def test_such_a_family_cannot_be_asked_for_without_it(self):
        name = next(f.name for f in features() if f.needs_annotation)
        for config in (Config(features={name: True}), Config().only([name])):
            with pytest.raises(UnknownFeatureError, match=f"no feature '{name}' where rules read alone: it needs an"):
                credscore.load(annotator="rules", config=config)

    def test_a_model_for_rules_is_refused(self):
        with pytest.raises(ModelError, match="measured by rules, not by marker 1"):
            Scorer(ScoringModel.load(shipped("rules")), annotator=Marker())

    def test_another_version_is_a_warning(self, model):
        with pytest.warns(UserWarning, match=r"marker 2 .* measures them a little differently"):
            Scorer(model, annotator=Marker(version="2"))
