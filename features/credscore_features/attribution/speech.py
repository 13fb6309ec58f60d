"""Which words around a verb of saying are what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore_features.attribution import content, subject
from credscore_features.attribution.lexicon import lexicon

if TYPE_CHECKING:
    from credscore_features.attribution.line import Line
    from credscore_features.finding import Span

_AFTER_ADDRESSEE = frozenset(("that", "to", "how", "what", "why", "about", "whether"))


def speech(line: Line, edge: int, behind: int, *, joined: bool) -> tuple[Span, ...]:
    """Content behind a verb of saying, before it, or around it, in text order.

    Args:
        line: the sentence.
        edge: where the source or the cue begins.
        behind: the first word behind the cue that may be content.
        joined: the verb goes on another's clause, so that nothing before it is its content.
    """
    before = None if joined else content.content_before(line, edge)
    quotation = content.quotation_from(line, behind)
    if before is not None and content.is_quoted_before(line, edge):
        again = (quotation,) if quotation and quotation[0] < line.end else ()
        end = max(line.end, *(quoted[1] for quoted in again), 0)
        return (*content.run_up(line.reading, edge), before, *again, *content.run_on(line.reading, end))
    if quotation is not None and (quotation[0] < line.end or ":" in line.gap(behind)):
        found, whole = content.quoted(line, quotation)
        return (found, *(content.run_on(line.reading, found[1]) if whole else ()))
    if not _pauses(line, behind):
        return _reported(line, behind)
    if before is None and edge > line.start:
        return ()
    rest = content.clause(line, behind) if _resumes(line, behind) else None
    return tuple(part for part in (before, rest) if part)


def _pauses(line: Line, at: int) -> bool:
    """A comma or the end of the sentence stands before the word."""
    return at >= line.last or line.comma(at) or line.gap(at).strip().startswith(".")


def _reported(line: Line, at: int) -> tuple[Span, ...]:
    """A clause; a mere time or place is none."""
    found = content.clause(line, at)
    is_place = content.is_adverbial(line, at) and not subject.has_verb(line, at)
    return (found,) if found and not is_place else ()


def _resumes(line: Line, at: int) -> bool:
    """Whether the content goes on behind ", he said,"."""
    word = line.word(at)
    return at < line.last and not word.endswith("ing") and word not in {"who", "which", "but", "according"}


def past_addressee(line: Line, at: int) -> int:
    """The word behind the person who is told something, from the word behind the verb."""
    words = lexicon()
    begin = at
    while not _pauses(line, at) and not line.breaks(at) and at - begin < content.MAX_SKIPPED:
        word = line.word(at)
        if word in words.addressees:
            return content.start_of_content(line, at + 1)
        if word in _AFTER_ADDRESSEE or (at > begin and word in words.subjects | words.determiners):
            return at
        at += 1
    return at if _pauses(line, at) or line.breaks(at) else begin
