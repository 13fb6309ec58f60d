"""``credscore check``: whether a model's scores stay where they must stay and move where they must move."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from credscore.cli.errors import CLEAN, FINDINGS
from credscore.cli.options import ANNOTATOR, CONFIG, MODEL, THREADS, examples, format_of
from credscore.cli.progress import shown
from credscore.cli.scorer import overridden, scorer_of
from credscore.config import load_config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credscore.checks import Result, Results


@click.command(
    short_help="Holds a model against invariances and responses.",
    epilog=examples(
        "credscore check",
        "credscore check people outlets disclaimer",
        "credscore check --model models:/credscore@champion --format json",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@format_of("table", "json")
@MODEL
@ANNOTATOR
@THREADS
@CONFIG
def command(names: tuple[str, ...], **given: Any) -> int:
    """Holds a model against texts that differ in one thing: a name, a quotation mark, a source taken away.

    NAME is a check; all of them run where none is given. Where nothing that a grade rests on has changed, the score
    must stay within a bound in points; where a source, a document or a disclaimer was added or taken away, it must move
    the right way in a stated share of the cases. The exit status is 1 where a bound is broken.
    """
    from credscore.checks import chosen, measured, texts  # noqa: PLC0415 - of use to this command alone

    wanted = chosen(names)
    scorer = scorer_of(overridden(load_config(given["config"]), given))
    with shown(scorer.score_many(texts(wanted)), visible=sys.stderr.isatty()) as reports:
        results = measured(wanted, reports)
    as_json = given["format_"] == "json"
    click.echo(json.dumps(results.to_dict(), indent=2, ensure_ascii=False) if as_json else "\n".join(_table(results)))
    return FINDINGS if results.broken else CLEAN


_ROW = "{:<16} {:<13} {:>5} {:>6} {:>6} {:>6}  {:<18} {}"


def _table(results: Results) -> Iterator[str]:
    yield _ROW.format("check", "grade", "cases", "mean", "95%", "most", "right", "bound").rstrip()
    yield from (_line(result) for result in results.results)
    broken = len(results.broken)
    yield f"{broken} of {len(results.results)} break their bound." if broken else "All bounds are kept."


def _line(result: Result) -> str:
    figures = (f"{value:.2f}" for value in (result.mean, result.p95, result.most))
    kept = "; ".join(result.broken) or "kept"
    name = result.check.name
    return _ROW.format(name, result.grade, len(result.changes), *figures, _right(result), kept).rstrip()


def _right(result: Result) -> str:
    if result.right is None or result.right_interval is None:
        return ""
    low, high = result.right_interval
    return f"{result.right:.3f} [{low:.2f}-{high:.2f}]"
