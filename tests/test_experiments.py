from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from credscore.tracking.experiment import Experiment

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
EXPERIMENTS = sorted(ROOT.glob("experiments/*/experiment.toml"))


ALTERNATIVES = sorted(ROOT.glob("experiments/scorer/alternatives/*.toml"))


def loaded(name: str) -> ModuleType:
    """A script of the experiments, which are no package."""
    spec = importlib.util.spec_from_file_location(name.replace("/", "_"), ROOT / "experiments" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def table() -> ModuleType:
    return loaded("table")


@pytest.mark.parametrize("path", EXPERIMENTS, ids=lambda path: path.parent.name)
def test_every_experiment_can_be_read_and_is_named_after_its_folder(path: Path) -> None:
    found = Experiment.read(path)
    assert found.name == path.parent.name
    assert found.data.dev == "passages:dev"


def test_at_least_four_experiments_ship() -> None:
    assert {path.parent.name for path in EXPERIMENTS} >= {"base_rates", "tfidf_ridge", "rules_linear", "rules_additive"}


def test_the_tables_show_the_figures_that_were_kept(
    table: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["table.py", "--check"])
    assert table.main() == 0, capsys.readouterr().out


def test_a_table_that_shows_something_else_is_noticed(table: ModuleType) -> None:
    readme = ROOT / "experiments" / "base_rates" / "README.md"
    changed = readme.read_text("utf-8").replace("0.", "1.")
    assert table.filled(changed, table.one(readme.parent)) != changed


@pytest.mark.parametrize("path", ALTERNATIVES, ids=lambda path: path.stem)
def test_every_alternative_is_read_in_the_same_folds_as_the_default(path: Path) -> None:
    found, default = Experiment.read(path), Experiment.read(ROOT / "experiments" / "encoder_splines")
    assert found.name == path.stem
    assert (found.data, found.seed, found.validation.folds) == (default.data, default.seed, default.validation.folds)


def test_the_scorers_readme_shows_the_figures_that_were_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    scorers = loaded("scorer/table")
    monkeypatch.setattr(sys, "argv", ["table.py", "--check"])
    assert scorers.main() == 0
    kept = json.loads(scorers.RESULTS.read_text("utf-8"))
    kept["runs"]["encoder_splines"]["figures"]["cv"]["support"]["kappa"][0] = 0.5
    text = scorers.README.read_text("utf-8")
    assert scorers.filled(text, kept) != text
