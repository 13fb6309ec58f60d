"""Finds attributions: each cue of the list, with what stands before and after it in its sentence."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.cues import Cues, load
from credscore_features.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credscore_features.cues import Match
    from credscore_features.feature import Found
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

_CLAUSE_BREAK = re.compile(r"[,;:—–()]|[“”\"]|\b(?:and|but|that|which)\b")
_INVERTED = re.compile(r"[^,;.”\"]{2,80}")
_CLOSED = re.compile(r"[,?!—.][”\"]?\s*$|[”\"],?\s*$")


@cache
def _cues() -> Cues:
    return load(Path(__file__).with_name("cues.toml"))


def find_attributions(reading: Reading, _found: Found) -> Iterator[Finding]:
    """Attributions in text order."""
    for match in _cues().find(reading):
        yield from _attribution(reading, match)


def _attribution(reading: Reading, match: Match) -> Iterator[Finding]:
    text, (begin, end) = reading.text, reading.sentence_at(match.start)
    before, after = text[begin : match.start], text[match.end : end]
    if _CLOSED.search(before):  # "...," said Ms. Pew
        subject = _INVERTED.match(after.lstrip())
        source = _strip(text, match.end, match.end + subject.end() + 1) if subject else None
        content = _strip(text, begin, match.start)
    else:
        start = max((m.end() for m in _CLAUSE_BREAK.finditer(before)), default=0) + begin
        source, content = _strip(text, start, match.start), _strip(text, match.end, end)
        if _CLOSED.search(text[begin:start]) and content[1] - content[0] < 40:
            content = _strip(text, begin, start)
    if source is None or source[0] >= source[1] or content[0] >= content[1]:
        return
    quoted = [q for q in reading.quotations if q[0] < content[1] and content[0] < q[1]]
    whole = any(q[0] <= content[0] and content[1] <= q[1] + 1 for q in quoted)
    yield Finding(
        kind="attribution",
        label="direct" if whole else "mixed" if quoted else "indirect",
        start=match.start,
        end=match.end,
        text=text[match.start : match.end],
        sentence=(begin, end),
        voice=reading.voice(match.start, match.end),
        origin=f"rule:attribution.{match.group.name}",
        message=f"Says who: {text[slice(*source)]}.",
        parts={"source": (source,), "cue": ((match.start, match.end),), "content": (content,)},
        quote=text[slice(*quoted[0])].strip('“”" ')[:60] if quoted else None,
    )


def _strip(text: str, start: int, end: int) -> Span:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",:;"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",:;"):
        start += 1
    return start, end
