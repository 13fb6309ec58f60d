"""Passages that are nearly the same text, whoever printed them: wire copy, reposts, excerpts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Shingle: TypeAlias = tuple[str, ...]

SHINGLE = 4
COMMON = 25
"""A shingle that is in more passages than this is a stock phrase and links none of them."""
_WORD = re.compile(r"\w+")


def shingles(text: str, size: int = SHINGLE) -> frozenset[Shingle]:
    """Runs of neighbouring words in lower case; the whole text where it is shorter than one run."""
    words = _WORD.findall(text.lower())
    runs = {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}
    return frozenset(runs or ({tuple(words)} if words else set()))


def near_duplicates(texts: Sequence[str], *, threshold: float = 0.5) -> Iterator[tuple[int, int]]:
    """Pairs of row numbers whose texts hold much of each other.

    A pair counts where the shingles that the two share are at least ``threshold`` of those of the shorter one
    (containment; Broder 1997, On the resemblance and containment of documents).
    """
    sets = [shingles(text) for text in texts]
    for (a, b), shared in _shared(sets).items():
        if shared >= threshold * min(len(sets[a]), len(sets[b])):
            yield a, b


def _shared(sets: Sequence[frozenset[Shingle]]) -> Counter[tuple[int, int]]:
    """How many shingles each pair of rows has in common, stock phrases left out."""
    holders: defaultdict[Shingle, list[int]] = defaultdict(list)
    for row, runs in enumerate(sets):
        for run in runs:
            holders[run].append(row)
    pairs: Counter[tuple[int, int]] = Counter()
    for rows in holders.values():
        if len(rows) <= COMMON:
            pairs.update(combinations(rows, 2))
    return pairs
