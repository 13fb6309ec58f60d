"""The passages that cases are made from, with the edits that scores must answer."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credscore.checks.filling import filled, lists

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "passages"


@dataclass(frozen=True)
class Base:
    """A passage before names are filled in.

    Attributes:
        id: unique.
        at: its place among all; names are dealt out by it.
        text: with slots.
        edits: by their kind, the words that are replaced and what takes their place.
    """

    id: str
    at: int
    text: str
    edits: Mapping[str, tuple[str, str]]

    @property
    def groups(self) -> dict[str, str]:
        """By list, the group of names that this passage has before anything is swapped."""
        return {name: names.group(self.at) for name, names in lists().items()}

    @property
    def filled(self) -> str:
        """The text with these names."""
        return filled(self.text, self.groups, self.at)

    def edited(self, kind: str) -> str:
        """The text after an edit."""
        old, new = self.edits[kind]
        return filled(self.text.replace(old, new), self.groups, self.at)


@cache
def passages() -> tuple[Base, ...]:
    """All of them, in the order of files and places.

    Raises:
        ValueError: an edit replaces words that do not stand in its passage exactly once.
    """
    entries = [e for file in sorted(FOLDER.glob("*.toml")) for e in tomllib.loads(file.read_text("utf-8"))["passage"]]
    return tuple(_base(at, entry) for at, entry in enumerate(entries))


def _base(at: int, entry: Mapping[str, Any]) -> Base:
    text = entry["text"].strip()
    edits = {kind: (old, new) for kind, (old, new) in entry.get("edits", {}).items()}
    for kind, (old, _) in edits.items():
        if text.count(old) != 1:
            times = text.count(old)
            raise ValueError(f"Passage {entry['id']!r}: {kind!r} replaces words that occur {times} times: {old!r}.")
    return Base(entry["id"], at, text, edits)
