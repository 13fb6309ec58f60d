"""Groups of outlets, such as those of one political lean, compared outlet by outlet.

The mean of a group is the plain mean over its outlets' raw means, so that an outlet with many articles counts no more
than another, and its interval is Student's over outlets: what varies from outlet to outlet and what is not known of
each is in their spread alike. Differences of two groups are Welch's (1947, Biometrika 34).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from credscore.contract import GRADES, Estimate
from credscore.outlets.interval import bounded, quantile
from credscore.outlets.profile import Contrast, Group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from credscore.contract import Grade
    from credscore.outlets.variance import Array

Scores: TypeAlias = "Mapping[Grade, Sequence[float]]"
FEWEST = 2
"""Outlets of a group, below which nothing is known of how its outlets vary."""


def groups_of(scores: Mapping[str, Sequence[Scores]], at_least: int) -> tuple[Group, ...]:
    """Groups in the order of their mean support, the highest first; those without a mean last.

    Args:
        scores: by group, those of the articles of each of its outlets, by grade.
        at_least: so many articles an outlet must have in the group to be counted.
    """
    made = [_group(name, [o for o in outlets if _counts(o, at_least)]) for name, outlets in scores.items()]
    return tuple(sorted(made, key=lambda g: (g.withheld is not None, -_support(g), g.name)))


def contrasts_of(
    scores: Mapping[str, Sequence[Scores]], groups: Sequence[Group], at_least: int
) -> tuple[Contrast, ...]:
    """Every two groups that have means."""
    names = [g.name for g in groups if g.withheld is None]
    kept = {name: [o for o in scores[name] if _counts(o, at_least)] for name in names}
    return tuple(
        Contrast(a, b, {grade: _welch(_means(kept[a], grade), _means(kept[b], grade)) for grade in GRADES})
        for a, b in combinations(names, 2)
    )


def _counts(outlet: Scores, at_least: int) -> bool:
    return len(outlet[GRADES[0]]) >= at_least


def _group(name: str, outlets: Sequence[Scores]) -> Group:
    articles = sum(len(o[GRADES[0]]) for o in outlets)
    if len(outlets) < FEWEST:
        return Group(name, len(outlets), articles, {}, "too_few_outlets")
    return Group(name, len(outlets), articles, {grade: _mean(_means(outlets, grade)) for grade in GRADES})


def _support(group: Group) -> float:
    return group.means["support"].value if group.means else 0.0


def _means(outlets: Sequence[Scores], grade: Grade) -> Array:
    return np.array([float(np.mean(o[grade])) for o in outlets])


def _mean(means: Array) -> Estimate:
    return bounded(float(means.mean()), float(means.var(ddof=1)) / len(means), len(means) - 1)


def _welch(first: Array, second: Array) -> Estimate:
    value = float(first.mean() - second.mean())
    a, b = first.var(ddof=1) / len(first), second.var(ddof=1) / len(second)
    if a + b == 0:
        return Estimate(value, value, value)
    degrees = (a + b) ** 2 / (a**2 / (len(first) - 1) + b**2 / (len(second) - 1))
    half = quantile(float(degrees)) * float(np.sqrt(a + b))
    return Estimate(value, value - half, value + half)
