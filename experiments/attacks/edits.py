"""Edits of a text, sentence by sentence: what a writer could do to it. Pure functions of strings."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credscore_features import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

_WORD = re.compile(r"[^\W\d_]{4,}")
_STOP = re.compile(r"[.!?…]*$")


@dataclass(frozen=True, slots=True)
class Attack:
    """One way to edit a sentence, in many variants.

    Attributes:
        name: unique in its file.
        about: what it does, for the table.
        edit: a key of :data:`EDITS`.
        texts: the variants.
        free: whether it adds no word.
    """

    name: str
    about: str
    edit: str
    texts: tuple[str, ...]
    free: bool = False

    def __post_init__(self) -> None:
        if self.edit not in EDITS:
            raise ValueError(f"Attack {self.name!r}: there is no edit {self.edit!r}. Known: {', '.join(EDITS)}.")

    def applied(self, text: str, variants: Mapping[int, str]) -> str:
        """The text with some of its sentences edited.

        Args:
            text: what is edited.
            variants: number of a sentence → the variant for it.
        """
        sentences = Reading(text).sentences
        for at in sorted(variants, reverse=True):
            start, end = sentences[at]
            text = text[:start] + EDITS[self.edit](text[start:end], variants[at]) + text[end:]
        return text


def attacks(path: Path) -> tuple[Attack, ...]:
    """The attacks of a file, in its order."""
    tables = tomllib.loads(path.read_text("utf-8"))["attack"]
    return tuple(Attack(**{**table, "texts": tuple(table["texts"])}) for table in tables)


def _tail(sentence: str, variant: str) -> str:
    stop = _STOP.search(sentence)
    at = stop.start() if stop else len(sentence)
    return sentence[:at] + variant + (sentence[at:] or ".")


def _head(sentence: str, variant: str) -> str:
    return f"{variant} {sentence[:1].lower()}{sentence[1:]}"


def _sentence(sentence: str, variant: str) -> str:
    return f"{sentence} {variant}"


def _around_all(sentence: str, variant: str) -> str:
    before, after = variant.split("…")
    return before + sentence + after


def _around_some(sentence: str, variant: str) -> str:
    """Around the second to the fourth word, as far as there are so many."""
    words = sentence.split(" ")
    some = slice(1, 4) if len(words) > 4 else slice(0, 1)
    return " ".join([*words[: some.start], _around_all(" ".join(words[some]), variant), *words[some.stop :]])


def _inside(sentence: str, variant: str) -> str:
    return _WORD.sub(lambda m: m[0][: len(m[0]) // 2] + variant + m[0][len(m[0]) // 2 :], sentence)


def _around(sentence: str, variant: str) -> str:
    return _WORD.sub(lambda m: _around_all(m[0], variant), sentence)


def _swap(sentence: str, variant: str) -> str:
    """Every first letter of a pair becomes its second."""
    return sentence.translate({ord(pair[0]): pair[1] for pair in variant.split()})


EDITS: Mapping[str, Callable[[str, str], str]] = {
    "tail": _tail,
    "head": _head,
    "sentence": _sentence,
    "quote": _around_all,
    "scare": _around_some,
    "inside": _inside,
    "around": _around,
    "swap": _swap,
}


def added_words(before: str, after: str) -> int:
    """Words that an edit cost."""
    return max(0, len(after.split()) - len(before.split()))


def honest(texts: Collection[str]) -> Attack:
    """What a reporter would add instead: sentences with sources that say something."""
    return Attack(
        "honest", "A source with a name, a document or a figure that bears on the claim.", "sentence", tuple(texts)
    )
