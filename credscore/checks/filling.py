"""Names put into the braces of a passage."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = Path(__file__).parent / "names.toml"
_SLOT = re.compile(r"\{([A-Za-z]+)(\d?)\}")


@dataclass(frozen=True)
class Names:
    """A list of names.

    Attributes:
        name: of the list.
        fields: what a row holds; a slot is a field, with a number behind it where there are several.
        groups: by their name, rows that belong together.
    """

    name: str
    fields: tuple[str, ...]
    groups: Mapping[str, Sequence[Sequence[str]]]

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Names of the groups."""
        return tuple(self.groups)

    def group(self, at: int) -> str:
        """The group at this place, counted round and round."""
        return self.order[at % len(self.order)]

    def occurs_in(self, text: str) -> bool:
        """Whether the text has a slot for these names."""
        return any(match[1].lower() in self.fields for match in _SLOT.finditer(text))


@cache
def lists() -> Mapping[str, Names]:
    """The lists of ``names.toml`` by their name."""
    found = tomllib.loads(FILE.read_text("utf-8"))
    return {name: Names(name, tuple(entry["fields"]), entry["groups"]) for name, entry in found.items()}


def filled(text: str, groups: Mapping[str, str], turn: int = 0) -> str:
    """The text with names in the place of its slots.

    Args:
        text: with slots.
        groups: list → the group that its names are taken from.
        turn: which row of a group comes first, counted round and round.

    Raises:
        KeyError: no list has such a field.
    """
    home = {field: names for names in lists().values() for field in names.fields}

    def name(match: re.Match[str]) -> str:
        field, number = match[1].lower(), int(match[2] or 1)
        names = home[field]
        rows = names.groups[groups[names.name]]
        value = rows[(turn + number - 1) % len(rows)][names.fields.index(field)]
        return value[0].upper() + value[1:] if match[1][0].isupper() else value

    # A sentence that begins with a name such as "the Observer" begins with a capital.
    return re.sub(r"(?:\A|(?<=\n)|(?<=[.!?] )|(?<=[.!?][\"'] ))the (?=[A-Z])", "The ", _SLOT.sub(name, text))
