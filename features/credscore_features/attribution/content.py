"""What is said: the words before or after a cue, and the quotations that go on behind it. Spans in code points."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from credscore_features.attribution.lexicon import lexicon
from credscore_features.attribution.line import body_start

if TYPE_CHECKING:
    from credscore_features.attribution.line import Line
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

_EDGE = " \t\n\r,;:.–—-"
_CLOSED = re.compile(r"[\"”’'»]$")
_INNER_STOP = re.compile(r"[.,?!…—–-]['\"”’»]*$")
MAX_SKIPPED = 12
"""Most words between a cue and its content ("said in a statement late on Monday that")."""
MAX_RUN = 40
"""Most quotations that one attribution can go on over."""


def stripped(text: str, start: int, end: int) -> Span | None:
    """Without white space and commas at the ends; None where nothing is left."""
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    while start < end and text[start] in _EDGE:
        start += 1
    return (start, end) if start < end else None


def quotation_from(line: Line, at: int) -> Span | None:
    """The quotation that opens right before word ``at``."""
    begin = line.ends[at - 1]
    limit = line.starts[at] if at < len(line.starts) else len(line.text)
    quotations = line.reading.quotations
    number = bisect_left(quotations, (begin, begin))
    if number < len(quotations) and quotations[number][0] < limit:
        return quotations[number]
    return None


def quotation_to(reading: Reading, offset: int) -> Span | None:
    """The quotation that ends right before ``offset``, a comma or white space between them at most."""
    quotations = reading.quotations
    number = bisect_left(quotations, (offset, offset)) - 1
    if number < 0:
        return None
    between = reading.text[quotations[number][1] : offset]
    return quotations[number] if not between.strip(" ,\n") and quotations[number][1] <= offset else None


def start_of_content(line: Line, at: int) -> int:
    """First word of the content behind a cue that ends before ``at``: times and places are stepped over."""
    words = lexicon()
    begin = at
    while at < line.last and not line.breaks(at) and not line.comma(at):
        word = line.word(at)
        if word in words.time_words and not (word == "this" and line.word(at + 1) not in words.time_words):
            at += 1
        elif word in {"on", "late", "early"} and line.word(at + 1) in words.time_words:
            at += 2
        elif word in words.adverbial_prepositions or (at == begin and _is_aside(line, at)):
            beyond = _complementizer(line, at)
            return at if beyond is None else beyond
        else:
            return at
    return at


def _is_aside(line: Line, at: int) -> bool:
    """As in "said to reporters", "said of the plan"; but "promised to leave" has its content there."""
    words = lexicon()
    if line.word(at) == "to":
        return line.word(at + 1) in words.addressees | words.determiners or (
            at + 1 < line.last and line.capital(at + 1)
        )
    return line.word(at) in {"of", "about"}


def _complementizer(line: Line, at: int) -> int | None:
    """Where, not far behind a preposition, "that" or a quotation or colon begins the content; or the sentence ends."""
    for number in range(at + 1, min(at + MAX_SKIPPED, line.last + 1)):
        if number >= line.last:
            return number
        if line.word(number) == "that" and line.word(number - 1) not in lexicon().link_prepositions:
            return number
        gap = line.gap(number)
        if ":" in gap or (line.comma(number) and quotation_from(line, number)):
            return number
        if line.comma(number):
            return None
    return None


def is_adverbial(line: Line, at: int) -> bool:
    """A time or a place stands there and no content."""
    return line.word(at) in lexicon().adverbial_prepositions


def clause(line: Line, at: int, *, tight: bool = False) -> Span | None:
    """From word ``at`` to the end of the sentence, or of a quotation that runs over it.

    Args:
        line: the sentence.
        at: the content's first word.
        tight: the content is an object, which ends where another clause begins.
    """
    if at >= line.last:
        return None
    begin = line.starts[at]
    opened = quotation_from(line, at)
    if opened is not None:
        begin = opened[0]
    over = next((q for q in line.quotations if q[0] >= begin and q[1] > line.end), None)
    if over is None:
        end = _object_end(line, at) if tight else line.end
        fronted = line.front
        if fronted is not None and at < fronted:
            end = min(end, line.ends[fronted - 1])
    return stripped(line.text, begin, over[1] if over else end)


_DASH = re.compile(r"[–—]|\s-{1,2}\s|--|;")


def _object_end(line: Line, at: int) -> int:
    """Where the next clause begins: a relative clause, a conjunction behind a comma, a dash."""
    words = lexicon()
    for number in range(at + 1, line.last):
        gap, word = line.gap(number), line.word(number)
        if _DASH.search(gap) and line.reading.quotation_at(line.ends[number - 1], line.starts[number]) is None:
            return line.ends[number - 1]
        if line.comma(number) and (word in words.clause_openers or word.endswith("ing")):
            return line.ends[number - 1]
        if word == "and" and line.word(number + 1) in words.auxiliaries:
            return line.ends[number - 1]
    return line.end


def quoted(line: Line, quotation: Span) -> tuple[Span, bool]:
    """The content that begins with a quotation, and whether it is all of it.

    A quotation that is no whole sentence may begin a clause that goes on: said "foreign forces" were there.
    """
    rest = line.text[quotation[1] : line.end].strip(" .,")
    if not rest or quotation[1] >= line.end or _INNER_STOP.search(line.text, quotation[0], quotation[1]):
        return quotation, True
    first = rest.split(maxsplit=1)[0].lower()
    if first in lexicon().adverbial_prepositions or line.text[quotation[1]] in ",;:—–" or first.endswith("ing"):
        return quotation, True
    whole = stripped(line.text, quotation[0], line.end)
    return (whole or quotation), False


def run_on(reading: Reading, end: int) -> tuple[Span, ...]:
    """Quotations that follow with nothing between, in the paragraph or as whole paragraphs after it."""
    found: list[Span] = []
    quotations = reading.quotations
    number = bisect_left(quotations, (end, end))
    while number < len(quotations) and len(found) < MAX_RUN:
        quotation = quotations[number]
        if reading.text[end : quotation[0]].strip(" .,\n\r\t") or _has_own_cue(reading, quotation, end):
            break
        found.append(quotation)
        end, number = quotation[1], number + 1
    return tuple(found)


def run_up(reading: Reading, edge: int) -> tuple[Span, ...]:
    """Paragraphs of the quotation that ends right before ``edge``: each left open, as the next one opens again."""
    last = quotation_to(reading, edge)
    if last is None:
        return ()
    quotations = reading.quotations
    found: list[Span] = []
    number = bisect_left(quotations, last)
    while number > 0 and len(found) < MAX_RUN:
        start, end = quotations[number - 1]
        is_open = reading.text[end - 1] not in _MARKS
        if not is_open or reading.text[end : quotations[number][0]].strip():
            break
        found.insert(0, (start, end))
        number -= 1
    return tuple(found)


def _has_own_cue(reading: Reading, quotation: Span, end: int) -> bool:
    """Words follow in the quotation's last sentence, or in its paragraph where it begins a new one."""
    text = reading.text
    if text[quotation[0] : quotation[1]].rstrip("\"”’'»").endswith(","):
        return True
    sentence_end = reading.sentence_at(quotation[1] - 1)[1]
    if "\n" in text[end : quotation[0]]:
        stop = text.find("\n", quotation[1])
        sentence_end = len(text) if stop < 0 else stop
    return bool(re.search(r"\w", text[quotation[1] : sentence_end]))


def is_quoted_before(line: Line, edge: int) -> bool:
    """Whether a quotation ends right before ``edge`` and belongs to the cue there: "...," he said."""
    quotation = quotation_to(line.reading, edge)
    if quotation is None:
        return False
    if line.start < quotation[1]:
        return True
    return not line.text[quotation[0] : quotation[1]].rstrip(_MARKS).endswith(".")


_MARKS = "\"”’'» "


def content_before(line: Line, edge: int) -> Span | None:
    """The content that ends right before ``edge``, with a comma or a closing quotation mark."""
    text = line.text
    quotation = quotation_to(line.reading, edge)
    if quotation is not None:
        begin = body_start(text, line.reading.sentence_at(quotation[0]))
        return stripped(text, min(begin, quotation[0]), quotation[1])
    before = text[line.start : edge].rstrip()
    if before.endswith((",", "–", "—", "--", " -", "?", "!")):
        return stripped(text, line.start, edge)
    return None
