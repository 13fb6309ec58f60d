"""A passage's score, explained: as lines for a terminal, and as a document."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import click

from credscore.contract import GRADES, REASONS
from credscore.report.lines import Lines
from credscore.report.plain import one_line
from credscore.report.reasons import amount, inside, of_grade, pulled, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credscore.contract import Contribution, Estimate, Grade, PassageReport, Report
    from credscore.model import ScoringModel
    from credscore_features import Finding

_BLOCKS = " ▁▂▃▄▅▆▇█"
_STRONGEST = 8
_SEVERITY_COLOR = {"error": "red", "warning": "yellow", "suggestion": "cyan"}


def document(report: Report, passage: PassageReport) -> dict[str, Any]:
    """The passage as in the report contract, with the findings that start in it."""
    whole = report.to_dict()
    return {
        "credscore": whole["credscore"],
        "model": whole["model"],
        "annotator": whole["annotator"],
        "article": whole["article"],
        "passage": passage.to_dict(),
        "findings": [f.to_dict() for f in _findings(report, passage)],
    }


def _findings(report: Report, passage: PassageReport) -> tuple[Finding, ...]:
    return tuple(f for f in report.findings if inside(passage, f))


def lines(report: Report, passage: PassageReport, width: int, model: ScoringModel) -> Iterator[str]:
    """Where it stands, its words, what makes each score, and its findings; styled for a terminal.

    The model is asked for the words behind its number for the wording, which no finding marks.
    """
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
            yield from _wording(*model.telling_words(grade, passage.passage.text), width)
            yield from _pulled(report, passage, grade, width)
    found = _findings(report, passage)
    if found:
        yield "\nFindings"
    for finding in found:
        yield from _finding(finding, width)


def _title(report: Report, passage: PassageReport) -> str:
    p, article = passage.passage, report.article
    places = Lines(article.text)
    first, last = places.line(p.start), places.last(p.start, p.end)
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


def _wording(down: Sequence[str], up: Sequence[str], width: int) -> Iterator[str]:
    for way, terms in (("down", down), ("up", up)):
        if terms:
            said = f"wording, pulled {way} by: {', '.join(f'“{term}”' for term in terms)}"
            yield from textwrap.wrap(said, width, initial_indent=" " * 10, subsequent_indent=" " * 12)


def _pulled(report: Report, passage: PassageReport, grade: Grade, width: int) -> Iterator[str]:
    if grade in passage.pulls:
        for said in pulled(report.article.text, passage.pulls[grade]):
            yield from textwrap.wrap(f"encoder, {said}", width, initial_indent=" " * 10, subsequent_indent=" " * 12)


def _bar(share: float) -> str:
    return _BLOCKS[round(share * (len(_BLOCKS) - 1))]


def _effect(effect: Contribution, width: int) -> Iterator[str]:
    number = click.style(f"{effect.effect:+6.1f}", fg="red" if effect.effect < 0 else "green")
    because = f" [{', '.join(effect.findings)}]" if effect.findings else ""
    said = f"{told(effect)}: {amount(effect.feature, effect.value)}{because}"
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
