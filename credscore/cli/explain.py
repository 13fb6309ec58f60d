"""``credscore explain``: one passage, and why it has the score that it has."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING, Any

import click

from credscore.cli.options import CONFIG, MODEL, examples, one_of
from credscore.config import load_config
from credscore.contract import GRADES, REASONS
from credscore.errors import InputError
from credscore.report.documents import dumps
from credscore.report.lines import Lines
from credscore.report.plain import one_line
from credscore.report.reasons import amount, inside, of_grade, summary, weakest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credscore.article import Article
    from credscore.config import Config
    from credscore.contract import Contribution, Estimate, Grade, PassageReport, Report
    from credscore_features import Finding

_BLOCKS = " ▁▂▃▄▅▆▇█"
_STRONGEST = 8
_SEVERITY_COLOR = {"error": "red", "warning": "yellow", "suggestion": "cyan"}


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
@click.option(
    "--format",
    "format_",
    default="text",
    show_default=True,
    metavar="FORMAT",
    callback=one_of("format", lambda: ("text", "json")),
    help="text or json.",
)
@MODEL
@CONFIG
def command(path: str, **given: Any) -> None:
    """Explains the score of one passage: what each number adds to it, and the findings behind the numbers.

    The effects add up to the score: base value, plus every contribution, is what the passage gets.
    """
    report = _report(path, given)
    passage = _chosen(report, given["passage"], given["line"])
    if given["format_"] == "json":
        click.echo(dumps(_document(report, passage), indent=2))
    else:
        click.echo("\n".join(_lines(report, passage, max(40, min(100, shutil.get_terminal_size().columns)))))


def _report(path: str, given: Mapping[str, Any]) -> Report:
    from credscore import load  # noqa: PLC0415 - imports spaCy, which --help has no use for

    settings = load_config(given["config"])
    article = _article(path, given["article"], settings)
    return load(given["model"] or settings.model, config=settings).score(article)


def _article(path: str, wanted: str | None, settings: Config) -> Article:
    from credscore.ingest import read  # noqa: PLC0415 - imports trafilatura and pyarrow

    def refuse(error: Exception) -> None:
        raise error

    ids = []
    for article in read([path], max_bytes=settings.limits.max_bytes, on_error=refuse):
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
    lines = Lines(report.article.text)
    places = [(lines.line(p.passage.start), lines.last(p.passage.start, p.passage.end)) for p in report.passages]
    for passage, (first, last) in zip(report.passages, places, strict=True):
        if first <= line <= last:
            return passage
    known = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in places)
    raise InputError(f"There is no passage on line {line}. Lines with passages: {known}.")


def _document(report: Report, passage: PassageReport) -> dict[str, Any]:
    whole = report.to_dict()
    return {
        "credscore": whole["credscore"],
        "model": whole["model"],
        "article": whole["article"],
        "passage": passage.to_dict(),
        "findings": [f.to_dict() for f in _findings(report, passage)],
    }


def _findings(report: Report, passage: PassageReport) -> tuple[Finding, ...]:
    return tuple(f for f in report.findings if inside(passage, f))


def _lines(report: Report, passage: PassageReport, width: int) -> Iterator[str]:
    yield click.style(_title(report, passage), bold=True)
    yield ""
    yield from textwrap.wrap(one_line(passage.passage.text), width, initial_indent="  ", subsequent_indent="  ")
    if passage.score.abstained:
        yield f"\nNo score. {REASONS[passage.score.abstained]}"
    for grade in GRADES:
        estimate = passage.score[grade]
        if estimate is not None:
            yield ""
            yield from _grade(passage, grade, estimate, width)
    found = _findings(report, passage)
    if found:
        yield "\nFindings"
    for finding in found:
        yield from _finding(finding, width)


def _title(report: Report, passage: PassageReport) -> str:
    p, article = passage.passage, report.article
    lines = Lines(article.text)
    first, last = lines.line(p.start), lines.last(p.start, p.end)
    where = f"line {first}" if first == last else f"lines {first}-{last}"
    return f"{one_line(article.id)}, passage {p.index} of 0 to {len(report.passages) - 1}, {where}"


def _grade(passage: PassageReport, grade: Grade, estimate: Estimate, width: int) -> Iterator[str]:
    interval = f"90% interval {estimate.low:.0f} to {estimate.high:.0f}"
    yield f"{click.style(f'{grade.capitalize()} {estimate.value:.0f}', bold=True)}  ({interval})"
    probabilities = passage.score.probabilities.get(grade, ())
    if probabilities:
        yield "  grades " + "  ".join(f"{n} {_bar(p)} {p:.0%}" for n, p in enumerate(probabilities, 1))
    effects = of_grade(passage, grade)
    if effects:
        yield f"  {passage.base.get(grade, 0.0):+6.1f}  base: the score before anything is looked at"
    for effect in effects[:_STRONGEST]:
        yield from _effect(effect, width)
    rest = effects[_STRONGEST:]
    if rest:
        together, most = sum(c.effect for c in rest), abs(rest[0].effect)
        yield f"  {together:+6.1f}  {len(rest)} more, none over {most:.1f} points"


def _bar(share: float) -> str:
    return _BLOCKS[round(share * (len(_BLOCKS) - 1))]


def _effect(effect: Contribution, width: int) -> Iterator[str]:
    number = click.style(f"{effect.effect:+6.1f}", fg="red" if effect.effect < 0 else "green")
    because = f" [{', '.join(effect.findings)}]" if effect.findings else ""
    said = f"{summary(effect.feature)}: {amount(effect.feature, effect.value)}{because}"
    first, *more = textwrap.wrap(said, width - 10) or [""]
    yield f"  {number}  {first}"
    yield from (f"{'':10}{line}" for line in more)


def _finding(finding: Finding, width: int) -> Iterator[str]:
    severity = click.style(finding.severity, fg=_SEVERITY_COLOR[finding.severity]) + " " if finding.severity else ""
    yield f"  {finding.id} {severity}{finding.rule}, {finding.voice}: “{one_line(finding.text)}”"
    if finding.message:
        yield from textwrap.wrap(
            one_line(finding.message), width - 5, initial_indent="     ", subsequent_indent="     "
        )
