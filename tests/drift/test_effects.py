"""Effects whose values are known."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from scipy import stats

from credscore.drift import effects
from credscore.drift.testing import false_discovery_rates


def sides(before, now):
    """Values of both, with each side's weights."""
    values = np.concatenate([before, now]).astype(float)
    is_new = np.arange(len(values)) >= len(before)
    return values, ~is_new / len(before), is_new / len(now)


@pytest.fixture
def drawn():
    rng = np.random.default_rng(1)
    return rng.normal(0, 1, 400), rng.normal(0.5, 1.5, 300)


def test_the_difference_is_cohens(drawn):
    before, now = drawn
    expected = (now.mean() - before.mean()) / np.sqrt((before.var() + now.var()) / 2)
    assert effects.standardised_difference(*sides(before, now)) == pytest.approx(expected)


def test_the_distance_is_wassersteins(drawn):
    values, reference, new = sides(*drawn)
    expected = stats.wasserstein_distance(*drawn) / effects.common_deviation(values, reference, new)
    assert effects.distance(values, reference, new) == pytest.approx(expected)


def test_a_shift_is_as_far_as_the_means_are_and_a_change_of_shape_further():
    numbers = np.linspace(0, 1, 200)
    shifted = sides(numbers, numbers + 0.3)
    assert effects.distance(*shifted) == pytest.approx(effects.standardised_difference(*shifted))
    wider = sides(numbers, numbers * 3 - 1)
    assert abs(effects.standardised_difference(*wider)) < 1e-9
    assert effects.distance(*wider) > 0.5


def test_weights_count():
    values = np.array([0.0, 1.0, 0.0, 1.0])
    even = effects.distance(values, np.array([0.5, 0.5, 0, 0]), np.array([0, 0, 0.5, 0.5]))
    odd = effects.distance(values, np.array([0.5, 0.5, 0, 0]), np.array([0, 0, 0.1, 0.9]))
    assert even == 0
    assert odd == pytest.approx(0.4 / np.sqrt((0.25 + 0.09) / 2))


def test_what_does_not_vary_is_no_error():
    assert effects.standardised_difference(*sides([1, 1], [1, 1])) == 0
    assert effects.standardised_difference(*sides([1, 1], [2, 2])) == np.inf
    assert effects.stability_index(*sides([1, 1], [1, 1])) == 0


def test_the_stability_index_of_known_shares():
    """Deciles of the reference; now all numbers are in the upper half of them."""
    before, now = np.arange(100), np.arange(50, 100)
    expected = 5 * (0.2 - 0.1) * np.log(0.2 / 0.1) + 5 * (1e-4 - 0.1) * np.log(1e-4 / 0.1)
    assert effects.stability_index(*sides(before, now)) == pytest.approx(expected, rel=1e-6)


def test_a_histogram_holds_everything():
    values = sides(np.r_[np.arange(100), 1e6], np.arange(50))
    found = effects.histogram(*values)
    assert sum(found.reference) == pytest.approx(1)
    assert sum(found.new) == pytest.approx(1)
    assert found.edges[-1] < 1000


@pytest.mark.parametrize(("counts", "expected"), [([[50, 50], [70, 30]], 0.204), ([[40, 0], [0, 40]], 1.0)])
def test_association_is_cramers(counts, expected):
    assert effects.association(np.array(counts, float) * 100) == pytest.approx(expected, abs=0.005)


def test_association_of_many_small_outlets_is_not_inflated():
    rng = np.random.default_rng(2)
    found = []
    for _ in range(50):
        counts = np.array([np.bincount(rng.integers(0, 60, 150), minlength=60) for _ in range(2)], float)
        found.append(effects.association(counts[:, counts.sum(axis=0) > 0]))
    assert np.mean(found) < 0.1


def test_false_discovery_rates_are_those_of_benjamini_and_hochberg():
    p = [0.01, 0.9, 0.04, 0.03, 0.2]
    assert false_discovery_rates(p) == pytest.approx(stats.false_discovery_control(p).tolist())
    assert false_discovery_rates([]) == []


def test_what_can_be_seen_is_what_a_test_of_that_power_sees():
    """Of differences of that size with that error, 80% are beyond the two-sided bound."""
    from credscore.drift.testing import detectable

    size = detectable(0.1, 20, rate=0.05)
    bound = NormalDist().inv_cdf(1 - 0.05 / 40) * 0.1
    assert 1 - NormalDist(size, 0.1).cdf(bound) == pytest.approx(0.8, abs=1e-6)
