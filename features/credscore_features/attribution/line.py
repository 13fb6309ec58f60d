"""A sentence as words and the gaps between them, by the word numbers of its reading."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from credscore_features.attribution.lexicon import lexicon

if TYPE_CHECKING:
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

QUOTE_MARKS = '"“”„‟«»‘`＂'
_BREAK = re.compile(r"[;:—–|•\"“”«»`]|\s-{1,2}\s|--|\.\.\.|…|[?!]|''|\n")
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][\wÀ-ÿ.'’ -]{1,40}(?:,\s[A-ZÀ-Þ][\w.' -]{1,30}){0,2}\s?"
    r"\((?:[A-Z][\w/ .&-]{1,30}|[a-z]{3})\)\s?(?:[—–]|--?)\s"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,40}(?:,\s[A-ZÀ-Þ][\w.' ]{1,30}){0,3}\s?(?:[—–]|--?)\s(?![^\n]*\s(?:[—–]|--?)\s))"
    r"(?=[A-ZÀ-Þ\d\"“‘'])"
)
"""A place in capitals and a dash, or a place, an agency in brackets and a dash; a capital follows."""


def body_start(text: str, sentence: Span) -> int:
    """Where a sentence begins behind its dateline, in code points: the dateline is the outlet's and nobody's words."""
    found = _DATELINE.match(text, *sentence)
    return found.end() if found else sentence[0]


class Line:
    """A sentence; words are numbered through the whole reading.

    Args:
        reading: the text.
        sentence: one of its sentences.
    """

    def __init__(self, reading: Reading, sentence: Span) -> None:
        self.reading = reading
        self.text = reading.text
        self.sentence = sentence
        self.start, self.end = body_start(reading.text, sentence), sentence[1]
        self.first, self.last = reading.words_in(self.start, self.end)
        self.words = reading.words
        self.starts = reading.word_starts
        self.ends = reading.word_ends

    def gap(self, number: int) -> str:
        """What stands between a word and the one before it, or the sentence's start or end."""
        begin = self.ends[number - 1] if number > self.first else self.start
        return self.text[begin : self.starts[number] if number < self.last else self.end]

    def breaks(self, number: int) -> bool:
        """A clause ends before this word: a dash, a colon, a quotation mark (not a comma)."""
        return _BREAK.search(self.gap(number)) is not None

    def comma(self, number: int) -> bool:
        """A comma stands before this word, and not inside a figure."""
        gap = self.gap(number)
        return "," in gap and gap != ","

    def word(self, number: int) -> str:
        """The word, lower case; nothing outside the sentence."""
        return self.words[number] if self.first <= number < self.last else ""

    def capital(self, number: int) -> bool:
        """The word begins with a capital or a digit; False behind the last word of the text."""
        if number >= len(self.starts):
            return False
        char = self.text[self.starts[number]]
        return char.isupper() or char.isdigit()

    def span(self, first: int, last: int) -> Span:
        """From the first letter of one word to the last of another (inclusive)."""
        start, end = self.starts[first], self.ends[last]
        if self.text[end : end + 1] == ")" and "(" in self.text[start:end]:
            end += 1
        return start, end

    @cached_property
    def front(self) -> int | None:
        """First word behind a clause that opens the sentence: "While he agreed, others ..."; None where none does."""
        opener = self.word(self.first)
        if opener not in lexicon().fronted and not opener.endswith("ing"):
            return None
        return next((n for n in range(self.first + 1, self.last) if self._ends_front(n)), None)

    def _ends_front(self, number: int) -> bool:
        inside = self.reading.quotation_at(self.ends[number - 1], self.starts[number])
        return self.comma(number) and inside is None

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """Quotations that begin in this sentence."""
        return tuple(q for q in self.reading.quotations if self.start <= q[0] < self.end)
