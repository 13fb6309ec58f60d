"""How values are shown in messages: short, on one line, and printable on any terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60
MOST = 12


def plain(text: str) -> str:
    """Text on one line; what is not printable is written as an escape."""
    line = " ".join(text.split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def shown(value: object) -> str:
    """A value in quotation marks, cut where it is long."""
    text = plain(str(value)[: 4 * LONGEST])
    return f"'{text if len(text) <= LONGEST else text[: LONGEST - 3] + '...'}'"


def listed(names: Iterable[object]) -> str:
    """Names one after another, cut where they are many."""
    some = list(names)
    if not some:
        return "none"
    rest = f" and {len(some) - MOST} more" if len(some) > MOST else ""
    return ", ".join(map(shown, some[:MOST])) + rest
