"""Which passages belong together, so that no split may part them: one outlet, one article, nearly the same text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from credscore.evaluation.duplicates import near_duplicates

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

_HOST = re.compile(r"^(?:https?://)?(?:www\.|m\.|edition\.|amp\.)?(?P<name>[^/]+)")
_SUFFIX = re.compile(r"(?:\.(?:com|org|net|co|gov|edu|info|news|us|uk|go|au|in|it|ca|tv|io))+$")


def outlet(source: str | None) -> str:
    """One spelling for an outlet: ``www.Example-Times.com``, ``Example Times`` and ``example-times`` are the same.

    Empty where the source is unknown.
    """
    found = _HOST.match((source or "").strip().lower())
    name = _SUFFIX.sub("", found["name"]) if found else ""
    return re.sub(r"\W|_", "", name).removeprefix("the")


def groups(
    texts: Sequence[str], sources: Sequence[str | None], articles: Sequence[Hashable] | None = None
) -> NDArray[np.int64]:
    """Group of each passage, (n,), numbered in the order of their first passage.

    Two passages are in one group where a chain of links joins them; a link is the same outlet, the same article, or
    nearly the same text. A passage of an unknown outlet is linked by its article and text only.
    """
    parent = list(range(len(texts)))
    for a, b in _links(texts, sources, articles or ()):
        parent[_root(parent, b)] = _root(parent, a)
    roots = [_root(parent, row) for row in range(len(texts))]
    number = {root: k for k, root in enumerate(dict.fromkeys(roots))}
    return np.array([number[root] for root in roots], dtype=np.int64)


def _links(
    texts: Sequence[str], sources: Sequence[str | None], articles: Sequence[Hashable]
) -> Iterator[tuple[int, int]]:
    yield from _same([outlet(source) for source in sources])
    yield from _same(articles)
    yield from near_duplicates(texts)


def _same(values: Iterable[Hashable]) -> Iterator[tuple[int, int]]:
    first: dict[Hashable, int] = {}
    for row, value in enumerate(values):
        if value not in {"", None}:
            yield first.setdefault(value, row), row


def _root(parent: list[int], row: int) -> int:
    while parent[row] != row:
        parent[row] = parent[parent[row]]
        row = parent[row]
    return row
