"""What is said of outlets: plain frozen values that every renderer reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore.contract import Estimate, Grade, Reason

Withheld: TypeAlias = Literal["too_few_articles", "too_few_outlets"]
AT_LEAST = 10
"""Scored articles that an outlet must have, unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One grade of an outlet, on the 0-100 scale with 90% intervals.

    Attributes:
        raw: the mean of its articles, and where the mean of all that it prints may lie.
        shrunk: its level, drawn towards the mean of all outlets; the raw mean where there are too few outlets.
        share: of the raw mean in the level, 0 to 1.
    """

    raw: Estimate
    shrunk: Estimate
    share: float


@dataclass(frozen=True, slots=True)
class Month:
    """The scored articles of one outlet in one month: their mean with its interval, by grade."""

    month: str
    articles: int
    means: Mapping[Grade, Estimate]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One outlet.

    Attributes:
        outlet: its name as the table spells it.
        articles, words: that were read.
        scored: articles that have a score.
        abstained: how many have none, by the reason.
        groups: values of the column that groups are told by, in the order in which they came.
        withheld: why it has no standings, or None.
        standings: by grade.
        months: in order; empty where withheld.
        base, effects: by grade, means over its articles; they add up to the raw mean. Empty where unknown.
        values: by column, means over its articles.
    """

    outlet: str
    articles: int
    words: int
    scored: int
    abstained: Mapping[Reason, int] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    withheld: Withheld | None = None
    standings: Mapping[Grade, Standing] = field(default_factory=dict)
    months: tuple[Month, ...] = ()
    base: Mapping[Grade, float] = field(default_factory=dict)
    effects: Mapping[Grade, Mapping[str, float]] = field(default_factory=dict)
    values: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spread:
    """How outlets and articles vary in one grade.

    Attributes:
        centre: the mean of all outlets, towards which they are drawn.
        between: standard deviation between outlets, points.
        within: standard deviation between the articles of an outlet, points.
    """

    centre: Estimate
    between: float
    within: float


@dataclass(frozen=True, slots=True)
class Group:
    """Outlets with the same value of a column: the mean over outlets, each counting once.

    Attributes:
        name: the value.
        outlets: with enough articles in this group.
        articles: their scored ones.
        means: by grade; empty where withheld.
        withheld: why there are none, or None.
    """

    name: str
    outlets: int
    articles: int
    means: Mapping[Grade, Estimate]
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True)
class Contrast:
    """How far the first group is above the second, by grade."""

    first: str
    second: str
    differences: Mapping[Grade, Estimate]


@dataclass(frozen=True, kw_only=True)
class Profiles:
    """All outlets of a run.

    Attributes:
        outlets: those with standings first, the highest level of support first; then those withheld.
        spread: by grade; empty where there are too few outlets to tell.
        groups, contrasts: where groups were asked for.
        at_least: scored articles that an outlet had to have.
    """

    outlets: tuple[Profile, ...]
    spread: Mapping[Grade, Spread] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
    at_least: int = AT_LEAST

    @property
    def standing(self) -> tuple[Profile, ...]:
        """Outlets that have standings."""
        return tuple(p for p in self.outlets if p.withheld is None)

    @cached_property
    def by_name(self) -> Mapping[str, Profile]:
        """Outlets by their names."""
        return {p.outlet: p for p in self.outlets}

    @property
    def explained(self) -> bool:
        """Whether it is known what each column did to the scores."""
        return any(p.effects for p in self.standing)
