"""Markdown: what of it is no running text. The text itself stays as it is, its marks included."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credscore.article import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from credscore.article import BlockKind

_FRONT = re.compile(r"\A(---|\+\+\+)[^\S\n]*\r?\n(.*?)^(\1|\.\.\.)[^\S\n]*$", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"^([A-Za-z_][\w -]{0,40})[^\S\n]*[:=][^\S\n]*(\S[^\n]*)$", re.MULTILINE)
_LINE = re.compile(r"[^\n]*\n?")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+\S")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*\Z")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*\Z")
_IMAGE = re.compile(r"\s*(?:\[?!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])(?:\]\([^)]*\))?\s*)+\Z")
_LINK = r"(?:\[[^\]]+\](?:\([^)]*\)|\[[^\]]*\])|<?https?://\S+>?)"
_LINK_ITEM = re.compile(rf"\s*[-*+]\s+{_LINK}[\s.,;|·–—-]*\Z")
_REFERENCE = re.compile(r"\s{0,3}\[[^\]]+\]:\s+\S")
_CODE_LINE = re.compile(r"(?: {4}|\t)\s*\S")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "date": ("date", "published", "publish_date", "pubdate"),
    "source": ("source", "outlet", "publisher", "publication"),
    "author": ("author", "authors", "byline"),
    "url": ("url", "link", "canonical_url"),
}


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def front_matter(text: str) -> dict[str, str]:
    """Title, date, source, author and url of the ``key: value`` lines between ``---`` at the beginning."""
    found = _FRONT.match(text)
    if found is None:
        return {}
    said = {m[1].strip().lower(): m[2].strip().strip("\"'[]").strip() for m in _PAIR.finditer(found[2])}
    picked = {field: next((said[n] for n in names if said.get(n)), "") for field, names in FIELDS.items()}
    return {field: value for field, value in picked.items() if value}


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Headings, front matter, code, tables, images and lists of links of a text, in its order.

    The first heading of the highest level is the title, the others are sub-heads; the rest is boilerplate. What is
    left between these blocks is to be classed as in any text.
    """
    front = _FRONT.match(text)
    begins = front.end() if front else 0
    blocks = [Block("boilerplate", 0, begins)] if front else []
    blocks += _with_title(text, [b for b in _scan(_lines(text, begins)) if b.start < b.end])
    return tuple(blocks)


def _lines(text: str, begins: int) -> list[_Line]:
    found = (m for m in _LINE.finditer(text, begins) if m.group())
    return [_Line(m.start(), m.start() + len(m.group().rstrip()), m.group().rstrip()) for m in found]


def _scan(lines: Sequence[_Line]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        kind, size = _what(lines, at)
        if kind is not None:
            yield _block(kind, lines[at], lines[at + size - 1])
        at += size


def _block(kind: BlockKind, first: _Line, last: _Line) -> Block:
    lead = len(first.text) - len(first.text.lstrip())
    return Block(kind, first.start + lead, last.end)


def _what(lines: Sequence[_Line], at: int) -> tuple[BlockKind | None, int]:
    """What begins at a line, and how many lines it has."""
    text = lines[at].text
    if _FENCE.match(text):
        return "boilerplate", _fenced(lines, at)
    if _HEADING.match(text):
        return "subhead", 1
    if _REFERENCE.match(text) or _IMAGE.match(text):
        return "boilerplate", 1
    if at + 1 < len(lines) and text.strip():
        size = _two_line(lines, at)
        if size:
            return size
    if _CODE_LINE.match(text) and _starts(lines, at):
        return "boilerplate", _run(lines, at, _CODE_LINE)
    links = _run(lines, at, _LINK_ITEM)
    return ("boilerplate", links) if links > 1 else (None, 1)


def _two_line(lines: Sequence[_Line], at: int) -> tuple[BlockKind, int] | None:
    """A table, or a heading with a line under it."""
    text, under = lines[at].text, lines[at + 1].text
    if "|" in text and "|" in under and _TABLE_RULE.match(under):
        return "boilerplate", 2 + _run(lines, at + 2, re.compile(r".*\|"))
    if _UNDERLINE.match(under) and _starts(lines, at) and not _LIST_ITEM.match(text):
        return "subhead", 2
    return None


def _starts(lines: Sequence[_Line], at: int) -> bool:
    """A blank line, or nothing, stands before, and what it ends is no list."""
    if at == 0:
        return True
    if lines[at - 1].text.strip():
        return False
    before = next((lines[i].text for i in range(at - 1, -1, -1) if lines[i].text.strip()), "")
    return not _CODE_LINE.match(lines[at].text) or not (_LIST_ITEM.match(before) or _CODE_LINE.match(before))


def _fenced(lines: Sequence[_Line], at: int) -> int:
    fence = _FENCE.match(lines[at].text)
    assert fence is not None
    for size in range(1, len(lines) - at):
        if lines[at + size].text.strip().startswith(fence[1]):
            return size + 1
    return len(lines) - at


def _run(lines: Sequence[_Line], at: int, pattern: re.Pattern[str]) -> int:
    size = 0
    while at + size < len(lines) and pattern.match(lines[at + size].text):
        size += 1
    return size


def _with_title(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    levels = [_level(text, b) for b in blocks if b.kind == "subhead"]
    top = min(levels, default=0)
    titled = False
    for block in blocks:
        if block.kind == "subhead" and not titled and _level(text, block) == top:
            titled = True
            yield Block("title", block.start, block.end)
        else:
            yield block


def _level(text: str, heading: Block) -> int:
    marks = _HEADING.match(text, heading.start)
    if marks:
        return len(marks[1])
    return 1 if text[heading.end - 1] == "=" else 2
