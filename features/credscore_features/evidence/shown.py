"""Evidence that is shown: documents, studies, data, words on record, links, figures with their source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from credscore_features.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from credscore_features.conditions import Rules
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

LABEL = "shown"
_FIGURE = re.compile(
    r"(?<![\w.,])[$€£]?\d(?:[\d,.]*\d)?(?:\s?(?:%|percent\b|per cent\b|(?:million|billion|trillion)\b))?(?![\w-])"
)
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d[.,]?")


def shown(reading: Reading, rules: Rules, attributions: Sequence[Finding]) -> Iterator[Finding]:
    """Shown evidence in text order: what the cues name, then one figure for each sentence that gives its source."""
    names = [name for name, group in rules.cues.groups.items() if group.label == LABEL]
    found = [
        _finding(reading, (m.start, m.end), m.group.name, m.group.message, m.group.confidence, attributions)
        for m in rules.find(reading, *names)
    ]
    yield from found
    sourced = {f.sentence for f in found} | {f.sentence for f in attributions if f.part("source")}
    for figure in _figures(reading.text, sorted(sourced)):
        yield _finding(
            reading, figure, "figure_with_source", "Evidence is shown: a figure with its source.", 0.8, attributions
        )


def _figures(text: str, sentences: Iterable[Span]) -> Iterator[Span]:
    """The first figure of each sentence that is no year."""
    for start, end in sentences:
        for match in _FIGURE.finditer(text, start, end):
            if not _YEAR.fullmatch(match.group()):
                yield start + (match.start() - start), match.end()
                break


def _finding(
    reading: Reading, span: Span, rule: str, message: str, confidence: float, attributions: Sequence[Finding]
) -> Finding:
    return Finding(
        kind="evidence",
        label=LABEL,
        start=span[0],
        end=span[1],
        text=reading.text[slice(*span)],
        sentence=reading.sentence_at(span[0]),
        voice=reading.voice(*span, attributions),
        origin=f"rule:evidence.{rule}",
        message=message,
        confidence=confidence,
        parts={"cue": (span,)},
    )
