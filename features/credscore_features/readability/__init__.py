"""Readability: the classic formulas, on textstat's syllables and our own words and sentences."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from credscore_features.feature import Column, Feature, Scope
from credscore_features.readability.light_import import textstat_backend

LANGUAGE = "en-US"
"""With a hyphen: textstat then counts syllables with pyphen, which needs no download, and never with cmudict."""
DISTINCT_WORDS = 1 << 16
"""Words whose syllables are remembered: a large newspaper's vocabulary, some 10 MB at the most."""
DIFFICULT_SYLLABLES = 2
"""textstat's own limit: a word of one syllable is never difficult."""

# What textstat drops before it counts: all marks but the apostrophe of a contraction.
_NO_LETTER = re.compile(r"[^\w']|'(?![tsd]|ve|ll|re)")

COLUMNS = (
    Column(name="flesch_reading_ease", unit="grade", summary="Flesch reading ease: 100 is easy, 0 is very hard."),
    Column(name="flesch_kincaid_grade", unit="grade", summary="Years of school that reading it takes."),
    Column(name="words_per_sentence", unit="count", summary="Mean length of a sentence in words."),
    Column(
        name="difficult_words_share",
        unit="share",
        summary="Words of two syllables or more that are not among the 3,000 that Dale and Chall call easy.",
    ),
)


@cache
def _easy_words() -> frozenset[str]:
    return frozenset(textstat_backend().utils.get_lang_easy_words("en"))


@cache
def _hyphenation() -> Any:
    """Textstat's own pyphen dictionary for the language."""
    return textstat_backend().utils.get_pyphen(LANGUAGE)


@lru_cache(DISTINCT_WORDS)
def syllables(word: str) -> int:
    """Syllables of one word as textstat's ``count_syllables`` with pyphen has them; at least one.

    Asked directly, because textstat cleans a whole text each time: that costs a quarter more.
    """
    pyphen = _hyphenation()
    count = len(pyphen.positions(_NO_LETTER.sub("", word))) + 1
    pyphen.hd.cache.clear()  # pyphen never forgets a word, and long runs must stay small; ours are remembered above
    return count


@lru_cache(DISTINCT_WORDS)
def is_difficult(word: str) -> bool:
    """As textstat's ``is_difficult_word``: not on the easy list, and more than one syllable."""
    return word not in _easy_words() and syllables(word) >= DIFFICULT_SYLLABLES


def measure_readability(scope: Scope) -> dict[str, float]:
    """The columns; all 0 where there are no words."""
    first, last = scope.reading.words_in(scope.start, scope.end)
    words = scope.reading.words[first:last]
    if not words:
        return {column.name: 0.0 for column in COLUMNS}
    length = len(words) / max(1, len(scope.sentences))
    syllables_per_word = sum(map(syllables, words)) / len(words)
    return {
        "flesch_reading_ease": 206.835 - 1.015 * length - 84.6 * syllables_per_word,
        "flesch_kincaid_grade": 0.39 * length + 11.8 * syllables_per_word - 15.59,
        "words_per_sentence": length,
        "difficult_words_share": sum(map(is_difficult, words)) / len(words),
    }


FEATURE = Feature(
    name="readability",
    summary="How hard the text is to read.",
    source=(
        "Flesch (1948), A new readability yardstick; Kincaid et al. (1975), Derivation of new readability formulas;"
        " Dale and Chall (1948), A formula for predicting readability; syllables and easy words by textstat with its"
        " pyphen backend (language en-US), words and sentences our own"
    ),
    measure=measure_readability,
    columns=COLUMNS,
    folder=Path(__file__).parent,
)
