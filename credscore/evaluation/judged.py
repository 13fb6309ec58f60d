"""Predictions of one grade beside the gold grades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from credscore.evaluation.metrics import LEVELS, Array

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

POINTS = 25.0
"""Points of the 0-100 scale in one grade."""


@dataclass(frozen=True)
class Judged:
    """n passages, predicted and graded.

    Attributes:
        gold: grades 1 to 5, (n,).
        probabilities: of the grades, (n, 5).
        low, high: ends of the 90% interval in points, 0 to 100, (n,).
    """

    gold: Array
    probabilities: Array
    low: Array
    high: Array

    def __post_init__(self) -> None:
        n = len(self.gold)
        shapes = (np.shape(self.probabilities), np.shape(self.low), np.shape(self.high))
        if shapes != ((n, LEVELS), (n,), (n,)):
            raise ValueError(f"{n} gold grades need probabilities ({n}, {LEVELS}), low ({n},), high ({n},): {shapes}.")

    @classmethod
    def of(cls, gold: ArrayLike, probabilities: ArrayLike, low: ArrayLike, high: ArrayLike) -> Self:
        """From anything that numpy reads as numbers."""
        return cls(*(np.asarray(values, dtype=float) for values in (gold, probabilities, low, high)))

    def __len__(self) -> int:
        return len(self.gold)

    @property
    def expected(self) -> Array:
        """Expected grade, 1 to 5, (n,)."""
        grades: Array = self.probabilities @ np.arange(1.0, LEVELS + 1.0)
        return grades

    @property
    def gold_points(self) -> Array:
        """Gold grades on the 0-100 scale, (n,)."""
        return POINTS * (self.gold - 1.0)

    def at(self, rows: NDArray[np.int64]) -> Judged:
        """Some of the passages, in the order of the row numbers; a row may come more than once."""
        return Judged(self.gold[rows], self.probabilities[rows], self.low[rows], self.high[rows])

    def mixed(self, other: Judged, swap: NDArray[np.bool_]) -> Judged:
        """These predictions, but the other's where ``swap`` is set, (n,)."""
        return Judged(
            self.gold,
            np.where(swap[:, None], other.probabilities, self.probabilities),
            np.where(swap, other.low, self.low),
            np.where(swap, other.high, self.high),
        )
