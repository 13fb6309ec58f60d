"""What the terminal and the page say alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore.outlets.survey import counted
from credscore.report import reasons

if TYPE_CHECKING:
    from credscore.contract import Estimate
    from credscore.outlets.difference import Part
    from credscore.outlets.profile import Profile
    from credscore.outlets.survey import Survey

SHOWN = 10
"""Parts of a difference; the others are told together."""

__all__ = ["SHOWN", "about", "brief", "counted", "interval", "method", "points", "side_by_side", "withheld"]


def interval(e: Estimate) -> str:
    """``52-68``, to the whole point."""
    return f"{e.low:.0f}-{e.high:.0f}"


def points(value: float) -> str:
    """With its sign; what rounds to nothing has none."""
    return "0.0" if abs(value) < 0.05 else f"{value:+.1f}"


def brief(column: str) -> str:
    """What the column says, without what comes after a colon.

    >>> brief("a_column_that_nobody_has")
    'A column that nobody has'
    """
    return reasons.summary(column).partition(":")[0]


def side_by_side(part: Part) -> tuple[str, str]:
    """The column's mean at the first and at the second, with its unit."""
    first, second = ("-" if v is None else reasons.amount(part.column, v) for v in (part.first, part.second))
    return first, second


def withheld(p: Profile, at_least: int) -> str:
    """Why an outlet has no profile."""
    return f"{counted(p.scored, 'scored article')}, at least {at_least} are needed."


def about(survey: Survey) -> str:
    """What was scored by what."""
    found = survey.profiles
    words = sum(p.words for p in found.outlets)
    read = f", read by {survey.annotator}" if survey.annotator else ""
    counts = f"{counted(survey.articles, 'article')} of {counted(len(found.outlets), 'outlet')}, {words:,} words"
    return f"{counts}. Scored with {survey.model}{read}."


def method(survey: Survey) -> str:
    """How to read the numbers."""
    spread = survey.profiles.spread
    if not spread:
        return "Too few outlets to draw their means towards each other: the levels are the raw means. Intervals: 90%."
    sds = " and ".join(f"{s.between:.1f} ({grade})" for grade, s in spread.items())
    return (
        "Levels are raw means drawn towards the mean of all outlets, the more the fewer or the more scattered an"
        f" outlet's articles; outlets differ by a standard deviation of {sds} points. Intervals: 90%."
    )
