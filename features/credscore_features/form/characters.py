"""Words with characters that nobody sees, and words that are not in the letters that they seem to be in."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from credscore_features.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credscore_features.appearance import Appearance
    from credscore_features.feature import Found
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

LABELS = ("hidden_character", "direction_mark", "soft_hyphen", "lookalike")
_SOFT_HYPHEN = "\u00ad"
_DIRECTION = re.compile("[\u202d\u202e]")
"""Overrides, by which a word is read other than it is written; marks and embeddings come with right-to-left names."""
_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
_WORD_BEFORE = re.compile(r"\S*$")
_WORD_AFTER = re.compile(r"\S*")


def find_form(reading: Reading, found: Found) -> Iterator[Finding]:  # noqa: ARG001 - every feature's signature
    """Each word once, in text order; nothing outside words."""
    if reading.appearance is None:
        return
    words = dict(_hidden(reading.text, reading.appearance)) | dict.fromkeys(reading.appearance.disguised, "lookalike")
    for (start, end), label in sorted(words.items()):
        yield Finding(
            kind="form",
            label=label,
            start=start,
            end=end,
            text=reading.text[start:end],
            sentence=reading.sentence_at(start),
            voice="writer",
            origin=f"rule:form.{label}",
            **_told()[label],
        )


@cache
def _told() -> Mapping[str, Mapping[str, Any]]:
    """Message, severity and confidence by label."""
    return tomllib.loads(files(__package__).joinpath("messages.toml").read_text("utf-8"))


def _hidden(text: str, seen: Appearance) -> Iterator[tuple[Span, str]]:
    """Words of Latin letters with something unseen between two of them."""
    for start, end in seen.unseen:
        hidden = text[start:end]
        if _DIRECTION.search(hidden):
            yield _word(text, start, end), "direction_mark"
        elif _LATIN.match(text[start - 1 : start]) and _LATIN.match(text[end : end + 1]):
            yield _word(text, start, end), "soft_hyphen" if set(hidden) == {_SOFT_HYPHEN} else "hidden_character"


def _word(text: str, start: int, end: int) -> Span:
    """What stands between white space around the stretch."""
    before, after = _WORD_BEFORE.search(text, 0, start), _WORD_AFTER.match(text, end)
    return (before.start() if before else start), (after.end() if after else end)
