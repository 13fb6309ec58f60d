"""Formulas. Each takes arrays of n passages; grades are 1 to 5, probabilities have shape (n, 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = "NDArray[np.float64]"
LEVELS = 5


def ranks(values: ArrayLike) -> Array:
    """Ranks from 1, ties at their mean rank (Kendall 1945, The treatment of ties in ranking problems)."""
    _, place, count = np.unique(np.asarray(values, dtype=float), return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    middle: Array = (last - (count - 1) / 2.0)[place]
    return middle


def spearman(gold: ArrayLike, scores: ArrayLike) -> float:
    """Rank correlation, -1 to 1 (Spearman 1904): Pearson's correlation of the ranks; 0 where either is constant."""
    x, y = ranks(gold), ranks(scores)
    x, y = x - x.mean(), y - y.mean()
    scale = float(np.sqrt((x * x).sum() * (y * y).sum()))
    return float((x * y).sum()) / scale if scale else 0.0


def cut_like(scores: ArrayLike, gold: ArrayLike) -> NDArray[np.int64]:
    """Grades for the scores, as many of each as in gold: the lowest score gets the lowest grade, and so on.

    Scores that are all equal get the median grade.
    """
    values = np.asarray(scores, dtype=float)
    if np.ptp(values) == 0:  # nothing to order by: all get the middle grade
        return np.full(len(values), int(np.sort(np.asarray(gold))[len(values) // 2]), dtype=np.int64)
    order = np.argsort(values, kind="stable")
    grades = np.empty(len(order), dtype=np.int64)
    grades[order] = np.sort(np.asarray(gold, dtype=np.int64))
    return grades


def quadratic_kappa(gold: ArrayLike, grades: ArrayLike) -> float:
    """Agreement of two gradings beyond chance, weighted by the squared distance (Cohen 1968, Weighted kappa).

    1 is full agreement, 0 chance; 0 where both are constant.
    """
    a, b = np.asarray(gold, dtype=np.int64) - 1, np.asarray(grades, dtype=np.int64) - 1
    seen = np.bincount(a * LEVELS + b, minlength=LEVELS * LEVELS).reshape(LEVELS, LEVELS)
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / len(a)
    steps = np.arange(LEVELS)
    weights = (steps[:, None] - steps[None, :]) ** 2
    expected = float((weights * chance).sum())
    return 1.0 - float((weights * seen).sum()) / expected if expected else 0.0


def cumulative(probabilities: ArrayLike) -> Array:
    """P(grade <= k) for k = 1 to 4, shape (n, 4)."""
    return np.cumsum(np.asarray(probabilities, dtype=float), axis=1)[:, : LEVELS - 1]


def reached(gold: ArrayLike) -> Array:
    """Whether grade <= k for k = 1 to 4, as 0 or 1, shape (n, 4)."""
    return (np.asarray(gold)[:, None] <= np.arange(1, LEVELS)).astype(float)


def ranked_probability_score(gold: ArrayLike, probabilities: ArrayLike) -> float:
    """Mean squared error of the cumulative probabilities over the four cuts; 0 is perfect, lower is better.

    Epstein (1969), A scoring system for probability forecasts of ranked categories.
    """
    return float(((cumulative(probabilities) - reached(gold)) ** 2).mean())


def skill(gold: ArrayLike, probabilities: ArrayLike) -> float:
    """Share of the ranked probability score of the gold's own base rates that is saved; 0 is no better than those.

    Wilks (2011), Statistical methods in the atmospheric sciences, chapter 8 (skill scores).
    """
    grades = np.asarray(gold, dtype=np.int64)
    rates = np.bincount(grades - 1, minlength=LEVELS) / len(grades)
    reference = ranked_probability_score(grades, np.broadcast_to(rates, (len(grades), LEVELS)))
    return 1.0 - ranked_probability_score(grades, probabilities) / reference if reference else 0.0


def reliability(gold: ArrayLike, probabilities: ArrayLike, *, bins: int = 10) -> Array:
    """Points of a reliability diagram of the cumulative probabilities, all four cuts together.

    Returns:
        Shape (m, 3), one row for each bin that is not empty: mean probability, share that came true, number of cases.
        Bins hold equally many cases (Niculescu-Mizil and Caruana 2005 describe the diagram; equal mass keeps
        each point's noise alike, Nguyen and O'Connor 2015).
    """
    said, came = cumulative(probabilities).ravel(), reached(gold).ravel()
    parts = np.array_split(np.argsort(said, kind="stable"), bins)
    return np.array([[said[part].mean(), came[part].mean(), len(part)] for part in parts if len(part)])


def calibration_error(gold: ArrayLike, probabilities: ArrayLike, *, bins: int = 10) -> float:
    """Expected calibration error: mean gap between what was said and what came true, weighted by cases.

    Naeini, Cooper and Hauskrecht (2015), over the cumulative probabilities, in bins of equal mass.
    """
    points = reliability(gold, probabilities, bins=bins)
    return float(np.average(np.abs(points[:, 0] - points[:, 1]), weights=points[:, 2]))


def mean_absolute_error(gold: ArrayLike, expected: ArrayLike) -> float:
    """Mean distance between the gold grade and the expected grade, in grades."""
    return float(np.abs(np.asarray(gold, dtype=float) - np.asarray(expected, dtype=float)).mean())


def roc_auc(labels: ArrayLike, scores: ArrayLike) -> float:
    """Chance that a case labelled 1 scores above one labelled 0, ties counted half (Hanley and McNeil 1982).

    NaN where only one label is there.
    """
    positive = np.asarray(labels).astype(bool)
    ones, zeros = int(positive.sum()), int((~positive).sum())
    if not ones or not zeros:
        return float("nan")
    return (float(ranks(scores)[positive].sum()) - ones * (ones + 1) / 2) / (ones * zeros)


def coverage(gold: ArrayLike, low: ArrayLike, high: ArrayLike) -> float:
    """Share of the gold values that lie inside their interval, ends included. All three on the same scale."""
    y = np.asarray(gold, dtype=float)
    return float(((np.asarray(low) <= y) & (y <= np.asarray(high))).mean())


def width(low: ArrayLike, high: ArrayLike) -> float:
    """Mean width of the intervals, on their scale."""
    return float((np.asarray(high, dtype=float) - np.asarray(low, dtype=float)).mean())
