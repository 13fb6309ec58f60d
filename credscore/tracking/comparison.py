"""Runs side by side: figures with intervals, what differs in their settings, and whether a difference is real."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from credscore.contract import GRADES, Grade
from credscore.errors import ConfigError
from credscore.evaluation import MEASURES, Difference, Measured
from credscore.tracking.runs import TESTED, Run, comparable, find, tested
from credscore.tracking.store import connected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure
    from rich.console import Console
    from rich.table import Table

Verdict = Literal["better", "worse", "no real difference"]


@dataclass(frozen=True, slots=True)
class Test:
    """A run against the first one, in one figure of one grade."""

    run: Run
    grade: Grade
    name: str
    found: Difference

    @property
    def verdict(self) -> Verdict:
        """In words; real means p < 0.05."""
        if not self.found.real():
            return "no real difference"
        return "better" if (self.found.value > 0) == (MEASURES[self.name].better == "higher") else "worse"


@dataclass(frozen=True)
class Comparison:
    """Two or more runs; the first one is what the others are compared with.

    Attributes:
        runs: in the order given.
        resamples: of the paired tests.
    """

    runs: tuple[Run, ...]
    resamples: int = 500

    @property
    def parts(self) -> tuple[str, ...]:
        """``cv``, and ``dev`` where a run has it."""
        return tuple(part for part in ("cv", "dev") if any(part in run.parts() for run in self.runs))

    @property
    def settings(self) -> dict[str, tuple[str, ...]]:
        """Settings that differ, with their value in each run (``-`` where it has none)."""
        names = dict.fromkeys(name for run in self.runs for name in run.parameters)
        values = {name: tuple(run.parameters.get(name, "-") for run in self.runs) for name in names}
        return {name: given for name, given in values.items() if len(set(given)) > 1}

    @property
    def columns(self) -> dict[str, tuple[bool, ...]]:
        """Feature columns that some but not all of the runs have."""
        names = dict.fromkeys(name for run in self.runs for name in run.columns)
        has = {name: tuple(name in run.columns for run in self.runs) for name in names}
        return {name: given for name, given in has.items() if not all(given)}

    @cached_property
    def tests(self) -> tuple[Test, ...]:
        """Paired tests of each other run against the first, where both have the same passages in the same folds."""
        first = self.runs[0]
        return tuple(
            Test(run, grade, name, tested(run, first, "cv", grade, name, resamples=self.resamples))
            for run in self.runs[1:]
            if comparable(run, first, "cv")
            for grade in GRADES
            for name in TESTED
        )

    @property
    def untested(self) -> tuple[Run, ...]:
        """Runs that cannot be compared with the first passage by passage."""
        return tuple(run for run in self.runs[1:] if not comparable(run, self.runs[0], "cv"))

    def show(self, console: Console | None = None) -> None:
        """Prints it."""
        from rich.console import Console  # noqa: PLC0415 - not needed to compare

        out = console or Console()
        for table in self._tables():
            out.print(table)
        for run in self.untested:
            out.print(_cannot(run, self.runs[0]))

    def save(self, path: Path | str) -> Path:
        """Writes it as a picture (``.png``) or as one self-contained page (``.html``).

        Raises:
            ConfigError: another ending.
        """
        file = Path(path)
        made = {".png": self._png, ".html": self._html}.get(file.suffix)
        if made is None:
            raise ConfigError(f"A comparison is written as .png or .html, not as {file.name!r}.")
        part = file.with_name(f".{file.name}.part")
        part.write_bytes(made())
        return part.replace(file)

    def figure(self) -> Figure:
        """Each figure of each run with its interval: dots for cross-validation, rings for dev."""
        from credscore.tracking.figures import side_by_side  # noqa: PLC0415 - brings matplotlib

        return side_by_side(self.runs, self.parts)

    def _tables(self) -> list[Table]:
        tables = [self._figures(part) for part in self.parts]
        if self.settings:
            rows = [(name, *values) for name, values in self.settings.items()]
            tables.append(_table("What differs in the settings", ["setting", *self._labels], rows))
        if self.columns:
            rows = [(", ".join(names), *("yes" if has else "-" for has in given)) for given, names in self._alike()]
            tables.append(_table("What differs in the features", ["columns", *self._labels], rows))
        if self.tests:
            tables.append(self._differences())
        return tables

    def _alike(self) -> list[tuple[tuple[bool, ...], list[str]]]:
        """Columns that differ, put together where the same runs have them."""
        alike: dict[tuple[bool, ...], list[str]] = {}
        for name, given in self.columns.items():
            alike.setdefault(given, []).append(name)
        return list(alike.items())

    @property
    def _labels(self) -> list[str]:
        return [run.label for run in self.runs]

    def _figures(self, part: str) -> Table:
        rows = []
        for grade in GRADES:
            for name, measure in MEASURES.items():
                cells = [run.results.get((part, grade, name)) for run in self.runs]
                rows.append((grade, f"{name} ({measure.better})", *_marked(cells, measure.better)))
        title = {"cv": "Cross-validated on train", "dev": "Measured on dev"}[part]
        return _table(f"{title}, with 95% intervals", ["grade", "figure", *self._labels], rows)

    def _differences(self) -> Table:
        rows = [
            (t.run.label, t.grade, t.name, f"{t.found.value:+.4f}", f"[{t.found.low:+.4f}, {t.found.high:+.4f}]",
             f"{t.found.p:.3f}", t.verdict)
            for t in self.tests
        ]  # fmt: skip
        heads = ["run", "grade", "figure", "difference", "95% interval", "p", "verdict"]
        return _table(f"Paired tests against {self.runs[0].label}, same passages, same folds", heads, rows)

    def _png(self) -> bytes:
        out = io.BytesIO()
        self.figure().savefig(out, format="png", dpi=120)
        return out.getvalue()

    def _html(self) -> bytes:
        from jinja2 import Environment, PackageLoader  # noqa: PLC0415 - for pages only
        from rich.console import Console  # noqa: PLC0415

        page = Environment(loader=PackageLoader("credscore.tracking", "."), autoescape=True)
        out = Console(record=True, width=60 + 34 * len(self.runs), file=io.StringIO())
        self.show(out)
        text = page.get_template("comparison.html.j2").render(
            title=" / ".join(self._labels),
            picture=base64.b64encode(self._png()).decode("ascii"),
            tables=out.export_text(),
        )
        return text.encode("utf-8")


def compare(
    runs: Sequence[str], *, tracking_uri: str | None = None, experiment: str | None = None, resamples: int = 500
) -> Comparison:
    """See :func:`credscore.tracking.compare`."""
    if len(runs) < 2:
        raise ConfigError(f"A comparison needs two runs or more; {len(runs)} given.")
    with connected(tracking_uri) as flow:
        return Comparison(tuple(find(flow, run, experiment) for run in runs), resamples)


def _cannot(run: Run, first: Run) -> str:
    return (
        f"{run.label} and {first.label} were not validated on the same passages in the same folds:"
        " their figures stand side by side, but no paired test can be made."
    )


def _marked(cells: Sequence[Measured | None], better: str) -> list[str]:
    """Figures as text, the best one marked with a star."""
    values = [cell.value for cell in cells if cell is not None]
    best = {"higher": max, "lower": min}.get(better)
    top = best(values) if best and values else None
    return ["-" if cell is None else f"{cell}{' *' if cell.value == top else ''}" for cell in cells]


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    from rich.table import Table  # noqa: PLC0415 - for printing only

    table = Table(*heads, title=title, title_justify="left")
    for row in rows:
        table.add_row(*row)
    return table
