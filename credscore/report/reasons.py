"""What a number did to a score, in words: those of the features that measure it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from credscore.contract import WORDING
from credscore.report.plain import one_line
from credscore_features import SEVERITIES, features

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore.contract import Contribution, Grade, PassageReport, Report
    from credscore_features import Column, Finding
    from credscore_features.annotator.pulls import Pulls

MIDDLE = 50
NOTICEABLE = 0.5
"""Points of the 0-100 scale from which an effect is worth a reader's time."""


@cache
def columns() -> Mapping[str, Column]:
    """Every column that can have an effect, by name. The first call imports the features."""
    return {column.name: column for column in (*(c for f in features() for c in f.columns), WORDING)}


def summary(feature: str) -> str:
    """What the column says, without a full stop; its name made readable where no installed feature has it."""
    column = columns().get(feature)
    return column.summary.rstrip(".") if column else feature.replace("_", " ").capitalize()


def told(c: Contribution) -> str:
    """What to tell an editor of the number, without a full stop.

    A number that certainly raises or lowers the grade says whether it is low or high in the column's own words for
    that; any other, and one that does nothing, what it measures.
    """
    column = columns().get(c.feature)
    direction = column.direction(c.grade) if column else "neither"
    if column is None or direction == "neither" or c.effect == 0:
        return summary(c.feature)
    higher = (c.effect > 0) == (direction == "higher")
    return (column.high if higher else column.low).rstrip(".") or summary(c.feature)


def pulled(text: str, pulls: Pulls) -> tuple[str, ...]:
    """Which phrases pull a reading down, and which up; a line each, none where there are none.

    >>> from credscore_features.annotator.pulls import Pulls
    >>> pulled("It was absolutely rotten.", Pulls(down=((7, 24),)))
    ('pulled down by: “absolutely rotten”',)
    """
    each = {"down": pulls.down, "up": pulls.up}
    return tuple(
        f"pulled {way} by: {', '.join(f'“{one_line(text[start:end])}”' for start, end in spans)}"
        for way, spans in each.items()
        if spans
    )


def amount(feature: str, value: float) -> str:
    """The number with its unit.

    >>> amount("a_column_that_nobody_has", 2.25)
    '2.25'
    """
    column = columns().get(feature)
    unit = column.unit if column else ""
    if unit == "share":
        return f"{value:.0%}"
    number = f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return number if unit in {"", "count", "grade"} else f"{number} {unit}"


def of_grade(passage: PassageReport, grade: Grade) -> tuple[Contribution, ...]:
    """The passage's contributions to one grade, the strongest first."""
    mine = (c for c in passage.contributions if c.grade == grade)
    return tuple(sorted(mine, key=lambda c: -abs(c.effect)))


def drawbacks(passage: PassageReport, grade: Grade, most: int = 3) -> tuple[Contribution, ...]:
    """What pulled the score down noticeably, the strongest first."""
    return tuple(c for c in of_grade(passage, grade) if c.effect <= -NOTICEABLE)[:most]


def weakest(report: Report, most: int = 3) -> tuple[PassageReport, ...]:
    """The scored passages with the least support, the weakest first.

    A passage that is neither below the middle of the scale nor has a problem is left out, unless it is the only one
    there is.
    """
    scored = [(e.value, p.passage.index, p) for p in report.passages if (e := p.score["support"])]
    ordered = [p for _, _, p in sorted(scored, key=lambda found: found[:2])[:most]]
    flagged = problems(report)
    poor = [p for p in ordered if _below_the_middle(p) or any(inside(p, f) for f in flagged)]
    return tuple(poor or ordered[:1])


def _below_the_middle(passage: PassageReport) -> bool:
    estimate = passage.score["support"]
    return estimate is not None and estimate.value < MIDDLE


def problems(report: Report) -> tuple[Finding, ...]:
    """Findings that have a severity, the most severe first, then in text order."""
    found = (f for f in report.findings if f.severity is not None)
    return tuple(sorted(found, key=lambda f: -SEVERITIES.index(f.severity or "suggestion")))


def inside(passage: PassageReport, finding: Finding) -> bool:
    """Whether the finding starts in the passage."""
    return passage.passage.start <= finding.start < passage.passage.end
