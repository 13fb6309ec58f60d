"""The proportional-odds link: one number, the index, to the probabilities of the grades 1 to 5.

P(grade <= k) = 1 / (1 + exp(slope * index - cut_k)), McCullagh (1980), Regression models for ordinal data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

Array: TypeAlias = "NDArray[np.float64]"

GRADE_VALUES = np.arange(1.0, 6.0)
POINTS_PER_GRADE = 25.0
"""Grades 1 to 5 are shown as 0 to 100."""


@dataclass(frozen=True)
class Link:
    """Slope and the four ascending cuts of the proportional-odds model."""

    slope: float
    cuts: tuple[float, float, float, float]

    def probabilities(self, index: Array) -> Array:
        """Probabilities of the grades 1 to 5, shape (n, 5), for indices of shape (n,)."""
        upto = _sigmoid(np.asarray(self.cuts)[None, :] - self.slope * np.asarray(index, dtype=float)[:, None])
        padded = np.hstack([np.zeros((len(upto), 1)), upto, np.ones((len(upto), 1))])
        return np.diff(padded, axis=1)

    def points(self, index: Array) -> Array:
        """Expected grade on the 0-100 scale, shape (n,); never decreases with the index."""
        return to_points(self.probabilities(index))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {"slope": self.slope, "cuts": list(self.cuts)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Link:
        """From :meth:`to_dict`."""
        a, b, c, d = (float(cut) for cut in data["cuts"])
        return cls(float(data["slope"]), (a, b, c, d))


def to_points(probabilities: Array) -> Array:
    """Expected grade, shown as 0 to 100."""
    points: Array = POINTS_PER_GRADE * (probabilities @ GRADE_VALUES - 1.0)
    return points


def spread(probabilities: Array) -> Array:
    """Standard deviation of the grade, in points."""
    mean = probabilities @ GRADE_VALUES
    variance: Array = np.maximum(probabilities @ GRADE_VALUES**2 - mean**2, 0.0)
    return POINTS_PER_GRADE * np.sqrt(variance)


def fit_link(index: Array, grades: Array) -> Link:
    """Maximum likelihood slope and cuts, with a slope that is never negative.

    Args:
        index: shape (n,), best from models that have not seen these grades.
        grades: 1 to 5, shape (n,).
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - training only

    chosen = np.asarray(grades, dtype=int) - 1
    shares = np.clip(np.cumsum(np.bincount(chosen, minlength=5))[:4] / len(chosen), 1e-3, 1 - 1e-3)
    scale = float(np.std(index)) or 1.0
    start_cuts = np.log(shares / (1 - shares))
    gaps = np.log(np.maximum(np.diff(start_cuts), 1e-2))
    # Unconstrained parameters: log slope, first cut, log gaps between the cuts.
    start = np.concatenate([[np.log(1.0 / scale)], start_cuts[:1], gaps])

    def unpack(params: Array) -> Link:
        cuts = params[1] + np.concatenate([[0.0], np.cumsum(np.exp(params[2:]))])
        a, b, c, d = (float(cut) for cut in cuts)
        return Link(float(np.exp(params[0])), (a, b, c, d))

    def loss(params: Array) -> float:
        p = unpack(params).probabilities(index)[np.arange(len(chosen)), chosen]
        # A weak prior keeps the slope finite where the index separates the grades or says nothing.
        return float(-np.log(np.maximum(p, 1e-12)).mean() + 1e-4 * (params**2).sum())

    found = minimize(loss, start, method="L-BFGS-B", bounds=[(-8, 8)] + [(-20, 20)] + [(-6, 4)] * 3)
    return unpack(found.x)


def _sigmoid(x: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-np.clip(x, -60, 60)))
