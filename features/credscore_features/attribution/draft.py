"""Attributions before they become findings, and which of two that overlap is the outer one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credscore_features.finding import Span

_LOOK_BACK = 3
"""How many attributions back one may still cover the next: quotations run over several sentences."""
_BOUNDARY = re.compile(
    r"(?:[,;–—:]|--|\s-|(?<=[\"”])|(?<=''))\s*(?:and|but|while|as|though|although|yet|then|or)?\s*$", re.IGNORECASE
)
_JOINED = re.compile(r"\b(?:and|but|then)\s+(?:also|then|later)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution before it is compared with its neighbours.

    Attributes:
        rule: the cue's group.
        cue: the verb group, phrase or mark that says so.
        source: who says it; None where nobody is named.
        content: what is said, in text order.
        sentence: the cue's sentence.
        edge: where the source (if it stands before the cue) or the cue begins.
        strong: a verb of saying, not one that takes an object.
        joined: a participle or a joined verb, which goes on beside another attribution: "..., adding".
    """

    rule: str
    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    sentence: Span
    edge: int
    strong: bool = True
    joined: bool = False

    def covers(self, other: Draft) -> bool:
        """The other's cue stands inside what is said here."""
        return any(start <= other.cue[0] < end for start, end in self.content)

    def clipped(self, text: str, end: int) -> Draft:
        """With a content that ends before an offset and the conjunction there; unchanged where nothing is left."""
        start = self.content[0][0]
        found = _BOUNDARY.search(text, start, end) or _JOINED.search(text, start, end)
        end = start + len(text[start : found.start() if found else end].rstrip())
        parts = tuple((s, min(e, end)) for s, e in self.content if s < end)
        return replace(self, content=parts) if parts else self


def place(text: str, kept: list[Draft], draft: Draft) -> None:
    """Adds a draft to those before it, so that only the outermost speakers remain.

    What stands inside the content of another is that speaker's own report: the inner one is dropped. Two that stand
    side by side in a sentence share it: the content of the first ends where the second begins.
    """
    while kept and kept[-1].sentence == draft.sentence and draft.covers(kept[-1]):
        kept.pop()
    recent = range(len(kept) - 1, max(-1, len(kept) - 1 - _LOOK_BACK), -1)
    outer = next((n for n in recent if kept[n].covers(draft)), None)
    if outer is None:
        kept.append(draft)
    elif draft.source and draft.source[0] <= kept[outer].cue[0] < draft.source[1]:
        kept[outer] = kept[outer].clipped(text, draft.source[1])
        kept.append(draft)
    elif _side_by_side(text, kept[outer], draft):
        kept[outer] = kept[outer].clipped(text, draft.edge)
        kept.append(draft)


def _side_by_side(text: str, first: Draft, second: Draft) -> bool:
    """As in "..., adding", "and said", "; the union said"."""
    before = text[second.sentence[0] : second.edge]
    if _BOUNDARY.search(before):
        is_comma = before.rstrip().endswith(",")
        return second.joined or (second.strong and (not first.strong or not is_comma))
    return second.joined and not first.strong and _JOINED.search(before) is not None
