"""What a model did: changes in points, case by case, and the figures that are held against the bounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credscore.checks.check import Check
    from credscore.contract import Grade

CONFIDENCE = 0.95


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a score did in one case.

    Attributes:
        case: its id.
        group: its group.
        before, after: points of the 0-100 scale; None where there was no score.
        effects: by column, how much more it adds after than before, in points.
    """

    case: str
    group: str
    before: float | None
    after: float | None
    effects: Mapping[str, float]

    @property
    def points(self) -> float | None:
        """After less before; None where either has no score."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one grade did in the cases of one check."""

    check: Check
    grade: Grade
    changes: tuple[Change, ...]

    @cached_property
    def points(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Changes of the cases that have a score before and after."""
        return np.array([c.points for c in self.changes if c.points is not None], dtype=float)

    @property
    def lost(self) -> int:
        """Cases without a score before or after. None may be: an abstention is no small change."""
        return len(self.changes) - len(self.points)

    @property
    def mean(self) -> float:
        """Mean absolute change in points."""
        return float(np.abs(self.points).mean()) if len(self.points) else 0.0

    @property
    def p95(self) -> float:
        """95th percentile of the absolute change in points."""
        return float(np.percentile(np.abs(self.points), 95)) if len(self.points) else 0.0

    @property
    def worst(self) -> Change | None:
        """The case that speaks most against the model; one without a score before all."""
        lost = [c for c in self.changes if c.points is None]
        return lost[0] if lost else max(self.changes, key=self._against, default=None)

    def _against(self, change: Change) -> float:
        points = change.points or 0.0
        return abs(points) if self.check.expected == "same" else -points * _SIGN[self.check.expected]

    @property
    def most(self) -> float:
        """Largest absolute change in points."""
        return float(np.abs(self.points).max()) if len(self.points) else 0.0

    @property
    def right(self) -> float | None:
        """Share of all cases in which the score moved as expected; None where it should not move."""
        return None if self.check.expected == "same" else self._moved / max(1, len(self.changes))

    @property
    def _moved(self) -> int:
        return int((self.points * _SIGN[self.check.expected] > 0).sum())

    @property
    def right_interval(self) -> tuple[float, float] | None:
        """Wilson's 95% interval of that share (Wilson 1927, Probable inference, JASA 22)."""
        if self.check.expected == "same" or not self.changes:
            return None
        from scipy.stats import binomtest  # noqa: PLC0415 - half a second, and only checks need it

        found = binomtest(self._moved, len(self.changes)).proportion_ci(CONFIDENCE, method="wilson")
        return float(found.low), float(found.high)

    @property
    def groups(self) -> Mapping[str, float]:
        """Mean change by group, signed, lowest first."""
        points: dict[str, list[float]] = {}
        for change in self.changes:
            if change.points is not None:
                points.setdefault(change.group, []).append(change.points)
        return dict(sorted(((g, float(np.mean(p))) for g, p in points.items()), key=lambda item: item[1]))

    @property
    def columns(self) -> Mapping[str, float]:
        """Mean absolute change of what each column adds, in points; largest first."""
        total: dict[str, float] = {}
        for change in self.changes:
            for name, effect in change.effects.items():
                total[name] = total.get(name, 0.0) + abs(effect)
        return {name: total[name] / len(self.changes) for name in sorted(total, key=lambda n: -total[n])}

    @property
    def broken(self) -> tuple[str, ...]:
        """Bounds that are not kept, a few words each."""
        return tuple(self._broken())

    def _broken(self) -> Iterator[str]:
        bound = self.check.bound
        if self.lost:
            yield f"{self.lost} without a score"
        if bound.mean is not None and self.mean > bound.mean:
            yield f"mean {self.mean:.2f} > {bound.mean:g}"
        if bound.most is not None and self.most > bound.most:
            yield f"most {self.most:.2f} > {bound.most:g}"
        if bound.right is not None and self.right is not None and self.right < bound.right:
            yield f"right {self.right:.3f} < {bound.right:g}"

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON types."""
        worst = self.worst
        return {
            "check": self.check.name,
            "grade": self.grade,
            "expected": self.check.expected,
            "cases": len(self.changes),
            "lost": self.lost,
            "mean": round(self.mean, 4),
            "p95": round(self.p95, 4),
            "most": round(self.most, 4),
            "right": None if self.right is None else round(self.right, 4),
            "right_interval": None if self.right_interval is None else [round(x, 4) for x in self.right_interval],
            "worst": None if worst is None else {"case": worst.case, "before": worst.before, "after": worst.after},
            "groups": {name: round(value, 4) for name, value in self.groups.items()},
            "columns": {name: round(value, 4) for name, value in list(self.columns.items())[:5]},
            "broken": list(self.broken),
        }


_SIGN = {"lower": -1, "higher": 1}


@dataclass(frozen=True)
class Results:
    """Of several checks, a result a grade each."""

    results: tuple[Result, ...]

    @property
    def broken(self) -> tuple[Result, ...]:
        """Those that do not keep their bounds."""
        return tuple(r for r in self.results if r.broken)

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON types."""
        return {"broken": len(self.broken), "results": [r.to_dict() for r in self.results]}
