"""``credscore evaluate`` and ``credscore model``."""

from __future__ import annotations

import json

import pytest

import credscore.model
from credscore.contract import RULES
from credscore.language.annotator import DEFAULT_ANNOTATOR
from credscore.model import shipped


@pytest.fixture
def graded(tmp_path):
    """Passages whose grades follow the quick scorer's: weak ones are graded low."""

    def written(n: int = 30, name: str = "graded.jsonl", **more: object) -> str:
        rows = [
            {
                "text": f"Passage {k} of Ostmere is {'weak' if k % 3 == 0 else 'strong'}.",
                "support": 2 if k % 3 == 0 else 4,
                "transparency": 4,
                "source": f"outlet {k % 7}",
                **more,
            }
            for k in range(n)
        ]
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)), "utf-8")
        return name

    return written


@pytest.fixture(autouse=True)
def fewer_resamples(monkeypatch):
    import credscore.evaluation

    original = credscore.evaluation.measured
    monkeypatch.setattr(credscore.evaluation, "measured", lambda *args: original(*args, resamples=20))


@pytest.mark.usefixtures("fakes")
class TestEvaluate:
    def test_figures_as_json(self, run, graded):
        found = json.loads(run("evaluate", graded(), "--format", "json").stdout)
        assert (found["passages"], found["scored"], found["model"]["name"]) == (30, 30, "fake")
        assert found["annotator"] == {"name": "rules", "version": None, "sha256": None}
        figures = found["figures"]
        # Every passage has the same probabilities, so that nothing tells the ranks apart.
        assert figures["support"]["spearman"]["value"] == 0.0
        # A weak passage is graded 2, which is 25 points and just inside its interval; the others are outside.
        assert figures["support"]["coverage"]["value"] == pytest.approx(1 / 3)
        assert figures["support"]["width"]["value"] == 10.0
        assert figures["transparency"]["rps"]["value"] == pytest.approx((0.1**2 + 0.3**2 + 0.4**2) / 4)

    def test_a_table(self, run, graded):
        output = run("evaluate", graded(), "--limit", 12).stdout
        assert output.startswith("fake 1, read by rules, 12 of 12 passages scored\n\nsupport\n  spearman ")
        assert "rank correlation of expected and gold grade" in output

    def test_passages_without_a_score_are_counted(self, run, graded, tmp_path):
        graded(4)
        with (tmp_path / "graded.jsonl").open("a", encoding="utf-8") as file:
            file.write("\n" + json.dumps({"text": "", "support": 1, "transparency": 1}))
        found = json.loads(run("evaluate", "graded.jsonl", "--format", "json").stdout)
        assert (found["passages"], found["scored"]) == (5, 4)

    @pytest.mark.parametrize(
        ("more", "says"),
        [
            ({"text": None}, "graded.jsonl row 1 has no text. It has: text, support, transparency, source."),
            ({"support": 6}, "graded.jsonl row 1: support is 6; it must be a whole number from 1 to 5."),
            ({"transparency": "2"}, "graded.jsonl row 1: transparency is '2'; it must be"),
            ({"text": ""}, "None of the passages gets a score, so there is nothing to measure."),
        ],
    )
    def test_a_row_that_cannot_be_used_is_named(self, run, graded, more, says):
        result = run("evaluate", graded(3, **more))
        assert result.exit_code == 2
        assert result.stderr.startswith(f"credscore: {says}")

    def test_nothing_graded(self, run, graded):
        result = run("evaluate", graded(0))
        assert (result.exit_code, result.stderr) == (2, "credscore: graded.jsonl holds no graded passage.\n")

    def test_the_corpus_needs_its_folder(self, run, monkeypatch):
        monkeypatch.delenv("CREDSCORE_DATA", raising=False)
        result = run("evaluate")
        assert result.exit_code == 2
        assert "CREDSCORE_DATA" in result.stderr

    def test_the_corpus_is_found_by_its_folder(self, run, graded, tmp_path, monkeypatch):
        (tmp_path / "gold").mkdir()
        graded(8, "gold/passages.dev.jsonl")
        monkeypatch.setenv("CREDSCORE_DATA", str(tmp_path))
        assert "8 of 8 passages scored" in run("evaluate").stdout
        result = run("evaluate", "--part", "test")
        assert (result.exit_code, "test" in result.stderr) == (2, True)

    def test_the_model_that_is_asked_for(self, run, graded, fakes):
        run("evaluate", graded(3), "--model", "models:/credscore@champion")
        assert fakes["model"] == "models:/credscore@champion"


class TestModel:
    @pytest.fixture(autouse=True)
    def card(self, monkeypatch):
        asked: list[object] = []

        class Fake:
            annotator = RULES
            facts = {"kind": "additive", "figures": {"spearman": 0.712345}, "data": ["a", "b"]}  # noqa: RUF012

            class info:  # noqa: N801
                @staticmethod
                def to_dict():
                    return {"name": "fake", "version": "1", "sha256": "00"}

            @classmethod
            def load(cls, path):
                asked.append(path)
                return cls()

        monkeypatch.setattr(credscore.model, "ScoringModel", Fake)
        self.asked = asked

    def test_a_card(self, run):
        assert run("model").stdout == (
            "name: fake\nversion: 1\nsha256: 00\nannotator:\n  name: rules\n  version: None\n  sha256: None\n"
            "kind: additive\nfigures:\n  spearman: 0.7123\ndata: a, b\n"
        )
        assert self.asked == [shipped(DEFAULT_ANNOTATOR)]

    @pytest.mark.parametrize("kind", ["encoder", "rules"])
    def test_the_one_that_ships_for_an_annotator(self, run, tmp_path, kind):
        run("model", "--annotator", kind)
        (tmp_path / "credscore.toml").write_text(f"annotator = {kind!r}", "utf-8")
        run("model")
        assert self.asked == [shipped(kind)] * 2

    def test_the_folder_of_an_encoder_means_the_model_for_encoders(self, run, tmp_path):
        (tmp_path / "ours").mkdir()
        run("model", "--annotator", "ours")
        assert self.asked == [shipped("encoder")]

    def test_no_such_annotator(self, run):
        result = run("model", "--annotator", "encodr")
        said = "There is no annotator 'encodr'. Did you mean 'encoder'? Choices: encoder, rules, or a folder."
        assert (result.exit_code, result.stderr) == (2, f"credscore: {said}\n")

    def test_json(self, run):
        assert json.loads(run("model", "--format", "json").stdout)["figures"] == {"spearman": 0.712345}

    def test_another(self, run, monkeypatch):
        monkeypatch.setattr("credscore.tracking.resolve", lambda name: f"resolved {name}")
        run("model", "--model", "other")
        assert self.asked == ["resolved other"]
