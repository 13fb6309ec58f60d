"""An additive ordinal model as it is used for scoring: a curve for each column, a sum, a link. Only numpy.

The contributions are exact. The index is the sum of the curves; the score is a never-decreasing function g of the
index; along the straight way from the base index to the passage's, the Aumann-Shapley value of column j is
``curve_j * (g(index) - g(base)) / (index - base)``, and these add up to the score minus the base (Aumann and Shapley
1974; Sundararajan et al. 2017, "integrated gradients", give the same for this model).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from credscore.model.ordinal import Array, Link, spread, to_points
from credscore.model.scored import Scored
from credscore.model.words import WORDING, WordsOrdinal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kind: TypeAlias = Literal["steps", "lines"]


@dataclass(frozen=True)
class Curve:
    """What one column adds to the index.

    ``steps``: ``values[i]`` holds between ``knots[i-1]`` (excluded) and ``knots[i]`` (included), one value more than
    knots. ``lines``: straight lines between the points, level outside. ``missing`` is for a number that is absent.
    """

    column: str
    kind: Kind
    knots: tuple[float, ...]
    values: tuple[float, ...]
    missing: float = 0.0

    def __call__(self, numbers: Array) -> Array:
        """Values of the curve, shape (n,), at numbers of shape (n,)."""
        x = np.asarray(numbers, dtype=float)
        if self.kind == "lines":
            out = np.interp(x, self.knots, self.values)
        else:
            out = np.asarray(self.values)[np.searchsorted(np.asarray(self.knots), x, side="left")]
        return np.where(np.isnan(x), self.missing, out)

    @property
    def neutral(self) -> float | None:
        """The lowest number at which the curve goes through 0; None where it is on one side throughout."""
        turns = np.flatnonzero(np.diff(np.sign(self.values)))
        if not len(turns):
            return None
        at = int(turns[0])
        if self.kind == "steps":
            return self.knots[at]
        below, above = self.values[at : at + 2]
        return self.knots[at] + (self.knots[at + 1] - self.knots[at]) * below / (below - above)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "column": self.column,
            "kind": self.kind,
            "knots": list(self.knots),
            "values": list(self.values),
            "missing": self.missing,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Curve:
        """From :meth:`to_dict`."""
        knots, values = tuple(map(float, data["knots"])), tuple(map(float, data["values"]))
        if len(values) - len(knots) != (data["kind"] == "steps"):
            raise ValueError(f"The curve of {data['column']!r} has {len(knots)} knots and {len(values)} values.")
        return cls(data["column"], data["kind"], knots, values, float(data["missing"]))


@dataclass(frozen=True)
class AdditiveOrdinal:
    """Curves, a base index and a link.

    Attributes:
        curves: one a column that counts.
        link: index to probabilities.
        base_index: where no column says anything.
        words: gives the number of the column ``wording``, where a curve asks for it.
    """

    curves: tuple[Curve, ...]
    link: Link
    base_index: float = 0.0
    words: WordsOrdinal | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the measured columns that it needs."""
        return tuple(curve.column for curve in self.curves if curve.column != WORDING)

    def neutral(self, column: str) -> float | None:
        """The number of a column that neither raises nor lowers the score; None where there is no such number."""
        return next((curve.neutral for curve in self.curves if curve.column == column), None)

    def scored(self, texts: Sequence[str], table: Mapping[str, Array]) -> Scored:
        """Scores passages given as texts and as columns of numbers; a column that is absent counts as missing."""
        absent = np.full(len(texts), np.nan)
        numbers = {curve.column: table.get(curve.column, absent) for curve in self.curves}
        if self.words is not None:
            numbers[WORDING] = self.words.index(texts)
        terms = self.terms(numbers or {"": absent})
        p = self.probabilities(terms)
        values = np.column_stack([*numbers.values(), absent])[:, :-1]
        return Scored(p, to_points(p), spread(p), tuple(numbers), values, self.effects(terms), self.base)

    @property
    def base(self) -> float:
        """The score, in points, where no column says anything."""
        return float(self.link.points(np.array([self.base_index]))[0])

    def terms(self, table: Mapping[str, Array]) -> Array:
        """What each curve adds to the index, shape (n, number of curves)."""
        if not self.curves:
            lengths = [len(column) for column in table.values()]
            return np.zeros((lengths[0] if lengths else 0, 0))
        return np.column_stack([curve(table[curve.column]) for curve in self.curves])

    def probabilities(self, terms: Array) -> Array:
        """Probabilities of the grades, shape (n, 5)."""
        return self.link.probabilities(self.base_index + terms.sum(axis=1))

    def effects(self, terms: Array) -> Array:
        """Points that each column adds, shape (n, number of curves); a row adds up to its score minus the base."""
        moved = terms.sum(axis=1)
        gained = self.link.points(self.base_index + moved) - self.base
        far = np.abs(moved) > 1e-9
        # Where the terms cancel out, the ratio is the slope of the score at the base.
        nudge = 1e-5
        at_base = (self.link.points(np.array([self.base_index + nudge]))[0] - self.base) / nudge
        ratio = np.where(far, gained / np.where(far, moved, 1.0), at_base)
        return terms * ratio[:, None]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "curves": [curve.to_dict() for curve in self.curves],
            "link": self.link.to_dict(),
            "base_index": self.base_index,
            "words": None if self.words is None else self.words.to_dict(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> AdditiveOrdinal:
        """From :meth:`to_dict`."""
        curves = tuple(Curve.from_dict(curve) for curve in data["curves"])
        words = None if data["words"] is None else WordsOrdinal.from_dict(data["words"])
        return cls(curves, Link.from_dict(data["link"]), float(data["base_index"]), words)


def centred(curves: Sequence[Curve], table: Mapping[str, Array]) -> tuple[tuple[Curve, ...], float]:
    """Curves whose mean over the table is zero, and the sum of the means that were taken off.

    A number that is never missing in the table says nothing when it is: its family was switched off.
    """
    total, out = 0.0, []
    for curve in curves:
        numbers = table[curve.column]
        mean = float(curve(numbers).mean())
        total += mean
        values = tuple(value - mean for value in curve.values)
        missing = curve.missing - mean if np.isnan(numbers).any() else 0.0
        out.append(Curve(curve.column, curve.kind, curve.knots, values, missing))
    return tuple(out), total
