"""The link between index and grades."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.model.ordinal import Link, fit_link, spread, to_points

LINK = Link(1.5, (-2.0, -0.5, 0.7, 2.0))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_probabilities_are_probabilities(index):
    p = LINK.probabilities(np.array(index))
    assert p.shape == (len(index), 5)
    assert (p >= 0).all()
    assert p.sum(axis=1) == pytest.approx(1.0)


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=20))
def test_points_never_fall_as_the_index_rises(index):
    points = LINK.points(np.sort(np.array(index)))
    assert (np.diff(points) >= -1e-9).all()
    assert points.min() >= 0
    assert points.max() <= 100


def test_points_and_spread_of_known_probabilities():
    p = np.array([[0, 0, 0, 0, 1.0], [0.5, 0, 0, 0, 0.5]])
    assert to_points(p).tolist() == [100.0, 50.0]
    assert spread(p).tolist() == [0.0, 50.0]


def test_the_fit_finds_the_link_that_made_the_grades():
    rng = np.random.default_rng(1)
    index = rng.normal(size=20_000)
    p = LINK.probabilities(index)
    grades = 1.0 + (rng.random((len(p), 1)) > np.cumsum(p, axis=1)).sum(axis=1)
    found = fit_link(index, grades)
    assert found.slope == pytest.approx(LINK.slope, abs=0.06)
    assert found.cuts == pytest.approx(LINK.cuts, abs=0.1)


def test_an_index_that_says_nothing_gives_the_base_rates():
    grades = np.array([1.0] * 10 + [2.0] * 20 + [3.0] * 40 + [4.0] * 20 + [5.0] * 10)
    p = fit_link(np.zeros(100), grades).probabilities(np.zeros(1))[0]
    assert p == pytest.approx([0.1, 0.2, 0.4, 0.2, 0.1], abs=0.01)


def test_a_grade_that_was_never_given_is_allowed():
    p = fit_link(np.array([0.0, 1.0, 2.0, 3.0]), np.array([3.0, 3.0, 4.0, 4.0])).probabilities(np.array([3.0]))
    assert np.isfinite(p).all()


def test_a_link_survives_the_round_trip():
    assert Link.from_dict(LINK.to_dict()) == LINK
