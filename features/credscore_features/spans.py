"""Many spans at once: does any of them touch, or hold, another; what is left of one without them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from credscore_features.finding import Span


class Cover:
    """The stretches of a text that some spans cover, looked up in logarithmic time.

    Args:
        spans: in any order; those that overlap or meet count as one stretch, empty ones cover nothing.

    >>> cover = Cover([(10, 20), (0, 5), (15, 30)])
    >>> cover.touches(4, 8), cover.holds(12, 28), cover.holds(4, 8)
    (True, True, False)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            elif start < end:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        """Whether any code point of the span is covered."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end

    def holds(self, start: int, end: int) -> bool:
        """Whether the whole span lies in one covered stretch."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]


def without(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    """What is left of a span where others are cut out of it, in text order.

    >>> list(without((0, 10), [(8, 12), (3, 4), (20, 30)]))
    [(0, 3), (4, 8)]
    """
    at, end = span
    for begin, stop in sorted(hole for hole in holes if hole[0] < end):
        if at < begin:
            yield at, begin
        at = max(at, stop)
    if at < end:
        yield at, end
