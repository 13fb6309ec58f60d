"""Columns are measured once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from credscore.errors import ConfigError
from credscore.tracking import columns as module
from credscore.tracking.columns import Columns
from credscore.tracking.experiment import Experiment, Features
from credscore.tracking.setup import Setup

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def setup(made: Path) -> Setup:
    experiment = replace(Experiment.read(made / "linear.toml"), features=Features(families=("tone", "specificity")))
    return Setup.of(experiment, 4)


def test_what_was_measured_is_found_again_in_another_process(
    setup: Setup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Columns(tmp_path).of(setup, setup.train, lambda: None)
    monkeypatch.setattr(module, "_measured", None)
    again = Columns(tmp_path).of(setup, setup.train, lambda: None)
    assert again.equals(first)
    assert list(first) == [column.name for column in setup.columns]


def test_fewer_columns_are_taken_from_what_is_held(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Columns()
    every = held.of(setup, setup.train, lambda: None)
    monkeypatch.setattr(module, "_measured", None)
    fewer = replace(setup, experiment=replace(setup.experiment, features=Features(without=("tone",))))
    found = held.of(fewer, setup.train, lambda: None)
    assert 0 < found.shape[1] < every.shape[1]
    assert found.equals(every[list(found)])


def test_other_code_means_other_columns(setup: Setup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Columns(tmp_path).of(setup, setup.train, lambda: None)
    monkeypatch.setattr(module, "_code", lambda: "changed")
    Columns(tmp_path).of(setup, setup.train, lambda: None)
    assert len(list(tmp_path.glob("*.parquet"))) == 2


def test_a_family_that_is_left_out_must_exist(made: Path) -> None:
    experiment = replace(Experiment.read(made / "linear.toml"), features=Features(without=("gossip",)))
    with pytest.raises(ConfigError, match=r"features\.without: There is no feature 'gossip'"):
        Setup.of(experiment, 4)
