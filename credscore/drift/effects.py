"""How far two distributions are apart. Pure functions over arrays.

Everywhere, values of both samples stand in one array, with two arrays of weights beside it that each add up to one:
those of the reference, and those of the new sample. A weight of zero leaves a value out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Array: TypeAlias = "NDArray[np.float64]"

STABLE, SHIFTED = 0.1, 0.25
"""Usual bounds of the population stability index: little change below the first, a clear one from the second on."""
_DECILES = 10
_LEAST_SHARE = 1e-4


def mean(values: Array, weights: Array) -> float:
    """Weighted mean."""
    return float(values @ weights)


def deviation(values: Array, weights: Array) -> float:
    """Weighted standard deviation of the sample."""
    return float(np.sqrt(max(0.0, float(((values - mean(values, weights)) ** 2) @ weights))))


def common_deviation(values: Array, reference: Array, new: Array) -> float:
    """Root of the mean of the two samples' variances: what Cohen (1988, section 2.2) divides by."""
    return float(np.hypot(deviation(values, reference), deviation(values, new)) / np.sqrt(2.0))


def standardised_difference(values: Array, reference: Array, new: Array) -> float:
    """Mean of the new sample less that of the reference, in common standard deviations (Cohen 1988, d).

    0 where the two means are equal; infinite where they differ and neither sample varies.
    """
    return _in_deviations(mean(values, new) - mean(values, reference), common_deviation(values, reference, new))


def distance(values: Array, reference: Array, new: Array) -> float:
    """Wasserstein distance of order 1, in common standard deviations: never less than the difference of the means.

    The area between the two cumulative distribution functions (Vallender 1974). Unlike the largest gap between them
    (Kolmogorov and Smirnov), it says how far the numbers moved, not only how many of them.
    """
    order = np.argsort(values, kind="stable")
    apart = np.cumsum((new - reference)[order])[:-1]
    area = float(np.abs(apart) @ np.diff(values[order]))
    return _in_deviations(area, common_deviation(values, reference, new))


def _in_deviations(amount: float, deviations: float) -> float:
    if abs(amount) < 1e-12:
        return 0.0
    return amount / deviations if deviations > 0 else float(np.copysign(np.inf, amount))


def stability_index(values: Array, reference: Array, new: Array) -> float:
    """Population stability index over the deciles of the reference (Siddiqi 2006, Credit Risk Scorecards, chapter 9).

    The sum of ``(n - r) * ln(n / r)`` over the shares r and n of the bins; a share of nothing counts as 0.0001. It
    grows as samples get smaller (Yurdakul and Naranjo 2020), so it describes and does not test. See :data:`STABLE`
    and :data:`SHIFTED`.
    """
    shares = np.array([binned(values, w, _edges(values, reference)) for w in (reference, new)])
    r, n = np.maximum(shares, _LEAST_SHARE)
    return float(((n - r) * np.log(n / r)).sum())


def _edges(values: Array, weights: Array) -> Array:
    """Inner deciles, each once: a number that many passages share is an edge but once."""
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(weights[order])
    at = np.searchsorted(upto, np.arange(1, _DECILES) / _DECILES - 1e-12)
    return np.unique(values[order][np.minimum(at, len(values) - 1)])


def binned(values: Array, weights: Array, edges: Array) -> Array:
    """Share of each bin, shape (len(edges) + 1,); a bin holds its upper edge."""
    place = np.searchsorted(edges, values, side="left")
    return np.bincount(place, weights=weights, minlength=len(edges) + 1).astype(float)


class Histogram(NamedTuple):
    """Shares of both samples in bins of equal width; the outer bins also hold what lies beyond them."""

    edges: tuple[float, ...]
    reference: tuple[float, ...]
    new: tuple[float, ...]


def histogram(values: Array, reference: Array, new: Array, bins: int = 20) -> Histogram:
    """Both samples over the range that holds all but the outermost two in a hundred numbers of either."""
    order = np.argsort(values, kind="stable")
    ends = [values[order][np.searchsorted(np.cumsum(w[order]), (0.01, 0.99))] for w in (reference, new)]
    low, high = float(np.min(ends)), float(np.max(ends))
    if high <= low:
        low, high = float(values.min()), float(values.max())
    edges = np.linspace(low, high, bins + 1)
    shares = [binned(values, w, edges[1:-1]) for w in (reference, new)]
    return Histogram(tuple(edges.tolist()), tuple(shares[0].tolist()), tuple(shares[1].tolist()))


def association(counts: Array) -> float:
    """Cramér's V of a table of counts, with Bergsma's (2013) correction for its bias in small samples.

    0 where the rows have the same mix, 1 where they share nothing. For two rows it is Cohen's w: .1 is a small, .3 a
    middling change of the mix.

    Args:
        counts: shape (2, outlets), no row or column of zeros only.
    """
    total, (rows, columns) = counts.sum(), counts.shape
    if columns < 2 or total < 3:
        return 0.0
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / total
    squared = float(((counts - expected) ** 2 / expected).sum() / total)
    corrected = max(0.0, squared - (rows - 1) * (columns - 1) / (total - 1))
    sides = [k - (k - 1) ** 2 / (total - 1) for k in (rows, columns)]
    return float(np.sqrt(corrected / max(min(sides) - 1, 1e-9)))
