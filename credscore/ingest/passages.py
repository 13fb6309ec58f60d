"""What is scored as one: whole paragraphs where they fit, merged where they are short, split where they are long."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from credscore.article import SCORED, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credscore.article import Article, Block
    from credscore_features import Span

MIN_WORDS = 40
MAX_WORDS = 150
ONE_PARAGRAPH = 160
"""A paragraph of up to so many words is never split."""

# What a partition costs; the cheapest is taken. A passage out of bounds costs more than any way to cut or to merge.
_OUT_OF_BOUNDS = 60.0
_PER_WORD = 1.0
_CUT_PARAGRAPH = 10.0
_CUT_QUOTATION = 3.0
_MERGE = 1.0
_BALANCE = 1e-4
_MIDDLE = (MIN_WORDS + MAX_WORDS) / 2

_OPENING = frozenset("\"“„«‘'")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of a block."""

    start: int
    end: int
    words: int
    first: bool
    """It begins its paragraph."""
    introduced: bool
    """It opens a quotation that the paragraph before introduces."""


def passages_of(article: Article, sentences: Sequence[Span]) -> tuple[Passage, ...]:
    """Cuts the scored blocks of an article into passages.

    A paragraph of 40 to 150 words is a passage by itself; short neighbours are merged and long ones are cut between
    sentences, as evenly as they allow. A correction note is a passage of its own, and nothing is merged across a
    block that is not scored. A single paragraph of up to 160 words stays whole.

    Args:
        article: with its blocks.
        sentences: of its text, in order; code points, half-open.

    Returns:
        Passages in text order, disjoint, that hold every word of the scored blocks.
    """
    starts = [start for start, _ in sentences]
    spans = [span for run in _runs(article.blocks) for span in _cut(_pieces(article.text, run, starts))]
    return tuple(Passage(at, start, end, article.text[start:end]) for at, (start, end) in enumerate(spans))


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Neighbouring body blocks; each correction note alone."""
    for kind, group in groupby(blocks, key=lambda b: b.kind):
        run = list(group)
        if kind == "correction":
            yield from ([block] for block in run)
        elif kind in SCORED:
            yield run


def _pieces(text: str, run: Sequence[Block], starts: Sequence[int]) -> list[_Piece]:
    pieces: list[_Piece] = []
    before = ""
    for block in run:
        inside = starts[bisect_right(starts, block.start) : bisect_left(starts, block.end)]
        edges = [block.start, *inside, block.end]
        for at, (start, end) in enumerate(pairwise(edges)):
            piece = text[start:end].rstrip()
            introduced = at == 0 and (before.endswith(":") or piece[:1] in _OPENING)
            if piece:
                pieces.append(_Piece(start, start + len(piece), len(piece.split()), at == 0, introduced))
        before = text[block.start : block.end]
    return pieces


def _cut(pieces: Sequence[_Piece]) -> list[Span]:
    """The cheapest partition, by dynamic programming over the ends of passages."""
    cost = [0.0]
    cut_at = [0]
    for end in range(1, len(pieces) + 1):
        best, at = min((cost[start] + price, start) for start, price in _ways(pieces, end))
        cost.append(best)
        cut_at.append(at)
    spans: list[Span] = []
    end = len(pieces)
    while end:
        start = cut_at[end]
        spans.append((pieces[start].start, pieces[end - 1].end))
        end = start
    return spans[::-1]


def _ways(pieces: Sequence[_Piece], end: int) -> Iterator[tuple[int, float]]:
    """Where a passage that ends before this piece can begin, and what that costs."""
    ends_paragraph = end == len(pieces) or pieces[end].first
    words = paragraphs = 0
    for start in range(end - 1, -1, -1):
        piece = pieces[start]
        words += piece.words
        if start < end - 1 and words > (MAX_WORDS if paragraphs else ONE_PARAGRAPH):
            break
        whole = ends_paragraph and piece.first and not paragraphs
        yield start, _price(words, whole=whole) + _MERGE * paragraphs + _opening_price(piece)
        paragraphs += piece.first


def _price(words: int, *, whole: bool) -> float:
    balance = _BALANCE * (words - _MIDDLE) ** 2
    if words < MIN_WORDS:
        return balance + _OUT_OF_BOUNDS + _PER_WORD * (MIN_WORDS - words)
    if words > (ONE_PARAGRAPH if whole else MAX_WORDS):
        return balance + _OUT_OF_BOUNDS + _PER_WORD * (words - MAX_WORDS)
    return balance


def _opening_price(piece: _Piece) -> float:
    """What it costs to begin a passage here."""
    if not piece.first:
        return _CUT_PARAGRAPH
    return _CUT_QUOTATION if piece.introduced else 0.0
