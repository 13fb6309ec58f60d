"""Attributions as findings: how they are labelled, what a reader is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore_features.attribution.kinds import kind_of
from credscore_features.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credscore_features.finding import Span
    from credscore_features.reading import Reading

_MARKS = "\"“”„‟«»‘’' "
QUOTE_WORDS = 8
"""How many quoted words a finding repeats."""


def finding_of(
    reading: Reading, cue: Span, source: Span | None, content: tuple[Span, ...], *, origin: str, confidence: float = 1.0
) -> Finding:
    """One attribution as a finding.

    Args:
        reading: the text.
        cue: the words that say that something is said.
        source: who says it; None where nobody is named.
        content: what is said, in text order.
        origin: what found it.
        confidence: 0 to 1.
    """
    text = reading.text
    sentence = reading.sentence_at(cue[0])
    quoted = [quotation for part in content for quotation in reading.quotations_in(*part)]
    kind = kind_of(reading, source, sentence) if source else None
    return Finding(
        kind="attribution",
        label=_label(content, quoted),
        start=cue[0],
        end=cue[1],
        text=text[slice(*cue)],
        sentence=sentence,
        voice="quoted" if reading.quotation_at(*cue) else "writer",
        origin=origin,
        confidence=confidence,
        message=f"Says who: {' '.join(text[slice(*source)].split())}." if source else "Says who: nobody is named.",
        parts={"source": (source,) if source else (), "cue": (cue,), "content": content},
        source_type=kind.type if kind else None,
        anonymous=kind.anonymous if kind else None,
        quote=" ".join(text[slice(*quoted[0])].strip(_MARKS).split()[:QUOTE_WORDS]) if quoted else None,
    )


def _label(content: Sequence[Span], quoted: Sequence[Span]) -> str:
    if not quoted:
        return "indirect"
    inside = all(any(q[0] <= start and end <= q[1] + 1 for q in quoted) for start, end in content)
    return "direct" if inside else "mixed"
