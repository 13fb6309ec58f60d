"""A scorer learns from columns that an annotator measured, from kept annotations where there are some."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import credscore
from credscore import corpora, tracking
from credscore.errors import ConfigError, InputError
from credscore.language.annotator.kept import digest, keep
from credscore.model import ScoringModel, shipped
from credscore.tracking.experiment import Experiment
from credscore.tracking.packaging import requirements
from credscore.tracking.setup import Setup
from credscore.tracking.store import connected
from credscore_features import features
from tests.annotations import annotation
from tests.annotators import Marker

if TYPE_CHECKING:
    from pathlib import Path


class Encoder(Marker):
    given: list[str] = []  # noqa: RUF012 - of all of them

    @classmethod
    def load(cls, _folder: Path | None = None, **_threads: int) -> Encoder:
        return cls()

    def annotate(self, readings):
        given = list(readings)
        self.given.extend(reading.text for reading in given)
        return super().annotate(given)


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An encoder that notes what it reads."""
    module = ModuleType("credscore.language.annotator.encoder")
    module.Encoder = Encoder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    Encoder.given.clear()
    return Encoder.given


NEEDY = next(f.name for f in features() if f.needs_annotation)


@pytest.fixture
def experiment(made: Path, tmp_path: Path):
    """An experiment beside the made corpus, with another annotator or other families."""

    def written(annotator: str = "encoder", families: str = f'"tone", "{NEEDY}"', kind: str = "linear") -> Path:
        for name in ("train.jsonl", "dev.jsonl"):
            (tmp_path / name).write_text((made / name).read_text())
        text = (made / f"{kind}.toml").read_text().replace(f"made_{kind}", "made_annotated")
        text = text.replace('"specificity", "tone"', families)
        (tmp_path / "experiment.toml").write_text(f"{text}\n[annotator]\nname = '{annotator}'\n")
        return tmp_path

    return written


def texts(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text().splitlines()]


@pytest.fixture
def kept(made: Path, tmp_path: Path) -> Path:
    """Annotations of the training passages."""
    path = tmp_path / "folds.npz"
    keep(path, {digest(text): annotation(text, {}) for text in texts(made / "train.jsonl")})
    return path


def test_a_run_says_what_measured_its_columns_and_what_was_looked_up(
    experiment, kept: Path, store: str, encoder: list[str], made: Path
) -> None:
    run = tracking.train(experiment(), tracking_uri=store, annotations=[kept])
    # Training passages were looked up; those of dev, which nobody has kept, were read.
    assert set(encoder) >= set(texts(made / "dev.jsonl"))
    assert set(encoder).isdisjoint(texts(made / "train.jsonl"))
    with connected(store) as flow:
        data = flow.get_run(run).data
        facts = json.loads(flow.artifacts.load_text(f"runs:/{run}/facts.json"))
    assert data.params["annotator"] == "marker 1 abababababab"
    assert data.params["annotations"] == f"folds.npz {corpora.digest(kept)[:12]}"
    assert json.loads(data.tags["credscore.annotator"]) == Marker().info.to_dict()
    assert json.loads(data.tags["credscore.annotations"]) == facts["annotations"] == {"folds.npz": corpora.digest(kept)}
    scorer = credscore.load(tracking.resolve(run, tracking_uri=store))
    assert scorer.model.annotator == Marker().info
    assert scorer.annotator is not None
    with pytest.raises(credscore.errors.ModelError, match="measured by marker 1 abababababab, not by rules"):
        credscore.load(tracking.resolve(run, tracking_uri=store), annotator="rules")


def test_by_rules_nothing_is_read_and_the_run_will_say_so(experiment, encoder: list[str]) -> None:
    setup = Setup.of(Experiment.read(experiment("rules", '"tone"')))
    assert (setup.annotator, setup.measured_by.name, setup.parameters["annotator"]) == (None, "rules", "rules")
    assert "version.onnxruntime" not in setup.parameters
    assert encoder == []


def test_a_kind_that_measures_nothing_needs_no_annotator(experiment) -> None:
    setup = Setup.of(Experiment.read(experiment(kind="tfidf_ridge")))
    assert setup.annotator is None


@pytest.mark.parametrize("options", [{"annotator": "rules", "families": '"tone"'}, {"kind": "tfidf_ridge"}])
def test_annotations_that_nobody_would_look_at_are_refused(experiment, kept: Path, options: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="made_annotated looks at no annotations"):
        Setup.of(Experiment.read(experiment(**options)), annotations=[kept])


def test_a_family_that_needs_an_annotator_is_refused_by_rules(experiment) -> None:
    with pytest.raises(ConfigError, match=rf"features\.families: There is no feature '{NEEDY}' where rules read alone"):
        Setup.of(Experiment.read(experiment("rules")))


def test_a_file_that_holds_no_annotations_is_named(experiment, tmp_path: Path) -> None:
    path = tmp_path / "odd.npz"
    path.write_bytes(b"no archive")
    with pytest.raises(InputError, match=r"odd\.npz holds no annotations that can be read"):
        Setup.of(Experiment.read(experiment()), annotations=[path])


def test_a_served_model_names_what_its_encoder_runs_on() -> None:
    rules = ScoringModel.load(shipped("rules"))
    names = [line.partition("==")[0] for line in requirements(replace(rules, annotator=Marker().info))]
    assert {"onnxruntime", "tokenizers"} <= set(names)
    assert {"onnxruntime", "tokenizers"}.isdisjoint(line.partition("==")[0] for line in requirements(rules))
