"""What a comparison found: plain values that the table, the page and the JSON document are made from."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from credscore.drift.series import FAMILIES

if TYPE_CHECKING:
    from credscore.drift.design import Scope
    from credscore.drift.effects import Histogram
    from credscore.drift.reach import Reach
    from credscore.drift.series import Measure

SCHEMA = "credscore.drift/1"
MIX_BOUND = 0.2
"""Of the association of outlet and sample: for two outlets, from 50:50 to 70:30."""
LEAST = 30
"""A sample of fewer articles is said to be small; so is an outlet of fewer than a third of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What makes an alarm.

    Attributes:
        effect: a column's Wasserstein distance in standard deviations must be at least this,
        rate: and its q value under this: the share of alarms that may be false.
        outside: share of passages that may lie beyond a curve of the model.
        mix: association of outlet and sample that may be; None where no mix is an alarm.
        least: articles of a sample; fewer are compared, and said to be few.
    """

    effect: float = 0.25
    rate: float = 0.05
    outside: float = 0.10
    mix: float | None = MIX_BOUND
    least: int = LEAST

    def to_dict(self) -> dict[str, float | None]:
        """By name."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two samples.

    Attributes:
        name: as it was given.
        articles, passages, words: that it holds.
        outlets: known ones.
        model, annotator: that scored and read it; None where the input does not say.
    """

    name: str
    articles: int
    passages: int
    words: int
    outlets: int
    model: str
    annotator: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How one column changed, as its scope asks for.

    Attributes:
        measure: what the column is.
        reference, new: means, in its unit; the outlets of the new sample weighted as in the reference where the scope
            is ``within``.
        deviation: the standard deviation by which effects are divided.
        difference: of the means, in standard deviations.
        low, high: its 95% interval.
        distance: Wasserstein distance in standard deviations.
        stability: population stability index.
        overall: the difference where outlets are not heeded; less ``difference``, it is what the mix does.
        overall_distance: likewise.
        detectable: the smallest difference, in standard deviations, that four in five such comparisons would show.
        p, q: of the permutation test, alone and over all columns.
        alarm: whether q and the distance are both beyond their bounds.
        histogram: of both samples.
    """

    measure: Measure
    reference: float
    new: float
    deviation: float
    difference: float
    low: float
    high: float
    distance: float
    stability: float
    overall: float
    overall_distance: float
    detectable: float
    p: float
    q: float
    alarm: bool
    histogram: Histogram

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return (
            asdict(self.measure)
            | {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in asdict(self).items()
                if name not in {"measure", "histogram"}
            }
            | {"histogram": {name: list(values) for name, values in self.histogram._asdict().items()}}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet's part.

    Attributes:
        name: as first written; empty for articles of no known outlet.
        reference, new: its articles in each sample.
    """

    name: str
    reference: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How the outlets' parts changed.

    Attributes:
        outlets: those with most articles first.
        shared: share of the articles of each sample that are of outlets which both have.
        association: Cramér's V of outlet and sample, corrected for its bias.
        p: of a permutation test of it.
        alarm: whether p and the association are both beyond their bounds, and the mix counts.
    """

    outlets: tuple[Outlet, ...]
    shared: tuple[float, float]
    association: float
    p: float
    alarm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletChange:
    """How one column changed within one outlet that has enough articles on both sides; fields as of :class:`Change`."""

    outlet: str
    measure: Measure
    articles: tuple[int, int]
    reference: float
    new: float
    difference: float
    distance: float
    p: float
    q: float
    alarm: bool


@dataclass(frozen=True, kw_only=True)
class Drift:
    """A comparison.

    Attributes:
        reference, new: the two samples.
        scope: how they were compared, see :mod:`credscore.drift.design`.
        bounds: of the alarms.
        draws, seed: of the shuffles.
        changes: alarms first, then the largest distances.
        mix: None where fewer than two outlets are known.
        outlets: changes within single outlets, alarms first.
        reach: columns against the model's curves; empty where these are not known.
        notes: what a reader must know, a sentence each.
        constant, rare: columns that could not be compared.
        unreadable: inputs that could not be read.
    """

    reference: Side
    new: Side
    scope: Scope
    bounds: Bounds
    draws: int
    seed: int
    changes: tuple[Change, ...]
    mix: Mix | None
    outlets: tuple[OutletChange, ...]
    reach: tuple[Reach, ...]
    notes: tuple[str, ...]
    constant: tuple[str, ...]
    rare: tuple[str, ...]
    unreadable: int = 0

    @property
    def alarms(self) -> dict[str, int]:
        """Number of alarms of each kind."""
        return {
            "columns": sum(c.alarm for c in self.changes),
            "outlets": sum(c.alarm for c in self.outlets),
            "mix": int(self.mix is not None and self.mix.alarm),
            "outside": sum(r.alarm for r in self.reach),
        }

    @property
    def alarming(self) -> bool:
        """Whether there is any alarm."""
        return any(self.alarms.values())

    @property
    def detectable(self) -> float:
        """The median over the columns of the smallest difference that would be seen, in standard deviations."""
        sizes = sorted(c.detectable for c in self.changes)
        return sizes[len(sizes) // 2] if sizes else float("inf")

    def to_dict(self) -> dict[str, Any]:
        """The document ``credscore.drift/1`` as plain JSON types."""
        return {
            "schema": SCHEMA,
            "reference": asdict(self.reference),
            "new": asdict(self.new),
            "scope": self.scope,
            "bounds": self.bounds.to_dict(),
            "draws": self.draws,
            "seed": self.seed,
            "alarming": self.alarming,
            "alarms": self.alarms,
            "detectable": self.detectable,
            "changes": [c.to_dict() for c in self.changes],
            "mix": None if self.mix is None else asdict(self.mix),
            "outlets": [asdict(c) for c in self.outlets],
            "reach": [asdict(r) | {"outside": r.outside} for r in self.reach],
            "notes": list(self.notes),
            "constant": list(self.constant),
            "rare": list(self.rare),
            "unreadable": self.unreadable,
        }


def ordered(changes: list[Change]) -> tuple[Change, ...]:
    """Alarms first, then the largest distances; scores before features where they are alike."""
    return tuple(
        sorted(changes, key=lambda c: (not c.alarm, -c.distance, FAMILIES.index(c.measure.family), c.measure.key))
    )
