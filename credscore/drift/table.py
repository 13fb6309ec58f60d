"""The terminal's view: the verdict, alarms, the largest changes, what to know."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Literal

from credscore.contract import GRADES
from credscore.drift.wording import amount, beyond, chance, label, method, stability, verdict
from credscore.report.console import Console, line
from credscore.report.plain import fitting, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from credscore.drift.result import Change, Drift, Side
    from credscore.report.console import Line
    from credscore.report.format import Options

WIDTH = 120
"""Columns that the table of changes takes at least; a narrower terminal breaks its lines."""
MOST = 15
"""Columns shown besides those that alarm."""


def write_table(drift: Drift, out: IO[str], options: Options) -> None:
    """Writes it; what there are many of is cut, and the JSON document and the page have all of it."""
    console = Console(out, options)
    for one in _head(drift):
        console.put(one)
    _rows(_changes(drift), out, console)
    for one in _rest(drift):
        console.put(one)


def _head(drift: Drift) -> Iterator[Line]:
    for side in (drift.reference, drift.new):
        yield line(_about(side))
    yield line()
    yield line((verdict(drift), "bold red" if drift.alarming else "bold green"))
    for sentence in method(drift):
        yield line((sentence, "dim"))
    for note in drift.notes:
        yield line(("Note: ", "yellow"), one_line(note), hang=6)
    yield line()


def _about(side: Side) -> str:
    outlets = f", {side.outlets:,} outlets" if side.outlets else ""
    return (
        f"{one_line(side.name)}: {side.articles:,} articles{outlets}, {side.passages:,} passages, {side.words:,} words"
    )


def _changes(drift: Drift) -> Table:
    from rich.table import Table  # noqa: PLC0415 - --help has no use for it

    alarming = [c for c in drift.changes if c.alarm]
    rest = [c for c in drift.changes if not c.alarm]
    scores = [c for c in rest if c.measure.family == "score" and c.measure.name in GRADES]
    others = [c for c in rest if c not in scores][: max(0, MOST - len(scores) - len(alarming))]
    table = Table(title="Columns: alarms, scores, largest changes", title_justify="left", title_style="bold", box=None)
    table.add_column("")
    table.add_column("column", overflow="fold")
    for name in ("before", "now", "difference", "distance", "q", "stability"):
        table.add_column(name, justify="right")
    if drift.scope == "within":
        table.add_column("with mix", justify="right")
    for change in (*alarming, *scores, *others):
        table.add_row(*_cells(change, drift))
    return table


def _cells(c: Change, drift: Drift) -> Sequence[str]:
    unit = c.measure.unit
    interval = f"{c.difference:+.2f} ({c.low:+.2f} to {c.high:+.2f})"
    cells = [
        "!" if c.alarm else "",
        label(c.measure),
        amount(c.reference, unit),
        amount(c.new, unit),
        interval,
        f"{c.distance:.2f}",
        chance(c.q),
        stability(c.stability),
    ]
    return [*cells, f"{c.overall:+.2f}"] if drift.scope == "within" else cells


def _rows(table: Table, out: IO[str], console: Console) -> None:
    from rich.console import Console as Rich  # noqa: PLC0415 - --help has no use for it

    system: Literal["standard"] | None = "standard" if console.color else None
    wide = Rich(width=max(console.width, WIDTH), force_terminal=console.color, color_system=system, file=out)
    with wide.capture() as held:
        wide.print(table)
    out.write("\n".join(fitting(row.rstrip(), out) for row in held.get().splitlines()) + "\n")


def _rest(drift: Drift) -> Iterator[Line]:
    yield from _mix(drift)
    some = [c for c in drift.outlets if c.alarm][:MOST]
    if some:
        yield line()
        yield line(("Within single outlets", "bold"))
    for c in some:
        moved = f"{amount(c.reference, c.measure.unit)} to {amount(c.new, c.measure.unit)}"
        told = f"{one_line(c.outlet)}: {label(c.measure)} from {moved} ({c.difference:+.2f} sd, q {chance(c.q)})"
        yield line(("! ", "bold red"), told, hang=2)
    yield from _outside(drift)


def _mix(drift: Drift) -> Iterator[Line]:
    mix = drift.mix
    if mix is None:
        return
    yield line()
    yield line(("Mix of outlets", "bold"))
    shared = f"{mix.shared[0]:.0%} of the articles before and {mix.shared[1]:.0%} now are of outlets that both have"
    told = f"association {mix.association:.2f} (p {chance(mix.p)}); {shared}."
    yield line(("! " if mix.alarm else "  ", "bold red"), told, hang=2)


def _outside(drift: Drift) -> Iterator[Line]:
    some = [r for r in drift.reach if r.beyond]
    if not some:
        return
    yield line()
    yield line(("Outside what the scoring model learned", "bold"))
    for reach in some[:MOST]:
        yield line(("! " if reach.alarm else "  ", "bold red"), f"{reach.column}: {beyond(reach)}", hang=2)
