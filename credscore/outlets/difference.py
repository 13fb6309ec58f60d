"""What makes one outlet's mean score higher than another's, column by column. The parts add up to the whole."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from credscore.contract import GRADES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from credscore.contract import Grade
    from credscore.outlets.profile import Profile, Profiles


@dataclass(frozen=True, slots=True)
class Part:
    """What one column adds to a difference.

    Attributes:
        column: its name.
        points: its mean effect at the first less that at the second.
        first, second: the column's mean at each; None where it was measured nowhere.
    """

    column: str
    points: float
    first: float | None
    second: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of raw mean scores in one grade: ``points == base + sum of the parts' points``.

    Attributes:
        grade: support or transparency.
        points: first less second.
        base: what the models' bases add; 0 where one model scored all.
        parts: the strongest first.
    """

    grade: Grade
    points: float
    base: float
    parts: tuple[Part, ...]


def between(first: Profile, second: Profile) -> dict[Grade, Difference]:
    """What makes the difference of two outlets that have standings and effects."""
    return {grade: _difference(grade, first, [second]) for grade in GRADES}


def deviations(profiles: Profiles) -> dict[str, dict[Grade, Difference]]:
    """By outlet, what sets it apart from the plain mean over all outlets (itself included)."""
    everybody = [p for p in profiles.standing if p.effects]
    return {p.outlet: {grade: _difference(grade, p, everybody) for grade in GRADES} for p in everybody}


def _difference(grade: Grade, first: Profile, others: Sequence[Profile]) -> Difference:
    names = dict.fromkeys(name for p in (first, *others) for name in p.effects[grade])
    parts = [
        Part(
            name,
            first.effects[grade].get(name, 0.0) - _mean([p.effects[grade].get(name, 0.0) for p in others]),
            first.values.get(name),
            _known_mean(name, [p.values for p in others]),
        )
        for name in names
    ]
    return Difference(
        grade=grade,
        points=first.standings[grade].raw.value - _mean([p.standings[grade].raw.value for p in others]),
        base=first.base[grade] - _mean([p.base[grade] for p in others]),
        parts=tuple(sorted(parts, key=lambda part: -abs(part.points))),
    )


def _mean(numbers: Sequence[float]) -> float:
    return fsum(numbers) / len(numbers)


def _known_mean(name: str, values: Sequence[Mapping[str, float]]) -> float | None:
    known = [v[name] for v in values if name in v]
    return _mean(known) if known else None
