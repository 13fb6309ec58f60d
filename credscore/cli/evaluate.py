"""``credscore evaluate``: how good a model's scores are on graded passages, as its reader gets them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from credscore.cli.options import ANNOTATOR, CONFIG, MODEL, THREADS, examples, format_of
from credscore.cli.progress import shown
from credscore.cli.scorer import overridden, scorer_of
from credscore.config import load_config
from credscore.contract import GRADES
from credscore.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from credscore.contract import Grade, Report
    from credscore.evaluation import Measured

_CORPUS = "passages"
_LEVELS = range(1, 6)


@click.command(
    short_help="Measures a model on graded passages.",
    epilog=examples(
        "CREDSCORE_DATA=corpora credscore evaluate",
        "credscore evaluate graded.jsonl --model models:/credscore@champion --format json",
    ),
)
@click.argument("path", required=False, metavar="[FILE]", type=click.Path(path_type=Path))
@click.option("--part", default="dev", show_default=True, metavar="PART", help="Of the corpus, where no FILE is given.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N passages.")
@format_of("table", "json")
@MODEL
@ANNOTATOR
@THREADS
@CONFIG
def command(path: Path | None, **given: Any) -> None:
    """Measures a model on graded passages: rank correlation, kappa, calibration, coverage of the intervals.

    FILE is JSONL with text, support and transparency (grades 1 to 5), and source where it is known; without one, the
    graded passages of the folder that CREDSCORE_DATA names. Passages of one outlet are drawn together for the 95%
    intervals of the figures. Passages without a score are counted, and are no part of the figures.
    """
    rows = list(_rows(path, given["part"], given["limit"]))
    if not rows:
        raise InputError(f"{path or _CORPUS} holds no graded passage.")
    reports = _scored([row["text"] for row in rows], given)
    found = _document(rows, reports)
    click.echo(json.dumps(found, indent=2) if given["format_"] == "json" else "\n".join(_table(found)))


def _rows(path: Path | None, part: str, limit: int | None) -> Iterator[Mapping[str, Any]]:
    from credscore import corpora  # noqa: PLC0415 - of use to this command alone

    stream = corpora.stream(_CORPUS, part) if path is None else corpora.read(path)
    for number, row in enumerate(stream, 1):
        if limit is not None and number > limit:
            return
        _check(row, f"{path or _CORPUS} row {number}")
        yield row


def _check(row: Mapping[str, Any], place: str) -> None:
    if not isinstance(row.get("text"), str):
        raise InputError(f"{place} has no text. It has: {', '.join(row)}.")
    for grade in GRADES:
        if row.get(grade) not in _LEVELS:
            raise InputError(f"{place}: {grade} is {row.get(grade)!r}; it must be a whole number from 1 to 5.")


def _scored(texts: Sequence[str], given: Mapping[str, Any]) -> list[Report]:
    scorer = scorer_of(overridden(load_config(given["config"]), given))
    with shown(scorer.score_many(texts), visible=sys.stderr.isatty()) as reports:
        return list(reports)


def _document(rows: Sequence[Mapping[str, Any]], reports: Sequence[Report]) -> dict[str, Any]:
    kept = [(row, report) for row, report in zip(rows, reports, strict=True) if report.score.abstained is None]
    if not kept:
        raise InputError("None of the passages gets a score, so there is nothing to measure.")
    figures = {grade: _figures(grade, kept) for grade in GRADES}
    return {
        "model": reports[0].model.to_dict(),
        "annotator": reports[0].annotator.to_dict(),
        "passages": len(rows),
        "scored": len(kept),
        "figures": {
            grade: {name: {"value": m.value, "low": m.low, "high": m.high} for name, m in measures.items()}
            for grade, measures in figures.items()
        },
    }


def _figures(grade: Grade, kept: Sequence[tuple[Mapping[str, Any], Report]]) -> Mapping[str, Measured]:
    from credscore.evaluation import Judged, groups, measured  # noqa: PLC0415 - imports numpy

    estimates = [report.score.estimates[grade] for _, report in kept]
    judged = Judged.of(
        [row[grade] for row, _ in kept],
        [_probabilities(report, grade) for _, report in kept],
        [e.low for e in estimates],
        [e.high for e in estimates],
    )
    return measured(judged, groups([row["text"] for row, _ in kept], [row.get("source") for row, _ in kept]))


def _probabilities(report: Report, grade: Grade) -> list[float]:
    """Of the five grades for the whole text: the passages' own, weighted by their words as its score is."""
    judged = [p for p in report.passages if p.score.abstained is None]
    words = [len(p.passage.text.split()) for p in judged]
    rows = [p.score.probabilities[grade] for p in judged]
    return [sum(w * row[k] for w, row in zip(words, rows, strict=True)) / sum(words) for k in range(len(_LEVELS))]


def _table(found: Mapping[str, Any]) -> Iterable[str]:
    from credscore.evaluation import MEASURES  # noqa: PLC0415 - imports numpy

    model = found["model"]
    scored = f"{found['scored']:,} of {found['passages']:,} passages scored"
    yield f"{model['name']} {model['version']}, read by {found['annotator']['name']}, {scored}"
    for grade, measures in found["figures"].items():
        yield f"\n{grade}"
        for name, m in measures.items():
            number = f"{m['value']:7.3f}  [{m['low']:.3f}, {m['high']:.3f}]"
            yield f"  {name:<18} {number:<26} {MEASURES[name].summary}"
