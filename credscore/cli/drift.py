"""``credscore drift``: has the news changed, or what the model sees of it?"""

from __future__ import annotations

import shutil
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from credscore.cli.errors import CLEAN, ERROR, FINDINGS, complain
from credscore.cli.options import ANNOTATOR, CONFIG, MODEL, NO_COLOR, STORE, THREADS, examples, one_of
from credscore.cli.progress import shown
from credscore.cli.scored import scored_articles
from credscore.cli.scorer import overridden, scorer_of
from credscore.config import load_config
from credscore.errors import ConfigError, ModelError
from credscore.report.files import atomic
from credscore.report.format import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from credscore.config import Config
    from credscore.drift import Drift, Sample
    from credscore.drift.reach import Range
    from credscore.scoring import Scorer

FORMATS = {"table": ".txt", "json": ".json", "html": ".html"}
EXPERIMENT = "drift"
_COLUMNS = {"text": "text", "id": "id", "source": "outlet", "date": "date"}
_SHARE = click.FloatRange(min=0, max=1, min_open=True, max_open=True)


def _columns(command: Any) -> Any:
    for field, what in reversed(_COLUMNS.items()):
        said = f"Column of the {what} in tables of articles; guessed from its name by default."
        command = click.option(f"--{field}-column", metavar="NAME", help=said)(command)
    return command


@click.command(
    short_help="Compares new articles with a reference: what changed?",
    epilog=examples(
        "credscore drift last_quarter.jsonl this_week.jsonl",
        "credscore drift reference.scores.parquet week.scores.parquet --out drift.html",
        "credscore drift reference.jsonl week.jsonl --format json --mlflow --tracking-uri sqlite:///runs.db",
    ),
)
@click.argument("reference")
@click.argument("new")
@click.option(
    "--format",
    "format_",
    metavar="FORMAT",
    callback=one_of("format", lambda: FORMATS),
    help=f"{', '.join(FORMATS)}. By default what the suffix of --out says, else the table.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write here, all or nothing.")
@click.option(
    "--effect",
    type=click.FloatRange(min=0),
    default=0.25,
    show_default=True,
    metavar="SD",
    help="A column alarms where its distribution moved by so many standard deviations or more,",
)
@click.option(
    "--rate",
    type=_SHARE,
    default=0.05,
    show_default=True,
    metavar="SHARE",
    help="and where its q value is under this: the share of alarms that may be false.",
)
@click.option(
    "--outside",
    type=_SHARE,
    default=0.10,
    show_default=True,
    metavar="SHARE",
    help="Of the passages that may lie beyond a curve of the scoring model.",
)
@click.option("--ignore-mix", is_flag=True, help="A changed mix of outlets is shown, and is no alarm.")
@click.option(
    "--least",
    type=click.IntRange(min=2),
    default=30,
    show_default=True,
    metavar="N",
    help="Articles of a sample; where there are fewer, that is said.",
)
@click.option(
    "--draws",
    type=click.IntRange(min=99),
    default=9999,
    show_default=True,
    metavar="N",
    help="Shuffles of a test at most.",
)
@click.option("--seed", type=int, default=0, show_default=True, metavar="N", help="Of the shuffles.")
@click.option("--mlflow", is_flag=True, help="Log it as a run too; needs the extra credscore[mlflow].")
@STORE
@click.option(
    "--experiment", default=EXPERIMENT, show_default=True, metavar="NAME", help="Of MLflow, that holds the run."
)
@MODEL
@ANNOTATOR
@THREADS
@CONFIG
@_columns
@NO_COLOR
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def command(reference: str, new: str, **given: Any) -> int:
    """Compares NEW articles with a REFERENCE: features, scores, abstentions, findings, lengths, outlets.

    Each is a table of articles (JSONL, CSV, TSV, Parquet, or whatever 'credscore score' reads), which is scored, or a
    file that 'credscore score' wrote as jsonl, json, csv or parquet, which is not scored again.

    The exit status is 0 where nothing alarms, 1 where something does, 2 after an error of use or input; what could be
    read is compared all the same.
    """
    format_ = _format(given["format_"], given["out"])
    if given["mlflow"]:
        from credscore.drift.logged import require  # noqa: PLC0415 - asked before the work, not after it

        require()
    found = _compared((reference, new), overridden(load_config(given["config"]), given), given)
    _write(found, format_, given["out"], no_color=given["no_color"])
    if given["mlflow"]:
        from credscore.drift.logged import log  # noqa: PLC0415 - brings MLflow

        complain(f"logged as run {log(found, tracking_uri=given['tracking_uri'], experiment=given['experiment'])}")
    return ERROR if found.unreadable else FINDINGS if found.alarming else CLEAN


def _format(name: str | None, out: Path | None) -> str:
    if name is not None:
        return name
    if out is None:
        return "table"
    guessed = next((name for name, suffix in FORMATS.items() if out.name.lower().endswith(suffix)), None)
    if guessed is None:
        raise ConfigError(
            f"No format has the suffix of {str(out)!r}. Say --format, or choose one of: {', '.join(FORMATS.values())}."
        )
    return guessed


def _compared(paths: tuple[str, str], settings: Config, given: Mapping[str, Any]) -> Drift:
    from credscore.drift import Bounds, compare  # noqa: PLC0415 - imports numpy, which --help has no use for
    from credscore.drift.result import MIX_BOUND  # noqa: PLC0415 - likewise

    errors: list[Exception] = []

    def failed(error: Exception) -> None:
        errors.append(error)
        complain(error)

    scorer = cache(lambda: scorer_of(settings))
    samples = [_sample(path, scorer, settings, failed, given) for path in paths]
    return compare(
        *samples,
        names=paths,
        bounds=Bounds(
            effect=given["effect"],
            rate=given["rate"],
            outside=given["outside"],
            mix=None if given["ignore_mix"] else MIX_BOUND,
            least=given["least"],
        ),
        ranges=_ranges(samples[1], settings),
        draws=given["draws"],
        seed=given["seed"],
        unreadable=len(errors),
    )


def _sample(
    path: str,
    scorer: Callable[[], Scorer],
    settings: Config,
    on_error: Callable[[Exception], None],
    given: Mapping[str, Any],
) -> Sample:
    from credscore.drift import gathered  # noqa: PLC0415 - as above

    columns = {f"{name}_column": given[f"{name}_column"] for name in _COLUMNS}
    articles = scored_articles(path, scorer, settings, on_error, **columns)
    with shown(articles, visible=sys.stderr.isatty() and not given["quiet"]) as watched:
        return gathered(watched, path)


def _ranges(new: Sample, settings: Config) -> Mapping[str, Range] | None:
    """Of the model that scored; None where it is not the one that the settings name, nor one that ships."""
    from credscore.drift import ranges  # noqa: PLC0415 - as above
    from credscore.language.annotator import CHOICES  # noqa: PLC0415 - as above
    from credscore.model import ScoringModel, shipped  # noqa: PLC0415 - as above
    from credscore.tracking import resolve  # noqa: PLC0415 - as above

    files = [shipped(kind) for kind in CHOICES] if settings.model is None else [resolve(settings.model)]
    for file in files:
        try:
            model = ScoringModel.load(file)
        except ModelError:
            continue
        if f"{model.name} {model.version}" in new.models:
            return ranges(model)
    return None


def _write(found: Drift, format_: str, out: Path | None, *, no_color: bool) -> None:
    if out is not None:
        with atomic(out) as stream:
            _written(found, format_, stream, Options())
        return
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else None
    _written(found, format_, sys.stdout, Options(width=width, color=terminal and not no_color))


def _written(found: Drift, format_: str, stream: Any, options: Options) -> None:
    if format_ == "json":
        from credscore.drift.documents import document  # noqa: PLC0415 - one format at a time

        stream.write(document(found))
    elif format_ == "html":
        from credscore.drift.page import page  # noqa: PLC0415 - as above

        stream.write(page(found))
    else:
        from credscore.drift.table import write_table  # noqa: PLC0415 - as above

        write_table(found, stream, options)
