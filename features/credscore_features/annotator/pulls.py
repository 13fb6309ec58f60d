"""Which words pull the encoder's reading of a passage down or up.

A passage's reading is the mean of its word pieces' numbers, so what each word adds is exact: the shares of all words
add up to the reading less the neutral number. They say where the encoder reads what, not what a word by itself
would do: each piece's number was made in view of the words around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    starts, sums, pieces = _by_word(scope, output)
    if not len(starts):
        return Pulls()
    # A word counts for a phrase where its pieces are beyond the neutral and the passage's mean alike.
    usual = float(sums.sum() / max(1, pieces.sum()))
    sentences = np.searchsorted(
        [start for start, _ in scope.reading.sentences_in(scope.start, scope.end)], starts, "right"
    )
    weights = np.stack([min(usual, neutral) * pieces - sums, sums - max(usual, neutral) * pieces])
    down, up = (_placed(scope, _strongest(gains)) for gains in _gains(weights, sentences))
    return Pulls(down, up)


def _by_word(scope: Scope, output: str) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Where each word of a scope starts; the sum of its pieces' numbers, and how many pieces it has.

    Marks count with the word before them, so that the sums add up to that of the whole scope.
    """
    annotation, reading = scope.reading.annotation, scope.reading
    starts = np.array(reading.word_starts[slice(*reading.words_in(scope.start, scope.end))])
    if annotation is None or not len(starts):
        return np.zeros(0), np.zeros(0), np.zeros(0)
    pieces = annotation.pieces(scope.start, scope.end)
    owners = np.maximum(np.searchsorted(starts, annotation.starts[pieces], "right") - 1, 0)
    sums = np.bincount(owners, weights=annotation.column(output)[pieces], minlength=len(starts))
    return starts, sums, np.bincount(owners, minlength=len(starts))


def _placed(scope: Scope, found: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Spans of the text, given the first and the last word of each as the scope counts them."""
    reading = scope.reading
    begin, _ = reading.words_in(scope.start, scope.end)
    return tuple((reading.word_starts[begin + first], reading.word_ends[begin + last]) for first, last in found)


def _strongest(gains: NDArray[Any]) -> list[tuple[int, int]]:
    """First and last word of the stretches with the largest gains above 0, none of which overlaps another."""
    found: list[tuple[int, int]] = []
    while len(found) < MOST:
        # Of equal ones the shortest comes first, so that no word stands in a phrase for nothing.
        more, first = divmod(int(gains.argmax()), gains.shape[1])
        if gains[more, first] <= 0:
            break
        found.append((first, first + more))
        for longer in range(LONGEST):
            gains[longer, max(0, first - longer) : first + more + 1] = -np.inf
    return found


def _gains(weights: NDArray[Any], sentences: NDArray[Any]) -> NDArray[Any]:
    """(rows, LONGEST, words): the sum of a word's weights and so many after it; none where the sentence ends before.

    Args:
        weights: (rows, words).
        sentences: the number of each word's sentence.
    """
    sums = np.pad(np.cumsum(weights, axis=1), ((0, 0), (1, 0)))
    last = np.arange(len(sentences)) + np.arange(LONGEST)[:, None]
    behind = np.append(sentences, np.full(LONGEST, -1))
    ends = np.minimum(last + 1, len(sentences))
    return np.where(behind[last] == sentences, (sums[:, ends] - sums[:, None, :-1]).round(6), -np.inf)
