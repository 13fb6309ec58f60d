"""``credscore outlets``: profiles of sources over many articles, and what makes them differ."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from credscore.cli.articles import articles
from credscore.cli.errors import CLEAN, ERROR, complain
from credscore.cli.options import ANNOTATOR, CONFIG, MODEL, NO_COLOR, THREADS, examples, one_of
from credscore.cli.progress import shown
from credscore.cli.scored import scored_articles
from credscore.cli.scorer import overridden, scorer_of
from credscore.config import Config, load_config
from credscore.errors import ConfigError, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credscore.outlets.formats import Format
    from credscore.outlets.survey import Survey
    from credscore.report.scored import ScoredArticle
    from credscore.scoring import Scorer

NAMES = ("table", "json", "csv", "parquet", "html")
_COLUMNS = {"text": "text", "id": "id", "title": "title", "source": "outlet", "date": "date"}
_AT_LEAST = 10


def _columns(command: Any) -> Any:
    for name, what in reversed(_COLUMNS.items()):
        said = f"Column of the {what} in a table of articles; guessed from its name by default."
        command = click.option(f"--{name}-column", metavar="NAME", help=said)(command)
    return command


@dataclass
class _Request:
    """What was asked for, and what could not be read meanwhile."""

    tables: Sequence[str]
    settings: Config
    given: dict[str, Any]
    errors: list[str] = field(default_factory=list)

    def failed(self, error: InputError) -> None:
        """Tells an error of one article and goes on."""
        self.errors.append(str(error))
        complain(error)

    @property
    def columns(self) -> dict[str, Any]:
        """Names of columns, for whoever reads articles."""
        return {f"{name}_column": self.given[f"{name}_column"] for name in _COLUMNS}

    @property
    def extra(self) -> tuple[str, ...]:
        """Columns to keep."""
        return (self.given["by"],) if self.given["by"] else ()


@click.command(
    short_help="Profiles outlets over many articles: who is better supported, and why.",
    epilog=examples(
        "credscore outlets articles.csv",
        "credscore score articles.csv --out scores.jsonl && credscore outlets scores.jsonl --out outlets.html",
        "credscore outlets scores.jsonl --between 'Ostmere Ledger' Tidewater",
        "credscore outlets articles.parquet --by lean --format json",
    ),
)
@click.argument("tables", nargs=-1, required=True, metavar="TABLE...")
@click.option(
    "--between",
    nargs=2,
    metavar="OUTLET OUTLET",
    help="What drives the difference of two outlets, column by column, with examples.",
)
@click.option("--by", metavar="COLUMN", help="Compare groups of outlets, such as those of one political lean.")
@click.option(
    "--at-least",
    type=click.IntRange(min=2),
    default=_AT_LEAST,
    show_default=True,
    metavar="N",
    help="Scored articles that an outlet must have to be profiled.",
)
@click.option(
    "--format",
    "format_",
    metavar="FORMAT",
    callback=one_of("format", lambda: NAMES),
    help=f"{', '.join(NAMES)}. By default what the suffix of --out says, else the table.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write here, all or nothing.")
@MODEL
@ANNOTATOR
@THREADS
@CONFIG
@_columns
@NO_COLOR
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def command(tables: tuple[str, ...], **given: Any) -> int:
    """Profiles outlets: the level of their articles, with intervals, and what sets them apart.

    TABLE is a CSV, TSV, JSONL or Parquet file of articles, with a text and a source (the outlet) in each row and a
    date where it is known; or what 'credscore score' wrote as csv, parquet, json or jsonl, and then nothing is scored
    again. Only json and jsonl hold the spans that --between shows as examples.

    An outlet's level is the mean of its articles, drawn towards the mean of all outlets where its articles are few.
    With --between, csv and parquet have a row for each column that drives the difference; else one for each outlet.
    """
    request = _Request(tables, overridden(load_config(given["config"]), given), given)
    made = _format(given["format_"], given["out"])
    found = _surveyed(request)
    _write(found, made, given["out"], color=sys.stdout.isatty() and not given["no_color"])
    return ERROR if request.errors else CLEAN


def _format(name: str | None, out: Path | None) -> Format:
    """Before the long work, so that it is not in vain."""
    from credscore.outlets.formats import format_for  # noqa: PLC0415 - imports numpy, which --help has no use for

    made = format_for(name, out)
    if made.binary and out is None and sys.stdout.isatty():
        raise ConfigError("The format 'parquet' is binary and would spoil a terminal: name a file for it with --out.")
    return made


def _surveyed(request: _Request) -> Survey:
    from credscore.outlets.survey import survey  # noqa: PLC0415 - as above

    given = request.given
    _check(request)
    visible = not given["quiet"] and sys.stderr.isatty()
    with closing(_scored(request)) as stream, shown(stream, visible=visible) as watched:
        return survey(watched, at_least=given["at_least"], by=given["by"], pair=given["between"] or None)


def _check(request: _Request) -> None:
    """Reads articles without scoring them where a mistake would else be told after long work.

    Raises:
        InputError: no article has an outlet.
        ConfigError: an outlet of the pair is not there.
    """
    from credscore.outlets.survey import name_of, named  # noqa: PLC0415 - as above
    from credscore.report.scored import is_scored  # noqa: PLC0415 - as above

    if any(table == "-" or is_scored(table) for table in request.tables):
        return
    problems: list[InputError] = []
    found = articles(
        request.tables,
        request.settings.limits,
        problems.append,
        extra_columns=request.extra,
        **request.columns,
    )
    names = {name_of(article.source) for article in found} - {""}
    if not names and problems:
        raise problems[0]
    if not names:
        raise InputError(
            f"No article of {', '.join(request.tables)} has an outlet: name its column with --source-column."
        )
    if request.given["between"]:
        named(request.given["between"], sorted(names))


def _scored(request: _Request) -> Generator[ScoredArticle, None, None]:
    from credscore.outlets.explain import Explainer  # noqa: PLC0415 - as above

    explainer = Explainer(_model(request.settings))

    @cache
    def scorer() -> Scorer:
        return scorer_of(request.settings)

    for table in request.tables:
        found = scored_articles(table, scorer, request.settings, request.failed, extra=request.extra, **request.columns)
        try:
            yield from map(explainer.explained, found)
        finally:
            # Whoever takes articles may stop at an error: the file is closed there and then.
            if isinstance(found, Generator):
                found.close()


def _model(settings: Config) -> Path | None:
    if settings.model is None:
        return None
    from credscore.tracking import resolve  # noqa: PLC0415 - imports MLflow for its addresses only

    return resolve(settings.model)


def _write(found: Survey, made: Format, out: Path | None, *, color: bool) -> None:
    from credscore.outlets.formats import FORMATS, save  # noqa: PLC0415 - as above
    from credscore.outlets.table import write_table  # noqa: PLC0415 - as above

    if out is not None:
        save(found, out, made)
    elif made is FORMATS["table"]:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        write_table(found, sys.stdout, width=width, color=color)
    else:
        made.write(found, sys.stdout.buffer if made.binary else sys.stdout)
