"""Sources, cues and contents as spans, from what the annotator says of each word piece.

The thresholds are round numbers, chosen on PolNeAR dev.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from credscore_features.annotation import AT, ROLES
from credscore_features.attribution.content import stripped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from credscore_features.annotation import Annotation
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

SOURCE, CUE, CONTENT = range(len(ROLES))
BEGINS = {SOURCE: 2.0, CONTENT: 0.0}
"""Logit over which a span begins inside another; two cues never touch."""
SMOOTH = -2.0
"""Logit over which a single word between two words of a span belongs to it."""
LEAN = np.array([0.0, 0.5, 0.0])
"""What is added to the logits of each role: words of a cue count from a lower one, if another of it is strong."""
STRONG = 0.4
"""Logit that some word of a cue must reach: a probability of .6."""
WEAK = -3.0
"""Logit that the cue of a source without any other cue must reach."""
FALL = 1.5
"""How far below its strongest word the others of such a cue may be."""


@dataclass(frozen=True)
class Spans:
    """What is marked in a text, each in text order; spans in code points."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True)
class Units:
    """Words, and the marks between them, with the mean of their pieces' logits.

    Attributes:
        starts, ends: code points of the text.
        is_word: False for a punctuation mark.
        sentence: number of the sentence that each begins in.
        roles: (units, 3), in the order of ``ROLES``.
        begins: (units, 3), of the unit's first piece.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    is_word: NDArray[np.bool_]
    sentence: NDArray[np.int64]
    roles: NDArray[Any]
    begins: NDArray[Any]

    @cached_property
    def _sums(self) -> NDArray[Any]:
        """Probabilities summed up to each unit, one row more than units."""
        probabilities = 1 / (1 + np.exp(-self.roles.astype(np.float64)))
        return np.vstack([np.zeros((1, len(ROLES))), probabilities.cumsum(axis=0)])

    def probability(self, role: int, spans: Iterable[Span]) -> float:
        """The mean probability of a role over the units of some spans; 0 where they hold none."""
        total, size = 0.0, 0
        for span in spans:
            first, last = self.within(span)
            total += float(self._sums[last, role] - self._sums[first, role])
            size += last - first
        return total / max(1, size)

    def within(self, span: Span) -> tuple[int, int]:
        """First unit and last + 1 of those that begin in a stretch of the text."""
        return int(np.searchsorted(self.starts, span[0])), int(np.searchsorted(self.starts, span[1]))

    def span(self, first: int, last: int) -> Span:
        """From the first unit to the one before the last."""
        return int(self.starts[first]), int(self.ends[last - 1])


def units(reading: Reading, annotation: Annotation) -> Units:
    """The pieces of each word put together; a piece outside any word stands alone. There must be one piece at least."""
    word_starts, word_ends = (np.array(x, dtype=np.int64) for x in (reading.word_starts, reading.word_ends))
    word = np.searchsorted(word_starts, annotation.starts, "right") - 1
    inside = annotation.starts < np.append(word_ends, -1)[word]
    key = np.where(inside, word, -1 - np.arange(len(word)))
    first = np.append(0, np.flatnonzero(np.diff(key)) + 1)
    last = np.append(first[1:], len(key)) - 1
    starts = annotation.starts[first]
    return Units(
        starts=starts,
        ends=annotation.ends[last],
        is_word=inside[first],
        sentence=np.searchsorted([start for start, _ in reading.sentences], starts, "right"),
        roles=np.add.reduceat(annotation.logits[:, [AT[role] for role in ROLES]], first, axis=0)
        / (last - first + 1)[:, None],
        begins=annotation.logits[first][:, [AT[f"{role}.begin"] for role in ROLES]],
    )


def decoded(read: Units) -> Spans:
    """The spans that the annotator marks; no word has two roles."""
    leaning = read.roles + LEAN
    chosen = np.where(leaning.max(axis=1) > 0, leaning.argmax(axis=1), -1)
    source, cue, content = (
        tuple(read.span(*run) for run in _runs(read, _joined(read, chosen, role), role))
        for role in (SOURCE, CUE, CONTENT)
    )
    return Spans(source, cue, content)


def _joined(read: Units, chosen: NDArray[Any], role: int) -> NDArray[np.bool_]:
    """Which units have a role; a source goes on over what may belong to it, as far as more of it stands behind that."""
    on: NDArray[np.bool_] = chosen == role
    if role != SOURCE:
        return on
    may = on | ((chosen < 0) & (read.roles[:, SOURCE] > SMOOTH))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], may, [False]]).astype(np.int8)))
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        held = np.flatnonzero(on[first:last])
        if len(held):
            on[first + held[0] : first + held[-1] + 1] = True
    return on


def _runs(read: Units, on: NDArray[np.bool_], role: int) -> list[tuple[int, int]]:
    """First unit and last + 1 of each stretch of units in a role; of contents alone one may run over sentences."""
    on = _bridged(read, on, role)
    cuts = read.begins[:, role] > BEGINS[role] if role in BEGINS else np.zeros(len(on), dtype=bool)
    if role != CONTENT:
        cuts = cuts | (np.diff(read.sentence, prepend=read.sentence[:1]) > 0)
    first = np.flatnonzero(on & (~np.append(False, on[:-1]) | cuts))
    last = np.flatnonzero(on & np.append(~on[1:] | cuts[1:], True)) + 1
    runs = zip(first.tolist(), last.tolist(), strict=True)
    if role == CUE:
        return [(a, b) for a, b in runs if read.roles[a:b, CUE].max() > STRONG]
    return [(a, b) for a, b in runs if read.is_word[a:b].any()]


def _bridged(read: Units, on: NDArray[np.bool_], role: int) -> NDArray[np.bool_]:
    """With a single word that may belong to the role, or (no cue) a single mark, between two units of it."""
    between = np.append(False, on[:-1]) & np.append(on[1:], False)
    fits = read.roles[:, role] > SMOOTH
    if role != CUE:
        fits = fits | ~read.is_word
    bridged: NDArray[np.bool_] = on | (between & fits)
    return bridged


def weak_cue(read: Units, spans: Spans, source: Span, sentence: Span) -> Span | None:
    """The strongest of the weak cues around a source, up to the cues before and behind it in its sentence.

    Args:
        read: the words with their logits.
        spans: what is marked.
        source: one of the sources.
        sentence: that of the source.
    """
    low = max([sentence[0], *(end for _, end in spans.cue if end <= source[0])])
    high = min([sentence[1], *(start for start, _ in spans.cue if start >= source[1])])
    first, last = read.within((low, high))
    logits = read.roles[first:last, CUE].copy()
    logits[read.roles[first:last, SOURCE] > 0] = -np.inf
    top = int(logits.argmax())
    if logits[top] <= WEAK:
        return None
    fits = (logits > max(WEAK, logits[top] - FALL)).tolist()
    a, b = top, top + 1
    while a > 0 and fits[a - 1]:
        a -= 1
    while b < len(fits) and fits[b]:
        b += 1
    return read.span(first + a, first + b)


def without(text: str, spans: Sequence[Span], holes: Sequence[Span]) -> tuple[Span, ...]:
    """Spans with some stretches cut out of them; both in text order."""
    out: list[Span | None] = []
    for start, end in spans:
        cuts = [hole for hole in holes if hole[0] < end and hole[1] > start]
        if cuts:
            edges = [start, *(edge for hole in cuts for edge in hole), end]
            out += [stripped(text, low, high) for low, high in zip(edges[::2], edges[1::2], strict=True)]
        else:
            out.append((start, end))
    return tuple(span for span in out if span)
