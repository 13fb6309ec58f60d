"""The closed word classes of ``words.toml``, as sets."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """One set of lower-case words a class; see the comments of ``words.toml``."""

    auxiliaries: frozenset[str]
    be: frozenset[str]
    perfect: frozenset[str]
    adverbs: frozenset[str]
    not_adverbs: frozenset[str]
    chains: frozenset[str]
    determiners: frozenset[str]
    pronouns: frozenset[str]
    subjects: frozenset[str]
    relatives: frozenset[str]
    barriers: frozenset[str]
    link_prepositions: frozenset[str]
    adverbial_prepositions: frozenset[str]
    time_words: frozenset[str]
    month_names: frozenset[str]
    finite_verbs: frozenset[str]
    addressees: frozenset[str]
    asides: frozenset[str]
    clause_openers: frozenset[str]
    possessives: frozenset[str]
    fronted: frozenset[str]
    noun_verbs: frozenset[str]
    not_past: frozenset[str]
    plurals: frozenset[str]

    def is_adverb(self, word: str) -> bool:
        """An adverb that may stand inside a verb group."""
        return word in self.adverbs or (word.endswith("ly") and len(word) > MIN_ADVERB and word not in self.not_adverbs)


MIN_ADVERB = 4


@cache
def lexicon() -> Lexicon:
    """The classes, read once."""
    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return Lexicon(**{field.name: frozenset(table[field.name].split()) for field in fields(Lexicon)})
