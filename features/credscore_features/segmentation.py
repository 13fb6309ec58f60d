"""Where paragraphs, sentences and quotations begin and end. Pure functions of a string, in code points.

Written for news prose: abbreviations and initials do not end a sentence ("U.S.", "Gen.", "J. Doe"), a line that was
wrapped by an e-mail client is not a paragraph, and a quotation that runs over several paragraphs opens anew in each.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from credscore_features.spans import Cover
from credscore_features.verbs import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from credscore_features.finding import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLANK = re.compile(r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])[^\S\n\r]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])")
_FINISHED = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_LIST_ITEM = re.compile(r"(?:[-*•–—·▪>]|\d{1,2}[.)])\s|#")

MIN_WRAPPED_LINE = 40
"""A line shorter than this, in characters, was ended on purpose."""


def paragraphs(text: str) -> Iterator[Span]:
    """Paragraphs without the white space around them.

    A blank line always ends one. A single line break does too, unless the line looks wrapped: it is at least
    ``MIN_WRAPPED_LINE`` long, does not end a sentence, and the next line goes on in lower case, or every line
    of its block is about as long as the longest.
    """
    for block in _blocks(text):
        start, end = block[0]
        wrapped = _is_wrapped(text, block)
        for before, line in pairwise(block):
            if not _continues(text, before, line, wrapped=wrapped):
                yield start, end
                start = line[0]
            end = line[1]
        yield start, end


def _blocks(text: str) -> Iterator[list[Span]]:
    """Lines between blank lines, each stripped."""
    block: list[Span] = []
    last = 0
    for match in _LINE.finditer(text):
        line = _strip(text, match.start(), match.end())
        if line[0] == line[1]:
            continue
        if block and _BLANK.search(text, last, line[0]):
            yield block
            block = []
        block.append(line)
        last = line[1]
    if block:
        yield block


def _strip(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _is_wrapped(text: str, block: list[Span]) -> bool:
    widths = [end - start for start, end in block]
    longest = max(widths)
    if len(block) < 3 or not MIN_WRAPPED_LINE <= longest <= 120:
        return False
    if any(_LIST_ITEM.match(text, start, end) for start, end in block):
        return False
    return min(widths[:-1]) >= 0.7 * longest


def _continues(text: str, before: Span, line: Span, *, wrapped: bool) -> bool:
    if wrapped:
        return True
    if before[1] - before[0] < MIN_WRAPPED_LINE or _LIST_ITEM.match(text, *line):
        return False
    return text[line[0]].islower() and not _FINISHED.search(text, before[0], before[1])


_STOP = re.compile(
    r"""(?P<mark> (?:\.[ \xa0]){2,3}\. | [.!?…]+ | [。！？] )
        (?P<close> ['"”’»)\]]* )
        (?: (?P<space>\s+) | (?=[A-Z][a-z]+\s) )""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[\w.&’'-]+$")
_NEXT_WORD = re.compile(r"[\w’']+")
_OPENING = "\"'“‘„«([*"
_CLOSING = "”’»)]}"
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]")
_AGENCY = re.compile(r"\([A-Z][A-Z-]")  # "RENO, Nev. (AP)"; "(The others left.)" is a sentence


@cache
def _words(group: str) -> frozenset[str]:
    """One of the lists of ``abbreviations.toml``."""
    lists = tomllib.loads(files("credscore_features").joinpath("abbreviations.toml").read_text("utf-8"))
    return frozenset(lists[group])


@cache
def _said() -> re.Pattern[str]:
    """Who said it, right behind a quoted question or exclamation: ``Ms. Lund quietly asked``."""
    verbs = "|".join(sorted(form for verb in _words("saying") for form in forms(verb)))
    return re.compile(rf"(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:\w+ly\s+)?(?:{verbs})\b")


def sentences(text: str, within: Iterable[Span] | None = None) -> Iterator[Span]:
    """Sentences, without the white space between them; none crosses the end of a paragraph.

    Args:
        text: the text.
        within: its paragraphs; found where not given.
    """
    for start, end in paragraphs(text) if within is None else within:
        begin = start
        for match in _STOP.finditer(text, start, end):
            if match.end() < end and _ends_sentence(text, begin, match, end):
                yield begin, match.end("close")
                begin = match.end()
        if begin < end:
            yield begin, end


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    after = stop.end()
    if text[after].islower() or text[after] in _CLOSING:
        return False
    if stop["space"] is None:
        # "ended.The next": two words run together, not a domain name or an initial.
        return stop["mark"] == "." and text[begin : stop.start()][-2:].islower() and not stop["close"]
    if stop["mark"] in {"?", "!"} and stop["close"] and _said().match(text, after, end):
        return False
    if stop["mark"] != "." or stop["close"].strip(")]"):
        return True
    word = _LAST_WORD.search(text, max(begin, stop.start() - 20), stop.start())
    return word is None or _word_ends_sentence(text, begin, word, after, end)


def _word_ends_sentence(text: str, begin: int, word: re.Match[str], after: int, end: int) -> bool:
    last = word.group().lower().lstrip("'’.")
    if last in _words("never_last") or (last.isdigit() and word.start() == begin):
        return False  # "e.g.", or the number of a list item
    if last in _words("before_a_name") and word.group()[0].isupper():
        return False
    if last in _words("before_a_number"):
        return not text[after].isdigit()
    if (len(last) == 1 and last.isalpha()) or last in _words("perhaps_last") or _DOTTED.fullmatch(last):
        return _begins_sentence(text, after, end, initial=len(last) == 1)
    return True


def _begins_sentence(text: str, after: int, end: int, *, initial: bool) -> bool:
    """Whether what follows an abbreviation or an initial looks like a new sentence."""
    if text[after] in _OPENING:
        return not initial and _AGENCY.match(text, after, end) is None
    follows = _NEXT_WORD.match(text, after, end)
    word = "" if follows is None else follows.group().lower()
    return word in _words("first_words") and not (initial and word == "i")


_DOUBLE = re.compile(r"[\"“”„‟«»＂]+|``|''(?!')")
_OPENERS, _CLOSERS = frozenset("“„«"), frozenset("”»")
_SINGLE = re.compile(
    r"(?<![\w’'])(?:‘(?=\S)|['](?=[A-Z“]|[a-z]+[ ,]|[a-z-]+'))"
    r"(?!(?:em|til|cause|tis|twas|n|round)\b|\d0s)"
    r"(?:[^‘\n]|(?<=\w)‘(?=\w)){2,600}?"
    r"(?<=[\w.,?!…—%)])[’'](?![\w’'])"
)


def quotations(text: str, within: Iterable[Span] | None = None) -> list[Span]:
    """Stretches between quotation marks, marks included, in text order; none crosses a paragraph's end.

    Double marks of any style; single marks where they hold words and are not inside double ones. A quotation that
    is still open where its paragraph ends goes to the paragraph's end if the next one opens again, or if it began
    with its paragraph.
    """
    whole = list(paragraphs(text) if within is None else within)
    found: list[Span] = []
    for at, (start, end) in enumerate(whole):
        next_opens = at + 1 < len(whole) and text[whole[at + 1][0]] in '"“„«'
        doubles = list(_double_quotations(text, start, end, next_opens=next_opens))
        found += doubles
        if "‘" in text[start:end] or " '" in text[start:end] or text[start] == "'":
            covered = Cover(doubles)
            singles = ((m.start(), m.end()) for m in _SINGLE.finditer(text, start, end))
            found += [span for span in singles if not covered.touches(*span)]
    return sorted(found)


def _double_quotations(text: str, start: int, end: int, *, next_opens: bool) -> Iterator[Span]:
    opened: int | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        char = mark.group()[0]
        if opened is None:
            if _may_open(text, mark, start, end):
                opened = mark.start()
        elif char in _OPENERS and _may_open(text, mark, start, end):
            opened = mark.start()  # the closing mark was lost: begin again here
        elif char in _CLOSERS or char == "'" or _may_close(text, mark, end):
            yield opened, mark.end()
            opened = None
    if opened is not None and (next_opens or opened == start):
        yield opened, end


def _may_open(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    if mark.group()[0] in _CLOSERS:
        return False
    if mark.end() >= end or text[mark.end()].isspace():
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    return mark.group()[0] in _OPENERS or not before.isalnum()


def _may_close(text: str, mark: re.Match[str], end: int) -> bool:
    after = text[mark.end()] if mark.end() < end else " "
    return not after.isalnum() or not text[mark.start() - 1].isspace()
