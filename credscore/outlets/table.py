"""The terminal's view: outlets with their levels, groups, and what drives the differences."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from credscore.contract import GRADES, REASONS
from credscore.outlets.wording import SHOWN, about, brief, counted, interval, method, points, side_by_side, withheld
from credscore.report.plain import fitting, is_unicode, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from credscore.contract import Estimate, Grade
    from credscore.outlets.difference import Difference
    from credscore.outlets.profile import Profile
    from credscore.outlets.survey import Survey

_NAME = 28
_LINE = 50
_WIDTH = 100
"""Columns where there is no terminal."""


def write_table(survey: Survey, out: IO[str], *, width: int | None = None, color: bool = False) -> None:
    """Writes every part that there is something to say of.

    Args:
        survey: what to show.
        out: a stream of text; what its encoding lacks is replaced.
        width: columns of the terminal; a hundred where there is none.
        color: whether colours may be used.
    """
    console = Console(
        file=out,
        width=width or _WIDTH,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        safe_box=not is_unicode(out),
    )
    with console.capture() as captured:
        for part in _parts(survey):
            console.print(part)
    text = "\n".join(line.rstrip() for line in captured.get().splitlines())
    out.write(fitting(text, out) + "\n")


def _parts(survey: Survey) -> Iterator[RenderableType]:
    yield Text(about(survey), style="dim")
    yield ""
    if survey.profiles.standing:
        yield Text("Outlets, the best supported first", style="bold")
        yield _outlets(survey.profiles.standing)
    yield from _withheld(survey)
    yield from _groups(survey)
    if survey.pair:
        for grade, d in survey.differences.items():
            yield from _difference(survey, grade, d)
    else:
        yield from _deviations(survey)
    yield from (Text(f"Note: {note}", style="yellow") for note in survey.notes)
    yield Text(method(survey), style="dim")


def _table(*columns: str, text: int = 1) -> Table:
    """A table whose columns after the first ``text`` ones are numbers."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for at, name in enumerate(columns):
        table.add_column(name, justify="left" if at < text else "right", no_wrap=at >= text, header_style="dim")
    return table


def _outlets(standing: Sequence[Profile]) -> Table:
    heads = [head for grade in GRADES for head in (grade.capitalize(), "90%", "raw")]
    table = _table("", "articles", *heads)
    for p in standing:
        numbers = [
            number
            for grade in GRADES
            for number in (
                Text(f"{p.standings[grade].shrunk.value:.1f}", style="bold"),
                interval(p.standings[grade].shrunk),
                f"{p.standings[grade].raw.value:.1f}",
            )
        ]
        table.add_row(shortened(p.outlet, _NAME), f"{p.scored:,}", *numbers)
    return table


def _withheld(survey: Survey) -> Iterator[RenderableType]:
    silent = [p for p in survey.profiles.outlets if p.withheld]
    if silent:
        yield ""
        yield Text("Not profiled", style="bold")
        for p in silent:
            yield Text(f"{shortened(p.outlet, _NAME)}: {withheld(p, survey.profiles.at_least)}")
    without = [p for p in survey.profiles.outlets if p.abstained]
    if without:
        yield ""
        yield Text("Articles without a score", style="bold")
        for p in without:
            why = ", ".join(f"{n:,}: {REASONS[reason]}" for reason, n in p.abstained.items())
            yield Text(f"{shortened(p.outlet, _NAME)}: {why}")


def _groups(survey: Survey) -> Iterator[RenderableType]:
    if survey.by is None:
        return
    yield ""
    yield Text(f"By {survey.by}: means over outlets", style="bold")
    heads = [head for grade in GRADES for head in (grade.capitalize(), "90%")]
    table = _table("", "outlets", "articles", *heads)
    for g in survey.profiles.groups:
        numbers = [n for grade in GRADES for n in _mean(g.means.get(grade))]
        table.add_row(shortened(g.name, _NAME), f"{g.outlets:,}", f"{g.articles:,}", *numbers)
    yield table
    for c in survey.profiles.contrasts:
        gaps = (
            f"{grade} {points(e.value)} ({points(e.low)} to {points(e.high)})" for grade, e in c.differences.items()
        )
        yield Text(f"{shortened(c.first, _NAME)} less {shortened(c.second, _NAME)}: {', '.join(gaps)}")


def _mean(estimate: Estimate | None) -> tuple[str, str]:
    return ("-", "too few") if estimate is None else (f"{estimate.value:.1f}", interval(estimate))


def _difference(survey: Survey, grade: Grade, d: Difference) -> Iterator[RenderableType]:
    first, second = (shortened(name, _NAME) for name in survey.pair or ("", ""))
    yield ""
    said = f"{grade.capitalize()}: {first} less {second} is {points(d.points)} points (raw means)"
    yield Text(said, style="bold")
    table = _table("what", first, second, "points")
    shown = d.parts[:SHOWN]
    for part in shown:
        table.add_row(shortened(brief(part.column), _LINE), *side_by_side(part), points(part.points))
    rest = d.parts[SHOWN:]
    if rest:
        table.add_row(f"{counted(len(rest), 'smaller part')} together", "", "", points(sum(p.points for p in rest)))
    if abs(d.base) >= 0.05:
        table.add_row("Base of the model", "", "", points(d.base))
    yield table
    for part in shown:
        found = survey.examples(grade, part)
        if found:
            spans = ", ".join(f"{shortened(name, _NAME)} “{e.text}” ({e.article})" for name, e in found)
            yield Text(f"{brief(part.column)}: {spans}", style="dim")


def _deviations(survey: Survey) -> Iterator[RenderableType]:
    if len(survey.deviations) < 2:
        return
    yield ""
    yield Text("What sets each outlet apart from the mean of all (points of support)", style="bold")
    for name, by_grade in survey.deviations.items():
        d = by_grade["support"]
        strongest = "; ".join(f"{brief(p.column)} {points(p.points)}" for p in d.parts[:3])
        yield Text(f"{shortened(name, _NAME)} {points(d.points)}: {strongest}")
