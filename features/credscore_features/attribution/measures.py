"""What attributions say of a stretch of text, in numbers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from credscore_features.feature import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from credscore_features.feature import Scope
    from credscore_features.finding import Finding, Span

_SAYING = frozenset(("say", "tell", "quote", "according", "colon"))
"""Rules that report words; the others report beliefs, wishes and judgements as well."""
_ALL = ("attribution",)

COLUMNS = (
    Column(
        name="attribution_share",
        unit="share",
        summary="Share of the sentences that hold a part of an attribution.",
        better="higher",
        evidence=_ALL,
    ),
    Column(
        name="attributions_per_100_words",
        unit="per 100 words",
        summary="Attributions of words, beliefs or wishes to somebody.",
        evidence=_ALL,
    ),
    Column(
        name="saying_per_100_words",
        unit="per 100 words",
        summary="Attributions by a verb of saying or by \"according to\".",
        better="higher",
        evidence=_ALL,
    ),
    Column(
        name="reported_word_share",
        unit="share",
        summary="Share of the words that are somebody else's, quoted or not.",
        evidence=_ALL,
    ),
    Column(
        name="quoted_word_share",
        unit="share",
        summary="Share of the words that stand in quotation marks.",
        evidence=("attribution.direct", "attribution.mixed"),
    ),
    Column(
        name="direct_share",
        unit="share",
        summary="Share of the attributions that quote, wholly or in part.",
        evidence=("attribution.direct", "attribution.mixed"),
    ),
    Column(
        name="longest_unattributed_run",
        unit="sentences",
        summary="Most sentences in a row that no source stands behind.",
        better="lower",
        evidence=_ALL,
    ),
)


def measure(scope: Scope) -> Mapping[str, float]:
    """The numbers of :data:`COLUMNS`."""
    found = scope.of("attribution")
    held = attributed(scope.sentences, found)
    quoting = sum(f.label != "indirect" for f in found)
    reported = merged(span for f in found for span in f.part("content"))
    return {
        "attribution_share": sum(held) / len(held) if held else 0.0,
        "attributions_per_100_words": scope.per_100_words(len(found)),
        "saying_per_100_words": scope.per_100_words(sum(_rule(f) in _SAYING for f in found)),
        "reported_word_share": _word_share(scope, reported),
        "quoted_word_share": _word_share(scope, scope.reading.quotations_in(scope.start, scope.end)),
        "direct_share": quoting / len(found) if found else 0.0,
        "longest_unattributed_run": max((len(list(run)) for hit, run in groupby(held) if not hit), default=0),
    }


def attributed(sentences: Sequence[Span], found: Iterable[Finding]) -> list[bool]:
    """For each sentence, whether a part of an attribution stands in it."""
    parts = merged(span for f in found for spans in f.parts.values() for span in spans)
    return [any(start < e and s < end for s, e in parts) for start, end in sentences]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in text order, those that overlap made one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _rule(finding: Finding) -> str:
    return finding.origin.rpartition(".")[2]


def _word_share(scope: Scope, spans: Iterable[Span]) -> float:
    inside = ((max(start, scope.start), min(end, scope.end)) for start, end in spans)
    bounds = (scope.reading.words_in(start, end) for start, end in inside if start < end)
    return sum(last - first for first, last in bounds) / scope.words if scope.words else 0.0
