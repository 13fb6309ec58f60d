"""Which words pull the encoder's reading of a passage down or up.

A passage's reading is the mean of its word pieces' numbers, so what each word adds is exact: the shares of all words
add up to the reading less the neutral number. They say where the encoder reads what, not what a word by itself
would do: each piece's number was made in view of the words around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from credscore_features.feature import Scope
    from credscore_features.finding import Span

LONGEST = 6
"""Words of a phrase."""
MOST = 3
"""Phrases in each direction."""


@dataclass(frozen=True, slots=True)
class Pulls:
    """The phrases that count most for a reading, the strongest first.

    Attributes:
        down, up: where they stand, in code points of the text; none overlaps another.
    """

    down: tuple[Span, ...] = ()
    up: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, list[list[int]]]:
        """As plain JSON types."""
        return {"down": [list(span) for span in self.down], "up": [list(span) for span in self.up]}


def pulls(scope: Scope, output: str, neutral: float = 0.0) -> Pulls:
    """The phrases of a passage on which the encoder's output is furthest below, and above, a neutral number.

    Args:
        scope: the passage, of a text that has an annotation; without one there are none.
        output: of the annotation, for example ``support``.
        neutral: the mean log odds that say nothing, neither for nor against.
    """
    words, sums, pieces = _by_word(scope, output)
    if not words:
        return Pulls()
    # A word counts for a phrase where its pieces are beyond the neutral and the passage's mean alike.
    usual = float(sums.sum() / max(1, pieces.sum()))
    sentences = [scope.reading.sentence_at(start) for start, _ in words]
    down = _strongest(min(usual, neutral) * pieces - sums, sentences)
    up = _strongest(sums - max(usual, neutral) * pieces, sentences)
    return Pulls(*(tuple((words[first][0], words[last][1]) for first, last in found) for found in (down, up)))


def word_shares(scope: Scope, output: str, neutral: float = 0.0) -> tuple[list[Span], NDArray[Any]]:
    """What each word of a passage adds to the encoder's reading of it.

    Returns:
        The words, and (words,) their shares, which add up to the mean of the passage's pieces less ``neutral``. Marks
        count with the word before them.
    """
    words, sums, pieces = _by_word(scope, output)
    return words, (sums - neutral * pieces) / max(1, pieces.sum())


def _by_word(scope: Scope, output: str) -> tuple[list[Span], NDArray[Any], NDArray[Any]]:
    """The words of a scope; of each the sum of its pieces' numbers, and how many pieces it has."""
    annotation, reading = scope.reading.annotation, scope.reading
    words = slice(*reading.words_in(scope.start, scope.end))
    spans = list(zip(reading.word_starts[words], reading.word_ends[words], strict=True))
    if annotation is None or not spans:
        return [], np.zeros(0), np.zeros(0)
    pieces = annotation.pieces(scope.start, scope.end)
    owners = np.searchsorted(reading.word_starts[words], annotation.starts[pieces], "right") - 1
    owners = np.maximum(owners, 0)
    sums = np.bincount(owners, weights=annotation.column(output)[pieces], minlength=len(spans))
    return spans, sums, np.bincount(owners, minlength=len(spans))


def _strongest(weights: NDArray[Any], sentences: Sequence[Span]) -> list[tuple[int, int]]:
    """First and last word of the stretches with the largest sums above 0, none beyond its sentence."""
    sums = [0.0, *accumulate(weights.tolist())]
    gains = ((round(sums[last + 1] - sums[first], 6), first, last) for first, last in _stretches(sentences))
    found: list[tuple[int, int]] = []
    for gain, first, last in sorted(gains, key=lambda each: (-each[0], each[2] - each[1], each[1])):
        if gain <= 0 or len(found) == MOST:
            break
        if all(last < begin or end < first for begin, end in found):
            found.append((first, last))
    return found


def _stretches(sentences: Sequence[Span]) -> Iterator[tuple[int, int]]:
    for first, sentence in enumerate(sentences):
        for last in range(first, min(first + LONGEST, len(sentences))):
            if sentences[last] != sentence:
                break
            yield first, last
