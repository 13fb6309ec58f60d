"""Means of outlets drawn towards the mean of all, the more the less is known of them.

The model is that of Fay and Herriot (1979, Estimates of income for small places, JASA 74): the raw mean y_k of
outlet k has the known sampling variance v_k about the outlet's own level, and the levels vary about a common mean mu
with variance tau². Tau² is the restricted maximum likelihood estimate (REML; the iteration of Viechtbauer 2005,
Journal of Educational and Behavioral Statistics 30(3)), and with w_k = 1 / (tau² + v_k)

    mu = sum w_k y_k / sum w_k          share_k = tau² / (tau² + v_k)
    level_k = mu + share_k (y_k - mu)   (the empirical best linear unbiased predictor)

Its mean squared error is that of Prasad and Rao (1990, JASA 85) as Datta and Lahiri (2000, Statistica Sinica 10)
give it for REML: g1 + g2 + 2 g3 with g1 = share_k v_k, g2 = (1 - share_k)² / sum w, and
g3 = v_k² / (tau² + v_k)³ · 2 / sum w². G2 stands for what is not known of mu, g3 for what is not known of tau².
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from credscore.outlets.variance import Array

FEWEST = 4
"""With an estimated centre, drawing towards it makes the errors smaller from four means on (Efron and Morris 1975)."""
_STEPS = 500
_TOLERANCE = 1e-10


@dataclass(frozen=True)
class Shrunk:
    """Levels of k outlets.

    Attributes:
        levels: (k,).
        errors: mean squared errors, (k,).
        shares: of the raw mean in the level, 0 to 1, (k,).
        centre: what they are drawn towards.
        centre_error: its variance.
        between: variance between outlets (tau²).
    """

    levels: Array
    errors: Array
    shares: Array
    centre: float
    centre_error: float
    between: float


def shrunk(means: Array, variances: Array) -> Shrunk | None:
    """Levels of k outlets from their raw means and the sampling variances of these, all (k,); None for fewer than 4."""
    if len(means) < FEWEST:
        return None
    between = reml(means, variances)
    weights = 1 / (between + variances)
    centre = float((weights * means).sum() / weights.sum())
    shares = between * weights
    doubt_of_between = 2 / float((weights**2).sum())
    errors = shares * variances + (1 - shares) ** 2 / weights.sum() + 2 * variances**2 * weights**3 * doubt_of_between
    return Shrunk(centre + shares * (means - centre), errors, shares, centre, 1 / float(weights.sum()), between)


def reml(means: Array, variances: Array) -> float:
    """The variance between outlets, at least 0. Variances must be positive."""
    found = max(0.0, float(np.var(means, ddof=1) - variances.mean()))
    for _ in range(_STEPS):
        weights = 1 / (found + variances)
        centre = (weights * means).sum() / weights.sum()
        squares = weights**2
        excess = (squares * ((means - centre) ** 2 - variances)).sum() / squares.sum()
        following = max(0.0, float(excess + 1 / weights.sum()))
        if abs(following - found) <= _TOLERANCE * (1 + found):
            return following
        found = following
    return found
