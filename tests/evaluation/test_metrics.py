from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import rankdata, spearmanr
from sklearn.metrics import cohen_kappa_score, roc_auc_score

from credscore.evaluation import metrics

RNG = np.random.default_rng(7)
GOLD = RNG.integers(1, 6, size=200)
SCORES = np.round(GOLD + RNG.normal(0, 1.5, size=200), 1)
PROBABILITIES = RNG.dirichlet(np.ones(5), size=200)


def certain(*grades: int) -> np.ndarray:
    return np.eye(5)[np.array(grades) - 1]


def test_ranks_and_spearman_agree_with_scipy_with_ties() -> None:
    assert metrics.ranks(SCORES) == pytest.approx(rankdata(SCORES))
    assert metrics.spearman(GOLD, SCORES) == pytest.approx(spearmanr(GOLD, SCORES).statistic)


def test_spearman_of_a_constant_is_nothing() -> None:
    assert metrics.spearman([1, 2, 3], [4.0, 4.0, 4.0]) == 0.0


def test_kappa_agrees_with_scikit_learn() -> None:
    other = RNG.integers(1, 6, size=200)
    expected = cohen_kappa_score(GOLD, other, weights="quadratic", labels=[1, 2, 3, 4, 5])
    assert metrics.quadratic_kappa(GOLD, other) == pytest.approx(expected)
    assert metrics.quadratic_kappa([3, 3], [3, 3]) == 0.0


def test_scores_are_cut_at_the_gold_distribution() -> None:
    assert metrics.cut_like([0.9, 0.1, 0.5, 0.7], [1, 4, 4, 5]).tolist() == [5, 1, 4, 4]
    assert np.bincount(metrics.cut_like(SCORES, GOLD)).tolist() == np.bincount(GOLD).tolist()


def test_scores_that_are_all_equal_agree_by_chance_only() -> None:
    assert metrics.cut_like([2.0, 2.0, 2.0], [1, 3, 5]).tolist() == [3, 3, 3]
    assert metrics.quadratic_kappa(GOLD, metrics.cut_like(np.ones(200), GOLD)) == pytest.approx(0.0)


def test_ranked_probability_score_by_hand() -> None:
    # said: grade 2 or 4, half each; came: 2. Cumulative 0, .5, .5, 1 against 0, 1, 1, 1.
    halves = [[0, 0.5, 0, 0.5, 0]]
    assert metrics.ranked_probability_score([2], halves) == pytest.approx((0 + 0.25 + 0.25 + 0) / 4)
    assert metrics.ranked_probability_score([2, 5], certain(2, 5)) == 0.0
    # the further off, the worse
    assert metrics.ranked_probability_score([1], certain(5)) == 1.0
    assert metrics.ranked_probability_score([1], certain(2)) == 0.25


def test_skill_is_measured_against_the_golds_own_base_rates() -> None:
    rates = np.bincount(GOLD - 1, minlength=5) / len(GOLD)
    assert metrics.skill(GOLD, np.tile(rates, (len(GOLD), 1))) == pytest.approx(0.0)
    assert metrics.skill(GOLD, certain(*GOLD)) == 1.0
    assert metrics.skill(GOLD, PROBABILITIES) < 0
    assert metrics.skill([3, 3], certain(3, 3)) == 0.0


def test_calibration_error_by_hand() -> None:
    # Every cut is said to be passed with .75, and three of four cases are.
    said = [[0.75, 0, 0, 0, 0.25]] * 4
    assert metrics.calibration_error([1, 1, 1, 5], said, bins=1) == pytest.approx(0.0)
    assert metrics.calibration_error([5, 5, 5, 5], said, bins=1) == pytest.approx(0.75)
    assert metrics.calibration_error([1, 3, 5], certain(1, 3, 5)) == 0.0


def test_a_reliability_diagram_counts_every_case_once() -> None:
    points = metrics.reliability(GOLD, PROBABILITIES)
    assert points[:, 2].sum() == 4 * len(GOLD)
    assert (np.diff(points[:, 0]) >= 0).all()
    assert len(metrics.reliability([1], certain(1))) == 4


def test_roc_auc_agrees_with_scikit_learn_and_is_nan_for_one_label() -> None:
    labels = RNG.integers(0, 2, size=200)
    assert metrics.roc_auc(labels, SCORES) == pytest.approx(roc_auc_score(labels, SCORES))
    assert math.isnan(metrics.roc_auc([1, 1], [0.2, 0.3]))


def test_intervals() -> None:
    assert metrics.coverage([0, 50, 100], [0, 60, 10], [0, 90, 100]) == pytest.approx(2 / 3)
    assert metrics.width([0, 60], [10, 90]) == 20
    assert metrics.mean_absolute_error([1, 5], [2.0, 4.5]) == 0.75
