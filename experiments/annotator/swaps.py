"""Exchanges names in a text for others of their kind: people, parties, countries, religions, outlets, places."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

WORDS = ("first_names", "surnames")
"""Lists of single words; the others are parted by commas."""


class Swaps:
    """The lists of ``swaps.toml``."""

    def __init__(self, path: Path = Path(__file__).parent / "swaps.toml") -> None:
        self._lists = {
            name: tuple(dict.fromkeys(text.split() if name in WORDS else re.split(r",\s*", text.strip())))
            for name, text in tomllib.loads(path.read_text("utf-8")).items()
        }
        self._list_of = {name: kind for kind, names in self._lists.items() for name in names}

    @cached_property
    def _person(self) -> re.Pattern[str]:
        """A first name of the list and the word after it, which is a surname whether it is listed or not."""
        first = "|".join(map(re.escape, self._lists["first_names"]))
        return re.compile(rf"\b(?:{first}) ([A-Z][a-z]+(?:[A-Z][a-z]+)?)\b")

    def any(self, kind: str, rng: random.Random) -> str:
        """One name of a list."""
        return rng.choice(self._lists[kind])

    def person(self, rng: random.Random) -> str:
        """A first name and a surname."""
        return f"{self.any('first_names', rng)} {self.any('surnames', rng)}"

    def swapped(self, text: str, rng: random.Random) -> str:
        """The text with other names; the same name becomes the same other name throughout."""
        known = self._list_of | {match[1]: "surnames" for match in self._person.finditer(text)}
        names = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(known, key=len, reverse=True))) + r")\b")
        chosen: dict[str, str] = {}

        def other(match: re.Match[str]) -> str:
            name = match[0]
            if name not in chosen:
                chosen[name] = self.any(known[name], rng)
            return chosen[name]

        return names.sub(other, text)
