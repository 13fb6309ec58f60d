"""Sentences of a CoNLL-U file (https://universaldependencies.org/format.html)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from credscore.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = ("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")


def sentences(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """One row a sentence: its comments (``sent_id``, ``text``...) and its ``tokens``, dicts by column.

    Ranges (``3-4``, the surface of a contraction) and empty nodes (``5.1``) are kept as they are in the file.

    Raises:
        InputError: a token has not ten columns; names the line.
    """
    comments: dict[str, str] = {}
    tokens: list[dict[str, str]] = []
    for number, line in enumerate(chain(lines, [""]), 1):
        stripped = line.rstrip("\r\n")
        if stripped.startswith("#"):
            comments |= _comment(stripped)
        elif stripped:
            tokens.append(_token(stripped, number))
        elif tokens:
            yield {**comments, "tokens": tokens}
            comments, tokens = {}, []


def _token(line: str, number: int) -> dict[str, str]:
    values = line.split("\t")
    if len(values) != len(COLUMNS):
        raise InputError(f"CoNLL-U line {number} has {len(values)} columns, where {len(COLUMNS)} are needed.")
    return dict(zip(COLUMNS, values, strict=True))


def _comment(line: str) -> dict[str, str]:
    name, found, value = line.lstrip("# ").partition("=")
    return {name.strip(): value.strip()} if found else {}
