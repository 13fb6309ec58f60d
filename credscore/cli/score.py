"""``credscore score``: read, score, render; the status says whether findings fail or an input cannot be read."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from credscore.cli.articles import articles
from credscore.cli.errors import CLEAN, ERROR, FINDINGS, complain
from credscore.cli.options import ANNOTATOR, CONFIG, MODEL, NO_COLOR, THREADS, examples, listed, one_of
from credscore.cli.progress import is_long, shown
from credscore.cli.scorer import overridden, scorer_of
from credscore.config import Config, load_config
from credscore.errors import ConfigError
from credscore.report import fails, formats, write
from credscore_features import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from credscore.contract import Report

DEFAULT_FORMAT = "table"
_COLUMNS = {"text": "text", "id": "id", "title": "title", "source": "outlet", "date": "date"}
"""Fields of an article that a table may hold, and what its readers call them."""


@dataclass
class Tally:
    """What went by: inputs that could not be read, and whether any finding fails."""

    settings: Config
    errors: list[str] = field(default_factory=list)
    failing: bool = False

    def failed(self, error: Exception) -> None:
        """Tells an error of one input and goes on."""
        self.errors.append(str(error))
        complain(error)

    def watch(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The same reports, looked at as they pass."""
        for report in reports:
            self.failing = self.failing or fails([report], self.settings.fail_on)
            for warning in report.warnings:
                complain(f"{report.article.place or report.article.id}: {warning}")
            yield report

    @property
    def status(self) -> int:
        """Of the process: an error goes before findings."""
        return ERROR if self.errors else FINDINGS if self.failing else CLEAN


def _columns(command: Any) -> Any:
    for field_, what in reversed(_COLUMNS.items()):
        said = f"Column of the {what} in a table; guessed from its name by default."
        command = click.option(f"--{field_}-column", metavar="NAME", help=said)(command)
    return command


@click.command(
    short_help="Scores articles, passage by passage, with every finding.",
    epilog=examples(
        "credscore score article.txt",
        "credscore score news/ wire.jsonl --format jsonl --out scores.jsonl",
        "credscore score draft.md --fail-on warning --format github",
        "curl -s https://example.org/story.html | credscore score -",
    ),
)
@click.argument("paths", nargs=-1, metavar="PATH... | -")
@click.option(
    "--format",
    "format_",
    metavar="FORMAT",
    callback=one_of("format", formats),
    help=f"{', '.join(formats())}. By default what the suffix of --out says, else the table.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write here, all or nothing.")
@click.option(
    "--fail-on",
    metavar="SEVERITY",
    callback=one_of("severity", lambda: SEVERITIES),
    help=f"End with status 1 where a finding is at or over this: {', '.join(SEVERITIES)}.",
)
@click.option(
    "--features",
    multiple=True,
    metavar="FAMILY",
    callback=listed,
    help="Only these families (several times, or with commas); see 'credscore features'.",
)
@MODEL
@ANNOTATOR
@THREADS
@CONFIG
@_columns
@NO_COLOR
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def command(paths: tuple[str, ...], **given: Any) -> int:
    """Scores articles: support and transparency, passage by passage, with every finding.

    PATH is a text, Markdown, HTML, JSONL, CSV or Parquet file, a folder, a pattern such as 'news/*.html', or -
    for standard input. What cannot be read is told on standard error, and the rest is scored all the same.

    The exit status is 0 where all is clean, 1 where findings reach --fail-on, 2 after an error of use or input.
    """
    if not paths:
        raise click.UsageError("Name a file, a folder, or - for standard input.", click.get_current_context())
    settings = _settings(given)
    tally = Tally(settings)
    reports = tally.watch(_reports(paths, settings, given, tally))
    out: Path | None = given["out"]
    on_terminal = out is None and sys.stdout.isatty()
    visible = is_long(paths) and not given["quiet"] and not on_terminal and sys.stderr.isatty()
    with shown(reports, visible=visible) as watched:
        write(
            watched,
            _format(given["format_"], out, settings),
            None if out else sys.stdout,
            path=out,
            fail_on=settings.fail_on,
            console_width=shutil.get_terminal_size().columns if on_terminal else None,
            color=on_terminal and not given["no_color"],
            errors=tally.errors,
        )
    return tally.status


def _settings(given: dict[str, Any]) -> Config:
    """What the file says, and over it what the command line says."""
    settings = load_config(given["config"])
    if given["features"]:
        settings = settings.only(given["features"])
    return overridden(settings, given)


def _reports(paths: tuple[str, ...], settings: Config, given: dict[str, Any], tally: Tally) -> Iterator[Report]:
    columns = {f"{name}_column": given[f"{name}_column"] for name in _COLUMNS}
    return scorer_of(settings).score_many(articles(paths, settings.limits, tally.failed, **columns))


def _format(name: str | None, out: Path | None, settings: Config) -> str:
    """What was asked for; else what the file's suffix says; else what the settings say."""
    if name is not None:
        return name
    if out is None:
        return settings.format or DEFAULT_FORMAT
    guessed = [made.name for made in formats().values() if out.name.lower().endswith(made.suffix)]
    if not guessed and settings.format is None:
        suffixes = ", ".join(dict.fromkeys(made.suffix for made in formats().values()))
        raise ConfigError(f"No format has the suffix of {str(out)!r}. Say --format, or choose one of: {suffixes}.")
    return guessed[0] if guessed else str(settings.format)
