"""Who does it and what follows: the subject of a verb and the clause behind a word, without a parser."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.attribution.finder import verb_forms
from credscore_features.attribution.group import verb_group
from credscore_features.attribution.lexicon import lexicon
from credscore_features.attribution.line import Line
from credscore_features.attribution.subject import before, of_sentence, phrase_before
from credscore_features.cues import load

if TYPE_CHECKING:
    from credscore_features.attribution.group import Verbs
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

_END = re.compile(
    r"\s*(?:[;—]|\s–\s|\s--\s|\.\.\.|…|[”\"?],?\s+(?:according\b|[^“\"]{0,60}\b(?:said|says|told|wrote|added)\b)"
    r"|,\s+(?:but|although|though|while|whereas|who|which|said|says|saying|despite|even|citing|according|adding|calling"
    r"|an?\s+\w+\s+(?:that|which)|and\s+(?:he|she|they|it|that|then|later|was|is|has|had|said|also|instead)\b|as\s+well"
    r"|or\s+that|so\b|[^,]{2,50}\b(?:said|says|wrote|argued|added)\b)"
    r"|\s(?:but|although|though|despite|even\s+though|even\s+as|without\s+\w+ing)\b"
    r"|[.!?]?[”\"’)\]]*\s*\Z)",
    re.IGNORECASE,
)


@cache
def _verbs() -> Verbs:
    return verb_forms(load(Path(__file__).parent / "attribution" / "cues.toml"))


def subject(reading: Reading, verb: int, sentence: Span) -> Span | None:
    """Who does what the verb that begins at this offset says; None where it cannot be told.

    A participle or a joined verb without a subject of its own takes that of its sentence; a relative pronoun gives
    way to what it stands for.
    """
    line = Line(reading, sentence)
    at = reading.words_in(0, verb)[1]
    group = verb_group(line, at, at)
    found = None if group.form in {"participle", "infinitive"} else before(line, group.first, _verbs())
    if found is None and group.form == "participle" and not line.comma(group.first):
        found = phrase_before(line, group.first, _verbs())
    if found and found[0] == found[1] and line.word(found[0]) in lexicon().relatives:
        found = phrase_before(line, found[0], _verbs())
    found = found or of_sentence(line, at, _verbs())
    return line.span(*found) if found else None


def clause_after(text: str, start: int, end: int) -> Span | None:
    """The clause that begins here, to its own end or the sentence's, without marks around it."""
    stop = _END.search(text, start, end)
    span = strip(text, start, stop.start() if stop else end)
    return span if span[0] < span[1] else None


def strip(text: str, start: int, end: int) -> Span:
    """The span without white space, commas and quotation marks at its ends."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",:;.”\"’'"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",:;“\"‘'("):
        start += 1
    return start, end
