"""Figures on the annotated corpora do not fall below their floors."""

import importlib.util
import os
from pathlib import Path

import pytest

import credscore

FILE = Path(__file__).parents[1] / "experiments" / "measure.py"
SPEC = importlib.util.spec_from_file_location("credscore_measure", FILE)
measure = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(measure)


@pytest.fixture(scope="module")
def scorer():
    return credscore.load()


@pytest.mark.corpora
@pytest.mark.skipif("CREDSCORE_DATA" not in os.environ, reason="CREDSCORE_DATA names no folder of corpora")
@pytest.mark.parametrize("task", measure.TASKS)
def test_a_figure_keeps_its_floor(task, scorer):
    assert measure.below(task, measure.measured(task, scorer), measure.digest(task)) == []


def test_what_is_below_its_floor_is_told_with_both_numbers(tmp_path, monkeypatch):
    floors = tmp_path / "floors.toml"
    floors.write_text('[flags]\nsha256 = "abc"\nf1 = 0.8\n', "utf-8")
    monkeypatch.setattr(measure, "FLOORS", floors)
    assert measure.below("flags", {"f1": 0.75}, "abc") == ["flags f1: 0.75 is below its floor of 0.8."]
    assert measure.below("flags", {"f1": 0.85}, "abc") == []
    assert measure.below("flags", {"f1": 0.85}, "abd") == [
        "flags: the data are not those that the floor was set on (SHA-256 abd)."
    ]


def test_f1_is_the_harmonic_mean():
    assert measure.f1(3, 1, 2) == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert measure.f1(0, 0, 0) == 0.0
