"""What each sentence rests on: a source, evidence that is shown, something that can be looked up, or nothing."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credscore_features.attribution.measures import stands

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from credscore_features.finding import Finding, Span
    from credscore_features.reading import Reading


@dataclass(frozen=True, slots=True)
class Ground:
    """What one sentence rests on.

    Attributes:
        sentence: where it is.
        sourced: somebody is named as the source of something in it, or it stands in quotation marks.
        shown: evidence is shown in it.
        anchored: it has a figure or a day, which can be looked up.
    """

    sentence: Span
    sourced: bool
    shown: bool
    anchored: bool

    @property
    def bare(self) -> bool:
        """Nothing of the three."""
        return not (self.sourced or self.shown or self.anchored)


def grounds(
    reading: Reading,
    sentences: Sequence[Span],
    attributions: Iterable[Finding],
    shown: Iterable[Finding],
    anchors: Container[str] | None = None,
) -> list[Ground]:
    """What each sentence rests on, in order.

    Args:
        reading: the text.
        sentences: some of its sentences, in order.
        attributions: who says what.
        shown: evidence that is shown.
        anchors: lower-case words that can be looked up, as figures can (days, months); None anchors nothing.
    """
    sourced = _touched(sentences, (span for f in attributions for span in stands(f)))
    if sentences:
        sourced |= _touched(sentences, reading.quotations_in(sentences[0][0], sentences[-1][1]))
    evident = _touched(sentences, ((f.start, f.end) for f in shown))
    return [
        Ground(span, at in sourced, at in evident, anchors is not None and _is_anchored(reading, span, anchors))
        for at, span in enumerate(sentences)
    ]


def _touched(sentences: Sequence[Span], spans: Iterable[Span]) -> set[int]:
    """Which sentences the spans overlap."""
    starts = [start for start, _ in sentences]
    touched: set[int] = set()
    for start, end in spans:
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1)
        touched.update(at for at in range(max(first, 0), last) if sentences[at][1] > start)
    return touched


def _is_anchored(reading: Reading, sentence: Span, anchors: Container[str]) -> bool:
    return any(word in anchors or word[0].isdigit() for word in reading.words[slice(*reading.words_in(*sentence))])
