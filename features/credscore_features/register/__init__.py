"""Register: small words that tell commentary from report, in what stands outside quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.cues import CueError, Cues, load
from credscore_features.feature import Column, Feature, Scope
from credscore_features.reading import WORD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore_features.finding import Span

FOLDER = Path(__file__).parent
SUMMARIES = {
    "being": "Is and are: says how things are rather than what happened",
    "contraction": "Contractions (isn't, they're)",
    "pointing": "This, these, those, such",
    "particle": "Small words that lean on the reader (so, even, just, really)",
    "denying": "Not, no, never, nothing",
    "they": "They, them, their",
    "asking": "Why, how, what",
    "general": "Everybody and nobody in particular (many, people, something)",
    "contrast": "Connectives that argue (but, yet, because)",
    "possession": "Plain verbs in the present (has, does, wants, means)",
}
_ADVERB = re.compile(r"\w{2,}ly")
_MARKS = {"colon_density": re.compile(r"[:;]\s"), "dash_density": re.compile(r"\s[–—-]{1,2}\s|\w[—–]\w")}

COLUMNS = (
    *(
        Column(name=f"{name}_density", unit="per 100 words", summary=f"{summary}, outside quotation marks.")
        for name, summary in SUMMARIES.items()
    ),
    Column(name="adverb_density", unit="per 100 words", summary="Words in -ly outside quotation marks."),
    Column(name="colon_density", unit="per 100 words", summary="Colons and semicolons outside quotation marks."),
    Column(name="dash_density", unit="per 100 words", summary="Dashes outside quotation marks."),
    Column(name="unquoted_words", unit="count", summary="Words outside quotation marks."),
    Column(name="word_length", unit="letters", summary="Mean length of a word outside quotation marks."),
)


def make(*more: Path) -> Feature:
    """The feature with its own cues and those of the user's files.

    Raises:
        CueError: a phrase is more than one word.
    """
    return Feature(
        name="register",
        summary="Small words that tell commentary from report, outside quotation marks.",
        source="Biber (1988), Variation across speech and writing, dimensions 1 and 4",
        measure=partial(measure_register, _words_by_group(load(FOLDER / "cues.toml", *more))),
        columns=COLUMNS,
        folder=FOLDER,
        reload=lambda paths: make(*paths),
    )


def _words_by_group(cues: Cues) -> dict[str, frozenset[str]]:
    for group in cues.groups.values():
        for phrase in group.phrases:
            if WORD.fullmatch(phrase) is None:
                raise CueError(f"Group {group.name!r} of the register counts single words, and {phrase!r} is none.")
    return {name: frozenset(group.phrases) for name, group in cues.groups.items()}


def measure_register(groups: Mapping[str, frozenset[str]], scope: Scope) -> dict[str, float]:
    """Densities over the words that stand outside quotation marks; all 0 where there are none."""
    outside = _outside(scope)
    reading = scope.reading
    words: list[str] = []
    for start, end in outside:
        first, last = reading.words_in(start, end)
        words += reading.words[first:last]
    rate = 100.0 / len(words) if words else 0.0
    count = Counter(words)
    row = {f"{name}_density": rate * sum(count[word] for word in groups[name]) for name in SUMMARIES}
    for name, mark in _MARKS.items():
        row[name] = rate * sum(len(mark.findall(reading.text, start, end)) for start, end in outside)
    row["adverb_density"] = rate * sum(n for word, n in count.items() if _ADVERB.fullmatch(word))
    row["unquoted_words"] = float(len(words))
    row["word_length"] = sum(map(len, words)) / len(words) if words else 0.0
    return row


def _outside(scope: Scope) -> list[Span]:
    """What is left of the scope when its quotations are taken out."""
    left, at = [], scope.start
    for start, end in scope.reading.quotations:
        if end > scope.start and start < scope.end:
            left.append((at, max(at, start)))
            at = max(at, end)
    return [*left, (at, max(at, scope.end))]


FEATURE = make()
