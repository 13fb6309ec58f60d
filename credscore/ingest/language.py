"""Which language a text is in, and whether it is running text at all: by its function words and its letters."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

UNKNOWN = "und"
SAMPLE = 1_500
"""A longer text is judged by three stretches of so many characters: beginning, middle and end."""
MIN_SHARE = 0.08
"""Of the words of any prose in a known language, at least this share are function words."""
MIN_SCRIPT = 0.3
"""A text in which this share of the letters is of another script than Latin is in a language of that script."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Languages:
    words: Mapping[str, frozenset[str]]
    scripts: Mapping[str, re.Pattern[str]]
    foreign: re.Pattern[str]
    """A letter of any of the scripts."""


@cache
def _languages() -> _Languages:
    data = tomllib.loads(files(__package__).joinpath("languages.toml").read_text("utf-8"))
    ranges = {
        name: "".join(f"{chr(int(a, 16))}-{chr(int(b, 16))}" for a, b in spans)
        for name, spans in data["scripts"].items()
    }
    return _Languages(
        words={name: frozenset(words.split()) for name, words in data["words"].items()},
        scripts={name: re.compile(f"[{span}]") for name, span in ranges.items()},
        foreign=re.compile(f"[{''.join(ranges.values())}]"),
    )


def language_of(text: str) -> str:
    """ISO 639-1 code of the language most of a text is in; ``und`` where it cannot be told.

    Meant for twenty words and more. English wins a tie, so that names, quotations and terms from elsewhere do not
    turn an English text into something else.
    """
    sample = _sample(text)
    return _by_script(sample) or _by_words(_WORD.findall(sample.lower()))


def _sample(text: str) -> str:
    if len(text) <= 3 * SAMPLE:
        return text
    middle = len(text) // 2
    return " ".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]))


def _by_script(text: str) -> str | None:
    if text.isascii():
        return None
    known = _languages()
    foreign = len(known.foreign.findall(text))
    if not foreign or foreign < MIN_SCRIPT * sum(map(str.isalpha, text)):
        return None
    counts = {name: len(script.findall(text)) for name, script in known.scripts.items()}
    # Japanese is written with Chinese characters too; kana tell it apart.
    if counts["ja"] > 0.1 * counts["zh"] and counts["zh"] + counts["ja"] >= max(counts.values()):
        return "ja"
    return max(counts, key=counts.__getitem__)


def _by_words(words: list[str]) -> str:
    hits = _hits(words)
    best = max(hits, key=hits.__getitem__)
    if hits["en"] == hits[best]:
        best = "en"
    return best if hits[best] > MIN_SHARE * len(words) else UNKNOWN


def _hits(words: list[str]) -> dict[str, int]:
    """How many of the words are function words of each language."""
    counts = Counter(words)
    return {name: sum(counts[word] for word in known & counts.keys()) for name, known in _languages().words.items()}


MIN_LETTERS = 0.6
"""Letters among the characters of prose that are not white space."""
MIN_FUNCTION_WORDS = 0.18
"""Function words among the words of prose; lists of names and figures have few."""
MIN_ENDED = 0.2
"""Characters of prose that belong to sentences that end in their line; lists and navigation have none."""
MAX_SIGNS = 0.03
"""Signs of code and tables among the characters of prose."""
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*(?:\s|\Z)")
_SIGNS = re.compile(r"[{}<>|=\\;$_\t~^]")


def is_prose(text: str) -> bool:
    """Whether a text is running text, as against a list, a table, navigation or code.

    It is where most of its characters are letters, few are signs of code and tables, enough of its words are function
    words of some language, and a fair share of it belongs to sentences that end.
    """
    solid = len(text) - sum(map(str.isspace, text))
    letters = sum(map(str.isalpha, text))
    if not letters or letters < MIN_LETTERS * solid or len(_SIGNS.findall(text)) > MAX_SIGNS * solid:
        return False
    return _ended_share(text) >= MIN_ENDED and (
        _by_script(text) is not None or _function_share(text) >= MIN_FUNCTION_WORDS
    )


def _function_share(text: str) -> float:
    words = _WORD.findall(text.lower())
    return max(_hits(words).values()) / len(words)


def _ended_share(text: str) -> float:
    """Share of the characters that stand before the last end of a sentence in their line."""
    lines = [line for line in text.splitlines() if line.strip()]
    ended = sum(max((m.end() for m in _SENTENCE_END.finditer(line)), default=0) for line in lines)
    return ended / max(1, sum(map(len, lines)))
