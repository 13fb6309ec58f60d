"""Words introduced by a name and a colon: ``Pew: "No comment."`` and headlines such as ``Mayor: Port will close``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore_features.attribution.content import run_on, stripped
from credscore_features.attribution.draft import Draft
from credscore_features.attribution.kinds import lists
from credscore_features.attribution.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credscore_features.finding import Span
    from credscore_features.reading import Reading

MAX_NAME = 6
"""Longest name before a colon, in words."""
MAX_HEADLINE = 30
"""Longest headline, in words."""


def introductions(reading: Reading, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Quotations and headlines behind a name and a colon that no other attribution has as its content."""
    taken = sorted(part for draft in drafts for part in draft.content)
    for at in _colons(reading):
        if any(start <= at + 2 < end for start, end in taken):
            continue
        line = Line(reading, reading.sentence_at(at))
        draft = _introduced(line, at)
        if draft is not None:
            yield draft


def _colons(reading: Reading) -> Iterator[int]:
    at = reading.text.find(":")
    while at >= 0:
        if reading.text[at + 1 : at + 2] == " " and reading.quotation_at(at, at + 1) is None:
            yield at
        at = reading.text.find(":", at + 1)


def _introduced(line: Line, colon: int) -> Draft | None:
    first, last = _name(line, colon)
    if not 0 < last - first <= MAX_NAME or not line.capital(first):
        return None
    quotation = next((q for q in line.reading.quotations_in(colon, colon + 3) if q[0] > colon), None)
    if quotation is not None:
        parts: tuple[Span, ...] = (quotation, *run_on(line.reading, quotation[1]))
    else:
        rest = stripped(line.text, colon + 1, line.end) if _is_headline(line, first, last) else None
        if rest is None:
            return None
        parts = (rest,)
    source = line.span(first, last - 1)
    return Draft(
        rule="colon",
        cue=(colon, colon + 1),
        source=source,
        content=parts,
        sentence=line.sentence,
        edge=source[0],
    )


def _name(line: Line, colon: int) -> tuple[int, int]:
    """Words between the last dash, or the sentence's start, and the colon."""
    first, last = line.reading.words_in(line.start, colon)
    begin = next((n for n in range(last - 1, first, -1) if line.breaks(n)), first)
    return begin, last


def _is_headline(line: Line, first: int, last: int) -> bool:
    """A line of its own without a full stop, by somebody who is named again or by a role."""
    if first != line.first or line.last - first > MAX_HEADLINE or line.text[line.end - 1] in ".!?:":
        return False
    if line.reading.paragraphs and not any(p == line.sentence for p in line.reading.paragraphs):
        return False
    name = line.words[last - 1]
    known = lists()
    is_role = any(known.is_noun(group, name) for group in ("person", "collective"))
    is_named = all(line.capital(n) for n in range(first, last)) and len(line.reading.places[name]) > 1
    return is_role or (is_named and not known.is_noun("document", name))
