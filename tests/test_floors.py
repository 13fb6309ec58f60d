"""Figures on the annotated corpora do not fall below their floors."""

import importlib.util
import os
from pathlib import Path

import pytest

import credscore
from credscore.language.annotator import DEFAULT_ANNOTATOR

FILE = Path(__file__).parents[1] / "experiments" / "measure.py"
SPEC = importlib.util.spec_from_file_location("credscore_measure", FILE)
measure = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(measure)


@pytest.fixture(scope="module")
def scorer(request):
    return request.param, credscore.load(annotator=request.param)


@pytest.mark.corpora
@pytest.mark.skipif("CREDSCORE_DATA" not in os.environ, reason="CREDSCORE_DATA names no folder of corpora")
@pytest.mark.parametrize("task", measure.TASKS)
@pytest.mark.parametrize("scorer", sorted({"rules", DEFAULT_ANNOTATOR}), indirect=True)
def test_a_figure_keeps_its_floor(task, scorer):
    name, loaded = scorer
    assert measure.below(name, task, measure.measured(task, loaded), measure.digest(task)) == []


@pytest.fixture
def floors(tmp_path, monkeypatch):
    path = tmp_path / "floors.toml"
    path.write_text('[sha256]\nflags = "abc"\n[rules.flags]\nf1 = 0.8\n[encoder.flags]\nf1 = 0.9\n', "utf-8")
    monkeypatch.setattr(measure, "FLOORS", path)


@pytest.mark.usefixtures("floors")
def test_what_is_below_its_floor_is_told_with_both_numbers():
    said = ["flags f1 by rules: 0.75 is below its floor of 0.8."]
    assert measure.below("rules", "flags", {"f1": 0.75}, "abc") == said
    assert measure.below("rules", "flags", {"f1": 0.85}, "abc") == []
    said = ["flags f1 by encoder: 0.85 is below its floor of 0.9."]
    assert measure.below("encoder", "flags", {"f1": 0.85}, "abc") == said


@pytest.mark.usefixtures("floors")
def test_other_data_and_missing_floors_are_told():
    said = ["flags: the data are not those that the floors were set on (SHA-256 abd)."]
    assert measure.below("rules", "flags", {"f1": 0.85}, "abd") == said
    measure.FLOORS.write_text('[sha256]\nflags = "abc"\n', "utf-8")
    assert measure.below("encoder", "flags", {"f1": 1.0}, "abc") == ["flags: there is no floor for encoder."]


def test_writing_the_figures_of_one_annotator_keeps_the_others(tmp_path, monkeypatch):
    monkeypatch.setattr(measure, "README", tmp_path / "README.md")
    monkeypatch.setattr(measure, "FIGURES", tmp_path / "figures.json")
    measure.README.write_text(f"Before.\n{measure.BEGIN}\nold\n{measure.END}\nAfter.\n", "utf-8")
    measure.FIGURES.write_text("{}", "utf-8")
    measure.write("rules", {"retractions": {"f1": 0.5}})
    measure.write("encoder", {"retractions": {"f1": 0.75}})
    assert measure.kept() == {"rules": {"retractions": {"f1": 0.5}}, "encoder": {"retractions": {"f1": 0.75}}}
    said = measure.README.read_text("utf-8")
    assert said.startswith("Before.\n")
    assert said.endswith("\nAfter.\n")
    assert "old" not in said
    first, second = (said.index(measure.READ_BY[name]) for name in ("rules", "encoder"))
    assert (first < second) == (DEFAULT_ANNOTATOR == "rules")
    assert "0.500 F1" in said
    assert "0.750 F1" in said


def test_f1_is_the_harmonic_mean():
    assert measure.f1(3, 1, 2) == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert measure.f1(0, 0, 0) == 0.0
