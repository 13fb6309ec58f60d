"""Articles and their readings, annotated a few articles ahead of whoever takes them.

An encoder is quicker when it can arrange the windows of several articles, and it can work beside the rules, which
hold only one core. How far it goes ahead is bounded, and what it reads in a text hangs on nothing but that text.
"""

from __future__ import annotations

import re
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeAlias

from credscore.article import SILENT, Article
from credscore_features import Reading, findings
from credscore_features.registry import measurable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from credscore.language.annotator import Annotator
    from credscore_features import Feature, Finding

Read: TypeAlias = tuple[Article, Reading]

AHEAD_ARTICLES = 32
AHEAD_CHARACTERS = 1 << 16
"""A batch is full with so many articles or characters: about a hundred windows."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def reading_of(article: Article) -> Reading:
    """The article's text, to be read; lone surrogates, which no Unicode text may hold, are U+FFFD."""
    return Reading(_SURROGATE.sub("\ufffd", article.text))


def findings_of(article: Article, reading: Reading, features: Sequence[Feature]) -> tuple[Finding, ...]:
    """What the features find in an article; nothing in its bylines and boilerplate.

    Args:
        article: offsets are those of its text.
        reading: of the article, as :func:`read` gives it.
        features: in working order; those that need an annotation are passed over where the reading has none.
    """
    able = measurable(features, annotated=reading.annotation is not None)
    return findings(reading, able, article.spans(SILENT))


def read(articles: Iterable[Article], annotator: Annotator | None = None, *, beside: bool = False) -> Iterator[Read]:
    """Each article with its reading, in order.

    Args:
        articles: a stream.
        annotator: reads each; None for readings without annotation, one at a time.
        beside: whether it reads the next batch in a thread of its own while this one is taken.
    """
    pairs = ((article, reading_of(article)) for article in articles)
    if annotator is None:
        yield from pairs
        return
    batches = _batches(pairs)
    for batch in _beside(batches, annotator) if beside else (_annotated(batch, annotator) for batch in batches):
        yield from batch


def _batches(pairs: Iterable[Read]) -> Iterator[Sequence[Read]]:
    held: list[Read] = []
    size = 0
    for article, reading in pairs:
        held.append((article, reading))
        size += len(reading.text)
        if len(held) == AHEAD_ARTICLES or size >= AHEAD_CHARACTERS:
            yield held
            held, size = [], 0
    if held:
        yield held


def _annotated(batch: Sequence[Read], annotator: Annotator) -> Sequence[Read]:
    for (_, reading), annotation in zip(batch, annotator.annotate([r for _, r in batch]), strict=True):
        reading.annotation = annotation
    return batch


def _beside(batches: Iterable[Sequence[Read]], annotator: Annotator) -> Iterator[Sequence[Read]]:
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="credscore-annotator") as pool:
        waiting: deque[Future[Sequence[Read]]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_annotated, batch, annotator))
            if len(waiting) > 1:
                yield waiting.popleft().result()
        if waiting:
            yield waiting.popleft().result()
