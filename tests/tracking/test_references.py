"""References of the scorers' experiment: compared, never shipped."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from credscore.model import estimators

if TYPE_CHECKING:
    from types import ModuleType

FILE = Path(__file__).parents[2] / "experiments" / "scorer" / "references.py"


@pytest.fixture
def references(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(estimators, "KINDS", dict(estimators.KINDS))  # it adds its own there
    spec = importlib.util.spec_from_file_location("scorer_references", FILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_pairs_see_what_no_curve_can(references: ModuleType) -> None:
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.integers(2, size=(900, 2)).astype(float), columns=["a", "b"])
    frame += rng.normal(0, 0.01, frame.shape)
    grades = 2.0 + 2.0 * ((frame["a"] > 0.5) ^ (frame["b"] > 0.5)).to_numpy(float)
    found = {}
    for name, model in {"pairs": references.Pairs(), "splines": estimators.AdditiveSplines()}.items():
        found[name] = np.abs(model.fit(frame, grades).predict(frame) - grades).mean()
    assert found["pairs"] < 0.5 * found["splines"]


def test_a_reference_does_not_ship(references: ModuleType) -> None:
    with pytest.raises(TypeError, match="Opaque is a reference"):
        references.Opaque().compiled()


def test_the_opaque_reference_is_calibrated_and_otherwise_left_as_it_is(references: ModuleType) -> None:
    rng = np.random.default_rng(1)
    grades = rng.integers(1, 6, size=400).astype(float)
    said = 3.0 + 0.3 * (grades - 3.0) + rng.normal(0, 0.2, 400)  # in the right order, and too timid
    model = references.Opaque().fit(said, grades)
    assert (np.argsort(model.predict(said)) == np.argsort(said)).all()
    assert np.abs(model.predict(said) - grades).mean() < np.abs(said - grades).mean()
