"""An article cut into what a page shows: rows of paragraphs, paragraphs of leaves that are marked alike throughout."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from credscore.article import BlockKind
    from credscore.contract import PassageReport, Report
    from credscore_features import Finding, Span

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\r?\n)|\r[^\S\r\n]*\r")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A stretch of text that is marked alike throughout.

    Attributes:
        start, end: code points of the article.
        marks: findings that cover it, the longest first.
        parts: parts of findings that cover it.
    """

    start: int
    end: int
    marks: tuple[Finding, ...]
    parts: tuple[tuple[Finding, str], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article, or the piece of it that belongs to one passage."""

    kind: BlockKind
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The paragraphs of a passage, or those between two passages."""

    passage: PassageReport | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: BlockKind
    start: int
    end: int
    passage: PassageReport | None


def rows(report: Report) -> list[Row]:
    """The whole text of the article in order; only white space between paragraphs is left out."""
    pieces = list(_pieces(report))
    leaves = _leaves(pieces, report.findings)
    return [
        Row(passage, tuple(Paragraph(piece.kind, tuple(leaves[piece.start])) for piece in group))
        for passage, group in groupby(pieces, key=lambda piece: piece.passage)
    ]


def _pieces(report: Report) -> Iterator[_Piece]:
    text = report.article.text
    blocks = [(b.start, b.end) for b in report.article.blocks]
    passages = [(p.passage.start, p.passage.end) for p in report.passages]
    cuts = {0, len(text), *(m.start() for m in _BLANK_LINE.finditer(text))}
    cuts |= {edge for span in (*blocks, *passages) for edge in span}
    for start, end in pairwise(sorted(cuts)):
        begin, stop = _stripped(text, start, end)
        if begin < stop:
            block, passage = _holding(blocks, begin), _holding(passages, begin)
            yield _Piece(
                report.article.blocks[block].kind if block is not None else "body",
                begin,
                stop,
                report.passages[passage] if passage is not None else None,
            )


def _stripped(text: str, start: int, end: int) -> Span:
    inner = text[start:end].strip()
    begin = start + text[start:end].find(inner)
    return begin, begin + len(inner)


def _holding(spans: Sequence[Span], offset: int) -> int | None:
    """Index of the span (in text order, none over another) that holds the offset."""
    at = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return at if at >= 0 and offset < spans[at][1] else None


@dataclass(frozen=True, slots=True)
class _Interval:
    start: int
    end: int
    finding: Finding
    part: str | None


def _leaves(pieces: Sequence[_Piece], findings: Iterable[Finding]) -> dict[int, list[Leaf]]:
    """Leaves by the start of their piece: one sweep over all the places where something begins or ends."""
    opening: dict[int, list[_Interval]] = defaultdict(list)
    closing: dict[int, list[_Interval]] = defaultdict(list)
    for interval in _intervals(findings):
        opening[interval.start].append(interval)
        closing[interval.end].append(interval)
    home = {piece.start: piece for piece in pieces}
    points = sorted({*opening, *closing, *home, *(piece.end for piece in pieces)})
    leaves: dict[int, list[Leaf]] = defaultdict(list)
    active: dict[int, _Interval] = {}
    current: _Piece | None = None
    for start, end in pairwise([*points, points[-1] if points else 0]):
        for interval in closing[start]:
            active.pop(id(interval), None)
        active |= {id(interval): interval for interval in opening[start]}
        current = home.get(start, current)
        if current is not None and start < end <= current.end:
            leaves[current.start].append(_leaf(start, end, list(active.values())))
    return leaves


def _intervals(findings: Iterable[Finding]) -> Iterator[_Interval]:
    for f in findings:
        if f.start < f.end:
            yield _Interval(f.start, f.end, f, None)
        for name, spans in f.parts.items():
            yield from (_Interval(start, end, f, name) for start, end in spans if start < end)


def _leaf(start: int, end: int, active: Sequence[_Interval]) -> Leaf:
    marks = sorted((i for i in active if i.part is None), key=lambda i: (i.start - i.end, i.start))
    parts = tuple((i.finding, i.part) for i in active if i.part is not None)
    return Leaf(start, end, tuple(i.finding for i in marks), parts)
