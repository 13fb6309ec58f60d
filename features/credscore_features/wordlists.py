"""Counting single words by the groups of a cue file: one pass over a scope, however many groups there are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from credscore_features.cues import Cues
    from credscore_features.feature import Scope


class WordLists:
    """The groups of a cue file whose phrases are single words.

    Args:
        cues: its groups; a phrase counts as it stands, in lower case with straight apostrophes.
    """

    def __init__(self, cues: Cues) -> None:
        self._groups: dict[str, tuple[str, ...]] = {}
        for group in cues.groups.values():
            for word in group.phrases:
                key = word.lower().replace("’", "'")
                self._groups[key] = (*self._groups.get(key, ()), group.name)

    def count(self, words: Mapping[str, int]) -> Counter[str]:
        """How many of the words each group holds, given how often each word occurs."""
        counts: Counter[str] = Counter()
        for word in self._groups.keys() & words.keys():
            for group in self._groups[word]:
                counts[group] += words[word]
        return counts

    def holds(self, group: str, word: str) -> bool:
        """Whether the word (lower case, straight apostrophes) is in the group."""
        return group in self._groups.get(word, ())


def own_words(scope: Scope) -> Counter[str]:
    """How often each word occurs in the scope outside quotation marks."""
    words: Counter[str] = Counter()
    for part in _outside_quotations(scope):
        words.update(part)
    return words


def _outside_quotations(scope: Scope) -> Iterator[Sequence[str]]:
    reading = scope.reading
    at = scope.start
    for start, end in reading.quotations_in(scope.start, scope.end):
        yield reading.words[slice(*reading.words_in(at, max(at, start)))]
        at = max(at, end)
    yield reading.words[slice(*reading.words_in(at, max(at, scope.end)))]
