"""Cuts a text into windows that a small encoder can read; the same for training and at run time.

A window holds whole paragraphs, each followed by a separator. A paragraph longer than a window is cut between
sentences (a sentence longer than a window where it must be), and the parts overlap, so that each sentence has its
neighbours in some window. Each piece says whether it stands inside quotation marks, as its token type; in what style
these marks are printed says nothing, so all are read as straight ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from credscore.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from credscore_features import Reading, Span


_STRAIGHT = str.maketrans({**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛", "'")})
"""One character for one, so that every piece stays where it is."""


class Window(NamedTuple):
    """What the encoder reads at once.

    Attributes:
        ids: word pieces with the special ones around them.
        quoted: 1 where the piece is inside quotation marks.
        pieces: for each, which piece of the text it is; -1 for a special one.
    """

    ids: NDArray[np.int64]
    quoted: NDArray[np.int64]
    pieces: NDArray[np.int64]


@dataclass(frozen=True)
class Pieces:
    """A text in word pieces.

    Attributes:
        offsets: (pieces, 2), code points of the text.
        windows: in text order; every piece is in at least one of them.
    """

    offsets: NDArray[np.int64]
    windows: tuple[Window, ...]


class Windows:
    """Makes windows of at most ``longest`` pieces, special ones included.

    Args:
        tokenizer: of the encoder, without padding and truncation.
        longest: pieces of a window.
        overlap: at most so many pieces of a part of a long paragraph are read again with the next part.

    Raises:
        ModelError: the tokenizer has no ``[CLS]`` or ``[SEP]``.
    """

    def __init__(self, tokenizer: Tokenizer, longest: int = 160, overlap: int = 48) -> None:
        self.tokenizer = tokenizer
        self.longest = longest
        self.overlap = overlap
        self._first = _known(tokenizer, "[CLS]")
        self._after = _known(tokenizer, "[SEP]")

    def __call__(self, reading: Reading) -> Pieces:
        """The pieces and windows of a text that has been read."""
        text = reading.text.translate(_STRAIGHT)
        paragraphs = [(start, end) for start, end in reading.paragraphs if end > start]
        ids: list[int] = []
        offsets: list[NDArray[np.int64]] = []
        parts: list[Span] = []
        for start, end in paragraphs:
            # One by one: a batch would be spread over threads of the tokenizer's own, for no gain on paragraphs.
            encoding = self.tokenizer.encode(text[start:end], add_special_tokens=False)
            if not encoding.ids:
                continue
            placed = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2) + start
            begins = [s for s, _ in reading.sentences_in(start, end)]
            first = len(ids)
            ids.extend(encoding.ids)
            offsets.append(placed)
            parts.extend((first + a, first + b) for a, b in self._parts(len(encoding.ids), placed, begins))
        at = np.concatenate(offsets) if offsets else np.zeros((0, 2), dtype=np.int64)
        return Pieces(at, tuple(self._packed(np.asarray(ids, dtype=np.int64), _inside(at, reading.quotations), parts)))

    def _parts(self, length: int, offsets: NDArray[np.int64], sentences: Sequence[int]) -> Iterator[Span]:
        """Stretches of a paragraph's pieces, each short enough for a window."""
        room = self.longest - 2
        if length <= room:
            yield 0, length
            return
        cuts = [*np.searchsorted(offsets[:, 0], sentences[1:]).tolist(), length]
        start = 0
        while True:
            limit = start + room
            within = cuts[bisect_right(cuts, start) : bisect_right(cuts, limit)]
            end = within[-1] if within else limit
            yield start, min(end, length)
            if end >= length:
                return
            again = cuts[bisect_left(cuts, max(end - self.overlap, start + 1)) :]
            start = min(again[0], end) if within else end - self.overlap

    def _packed(self, ids: NDArray[np.int64], quoted: NDArray[np.int64], parts: Sequence[Span]) -> Iterator[Window]:
        held: list[Span] = []
        size = 1
        for start, end in parts:
            if held and size + end - start + 1 > self.longest:
                yield self._window(ids, quoted, held)
                held, size = [], 1
            held.append((start, end))
            size += end - start + 1
        if held:
            yield self._window(ids, quoted, held)

    def _window(self, ids: NDArray[np.int64], quoted: NDArray[np.int64], parts: Sequence[Span]) -> Window:
        pieces = np.full(1 + sum(end - start + 1 for start, end in parts), -1, dtype=np.int64)
        place = 1
        for start, end in parts:
            pieces[place : place + end - start] = np.arange(start, end)
            place += end - start + 1
        special = pieces < 0
        window = np.where(special, self._after, ids[pieces])
        window[0] = self._first
        return Window(window, np.where(special, 0, quoted[pieces]), pieces)


def _inside(offsets: NDArray[np.int64], spans: Sequence[Span]) -> NDArray[np.int64]:
    """1 for each piece that starts inside one of the spans, which are in text order and do not overlap."""
    if not spans or not len(offsets):
        return np.zeros(len(offsets), dtype=np.int64)
    starts, ends = np.asarray(spans, dtype=np.int64).T
    at = np.searchsorted(starts, offsets[:, 0], "right") - 1
    inside: NDArray[np.int64] = ((at >= 0) & (offsets[:, 0] < ends[np.maximum(at, 0)])).astype(np.int64)
    return inside


def _known(tokenizer: Tokenizer, token: str) -> int:
    place: int | None = tokenizer.token_to_id(token)
    if place is None:
        raise ModelError(f"The tokenizer does not know {token}: it is not one of an encoder of the BERT family.")
    return place
