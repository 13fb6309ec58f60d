"""Names without a model: runs of words with a capital, inside a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credscore_features.feature import Scope


def names(scope: Scope) -> Iterator[str]:
    """Each run of words that have a capital though no sentence or quotation begins there.

    A run goes on over single spaces only, so that a list of names gives several.
    """
    reading, run_start, run_end = scope.reading, -1, -1
    text, starts, ends = reading.text, reading.word_starts, reading.word_ends
    first, last = reading.words_in(scope.start, scope.end)
    begins = {start for start, _ in scope.sentences}
    for at in range(first, last):
        start = starts[at]
        if text[start].isupper() and not _is_start(text, start, begins) and reading.words[at] not in _PRONOUNS:
            if run_end < 0 or text[run_end:start] != " ":
                if run_end >= 0:
                    yield text[run_start:run_end]
                run_start = start
            run_end = ends[at]
    if run_end >= 0:
        yield text[run_start:run_end]


_PRONOUNS = frozenset({"i", "i'm", "i've", "i'd", "i'll"})


def _is_start(text: str, start: int, begins: set[int]) -> bool:
    """At the head of a sentence, or right behind an opening mark, where any word has a capital."""
    return start in begins or (start > 0 and text[start - 1] in "\"“‘'([«„")
