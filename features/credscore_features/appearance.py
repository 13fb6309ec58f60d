"""A text as it looks to its reader: without characters that nobody sees, and with foreign letters that pass for Latin.

What a reader cannot see must neither hide a cue from the rules and the annotator nor change what they make of a text.
So both read the text as it looks, and every span is carried back to the text as it is written, which stays as it is.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from credscore_features.annotation import Annotation
    from credscore_features.finding import Finding, Span

    Piece: TypeAlias = tuple[str, int, int]

UNSEEN = (
    "\\x01-\\x08\\x0e-\\x1b\\x7f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""Default_Ignorable_Code_Point of the Unicode Character Database, and the control characters that move nothing."""
_STYLED = "\uff10-\uff5a\U0001d400-\U0001d7ff"
"""Full-width letters and those for formulas (𝐛𝐨𝐥𝐝, 𝑠𝑙𝑎𝑛𝑡𝑒𝑑)."""
_FOREIGN = "\u0370-\u03ff\u0400-\u052f\u0530-\u058f"
"""Greek, Cyrillic and Armenian."""
_COMBINING = "\u0300-\u034e\u0350-\u036f"

_JOINED = "\ufb00-\ufb06"
"""Letters in one, as books are set: ﬁ, ﬂ."""

_CHANGED = re.compile(f"[{UNSEEN}{_COMBINING}{_JOINED}{_STYLED}{_FOREIGN}]")
_UNSEEN = re.compile(f"[{UNSEEN}]+")
_SPECIAL = re.compile(f"[{UNSEEN}]+|(?P<seen>[^\\W_][{_COMBINING}]+|[{_JOINED}])")
_IN_STYLE = re.compile(f"[{_STYLED}]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_GREEK = re.compile(r"(?<![a-z])[\u0370-\u03ff]|[\u0370-\u03ff](?![a-z])")


@dataclass(frozen=True)
class Appearance:
    """A text as it looks, and where each character of it stands in the text as it is written.

    Attributes:
        text: as it looks.
        starts, ends: (characters,), where each begins and ends in the text as it is written.
        unseen: stretches of the written text that nobody sees.
        disguised: words of the written text in which letters pass for Latin ones.
    """

    text: str
    starts: list[int]
    ends: list[int]
    unseen: tuple[Span, ...]
    disguised: tuple[Span, ...]

    def outward(self, span: Span) -> Span:
        """A span of the text as it looks → of the text as it is written; what is unseen around it is left out."""
        start, end = span
        if start < end:
            return self.starts[start], self.ends[end - 1]
        at = self.starts[start] if start < len(self.starts) else (self.ends or [0])[-1]
        return at, at

    def inward(self, span: Span) -> Span:
        """A span of the text as it is written → of the text as it looks."""
        return bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])

    def finding_outward(self, finding: Finding, written: str) -> Finding:
        """A finding in the text as it looks, as one in the text as it is written."""
        start, end = self.outward((finding.start, finding.end))
        return replace(
            finding,
            start=start,
            end=end,
            text=written[start:end],
            sentence=self.outward(finding.sentence),
            parts={name: tuple(map(self.outward, spans)) for name, spans in finding.parts.items()},
        )

    def finding_inward(self, finding: Finding) -> Finding:
        """The other way round."""
        start, end = self.inward((finding.start, finding.end))
        return replace(
            finding,
            start=start,
            end=end,
            text=self.text[start:end],
            sentence=self.inward(finding.sentence),
            parts={name: tuple(map(self.inward, spans)) for name, spans in finding.parts.items()},
        )

    def annotation_outward(self, annotation: Annotation) -> Annotation:
        """What an annotator reads in the text as it looks, placed in the text as it is written."""
        import numpy as np  # noqa: PLC0415 - of use where something was annotated only; help texts do without

        first, last = annotation.offsets[:, 0], np.maximum(annotation.offsets[:, 1] - 1, annotation.offsets[:, 0])
        offsets = np.stack([np.asarray(self.starts)[first], np.asarray(self.ends)[last]], axis=1)
        return replace(annotation, offsets=offsets.astype(np.int64))

    def annotation_inward(self, annotation: Annotation) -> Annotation:
        """The other way round."""
        import numpy as np  # noqa: PLC0415 - likewise

        return replace(annotation, offsets=np.searchsorted(self.starts, annotation.offsets).astype(np.int64))


def appearance(text: str) -> Appearance | None:
    """How a text looks; None where it looks as it is written."""
    if not _CHANGED.search("".join(set(text))):  # each character once: a text has few different ones
        return None
    chars, starts, ends = _composed(text)
    seen = "".join(chars)
    passing = [match.span() for match in _LETTERS.finditer(seen) if _passes_for_latin(match[0])]
    for start, end in passing:
        chars[start:end] = _undisguised(seen[start:end])
    shown = "".join(chars)
    if shown == text:
        return None
    unseen = tuple(match.span() for match in _UNSEEN.finditer(text))
    mixed = (span for span in passing if _is_disguised(seen[slice(*span)]))
    words = tuple((starts[start], ends[end - 1]) for start, end in mixed)
    return Appearance(shown, starts, ends, unseen, words)


def _composed(text: str) -> tuple[list[str], list[int], list[int]]:
    """Characters that are seen, a letter and its accents as one where there is one, with their starts and ends."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, begin, end in _pieces(text):
        chars += piece
        as_long = len(piece) == end - begin
        starts += range(begin, end) if as_long else [begin] * len(piece)
        ends += range(begin + 1, end + 1) if as_long else [end] * len(piece)
    return chars, starts, ends


def _pieces(text: str) -> Iterator[Piece]:
    """What is seen, with its place in the text: between unseen stretches, and letters with accents by themselves."""
    at = 0
    for match in _SPECIAL.finditer(text):
        if at < match.start():
            yield text[at : match.start()], at, match.start()
        if match["seen"]:
            yield unicodedata.normalize("NFKC" if len(match[0]) == 1 else "NFC", match[0]), *match.span()
        at = match.end()
    if at < len(text):
        yield text[at:], at, len(text)


@cache
def _tables() -> dict[str, dict[str, str]]:
    """Script → letter → the Latin one that it looks like."""
    tables: dict[str, dict[str, str]] = tomllib.loads(
        files("credscore_features").joinpath("lookalikes.toml").read_text("utf-8")
    )
    return tables


@cache
def _lookalikes() -> dict[int, str]:
    """Code point of a letter of any script → the Latin one that it looks like."""
    return {ord(letter): latin for table in _tables().values() for letter, latin in table.items()}


def _passes_for_latin(word: str) -> bool:
    """Whether a word has other letters than Latin ones and could be read as if it had not."""
    if word.isascii():
        return False
    return _is_disguised(word) or all(letter in _tables()["cyrillic"] for letter in word)


def _is_disguised(word: str) -> bool:
    """Whether letters that look like Latin ones stand among such, or all are made for formulas."""
    others = [letter for letter in word if not _LATIN.match(letter)]
    if all(_IN_STYLE.match(letter) for letter in others):
        return len(word) > 1 and bool(others)
    mixed = len(others) < len(word) and all(ord(letter) in _lookalikes() for letter in others)
    return mixed and not _GREEK.search(word)


def _undisguised(word: str) -> str:
    """The word with Latin letters; as long as before."""
    return _IN_STYLE.sub(lambda letter: unicodedata.normalize("NFKC", letter[0]), word.translate(_lookalikes()))
