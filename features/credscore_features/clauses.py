"""Who does it and what follows: subjects and clauses around a word, read off the text without a parser.

The heuristics are those of shallow parsing for news English: a subject is the noun phrase that ends directly before
its verb group, a clause ends where punctuation and a word that opens another clause meet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credscore_features.finding import Span

_VERB_GROUP = re.compile(
    r"(?:[\s,(]*\b(?:has|have|had|is|are|was|were|be|been|being|did|does|do|will|would|could|can|may|might|must|should"
    r"|to|not|never|also|again|later|then|now|once|twice|still|since|just|even|often|first|initially|soon|already|ever"
    r"|continued|continues|continue|continuing|began|begun|started|went|gone|goes|on|tried|trying|tries|sought|seemed"
    r"|appeared|seems|appears|appearing|forced|managed|attempt|attempted|attempts|refused|declined|failed|yet"
    r"|made|make|makes|pushed|pushing|spread|repeated|making|pushes|spreading|repeating|promoting|promoted|\w+ly)\b)+"
    r"[\s,(]*\Z",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"[\s,(]*\b(?:who|which|that)\s*\Z", re.IGNORECASE)
_BREAK = re.compile(
    r"[,;:()\[\]“”\"‘—–]|\s-\s|\b(?:that|but|and|or|as|when|while|after|because|if|although|though|where|before|since"
    r"|whether|until|which|who|whom|than|said|says|saying|said that|despite|yet|so|then|however|how|why|what|in which"
    r"|for)\b\s*",
    re.IGNORECASE,
)
_CONJOINED = re.compile(r"[\w.’']+\s+and\s+[\w.’']+(?:\s+[\w.’']+){0,3}\Z")
_LEADING = re.compile(
    r"(?:(?:but|and|so|yet|still|now|then|later|today|meanwhile|however|instead|even|also|only|just|on|last|this|late"
    r"|early|monday|tuesday|wednesday|thursday|friday|saturday|sunday|night|week|month|year)\b\s*)+(?=\S)",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s*(?:[;—]|\s–\s|\.\.\.|…|,?[”\"],?\s+(?:according\b|[^“\"]{0,60}\b(?:said|says|told|wrote|added)\b)"
    r"|,\s+(?:but|although|though|while|whereas|who|which|said|says|saying|despite|even|citing|according|adding|an?\s+\w+"
    r"\s+(?:that|which)|calling|and\s+(?:he|she|they|it|that|then|later|was|is|has|had|said|also|instead)\b|as\s+well|or\s+that"
    r"|so\b|[^,]{2,50}\b(?:said|says|wrote|told|argued|added)\b)"
    r"|\s(?:but|although|though|despite|even\s+though|even\s+as|because|when|after|before)\b"
    r"|[.!?]?[”\"’)\]]*\s*\Z)",
    re.IGNORECASE,
)
_OPENING_MARKS = "“\"‘'("
_MOST_WORDS = 14


def subject(text: str, verb: int, begin: int) -> Span | None:
    """The noun phrase that does what the verb says, or None.

    Args:
        text: the text.
        verb: where the verb begins.
        begin: where its sentence begins.
    """
    end = _before(text, verb, begin)
    if end is None:
        return None
    start = begin
    for mark in _BREAK.finditer(text, begin, end):
        start = mark.end()
    joined = _CONJOINED.search(text, begin, end)
    if joined and joined.start() < start and text[start:end].strip()[:1].isupper() and text[joined.start()].isupper():
        start = joined.start()
    return _noun_phrase(text, start, end)


def _before(text: str, verb: int, begin: int) -> int | None:
    """Where the words before the verb group end, relative pronouns and commas passed over."""
    end = verb
    group = _VERB_GROUP.search(text, begin, end)
    end = group.start() if group else end
    relative = _RELATIVE.search(text, begin, end)
    end = relative.start() if relative else end
    while end > begin and (text[end - 1].isspace() or text[end - 1] in ",("):
        end -= 1
    return end if end > begin else None


def _noun_phrase(text: str, start: int, end: int) -> Span | None:
    leading = _LEADING.match(text, start, end)
    if leading:
        start = leading.end()
    span = strip(text, start, end)
    words = text[slice(*span)].split()
    return span if 0 < len(words) <= _MOST_WORDS else None


def clause_after(text: str, start: int, end: int) -> Span | None:
    """The clause that begins here, to its own end or the sentence's, without marks around it."""
    stop = _END.search(text, start, end)
    span = strip(text, start, stop.start() if stop else end)
    return span if span[0] < span[1] else None


def strip(text: str, start: int, end: int) -> Span:
    """The span without white space, commas and quotation marks at its ends."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",:;.”\"’'"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",:;”" + _OPENING_MARKS):
        start += 1
    return start, end
