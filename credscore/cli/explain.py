"""``credscore explain``: one passage, and why it has the score that it has."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import click

from credscore.cli.articles import articles
from credscore.cli.explanation import document, lines
from credscore.cli.options import ANNOTATOR, CONFIG, MODEL, NO_COLOR, examples, format_of
from credscore.cli.scorer import overridden, scorer_of
from credscore.config import load_config
from credscore.contract import REASONS
from credscore.errors import InputError
from credscore.report.documents import dumps
from credscore.report.lines import Lines
from credscore.report.reasons import weakest

if TYPE_CHECKING:
    from credscore.article import Article
    from credscore.config import Config
    from credscore.contract import PassageReport, Report

_WIDTHS = (40, 100)
"""Narrowest and widest that lines are folded to, in characters."""


@click.command(
    short_help="Explains the score of one passage.",
    epilog=examples(
        "credscore explain article.txt",
        "credscore explain article.txt --line 12",
        "credscore explain wire.jsonl --article north-17 --passage 0 --format json",
    ),
)
@click.argument("path", metavar="FILE | -")
@click.option("--passage", type=int, metavar="N", help="Its index in the report, from 0; the weakest by default.")
@click.option("--line", type=int, metavar="N", help="The passage on this line of the text, from 1.")
@click.option("--article", metavar="ID", help="Which one, where the file holds several.")
@format_of("text", "json")
@MODEL
@ANNOTATOR
@CONFIG
@NO_COLOR
def command(path: str, **given: Any) -> None:
    """Explains the score of one passage: what each number adds to it, and the findings behind the numbers.

    The effects add up to the score: base value, plus every contribution, is what the passage gets.
    """
    scorer = scorer_of(overridden(load_config(given["config"]), given))
    report = scorer.score(_article(path, given["article"], scorer.config))
    passage = _chosen(report, given["passage"], given["line"])
    if given["format_"] == "json":
        click.echo(dumps(document(report, passage), indent=2))
    else:
        width = min(max(shutil.get_terminal_size().columns, _WIDTHS[0]), _WIDTHS[1])
        click.echo("\n".join(lines(report, passage, width, scorer.model)), color=False if given["no_color"] else None)


def _article(path: str, wanted: str | None, settings: Config) -> Article:
    def refuse(error: Exception) -> None:
        raise error

    ids = []
    for article in articles([path], settings.limits, refuse):
        if wanted in {None, article.id}:
            return article
        ids.append(article.id)
    raise InputError(f"{path} holds no article {wanted!r}. Its first: {', '.join(ids[:5])}.")


def _chosen(report: Report, index: int | None, line: int | None) -> PassageReport:
    """The passage asked for; else the weakest; else the first, which says why there is no score."""
    if not report.passages:
        reason = REASONS[report.score.abstained or "too_short"]
        raise InputError(f"{report.article.place or report.article.id} has no passage to explain. {reason}")
    if line is not None:
        return _on_line(report, line)
    if index is None:
        return next(iter(weakest(report, 1)), report.passages[0])
    if not 0 <= index < len(report.passages):
        raise InputError(f"There is no passage {index}. Choices: 0 to {len(report.passages) - 1}.")
    return report.passages[index]


def _on_line(report: Report, line: int) -> PassageReport:
    text = Lines(report.article.text)
    places = [(text.line(p.passage.start), text.last(p.passage.start, p.passage.end)) for p in report.passages]
    for passage, (first, last) in zip(report.passages, places, strict=True):
        if first <= line <= last:
            return passage
    known = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in places)
    raise InputError(f"There is no passage on line {line}. Lines with passages: {known}.")
