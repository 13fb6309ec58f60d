"""Changes graded passages, with the grade that follows: what does not matter keeps it, what does moves it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credscore_features import Reading

if TYPE_CHECKING:
    import random

    from swaps import Swaps

Row = dict[str, Any]

MOST = 3
"""Sentences that are put into a passage."""
WEAK = 2
"""Support up to which a passage gets collectives behind its claims, and that of a claim that lacks evidence."""
OFTEN, SELDOM = 0.5, 0.25
MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»"))


class Changes:
    """The wordings of ``changes.toml``, with names of ``swaps``. Every change takes a graded row and gives another."""

    def __init__(self, swaps: Swaps, path: Path = Path(__file__).parent / "changes.toml") -> None:
        self._swaps = swaps
        self._wordings = tomllib.loads(path.read_text("utf-8"))

    def renamed(self, row: Row, rng: random.Random) -> Row:
        """Other names, sometimes a dateline, sometimes other quotation marks: the same grades."""
        text = self._swaps.swapped(row["text"], rng)
        if rng.random() < SELDOM:
            text = self._wording("datelines", rng) + text
        if rng.random() < SELDOM:
            opening, closing = rng.choice(QUOTES)
            text = text.replace("“", opening).replace("”", closing)
        return row | {"text": text}

    def padded(self, row: Row, rng: random.Random) -> Row:
        """One to three sentences that only look like sourcing, or nobody in particular behind bare claims: the same."""
        parts = _sentences(self.renamed(row, rng)["text"] if rng.random() < OFTEN else row["text"])
        if row["support"] <= WEAK and rng.random() < OFTEN:
            for place in rng.sample(range(len(parts)), rng.randint(1, min(MOST, len(parts)))):
                parts[place] = _behind(parts[place], self._wording("collectives", rng), rng)
        else:
            for _ in range(rng.randint(1, MOST)):
                parts.insert(rng.randint(0, len(parts)), self._wording("sentences", rng))
        if rng.random() < SELDOM:
            parts[0] = self._wording("openings", rng) + parts[0]
        return row | {"text": " ".join(parts)}

    def answered(self, row: Row, rng: random.Random) -> Row | None:
        """A disclaimer lowers support to 2, a second source raises it by one; None where neither fits the passage."""
        if row["evidence"] != "asserted" or row["support"] <= WEAK:
            return None
        if row["support"] < 5 and row["sourcing"] == 3 and rng.random() < OFTEN:
            change = {"support": row["support"] + 1, "sourcing": 4}
            wording = self._wording("corroborations", rng)
        else:
            change = {"support": WEAK, "evidence": "flagged"}
            wording = self._wording("disclaimers", rng)
        parts = _sentences(row["text"])
        parts.insert(rng.randint(max(1, len(parts) - 1), len(parts)), wording)
        return row | change | {"text": " ".join(parts)}

    def _wording(self, kind: str, rng: random.Random) -> str:
        anybody = self._swaps
        return rng.choice(self._wordings[kind]).format(
            person=anybody.person(rng),
            other=anybody.person(rng),
            city=anybody.any("cities", rng),
            capital=anybody.any("capitals", rng),
            state=anybody.any("states", rng),
            agency=anybody.any("signed", rng),
            month=rng.choice(MONTHS),
            day=rng.randint(1, 28),
            number=rng.choice((rng.randint(2, 99), rng.randint(100, 9000))),
        )


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in Reading(text).sentences]


def _behind(sentence: str, collective: str, rng: random.Random) -> str:
    """The sentence as something that nobody in particular says, before or after it."""
    if rng.random() < OFTEN or sentence[-1:] != ".":
        return f"{collective[0].upper()}{collective[1:]}, {sentence}"
    return f"{sentence[:-1]}, {collective}."
