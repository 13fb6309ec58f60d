"""Bytes to text, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from credscore.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MAX_CONTROLS = 0.02
"""A text of which a greater share are control characters is no text."""

_LATIN = re.compile(r"[^\x00-\x7f]")
_USUAL_LATIN = re.compile("[À-ÖØ-öø-ÿŒœŠšŽžŸ€£¥¢©®™°§¶«»‘’“”„‚‹›–—…•·ªº¿¡´×÷½¼¾±²³¹†‡\xa0\xad]")
MAX_LATIN = 0.2
MIN_USUAL_LATIN = 0.95
"""Bytes are Windows-1252 where at most a fifth are beyond ASCII and nearly all of those are letters or typography."""


def byte_order_mark(data: bytes) -> tuple[int, str] | None:
    """Length of the byte order mark at the beginning and the encoding that it stands for."""
    return next(((len(mark), name) for mark, name in _MARKS if data.startswith(mark)), None)


def decode(data: bytes, place: str, declared: str | None = None) -> tuple[str, str]:
    """Text of some bytes, without its byte order mark, and the encoding it was in.

    Tried in this order: what a byte order mark says, UTF-8 (lone surrogates are kept), what the document declares,
    Windows-1252 where that makes plausible text.

    Args:
        data: the bytes.
        place: where they are from, for messages.
        declared: an encoding that the document itself names.

    Raises:
        InputError: the bytes are binary or in none of these encodings.
    """
    mark = byte_order_mark(data)
    if mark is not None:
        return _strictly(data[mark[0] :], mark[1], place), mark[1]
    if b"\x00" in data:
        raise InputError(
            f"{place} is binary, no text: it holds NUL bytes (UTF-16 is read where it has a byte order mark)."
        )
    for encoding in ("utf-8", declared):
        text = _tried(data, encoding)
        if text is not None and encoding is not None:
            return text, encoding
    latin = _tried(data, "cp1252")
    if latin is None or not _is_plausible(latin):
        if _has_controls(data.decode("latin-1")):
            raise InputError(f"{place} is binary, no text: it is full of control characters.")
        raise InputError(f"{place} is in an unknown encoding: neither UTF-8, UTF-16 with a mark nor Windows-1252.")
    return latin, "windows-1252"


def _strictly(data: bytes, encoding: str, place: str) -> str:
    text = _tried(data, encoding)
    if text is None:
        raise InputError(f"{place} says by its byte order mark that it is {encoding.upper()}, but it is not.")
    return text


def _tried(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return _with_surrogates(data, encoding)
    except (LookupError, UnicodeError):
        return None


def _with_surrogates(data: bytes, encoding: str) -> str | None:
    if not encoding.startswith("utf-"):
        return None
    try:
        return data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return None


def _is_plausible(text: str) -> bool:
    beyond = len(_LATIN.findall(text))
    return (
        beyond <= MAX_LATIN * len(text)
        and len(_USUAL_LATIN.findall(text)) >= MIN_USUAL_LATIN * beyond
        and not _has_controls(text)
    )


def _has_controls(text: str) -> bool:
    return len(_CONTROLS.findall(text)) > MAX_CONTROLS * len(text)


def checked(text: str, place: str) -> str:
    """The text, if it is one.

    Raises:
        InputError: it is empty, holds NUL characters, or is full of control characters.
    """
    if not text or text.isspace():
        raise InputError(f"{place} is empty.")
    if "\x00" in text:
        raise InputError(f"{place} is binary, no text: it holds NUL characters.")
    if _has_controls(text):
        raise InputError(f"{place} is binary, no text: it is full of control characters.")
    return text
