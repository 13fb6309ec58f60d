"""What each paragraph of an article is: running text, or something that a page puts around it.

Only what shows clearly that it is something else is classed as such; everything else is body. The words that show it
are in ``blocks.toml``; here is what follows from where a paragraph stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credscore.article import Block
from credscore.ingest.rules import rules
from credscore_features.segmentation import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credscore.article import BlockKind
    from credscore.ingest.rules import Rule
    from credscore_features import Span

_CLOSING = "'\"”’»)]* "
_STOPS = ".!?…。！？"
_PAUSES = _STOPS + ":;,：；，"
_BLANKS = " \t"
_LINE_ENDS = "\r\n"
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,40}(?:,[^()\n]{2,40})?\s\((?:[A-Z][\w .]{1,30})\)\s?[-–—]+\s")
_LISTED = re.compile(r"[-*•–—·▪>]|\d{1,2}[.)]\s")
_CREDIT = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\.?\Z")

TITLE_WORDS = 30
DECK_WORDS = 50
SUBHEAD_WORDS = 12
HEAD_PARAGRAPHS = 6
"""The title and what stands between it and the text are among the first so many paragraphs."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    end: int
    text: str
    words: int
    stopped: bool
    """Ends with a mark of punctuation that a heading does not end with."""
    ended: bool
    """Ends like a sentence."""


def _paragraph(text: str, start: int, end: int) -> _Paragraph:
    inside = text[start:end]
    last = inside[-6:].rstrip(_CLOSING)[-1:]
    quoted = inside[-1] in '"”' and last in _PAUSES
    # Scripts that put no spaces between words are counted by their letters.
    words = max(len(inside.split()), len(inside) // 20)
    return _Paragraph(start, end, inside, words, quoted or last in _PAUSES, quoted or last in _STOPS)


def blocks_of(text: str, *, title: str | None = None, given: Sequence[Block] = ()) -> tuple[Block, ...]:
    """Classes every paragraph of a text.

    Args:
        text: the article.
        title: its title, where known; a first paragraph that repeats it is the title whatever it looks like.
        given: blocks whose kind is known, in text order; what is between them is classed.

    Returns:
        Blocks in text order that together hold every character that is not white space.
    """
    found: list[_Paragraph] = []
    kinds: list[BlockKind | None] = []
    for (start, end), kind in _parts(text, given):
        found.append(_paragraph(text, start, end))
        kinds.append(kind or _by_words(found[-1]))
    _class_by_place(found, kinds, title)
    return tuple(Block(kind or "body", p.start, p.end) for p, kind in zip(found, kinds, strict=True))


def is_correction(text: str) -> bool:
    """Whether a paragraph is a note that corrects the article it stands in."""
    stripped = text.strip()
    if not stripped:
        return False
    paragraph = _paragraph(stripped, 0, len(stripped))
    return _weighs(paragraph, rules(paragraph.words).get("correction", ()))


def _parts(text: str, given: Sequence[Block]) -> Iterator[tuple[Span, BlockKind | None]]:
    """The given blocks and comments, and the paragraphs between them."""
    begin = 0
    for start, end, kind in _known(text, given):
        yield from _between(text, begin, start)
        yield (start, end), kind
        begin = end
    yield from _between(text, begin, len(text))


def _between(text: str, begin: int, end: int) -> Iterator[tuple[Span, None]]:
    for a, b in paragraphs(text[begin:end]):
        yield (begin + a, begin + b), None


def _known(text: str, given: Sequence[Block]) -> Iterator[tuple[int, int, BlockKind]]:
    """The given blocks, and between them the comments at the edge of a line, credscore's own switches among them."""
    begin = 0
    for block in (*given, Block("body", len(text), len(text))):
        for start, end in _comments(text, begin, block.start):
            if _at_edge(text, start, end):
                yield start, end, "boilerplate"
        if block.start < block.end:
            yield block.start, block.end, block.kind
        begin = block.end


def _comments(text: str, begin: int, stop: int) -> Iterator[Span]:
    """HTML comments; looked for with ``find``, which takes no longer where many are never closed."""
    while (start := text.find("<!--", begin, stop)) >= 0 and (end := text.find("-->", start, stop)) >= 0:
        begin = end + len("-->")
        yield start, begin


def _at_edge(text: str, start: int, end: int) -> bool:
    """Whether nothing but blanks stands before or after in the line."""
    while start and text[start - 1] in _BLANKS:
        start -= 1
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    return not start or text[start - 1] in _LINE_ENDS or end == len(text) or text[end] in _LINE_ENDS


def _class_by_place(found: Sequence[_Paragraph], kinds: list[BlockKind | None], title: str | None) -> None:
    """What follows from where a paragraph stands; one that stands alone is the text, however it looks."""
    if len(found) == 1:
        kinds[0] = "correction" if kinds[0] == "correction" else "body"
        return
    _class_link_lists(found, kinds)
    _class_repeated_captions(found, kinds)
    _class_head(found, kinds, title)
    _class_subheads(found, kinds)


def _by_words(paragraph: _Paragraph) -> BlockKind | None:
    return next((kind for kind, some in rules(paragraph.words).items() if _weighs(paragraph, some)), None)


def _weighs(paragraph: _Paragraph, of_kind: Sequence[Rule]) -> bool:
    """Whether the weights of the rules that hold reach 1; the rules come with the heaviest first.

    Two light rules decide together; where the first of them does not hold, the second is not looked at.
    """
    weight = 0.0
    for at, rule in enumerate(of_kind):
        if weight + rule.weight * (len(of_kind) - at) < 1:
            return False
        if rule.holds(paragraph.text, stopped=paragraph.stopped):
            weight += rule.weight
            if weight >= 1:
                return True
    return False


def _class_link_lists(found: Sequence[_Paragraph], kinds: list[BlockKind | None]) -> None:
    """Short lines under "Most popular" and the like are its headlines."""
    opened = False
    for at, paragraph in enumerate(found):
        if kinds[at] == "boilerplate":
            opened = opened or _opens(paragraph)
        elif opened and kinds[at] is None and not paragraph.ended and paragraph.words <= TITLE_WORDS:
            kinds[at] = "boilerplate"
        else:
            opened = False


def _opens(paragraph: _Paragraph) -> bool:
    return any(
        rule.opens and rule.holds(paragraph.text, stopped=paragraph.stopped)
        for rule in rules(paragraph.words).get("boilerplate", ())
    )


def _class_repeated_captions(found: Sequence[_Paragraph], kinds: list[BlockKind | None]) -> None:
    """A caption is often printed twice, once without its credit."""
    captions = {_CREDIT.sub("", p.text) for p, kind in zip(found, kinds, strict=True) if kind == "caption"}
    for at, paragraph in enumerate(found):
        if kinds[at] is None and captions and _CREDIT.sub("", paragraph.text) in captions:
            kinds[at] = "caption"


def _class_head(found: Sequence[_Paragraph], kinds: list[BlockKind | None], title: str | None) -> None:
    """The title, and the standfirst under it."""
    if "title" not in kinds:
        first = next((at for at, kind in enumerate(kinds) if kind in {None, "correction"}), HEAD_PARAGRAPHS)
        if first >= HEAD_PARAGRAPHS or kinds[first] is not None or not _is_title(found, first, title):
            return
        kinds[first] = "title"
    for at in _standfirst(found, kinds, kinds.index("title") + 1):
        kinds[at] = "subhead"


def _is_title(found: Sequence[_Paragraph], at: int, title: str | None) -> bool:
    paragraph = found[at]
    if title is not None and _same(paragraph.text, title):
        return True
    if paragraph.words > TITLE_WORDS or paragraph.text[0].islower() or _LISTED.match(paragraph.text):
        return False
    is_last = at + 1 >= len(found)
    return not is_last and not paragraph.stopped


def _same(one: str, other: str) -> bool:
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _standfirst(found: Sequence[_Paragraph], kinds: Sequence[BlockKind | None], start: int) -> Iterator[int]:
    """Paragraphs between the title and the text: short ones without a stop, and any short one above a byline."""
    begins = _text_begins(found, kinds, start)
    for at in range(start, len(found) - 1):
        if kinds[at] is None:
            paragraph = found[at]
            if paragraph.words > DECK_WORDS or _LISTED.match(paragraph.text):
                return
            if at >= begins and paragraph.stopped:
                return
            yield at


def _text_begins(found: Sequence[_Paragraph], kinds: Sequence[BlockKind | None], start: int) -> int:
    """The first of the upper paragraphs that a byline or a dateline opens; ``start`` where there is none."""
    for at in range(start, min(start + HEAD_PARAGRAPHS, len(found))):
        if kinds[at] == "byline" or _DATELINE.match(found[at].text):
            return at
    return start


def _class_subheads(found: Sequence[_Paragraph], kinds: list[BlockKind | None]) -> None:
    """Short lines without a stop that stand alone above running text."""
    for at in range(1, len(found) - 1):
        if kinds[at] is None and _is_heading(found[at]) and _stands_alone(found, kinds, at):
            kinds[at] = "subhead"


def _is_heading(paragraph: _Paragraph) -> bool:
    text = paragraph.text
    if paragraph.words > SUBHEAD_WORDS or paragraph.stopped or _LISTED.match(text):
        return False
    return not text[0].islower() and any(c.isalpha() for c in text)


def _stands_alone(found: Sequence[_Paragraph], kinds: Sequence[BlockKind | None], at: int) -> bool:
    before = next((i for i in range(at - 1, -1, -1) if kinds[i] in {None, "body", "title"}), None)
    after = next((i for i in range(at + 1, len(found)) if kinds[i] not in {"caption", "boilerplate", "byline"}), None)
    if after is None or not _is_running(found[after]):
        return False
    if before is None or kinds[before] == "title":
        return True
    return found[before].ended


def _is_running(paragraph: _Paragraph) -> bool:
    return paragraph.ended and paragraph.words > SUBHEAD_WORDS // 2
