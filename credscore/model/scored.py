"""What a model says of passages, for one grade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credscore.model.ordinal import Array


@dataclass(frozen=True)
class Scored:
    """Scores of n passages for one grade.

    Attributes:
        probabilities: of the grades 1 to 5, (n, 5).
        points: expected grade, 0 to 100, (n,).
        deviations: standard deviation of the grade in points, (n,).
        columns: names of the columns that count, (k,).
        values: their numbers, (n, k).
        effects: points that each column adds, (n, k).
        base: score where no column says anything.
    """

    probabilities: Array
    points: Array
    deviations: Array
    columns: tuple[str, ...]
    values: Array
    effects: Array
    base: float
