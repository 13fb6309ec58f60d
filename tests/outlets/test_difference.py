"""Contributions add up exactly, whatever is compared."""

from __future__ import annotations

from dataclasses import replace
from math import fsum

import pytest

from credscore.contract import GRADES, Score
from credscore.errors import InputError
from credscore.outlets import between, deviations, entry_of, profiles
from credscore.outlets.entry import month_of
from tests.outlets.conftest import article, estimate, passage


@pytest.fixture
def found(newsroom):
    return profiles([entry_of(a, a.source) for a in newsroom if a.source])


@pytest.mark.parametrize("grade", GRADES)
def test_the_parts_add_up_to_the_difference_of_the_raw_means(found, grade):
    first, second = found.by_name["Harbour Post"], found.by_name["Tidewater"]
    d = between(first, second)[grade]
    raw = first.standings[grade].raw.value - second.standings[grade].raw.value
    assert d.points == raw
    assert d.base + fsum(p.points for p in d.parts) == pytest.approx(raw, abs=1e-9)
    # Passages of four and two words: two thirds of what the first adds.
    by_name = {p.column: p.points for p in d.parts}
    assert by_name == pytest.approx({"named": 2 * 2 / 3, "loaded": -2 / 3, "length": 0.0})
    assert [p.column for p in d.parts] == ["named", "loaded", "length"]
    assert d.base == pytest.approx(0.0, abs=1e-9)


def test_the_columns_stand_beside_it_as_means_over_words(found):
    d = between(found.by_name["Harbour Post"], found.by_name["Tidewater"])["support"]
    named = next(p for p in d.parts if p.column == "named")
    assert named.first == named.second == pytest.approx(1 / 3)


def test_deviations_add_up_and_cancel_out(found):
    all_of_them = deviations(found)
    assert len(all_of_them) == 5
    for by_grade in all_of_them.values():
        d = by_grade["support"]
        assert d.base + fsum(p.points for p in d.parts) == pytest.approx(d.points, abs=1e-9)
    assert fsum(d["support"].points for d in all_of_them.values()) == pytest.approx(0.0, abs=1e-9)


def test_what_rounding_takes_goes_to_the_base():
    whole = article("a", "A", passage(0, "one two", {"named": 1.0}))
    rounded = replace(whole, score=Score(estimates=dict.fromkeys(GRADES, estimate(51.004))))
    made = entry_of(rounded, "A")
    assert made.base["support"] + fsum(made.effects["support"].values()) == pytest.approx(51.004, abs=1e-12)


def test_a_report_that_does_not_add_up_is_refused():
    whole = article("a7", "A", passage(0, "one two", {"named": 1.0}))
    changed = replace(whole, score=Score(estimates=dict.fromkeys(GRADES, estimate(60.0))))
    with pytest.raises(InputError, match=r"support of the article 'a7' miss its score by \+9.000 points"):
        entry_of(changed, "A")


def test_passages_without_a_score_count_for_nothing():
    silent = replace(passage(1, "one two three", {"named": 9.0}), score=Score(abstained="too_short"))
    made = entry_of(article("a", "A", passage(0, "one two", {"named": 1.0})), "A")
    beside = article("a", "A", passage(0, "one two", {"named": 1.0}))
    assert entry_of(replace(beside, passages=(*beside.passages, silent)), "A").effects == made.effects


def test_an_outlet_of_which_some_articles_are_unexplained_has_no_effects(newsroom):
    entries = [entry_of(a, a.source) for a in newsroom if a.source == "Tidewater"]
    assert profiles(entries).outlets[0].effects
    assert not profiles([*entries, replace(entries[0], effects=None, base={})]).outlets[0].effects


@pytest.mark.parametrize(
    ("date", "month"),
    [
        ("2026-05-04", "2026-05"),
        ("2026/05", "2026-05"),
        ("2026-13-01", None),
        ("4 May 2026", None),
        ("2026", None),
        (None, None),
    ],
)
def test_months(date, month):
    assert month_of(date) == month
