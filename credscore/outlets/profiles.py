"""From articles to outlets: means, drawn towards each other, with intervals."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from credscore.contract import GRADES
from credscore.outlets.groups import contrasts_of, groups_of
from credscore.outlets.interval import NORMAL, bounded
from credscore.outlets.profile import AT_LEAST, Month, Profile, Profiles, Spread, Standing
from credscore.outlets.shrinkage import shrunk
from credscore.outlets.variance import moderated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from credscore.contract import Estimate, Grade
    from credscore.outlets.entry import Entry
    from credscore.outlets.variance import Array

_SMALLEST = 1e-6
"""No sampling variance is smaller, so that outlets whose articles all score alike can be divided by."""


def profiles(entries: Iterable[Entry], *, at_least: int = AT_LEAST) -> Profiles:
    """Profiles of the outlets of some articles; these are read once, and only their scores are kept.

    The raw mean of an outlet is the plain mean of its n scored articles. Its sampling variance is the larger of two
    numbers, divided by n: the variance of the articles' scores (:mod:`credscore.outlets.variance`, which says what is
    done where articles are few), and the mean of the articles' own error variances, read off their 90% intervals: no
    mean is better known than what it is a mean of. The level is :mod:`credscore.outlets.shrinkage`'s. Intervals are
    Student's, with the degrees of freedom of the variance.

    Args:
        entries: articles in any order.
        at_least: so many scored articles an outlet must have, at least 2; the others are counted and withheld.
    """
    gathered = _gathered(entries)
    kept = {name: g for name, g in gathered.items() if g.scored >= max(2, at_least)}
    means = {grade: _Means(list(kept.values()), grade) for grade in GRADES} if kept else {}
    known = [
        _profile(name, g, {grade: means[grade].standing(at) for grade in GRADES}, _months(g, at, means))
        for at, (name, g) in enumerate(kept.items())
    ]
    known.sort(key=lambda p: -p.standings["support"].shrunk.value)
    withheld = [_withheld(name, g) for name, g in gathered.items() if name not in kept]
    withheld.sort(key=lambda p: (-p.scored, p.outlet))
    groups = groups_of(_by_group(gathered), at_least)
    return Profiles(
        outlets=(*known, *withheld),
        spread={grade: spread for grade, m in means.items() if (spread := m.spread())},
        groups=groups,
        contrasts=contrasts_of(_by_group(gathered), groups, at_least),
        at_least=at_least,
    )


@dataclass
class _Gathered:
    """The articles of one outlet, added up."""

    articles: int = 0
    words: int = 0
    explained: int = 0
    abstained: Counter[Any] = field(default_factory=Counter)
    estimates: dict[Grade, list[Estimate]] = field(default_factory=lambda: {grade: [] for grade in GRADES})
    months: list[str | None] = field(default_factory=list)
    groups: list[str | None] = field(default_factory=list)
    base: dict[Grade, float] = field(default_factory=lambda: dict.fromkeys(GRADES, 0.0))
    effects: dict[Grade, dict[str, float]] = field(
        default_factory=lambda: {grade: defaultdict(float) for grade in GRADES}
    )
    values: dict[str, list[float]] = field(default_factory=dict)

    @property
    def scored(self) -> int:
        return len(self.months)

    def add(self, entry: Entry) -> None:
        self.articles += 1
        self.words += entry.words
        if entry.abstained is not None:
            self.abstained[entry.abstained] += 1
            return
        self.months.append(entry.month)
        self.groups.append(entry.group)
        for grade in GRADES:
            self.estimates[grade].append(entry.estimates[grade])
        for name, value in entry.values.items():
            total = self.values.setdefault(name, [0.0, 0.0])
            total[0] += value
            total[1] += 1
        if entry.effects is not None:
            self._explain(entry.base, entry.effects)

    def _explain(self, base: Mapping[Grade, float], effects: Mapping[Grade, Mapping[str, float]]) -> None:
        self.explained += 1
        for grade in GRADES:
            self.base[grade] += base[grade]
            for name, points in effects[grade].items():
                self.effects[grade][name] += points

    def points(self, grade: Grade) -> list[float]:
        return [e.value for e in self.estimates[grade]]


def _gathered(entries: Iterable[Entry]) -> dict[str, _Gathered]:
    found: dict[str, _Gathered] = {}
    for entry in entries:
        found.setdefault(entry.outlet, _Gathered()).add(entry)
    return found


class _Means:
    """The means of one grade, of outlets that have enough articles."""

    def __init__(self, gathered: Sequence[_Gathered], grade: Grade) -> None:
        points = [g.points(grade) for g in gathered]
        self._variances = moderated(points)
        self._spreads = np.maximum(self._variances.own, [_own_error(g.estimates[grade]) for g in gathered])
        self._raw: Array = np.array([float(np.mean(p)) for p in points])
        self._sampling = np.maximum(self._spreads / [len(p) for p in points], _SMALLEST)
        self._shrunk = shrunk(self._raw, self._sampling)

    def standing(self, at: int) -> Standing:
        raw = self.estimate(float(self._raw[at]), float(self._sampling[at]), at)
        if self._shrunk is None:
            return Standing(raw, raw, 1.0)
        s = self._shrunk
        return Standing(raw, self.estimate(float(s.levels[at]), float(s.errors[at]), at), float(s.shares[at]))

    def estimate(self, value: float, variance: float, at: int) -> Estimate:
        """With the interval of an outlet's degrees of freedom."""
        return bounded(value, variance, float(self._variances.degrees[at]))

    def month(self, estimates: Sequence[Estimate], at: int) -> Estimate:
        """The mean of some of an outlet's articles, which vary as all of them do."""
        value = float(np.mean([e.value for e in estimates]))
        return self.estimate(value, max(float(self._spreads[at]) / len(estimates), _SMALLEST), at)

    def spread(self) -> Spread | None:
        if self._shrunk is None:
            return None
        s = self._shrunk
        centre = bounded(s.centre, s.centre_error, len(self._raw) - 1)
        return Spread(centre, float(np.sqrt(s.between)), float(np.sqrt(self._variances.common)))


def _own_error(estimates: Sequence[Estimate]) -> float:
    """Mean error variance of articles; the longer half of an interval, since the other may end where the scale does."""
    halves = [max(e.high - e.value, e.value - e.low) for e in estimates]
    return float(np.mean(np.square(halves))) / NORMAL**2


def _months(gathered: _Gathered, at: int, means: Mapping[Grade, _Means]) -> tuple[Month, ...]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, month in enumerate(gathered.months):
        if month is not None:
            rows[month].append(row)
    return tuple(
        Month(
            month,
            len(some),
            {g: means[g].month([gathered.estimates[g][row] for row in some], at) for g in GRADES},
        )
        for month, some in sorted(rows.items())
    )


def _profile(name: str, gathered: _Gathered, standings: Mapping[Grade, Standing], months: tuple[Month, ...]) -> Profile:
    # Effects of some articles only would not add up to the mean of all.
    n = gathered.scored if gathered.explained == gathered.scored else 0
    return Profile(
        outlet=name,
        articles=gathered.articles,
        words=gathered.words,
        scored=gathered.scored,
        abstained=dict(gathered.abstained),
        groups=_groups(gathered),
        standings=standings,
        months=months,
        base={g: total / n for g, total in gathered.base.items()} if n else {},
        effects={g: {c: total / n for c, total in sums.items()} for g, sums in gathered.effects.items()} if n else {},
        values={c: total / count for c, (total, count) in gathered.values.items()},
    )


def _withheld(name: str, gathered: _Gathered) -> Profile:
    return Profile(
        outlet=name,
        articles=gathered.articles,
        words=gathered.words,
        scored=gathered.scored,
        abstained=dict(gathered.abstained),
        groups=_groups(gathered),
        withheld="too_few_articles",
    )


def _groups(gathered: _Gathered) -> tuple[str, ...]:
    return tuple(dict.fromkeys(group for group in gathered.groups if group is not None))


def _by_group(gathered: Mapping[str, _Gathered]) -> dict[str, list[dict[Grade, list[float]]]]:
    """By group, the scores of each outlet's articles in it."""
    found: dict[str, list[dict[Grade, list[float]]]] = defaultdict(list)
    for g in gathered.values():
        for group in _groups(g):
            rows = [row for row, name in enumerate(g.groups) if name == group]
            found[group].append({grade: [g.estimates[grade][row].value for row in rows] for grade in GRADES})
    return dict(found)
