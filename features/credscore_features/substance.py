"""How much a statement tells: its different words, without those with which something can be said about anything.

To name a source costs a writer nothing, be it for "we are looking into this"; a source counts where it says something.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from credscore_features.spans import Cover

if TYPE_CHECKING:
    from collections.abc import Iterable

    from credscore_features.finding import Finding, Span
    from credscore_features.reading import Reading

LEAST = 2
"""Telling words that make something said of a statement: who and what, or what and how much."""
SHORT = 0.25
"""Of a statement of few words, so large a share of telling words is enough: "nobody was hurt"."""


@cache
def _empty() -> frozenset[str]:
    lists = tomllib.loads(files("credscore_features").joinpath("substance.toml").read_text("utf-8"))
    return frozenset(word for words in lists.values() for word in words.split())


def telling_words(reading: Reading, spans: Iterable[Span], without: Iterable[Span] = ()) -> set[str]:
    """The different telling words of some spans, figures among them.

    Args:
        reading: the text.
        spans: where to look.
        without: stretches in which words do not count, for example the word "report" that shows evidence.
    """
    left_out = Cover(without)
    return {
        word
        for start, end in spans
        for at in range(*reading.words_in(start, end))
        if (word := reading.words[at]) not in _empty()
        and not left_out.touches(reading.word_starts[at], reading.word_ends[at])
    }


def says_something(reading: Reading, attribution: Finding) -> bool:
    """Whether the content of an attribution tells anything."""
    content = attribution.part("content")
    words = sum(last - first for first, last in (reading.words_in(*span) for span in content))
    telling = len(telling_words(reading, content))
    return telling >= LEAST or telling >= SHORT * words > 0
