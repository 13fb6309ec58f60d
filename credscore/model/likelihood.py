"""Weights by the likelihood of the proportional-odds model, rather than by least squares on the grades. Training only.

McCullagh (1980), Regression models for ordinal data; a quadratic penalty keeps the weights small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credscore.model.ordinal import Array

LEVELS = 5


def fit_weights(matrix: Array, grades: Array, penalty: Array, signs: Sequence[int] | Array = ()) -> Array:
    """The weights, shape (p,), under which the grades are likeliest; the cuts are found beside them.

    Args:
        matrix: (n, p), best with columns of mean 0.
        grades: 1 to 5, (n,).
        penalty: (p, p), positive definite: half of w'Pw is added to the negative log-likelihood.
        signs: of each weight, +1 or -1 where it is certain, else 0.
    """
    grade = np.asarray(grades, dtype=int) - 1
    # Scaled to about a unit curvature, the search needs few steps. Index noise of variance 3.3 makes the 0.2.
    scale = np.sqrt(0.2 * (matrix**2).sum(axis=0) + np.diag(penalty))
    given = np.zeros(matrix.shape[1]) if len(signs) == 0 else signs
    bounds = [(0.0 if sign > 0 else None, 0.0 if sign < 0 else None) for sign in given]
    start = np.concatenate([np.zeros(matrix.shape[1]), _base(grade)])
    found = minimize(
        lambda params: _loss(params, matrix / scale, grade, penalty / np.outer(scale, scale)),
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[*bounds, (None, None), *[(-6.0, 4.0)] * (LEVELS - 2)],
        options={"maxiter": 1000},
    )
    weights: Array = found.x[: 1 - LEVELS] / scale
    return weights


def _base(grade: Array) -> Array:
    """First cut and log gaps of the base rates."""
    shares = np.cumsum(np.bincount(grade, minlength=LEVELS))[: LEVELS - 1] / len(grade)
    shares = np.clip(shares, 1e-3, 1 - 1e-3)
    cuts = np.log(shares / (1 - shares))
    return np.concatenate([cuts[:1], np.log(np.maximum(np.diff(cuts), 0.05))])


def _loss(params: Array, matrix: Array, grade: Array, penalty: Array) -> tuple[float, Array]:
    """Negative log-likelihood with the penalty, and its gradient."""
    weights, first, gaps = params[: 1 - LEVELS], params[1 - LEVELS], np.exp(params[2 - LEVELS :])
    ends = np.concatenate([[-np.inf], first + np.concatenate([[0.0], np.cumsum(gaps)]), [np.inf]])
    index = matrix @ weights
    above, below = expit(ends[grade + 1] - index), expit(ends[grade] - index)
    chance = np.maximum(above - below, 1e-12)
    up, down = above * (1 - above) / chance, below * (1 - below) / chance
    cuts = (
        np.bincount(grade, weights=down, minlength=LEVELS)[1:] - np.bincount(grade, weights=up, minlength=LEVELS)[:-1]
    )
    held = penalty @ weights
    gradient = np.concatenate([
        matrix.T @ (up - down) + held,
        [cuts.sum()],
        np.cumsum(cuts[::-1])[::-1][1:] * gaps,
    ])  # fmt: skip
    return float(-np.log(chance).sum() + 0.5 * weights @ held), gradient
