"""What the annotator's training makes of graded passages keeps the grade, or changes it as the wording asks."""

from __future__ import annotations

import importlib
import random
from pathlib import Path

import pytest

ANNOTATOR = Path(__file__).parents[1] / "experiments" / "annotator"
TEXT = "Priya Haddad of the Russian embassy in Chicago denied it. Haddad said Russia had “nothing to hide”."
ROW = {"text": TEXT, "support": 3, "transparency": 4, "sourcing": 3, "evidence": "asserted"}


@pytest.fixture
def swaps(monkeypatch):
    monkeypatch.syspath_prepend(str(ANNOTATOR))
    return importlib.import_module("swaps").Swaps()


@pytest.fixture
def changes(swaps):
    return importlib.import_module("changes").Changes(swaps)


@pytest.fixture
def several():
    return [random.Random(seed) for seed in range(40)]


def test_a_name_becomes_the_same_other_name_throughout(swaps):
    found = swaps.swapped(TEXT, random.Random(3))
    first, surname = found.split()[:2]
    assert (first, surname) != ("Priya", "Haddad")
    assert found.count(surname) == 2
    assert "denied it." in found


def test_a_surname_that_no_list_knows_is_known_by_its_first_name(swaps):
    assert "Quillfeather" not in swaps.swapped("Priya Quillfeather left. Quillfeather slept.", random.Random(0))


def test_names_and_datelines_leave_the_grades_alone(changes, several):
    found = [changes.renamed(ROW, rng) for rng in several]
    assert all(row | {"text": TEXT} == ROW for row in found)
    assert len({row["text"] for row in found}) > 30


def test_what_only_looks_like_sourcing_leaves_the_grades_alone(changes, several):
    found = [changes.padded(ROW, rng) for rng in several]
    assert all(row | {"text": TEXT} == ROW for row in found)
    assert all(len(row["text"]) > len(TEXT) - 20 for row in found)


def test_nobody_in_particular_stands_only_behind_claims_of_weak_passages(changes, several):
    weak = {"text": "The dam is full of cracks.", "support": 1}
    collectives = {"observers say", "many believe", "doctors say", "specialists agree", "reports suggest"}
    said = " ".join(changes.padded(weak, rng)["text"].lower() for rng in several)
    assert any(each in said for each in collectives)
    strong = " ".join(changes.padded(weak | {"support": 4}, rng)["text"].lower() for rng in several)
    assert not any(each in strong for each in collectives)


def test_a_disclaimer_lowers_support_and_a_second_source_raises_it(changes, several):
    found = [changes.answered(ROW, rng) for rng in several]
    assert {(row["support"], row["evidence"], row["sourcing"]) for row in found} == {
        (2, "flagged", 3),
        (4, "asserted", 4),
    }
    assert all(len(row["text"]) > len(TEXT) for row in found)


@pytest.mark.parametrize("change", [{"support": 2}, {"evidence": "shown"}])
def test_an_answer_fits_only_what_rests_on_a_word(changes, change):
    assert changes.answered(ROW | change, random.Random(0)) is None
