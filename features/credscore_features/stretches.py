"""Stretches of words that the annotator marks: from numbers by the word piece to spans of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from credscore_features.annotation import AT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from credscore_features.annotation import Annotation
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

BRIDGE = 1
"""So many words that are not marked do not end a stretch."""


def strongest(logits: NDArray[Any], *outputs: str) -> NDArray[Any]:
    """(rows,), the highest logit of some outputs in each row of (rows, outputs)."""
    highest: NDArray[Any] = logits[:, [AT[name] for name in outputs]].max(axis=1)
    return highest


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row, from ``first`` to before ``last``, and where they stand in the text."""

    first: int
    last: int
    span: Span


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a sentence with the annotator's numbers, a word's being those of its strongest piece.

    Attributes:
        starts, ends: code points of the text; an "'s" is no part of the word before it.
        logits: (words, outputs).
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    logits: NDArray[Any]

    @classmethod
    def of(cls, reading: Reading, annotation: Annotation, sentence: Span) -> Words:
        """The words that have a piece; a piece outside any word is a mark of punctuation, and left out."""
        words, pieces = slice(*reading.words_in(*sentence)), annotation.pieces(*sentence)
        starts, ends = np.array(reading.word_starts[words]), np.array([*_ends(reading, words), 0])
        owners = np.searchsorted(starts, annotation.starts[pieces], "right") - 1
        inside = annotation.starts[pieces] < ends[owners]  # before the first word, the owner is -1 and ends at 0
        owners, logits = owners[inside], annotation.logits[pieces][inside]
        first = np.flatnonzero(np.diff(owners, prepend=-1))
        whole = np.maximum.reduceat(logits, first, axis=0) if len(first) else logits
        return cls(starts[owners[first]], ends[owners[first]], whole)

    def runs(self, logits: NDArray[Any], least: float) -> Iterator[Run]:
        """Words in a row that reach ``least``, in text order."""
        places = np.flatnonzero(logits >= least)
        for run in np.split(places, np.flatnonzero(np.diff(places) > BRIDGE + 1) + 1):
            if len(run):
                yield Run(int(run[0]), int(run[-1]) + 1, (int(self.starts[run[0]]), int(self.ends[run[-1]])))


def _ends(reading: Reading, words: slice) -> Iterator[int]:
    for word, end in zip(reading.words[words], reading.word_ends[words], strict=True):
        yield end - 2 if word.endswith("'s") and len(word) > 2 else end
