"""One article as numbers: all that the profile of its outlet is made of."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from math import fsum, isnan
from typing import TYPE_CHECKING, Any

from credscore.contract import GRADES
from credscore.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from credscore.contract import Estimate, Grade, Reason
    from credscore.report.scored import ScoredArticle, ScoredPassage

_MONTH = re.compile(r"(\d{4})[-/](0[1-9]|1[0-2])(?!\d)")
_ROUNDING = 0.01
"""Points by which rounded numbers of a file may miss their sum."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An article's scores, and what each column did to them.

    Attributes:
        id: of the article.
        outlet: its source.
        words: of its passages.
        month: ``2026-05``; None where the date is unknown or is not written year first.
        group: what groups of outlets are told apart by; None where unknown.
        abstained: why it has no score, or None.
        estimates: by grade, on the 0-100 scale with its 90% interval; empty where it abstains.
        base: by grade, what the effects are added to.
        effects: by grade and column, points; with the base they add up to the estimate's value. None where whoever
            scored it did not say.
        values: by column, the mean over the words of its scored passages.
    """

    id: str
    outlet: str
    words: int
    month: str | None = None
    group: str | None = None
    abstained: Reason | None = None
    estimates: Mapping[Grade, Estimate] = field(default_factory=dict)
    base: Mapping[Grade, float] = field(default_factory=dict)
    effects: Mapping[Grade, Mapping[str, float]] | None = None
    values: Mapping[str, float] = field(default_factory=dict)


def entry_of(article: ScoredArticle, outlet: str, group: str | None = None) -> Entry:
    """The numbers of a scored article; passages count by their words, as they do in the article's score.

    What rounding takes from the numbers of a file goes to the base, so that base and effects add up to the score.

    Raises:
        InputError: base and effects are further from the score than rounding explains.
    """
    about: dict[str, Any] = {
        "id": article.id,
        "outlet": outlet,
        "words": article.words,
        "month": month_of(article.date),
        "group": group,
    }
    if article.score.abstained is not None:
        return Entry(**about, abstained=article.score.abstained)
    parts = [p for p in article.passages if p.score.abstained is None]
    weights = _weights(parts)
    values = _values(parts, weights)
    if not parts or any(p.contributions is None for p in parts):
        return Entry(**about, estimates=article.score.estimates, values=values)
    effects = {grade: _effects(parts, weights, grade) for grade in GRADES}
    stated = {g: fsum(w * p.base[g] for p, w in zip(parts, weights, strict=True)) for g in GRADES}
    return Entry(
        **about,
        estimates=article.score.estimates,
        base={grade: _base(article, grade, effects[grade], stated[grade]) for grade in GRADES},
        effects=effects,
        values=values,
    )


def month_of(date: str | None) -> str | None:
    """The month of a date that begins with its year.

    >>> month_of("2026-05-04T10:00:00Z"), month_of("4 May 2026")
    ('2026-05', None)
    """
    found = _MONTH.match(date or "")
    return f"{found[1]}-{found[2]}" if found else None


def _weights(parts: Sequence[ScoredPassage]) -> list[float]:
    words = [p.words for p in parts]
    return [n / sum(words) for n in words]


def _effects(parts: Sequence[ScoredPassage], weights: Sequence[float], grade: Grade) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for part, weight in zip(parts, weights, strict=True):
        for c in part.contributions or ():
            if c.grade == grade:
                sums[c.feature] += weight * c.effect
    return dict(sums)


def _base(article: ScoredArticle, grade: Grade, effects: Mapping[str, float], stated: float) -> float:
    base = article.score.estimates[grade].value - fsum(effects.values())
    if abs(base - stated) > _ROUNDING:
        raise InputError(
            f"The effects on {grade} of the article {article.id!r} miss its score by {base - stated:+.3f} points:"
            " its report was changed."
        )
    return base


def _values(parts: Sequence[ScoredPassage], weights: Sequence[float]) -> dict[str, float]:
    """Also of the columns that the model measures itself, which stand among the contributions only."""
    sums: dict[str, float] = defaultdict(float)
    shares: dict[str, float] = defaultdict(float)
    for part, weight in zip(parts, weights, strict=True):
        for name, value in ({c.feature: c.value for c in part.contributions or ()} | dict(part.features)).items():
            if not isnan(value):
                sums[name] += weight * value
                shares[name] += weight
    return {name: total / shares[name] for name, total in sums.items()}
