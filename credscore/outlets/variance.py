"""How far articles of one outlet lie apart, where some outlets have few: own variances drawn towards a common one.

Smyth (2004), Linear models and empirical Bayes methods, Statistical Applications in Genetics and Molecular Biology
3(1): the sample variances s² of groups with d degrees of freedom have true variances that vary as a scaled inverse
chi-square with d0 degrees around s0². Each is estimated by (d0 s0² + d s²) / (d0 + d) with d0 + d degrees; s0 and d0
come from the mean and the variance of log s².
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, polygamma

if TYPE_CHECKING:
    from collections.abc import Sequence

Array: TypeAlias = NDArray[np.float64]
FEWEST = 3
"""Fewer variances say nothing of how variances vary: then each outlet keeps its own."""
_LEAST_SHARE = 1e-5
"""A variance of zero counts as this share of the median, since its logarithm is taken."""


@dataclass(frozen=True)
class Variances:
    """Variances of articles about the mean of their outlet.

    Attributes:
        own: of each outlet, drawn towards the common one, (k,).
        degrees: of freedom of each, (k,); infinite where all outlets are alike.
        common: what they are drawn towards.
    """

    own: Array
    degrees: Array
    common: float


def moderated(scores: Sequence[Sequence[float]]) -> Variances:
    """The variances of k outlets' articles.

    Args:
        scores: of the articles of each outlet; an outlet with one article has the common variance.
    """
    degrees = np.array([max(0, len(s) - 1) for s in scores], dtype=float)
    raw = np.array([np.var(s, ddof=1) if len(s) > 1 else 0.0 for s in scores], dtype=float)
    some = degrees > 0
    pooled = float((raw * degrees).sum() / degrees.sum()) if some.any() else 0.0
    if some.sum() < FEWEST or pooled == 0.0:
        return Variances(np.where(some, raw, pooled), degrees, pooled)
    common, prior = _prior(raw[some], degrees[some])
    if np.isinf(prior):
        return Variances(np.full(len(raw), pooled), np.full(len(raw), np.inf), pooled)
    return Variances((prior * common + degrees * raw) / (prior + degrees), prior + degrees, common)


def _prior(variances: Array, degrees: Array) -> tuple[float, float]:
    """s0² and d0 (Smyth 2004, section 6.2); d0 is infinite where the variances differ no more than by chance."""
    floor = _LEAST_SHARE * float(np.median(variances)) or _LEAST_SHARE * float(variances.max())
    logs = np.log(np.maximum(variances, floor)) - digamma(degrees / 2) + np.log(degrees / 2)
    extra = float(np.var(logs, ddof=1) - np.mean(polygamma(1, degrees / 2)))
    if extra <= 0:
        return float(np.exp(logs.mean())), float("inf")
    prior = 2 * _inverse_trigamma(extra)
    return float(np.exp(logs.mean() + digamma(prior / 2) - np.log(prior / 2))), prior


def _inverse_trigamma(x: float) -> float:
    """Newton's method from below, which always converges (Smyth 2004, appendix)."""
    y = 0.5 + 1 / x
    for _ in range(50):
        trigamma = float(polygamma(1, y))
        step = trigamma * (1 - trigamma / x) / float(polygamma(2, y))
        y += step
        if -step / y < 1e-8:
            break
    return y
