"""Text that any stream can take: nothing that cannot be encoded, nothing that steers a terminal."""

from __future__ import annotations

import re
from typing import IO, Any

_SURROGATE = re.compile("[\ud800-\udfff]")
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and line feed, and those that reorder what is shown (Unicode annex 9)."""
_UNSEEN = re.compile(r"[\u061c\u200e\u200f\ufeff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def encodable(text: str) -> str:
    """The text with lone surrogates replaced one by one, so that its length stays."""
    return _SURROGATE.sub(REPLACEMENT, text)


def steady(text: str) -> str:
    """The text without what moves a cursor, changes a colour or turns the direction of what is shown."""
    return _STEERING.sub(REPLACEMENT, _UNSEEN.sub("", _LINE_ENDS.sub("\n", encodable(text))))


def one_line(text: str) -> str:
    """The text on one line, white space run together."""
    return " ".join(steady(text).split())


def shortened(text: str, length: int) -> str:
    """The text on one line, at most so many characters, cut at a word where that is near."""
    line = one_line(text)
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > length // 2 else cut).rstrip(" ,;:-–—") + "…"


def is_unicode(out: IO[Any]) -> bool:
    """Whether the stream can hold every character (one without an encoding, as in memory, can)."""
    return _encoding(out).lower().startswith("utf")


def _encoding(out: IO[Any]) -> str:
    return getattr(out, "encoding", None) or "utf-8"


def fitting(text: str, out: IO[Any]) -> str:
    """The text with what the stream's encoding lacks replaced, so that writing it cannot fail."""
    if is_unicode(out):
        return encodable(text)
    return encodable(text).encode(_encoding(out), "replace").decode(_encoding(out))
