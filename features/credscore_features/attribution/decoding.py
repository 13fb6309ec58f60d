"""Sources, cues and contents as spans, from what the annotator says of each word piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from credscore_features.annotation import AT, ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from credscore_features.annotation import Annotation
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

BEGIN = 0.0
"""Logit over which a span begins in the middle of another."""
SMOOTH = -2.0
"""Logit over which a single word between two words of a span belongs to it."""


@dataclass(frozen=True)
class Spans:
    """What is marked in a text, each in text order.

    Attributes:
        source, cue, content: spans in code points.
        sure: of each cue, the mean probability of its words.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    sure: tuple[float, ...]


@dataclass(frozen=True)
class Units:
    """Words, and the marks between them, with the mean of their pieces' logits.

    Attributes:
        starts, ends: code points of the text.
        is_word: False for a punctuation mark.
        roles: (units, 3), in the order of ``ROLES``.
        begins: (units, 3), of the unit's first piece.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    is_word: NDArray[np.bool_]
    roles: NDArray[Any]
    begins: NDArray[Any]


def units(reading: Reading, annotation: Annotation) -> Units:
    """The pieces of each word put together; a piece outside any word stands alone."""
    word_starts, word_ends = np.asarray(reading.word_starts, np.int64), np.asarray(reading.word_ends, np.int64)
    word = np.searchsorted(word_starts, annotation.starts, "right") - 1
    inside = (word >= 0) & (annotation.starts < word_ends[np.maximum(word, 0)]) if len(word_ends) else word >= 0
    key = np.where(inside, word, -1 - np.arange(len(word)))
    first = np.flatnonzero(np.diff(key, prepend=-len(key) - 2))
    last = np.append(first[1:], len(key)) - 1
    columns = [AT[role] for role in ROLES]
    sizes = (last - first + 1)[:, None]
    return Units(
        starts=annotation.starts[first],
        ends=annotation.ends[last],
        is_word=inside[first],
        roles=np.add.reduceat(annotation.logits[:, columns], first, axis=0) / sizes,
        begins=annotation.logits[first][:, [AT[f"{role}.begin"] for role in ROLES]],
    )


def decoded(reading: Reading, annotation: Annotation) -> Spans:
    """The spans that the annotator marks; no word has two roles."""
    if not len(annotation):
        return Spans((), (), (), ())
    read = units(reading, annotation)
    chosen = np.where(read.roles.max(axis=1) > 0, read.roles.argmax(axis=1), -1)
    sentence = np.searchsorted([start for start, _ in reading.sentences], read.starts, "right")
    found = [_runs(read, chosen == number, number, sentence) for number in range(len(ROLES))]
    source, cue, content = ([_span(read, run) for run in runs] for runs in found)
    sure = tuple(float(_probability(read.roles[slice(*run), 1]).mean()) for run in found[1])
    return Spans(tuple(source), tuple(cue), tuple(content), sure)


def _runs(read: Units, on: NDArray[np.bool_], role: int, sentence: NDArray[np.int64]) -> list[tuple[int, int]]:
    """First unit and last + 1 of each stretch of units in a role."""
    on = _bridged(read, on, role)
    cuts = read.begins[:, role] > BEGIN
    if ROLES[role] != "content":
        cuts = cuts | (np.diff(sentence, prepend=sentence[:1]) > 0)
    before = np.append(False, on[:-1])
    first = np.flatnonzero(on & (~before | cuts))
    last = np.flatnonzero(on & np.append(~on[1:] | cuts[1:], True))
    runs = zip(first.tolist(), (last + 1).tolist(), strict=True)
    return [run for run in runs if ROLES[role] == "cue" or read.is_word[slice(*run)].any()]


def _bridged(read: Units, on: NDArray[np.bool_], role: int) -> NDArray[np.bool_]:
    """With a single mark, or a single word that may belong to it, between two units of the role."""
    between = np.append(False, on[:-1]) & np.append(on[1:], False)
    weak = read.roles[:, role] > SMOOTH
    return on | (between & (weak | (~read.is_word if ROLES[role] == "content" else False)))


def _span(read: Units, run: tuple[int, int]) -> Span:
    return int(read.starts[run[0]]), int(read.ends[run[1] - 1])


def _probability(logits: NDArray[Any]) -> NDArray[Any]:
    return 1 / (1 + np.exp(-logits))
