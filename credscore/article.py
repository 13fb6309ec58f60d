"""What is read: an article's text, unaltered, with what is known of it and the blocks it is made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore_features import Span

BlockKind: TypeAlias = Literal["body", "title", "subhead", "caption", "byline", "boilerplate", "correction"]
SCORED: frozenset[BlockKind] = frozenset({"body", "correction"})
"""Kinds of block that are scored as passages."""
SILENT: frozenset[BlockKind] = frozenset({"byline", "boilerplate"})
"""Kinds of block in which nothing is found."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch of the text and what it is. Code points, half-open."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Article:
    """A text as it was given, and what is known of it.

    Attributes:
        text: never altered; every offset anywhere counts its code points.
        id: file name, row id or digest; unique within a run.
        title, source, date, author, url: as given; None where unknown. ``source`` is the outlet.
        language: ISO 639-1 code, ``und`` where it cannot be told.
        blocks: in text order; together they hold every character that is not white space.
        place: where it came from, for messages: ``news.csv row 7``.
        extra: further columns of the table that it was read from, by name, where they were asked for.
    """

    text: str
    id: str
    title: str | None = None
    source: str | None = None
    date: str | None = None
    author: str | None = None
    url: str | None = None
    language: str = "en"
    blocks: tuple[Block, ...] = ()
    place: str = ""
    extra: Mapping[str, str | None] = field(default_factory=dict)

    @cached_property
    def sha256(self) -> str:
        """Digest of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def spans(self, kinds: frozenset[BlockKind]) -> tuple[Span, ...]:
        """Where the blocks of these kinds are."""
        return tuple((b.start, b.end) for b in self.blocks if b.kind in kinds)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of whole sentences that is scored as one. Code points of the article, half-open."""

    index: int
    start: int
    end: int
    text: str
