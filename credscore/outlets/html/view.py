"""What the page's template is given: numbers in the words of a reader, and where they are drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from credscore import __version__
from credscore.contract import GRADES, REASONS, Estimate
from credscore.outlets import wording
from credscore.report import reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from credscore.contract import Grade
    from credscore.outlets.difference import Difference, Part
    from credscore.outlets.examples import Example
    from credscore.outlets.profile import Month, Profile
    from credscore.outlets.survey import Survey

_STEP = 5
_TICKS = 6
_LEAST_MONTHS = 2
_MONTH = 12


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of the 0-100 scale that is drawn from 0 to 100 percent of a plot's width."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Percent of the width, held inside the plot."""
        return 100 * min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    @property
    def ticks(self) -> list[int]:
        """Round numbers, some of them at least."""
        step = _STEP * max(1, math.ceil((self.high - self.low) / _STEP / _TICKS))
        return list(range(math.ceil(self.low / step) * step, int(self.high) + 1, step))


def axis_of(estimates: Iterable[Estimate]) -> Axis:
    """A round stretch that holds all intervals."""
    found = list(estimates)
    low = _STEP * math.floor(min(e.low for e in found) / _STEP)
    high = _STEP * math.ceil(max(e.high for e in found) / _STEP)
    return Axis(low, high if high > low else low + _STEP)


@dataclass(frozen=True, slots=True)
class Line:
    """One interval of a forest plot; ``raw`` is the mean before it was drawn towards the others, or None."""

    name: str
    note: str
    estimate: Estimate
    raw: float | None = None


@dataclass(frozen=True)
class Forest:
    """Intervals under each other on one axis; ``centre`` is the mean of all, or None."""

    title: str
    lines: Sequence[Line]
    centre: float | None = None

    @cached_property
    def axis(self) -> Axis:
        """Holds every interval and raw mean."""
        raws = [Estimate(line.raw, line.raw, line.raw) for line in self.lines if line.raw is not None]
        return axis_of([*(line.estimate for line in self.lines), *raws])


@dataclass(frozen=True, slots=True)
class Dot:
    """An outlet in the plot of transparency over support, in percent of its sides; y counts from the top."""

    number: int
    name: str
    x: float
    y: float
    left: float
    right: float
    top: float
    bottom: float
    support: Estimate
    transparency: Estimate


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a difference: ``x`` and ``width`` are drawn from -50 to 50."""

    name: str
    first: str
    second: str
    points: float
    told: str
    x: float
    width: float
    examples: tuple[tuple[str, Example], ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """A difference as bars; the smaller parts are one, so that they add up."""

    grade: str
    total: float
    told: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """An outlet month by month: points of a line, and of the band around it, as SVG writes them."""

    name: str
    months: tuple[Month, ...]
    line: str
    band: str
    dots: tuple[tuple[float, float], ...]


class Page:
    """The whole page."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.profiles = survey.profiles
        self.about = wording.about(survey)
        self.method = wording.method(survey)
        self.version = __version__
        self.pair = survey.pair

    @property
    def standing(self) -> tuple[Profile, ...]:
        """Outlets with scores."""
        return self.profiles.standing

    @cached_property
    def forests(self) -> list[Forest]:
        """A plot a grade, the highest level first."""
        return [self._forest(grade) for grade in GRADES] if self.standing else []

    def _forest(self, grade: Grade) -> Forest:
        ordered = sorted(self.standing, key=lambda p: -p.standings[grade].shrunk.value)
        lines = [
            Line(
                p.outlet,
                wording.counted(p.scored, "article"),
                p.standings[grade].shrunk,
                p.standings[grade].raw.value,
            )
            for p in ordered
        ]
        spread = self.profiles.spread.get(grade)
        return Forest(grade.capitalize(), lines, spread.centre.value if spread else None)

    @cached_property
    def axes(self) -> dict[Grade, Axis]:
        """Of the plot of transparency over support."""
        return {grade: axis_of(p.standings[grade].shrunk for p in self.standing) for grade in GRADES}

    @cached_property
    def dots(self) -> list[Dot]:
        """Of that plot; numbered as the table beside it."""
        return [self._dot(number, p) for number, p in enumerate(self.standing, 1)]

    def _dot(self, number: int, p: Profile) -> Dot:
        support, transparency = (p.standings[grade].shrunk for grade in GRADES)
        x, y = (self.axes[grade] for grade in GRADES)
        return Dot(
            number,
            p.outlet,
            x.at(support.value),
            100 - y.at(transparency.value),
            x.at(support.low),
            x.at(support.high),
            100 - y.at(transparency.high),
            100 - y.at(transparency.low),
            support,
            transparency,
        )

    @cached_property
    def withheld(self) -> list[tuple[str, str]]:
        """Names of outlets without scores, and why."""
        return [(p.outlet, wording.withheld(p, self.profiles.at_least)) for p in self.profiles.outlets if p.withheld]

    @cached_property
    def abstained(self) -> list[tuple[str, str]]:
        """Names of outlets, and which of their articles have no score."""
        return [
            (p.outlet, "; ".join(f"{n:,}: {REASONS[reason]}" for reason, n in p.abstained.items()))
            for p in self.profiles.outlets
            if p.abstained
        ]

    @cached_property
    def groups(self) -> list[Forest]:
        """A plot of groups a grade; none without groups that have means."""
        known = [g for g in self.profiles.groups if g.withheld is None]
        return [
            Forest(
                grade.capitalize(),
                [Line(g.name, wording.counted(g.outlets, "outlet"), g.means[grade]) for g in known],
            )
            for grade in GRADES
            if known
        ]

    @cached_property
    def differences(self) -> list[Account]:
        """Of the pair."""
        return [self._account(d, with_examples=True) for d in self.survey.differences.values()]

    @cached_property
    def deviations(self) -> list[tuple[str, list[Account]]]:
        """By outlet, from the mean of all; none where a pair is compared or there is one outlet."""
        if self.pair or len(self.survey.deviations) < 2:
            return []
        return [
            (name, [self._account(d) for d in by_grade.values()]) for name, by_grade in self.survey.deviations.items()
        ]

    def _account(self, d: Difference, *, with_examples: bool = False) -> Account:
        shown, rest = d.parts[: wording.SHOWN], d.parts[wording.SHOWN :]
        left = d.points - math.fsum(part.points for part in shown)
        scale = max((abs(part.points) for part in shown), default=1.0) or 1.0
        scale = max(scale, abs(left))
        bars = [self._bar(d.grade, part, scale, with_examples=with_examples) for part in shown]
        if rest or abs(left) >= 0.05:
            bars.append(_drawn(f"{wording.counted(len(rest), 'smaller part')} together", "", "", left, scale))
        return Account(d.grade, d.points, wording.points(d.points), tuple(bars))

    def _bar(self, grade: Grade, part: Part, scale: float, *, with_examples: bool) -> Bar:
        first, second = wording.side_by_side(part)
        found = self.survey.examples(grade, part) if with_examples else ()
        return _drawn(reasons.summary(part.column), first, second, part.points, scale, found)

    @cached_property
    def courses(self) -> list[Course]:
        """Support by month; only where some outlet has more than one month."""
        known = [p for p in self.standing if p.months]
        if max((len(p.months) for p in known), default=0) < _LEAST_MONTHS:
            return []
        return [self._course(p) for p in known]

    @cached_property
    def course_axis(self) -> Axis:
        """Of all months alike."""
        return axis_of(m.means["support"] for p in self.standing for m in p.months)

    @cached_property
    def span(self) -> tuple[int, int]:
        """The first and the last month, counted from year 0."""
        numbers = [_number(m.month) for p in self.standing for m in p.months]
        return min(numbers), max(numbers)

    def _course(self, p: Profile) -> Course:
        first, last = self.span
        xs = [100 * (_number(m.month) - first) / max(1, last - first) for m in p.months]
        means = [m.means["support"] for m in p.months]

        def path(values: Iterable[float]) -> list[str]:
            return [f"{x:.1f},{100 - self.course_axis.at(v):.1f}" for x, v in zip(xs, values, strict=True)]

        line = path(e.value for e in means)
        band = path(e.low for e in means) + path(e.high for e in means)[::-1]
        dots = tuple(zip(xs, [100 - self.course_axis.at(e.value) for e in means], strict=True))
        return Course(p.outlet, p.months, " ".join(line), " ".join(band), dots)

    @property
    def ends(self) -> tuple[str, str]:
        """The first and the last month, readable."""
        first, last = (f"{n // _MONTH}-{n % _MONTH + 1:02d}" for n in self.span)
        return first, last

    def interval(self, e: Estimate) -> str:
        """``52-68``."""
        return wording.interval(e).replace("-", "–")

    def points(self, value: float) -> str:
        """With its sign."""
        return wording.points(value).replace("-", "−")


def _number(month: str) -> int:
    return int(month[:4]) * _MONTH + int(month[5:]) - 1


def _drawn(
    name: str,
    first: str,
    second: str,
    points: float,
    scale: float,
    examples: tuple[tuple[str, Example], ...] = (),
) -> Bar:
    width = min(50.0, 50 * abs(points) / scale)
    told = wording.points(points).replace("-", "−")
    return Bar(name, first, second, points, told, -width if points < 0 else 0.0, width, examples)
