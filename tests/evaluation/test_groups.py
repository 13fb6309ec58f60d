from __future__ import annotations

import numpy as np
import pytest

from credscore.errors import ConfigError
from credscore.evaluation import folds, groups, outlet
from credscore.evaluation.duplicates import COMMON, near_duplicates, shingles

WIRE = (
    "The river authority of Dunmore said on Friday that the eastern sluice would stay shut until the "
    "spring inspection, and that barges would be led through the old canal instead."
)
OTHER = (
    "Bakers in the port of Saltwick went back to work after the council agreed to lower the rent for "
    "stalls, ending a strike that had lasted eleven days and emptied the weekly market."
)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("www.Saltwick-Times.com", "saltwicktimes"),
        ("Saltwick Times", "saltwicktimes"),
        ("https://edition.saltwicktimes.com/world", "saltwicktimes"),
        ("The Saltwick Times", "saltwicktimes"),
        ("saltwicktimes.co.uk", "saltwicktimes"),
        ("", ""),
        (None, ""),
    ],
)
def test_spellings_of_one_outlet(spelling: str | None, name: str) -> None:
    assert outlet(spelling) == name


def test_nearly_the_same_text_is_found_whoever_printed_it() -> None:
    edited = WIRE.replace("on Friday", "late on Friday").replace("instead", "for now")
    excerpt = WIRE[: len(WIRE) // 2]
    assert set(near_duplicates([WIRE, OTHER, edited, excerpt])) == {(0, 2), (0, 3), (2, 3)}


def test_stock_phrases_link_nothing() -> None:
    texts = [f"Sign up for our daily letter here. Item {n}{n}." for n in range(COMMON + 5)]
    assert not list(near_duplicates(texts))


def test_shingles_of_short_texts() -> None:
    assert shingles("") == frozenset()
    assert shingles("Gulls cry") == {("gulls", "cry")}
    assert shingles("One two three four five") == {("one", "two", "three", "four"), ("two", "three", "four", "five")}


def test_links_chain_into_groups() -> None:
    texts = [WIRE, OTHER, "A short note about the weather in Velmora.", WIRE + " More soon.", "Nothing else today."]
    sources = ["Saltwick Times", "dunmorepost.com", "saltwicktimes.com", "dunmorepost.com", ""]
    # 0 and 2 by outlet, 0 and 3 by text, 3 and 1 by outlet; 4 is alone.
    assert groups(texts, sources).tolist() == [0, 0, 0, 0, 1]


def test_unknown_outlets_are_not_one_outlet_but_articles_are_kept_together() -> None:
    texts = ["Rain fell on the moor.", "Snow fell on the hill.", "Sun shone on the bay."]
    assert groups(texts, ["", None, ""]).tolist() == [0, 1, 2]
    assert groups(texts, ["", None, ""], ["a", "b", "a"]).tolist() == [0, 1, 0]


def test_folds_are_even_and_never_part_a_group() -> None:
    rng = np.random.default_rng(1)
    members = rng.integers(0, 80, size=1000)
    chosen = folds(members, 5, seed=2)
    assert set(chosen) == {0, 1, 2, 3, 4}
    for group in np.unique(members):
        assert len(set(chosen[members == group])) == 1
    assert np.ptp(np.bincount(chosen)) <= np.bincount(members).max()
    assert (chosen == folds(members, 5, seed=2)).all()
    assert (chosen != folds(members, 5, seed=3)).any()


def test_too_few_groups_for_the_folds() -> None:
    with pytest.raises(ConfigError, match="5 folds need at least 5 groups of passages; there are 2"):
        folds([0, 0, 1, 1], 5)
