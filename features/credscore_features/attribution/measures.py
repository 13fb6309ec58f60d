"""What attributions say of a stretch of text, in numbers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from credscore_features.attribution.wording import group_of
from credscore_features.feature import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from credscore_features.feature import Scope
    from credscore_features.finding import Finding, Span

SAYING = frozenset(("say", "tell", "show", "quote", "according", "colon"))
"""Rules that report words and findings; the others report beliefs, wishes and judgements."""
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
        summary='Attributions of words or findings: by a verb of saying or showing, or by "according to".',
        better="higher",
        evidence=_ALL,
    ),
    Column(
        name="judgements_per_100_words",
        unit="per 100 words",
        summary="Attributions of a belief, a wish or a judgement (wants, praised, criticism of) and not of words.",
        evidence=_ALL,
    ),
    Column(
        name="reported_word_share",
        unit="share",
        summary="Share of the words that somebody else said or found, quoted or not.",
        better="higher",
        evidence=_ALL,
    ),
    Column(
        name="quoted_word_share",
        unit="share",
        summary="Share of the words in quotation marks, where an attribution is beside them.",
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
    said = [f for f in found if is_saying(f)]
    reported = merged(span for f in said for span in f.part("content"))
    return {
        "attribution_share": sum(held) / len(held) if held else 0.0,
        "attributions_per_100_words": scope.per_100_words(len(found)),
        "saying_per_100_words": scope.per_100_words(len(said)),
        "judgements_per_100_words": scope.per_100_words(len(found) - len(said)),
        "reported_word_share": word_share(scope, reported),
        "quoted_word_share": word_share(scope, _spoken(scope, held)),
        "direct_share": quoting / len(found) if found else 0.0,
        "longest_unattributed_run": max((len(list(run)) for hit, run in groupby(held) if not hit), default=0),
    }


def _spoken(scope: Scope, held: Sequence[bool]) -> list[Span]:
    """Quotations in the scope with an attribution in their sentence, or in the one before or behind it.

    Args:
        scope: what is measured.
        held: for each of its sentences, whether a part of an attribution stands in it.
    """
    near = [any(held[max(0, at - 1) : at + 2]) for at in range(len(held))]
    beside = [sentence for sentence, known in zip(scope.sentences, near, strict=True) if known]
    quotations = scope.reading.quotations_in(scope.start, scope.end)
    return [(start, end) for start, end in quotations if any(start < e and s < end for s, e in beside)]


def attributed(sentences: Sequence[Span], found: Iterable[Finding]) -> list[bool]:
    """For each sentence, whether a part of an attribution stands in it."""
    parts = merged(span for f in found for span in stands(f))
    return [any(start < e and s < end for s, e in parts) for start, end in sentences]


def stands(finding: Finding) -> tuple[Span, ...]:
    """Where an attribution stands: its source, cue and content. What its source takes up stands elsewhere."""
    return (*finding.part("source"), *finding.part("cue"), *finding.part("content"))


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in text order, those that overlap made one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def is_saying(finding: Finding) -> bool:
    """Whether words or findings are attributed, not a belief, a wish or a judgement."""
    if finding.origin.startswith("rule:"):
        return finding.origin.rpartition(".")[2] in SAYING
    group = group_of(finding.text)
    return finding.label != "indirect" if group is None else group in SAYING


def word_share(scope: Scope, spans: Iterable[Span]) -> float:
    """Share of the scope's words that stand in the spans (in text order, none overlapping)."""
    inside = ((max(start, scope.start), min(end, scope.end)) for start, end in spans)
    bounds = (scope.reading.words_in(start, end) for start, end in inside if start < end)
    return sum(last - first for first, last in bounds) / scope.words if scope.words else 0.0
