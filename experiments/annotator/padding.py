"""Pads a passage with what looks like sourcing and bears on nothing, so that its grades stay what they were."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from swaps import Swaps

    from credscore_features import Span

MOST = 3
"""Sentences that are put into a passage."""
WEAK = 2
"""Support up to which a passage gets collectives behind its claims."""


class Padding:
    """The wordings of ``padding.toml``."""

    def __init__(self, swaps: Swaps, path: Path = Path(__file__).parent / "padding.toml") -> None:
        self._swaps = swaps
        self._wordings = tomllib.loads(path.read_text("utf-8"))

    def padded(self, text: str, sentences: Sequence[Span], support: int, rng: random.Random) -> str:
        """The text with one to three paddings.

        Args:
            text: of the passage.
            sentences: of the passage.
            support: its grade.
            rng: chooses.
        """
        parts = [text[start:end] for start, end in sentences]
        if support <= WEAK and rng.random() < 0.5:
            for place in rng.sample(range(len(parts)), rng.randint(1, min(MOST, len(parts)))):
                parts[place] = _behind(parts[place], rng.choice(self._wordings["collectives"]), rng)
        else:
            for _ in range(rng.randint(1, MOST)):
                parts.insert(rng.randint(0, len(parts)), self._filled(rng.choice(self._wordings["sentences"]), rng))
        if rng.random() < 0.15:
            parts[0] = self._filled(rng.choice(self._wordings["openings"]), rng) + parts[0]
        return " ".join(parts)

    def _filled(self, wording: str, rng: random.Random) -> str:
        number = str(rng.choice((rng.randint(2, 99), rng.randint(100, 9000))))
        return wording.format(person=self._swaps.person(rng), city=self._swaps.any("cities", rng), number=number)


def _behind(sentence: str, collective: str, rng: random.Random) -> str:
    """The sentence as something that nobody in particular says, before or after it."""
    if rng.random() < 0.5 or sentence[-1:] != ".":
        return f"{collective[0].upper()}{collective[1:]}, {sentence}"
    return f"{sentence[:-1]}, {collective}."
