"""Who said what: joins sources, cues and contents that are marked apart into attributions.

Each cue makes one attribution. What is marked between two cues belongs partly to the one before and partly to the one
behind; it is cut where the attributions on both sides are most usual (``patterns.toml``): in order of source, cue and
content, and in distance. So "...," he said, "..." gets both halves of its quotation, a quotation that goes on over
paragraphs belongs to the cue before it, and no two cues share a content. Then cues without a source of their own
take that of their neighbour in the sentence: "She praised the plan and said it was safe".
"""

from __future__ import annotations

import math
import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from credscore_features.attribution.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from credscore_features.finding import Span
    from credscore_features.reading import Reading

SOURCE, CUE, CONTENT = "S", "Q", "C"
MOST = 30
"""Marks on each side of a cue that may belong to it; what is further away, in a play say, nobody is said to say."""
_REPEATED = re.compile(f"{CONTENT}{{2,}}")


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution: who, by which words, what. Spans in code points.

    Attributes:
        source: None where nobody is named.
        cue: the words that say so.
        content: what is said, in text order; may be empty.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]


class Mark(NamedTuple):
    """A marked source or content with the numbers of the sentences that it begins and ends in."""

    role: str
    span: Span
    first: int
    last: int


class Costs:
    """What is unusual costs more: minus the logarithm of a share among PolNeAR's attributions.

    Args:
        table: ``patterns.toml``.
    """

    def __init__(self, table: Mapping[str, Mapping[str, int]]) -> None:
        self.orders, self.unknown = _costs(table["orders"])
        self.distances = {CONTENT: _by_number(table["distances"]), SOURCE: _by_number(table["sources"])}
        self._ends = {role: (min(costs), max(costs)) for role, costs in self.distances.items()}

    def order(self, marks: str) -> float:
        """Of an order of marks such as ``SQC``; repeated contents count as one."""
        marks = _REPEATED.sub(CONTENT, marks)
        return self.orders.get(marks, self.unknown + marks.count(SOURCE))

    def distance(self, mark: Mark, cue: int) -> float:
        """Of a mark so far from a cue in the sentence of that number."""
        if mark.first <= cue <= mark.last:
            return self.distances[mark.role][0]
        away = mark.first - cue if mark.first > cue else mark.last - cue
        low, high = self._ends[mark.role]
        return self.distances[mark.role][min(max(away, low), high)]


def _costs(counts: Mapping[str, int]) -> tuple[dict[str, float], float]:
    """The cost of each, and of one never seen."""
    total = sum(counts.values())
    return {key: -math.log(count / total) for key, count in counts.items()}, math.log(2 * total)


def _by_number(counts: Mapping[str, int]) -> dict[int, float]:
    return {int(key): cost for key, cost in _costs(counts)[0].items()}


@cache
def costs() -> Costs:
    """Those of the package, read once."""
    return Costs(tomllib.loads(Path(__file__).with_name("patterns.toml").read_text("utf-8")))


class _Gap:
    """The marks between two cues; ``left[n]`` is the cost of giving the first n to the cue before."""

    def __init__(self, marks: Sequence[Mark], before: int | None, behind: int | None) -> None:
        self.marks = marks
        self.orders = "".join(mark.role for mark in marks)
        known = costs()
        self.left, self.right = [0.0], [0.0]
        for mark in marks:
            self.left.append(self.left[-1] + (math.inf if before is None else known.distance(mark, before)))
        for mark in reversed(marks):
            self.right.append(self.right[-1] + (math.inf if behind is None else known.distance(mark, behind)))
        self.right.reverse()


def linked(reading: Reading, sources: Sequence[Span], cues: Sequence[Span], contents: Sequence[Span]) -> list[Link]:
    """The attributions, one a cue, in text order.

    Args:
        reading: the text.
        sources: who; in text order, as all of these.
        cues: by which words.
        contents: what is said.
    """
    if not cues:
        return []
    starts = [start for start, _ in reading.sentences]
    at = [max(0, bisect_right(starts, start) - 1) for start, _ in cues]
    gaps = _gaps(starts, sources, cues, contents, at)
    given = _cut(gaps)
    own = [[mark for mark in marks if mark.role == SOURCE] for marks in given]
    found = [_nearest(cue, marks) for cue, marks in zip(cues, own, strict=True)]
    return [
        Link(source, cue, tuple(mark.span for mark in marks if mark.role == CONTENT))
        for cue, source, marks in zip(cues, _shared(reading, sources, cues, at, found), given, strict=True)
    ]


def _gaps(
    starts: Sequence[int], sources: Sequence[Span], cues: Sequence[Span], contents: Sequence[Span], at: Sequence[int]
) -> list[_Gap]:
    """The marks before, between and behind the cues."""
    begins = [start for start, _ in cues]
    between: list[list[Mark]] = [[] for _ in range(len(cues) + 1)]
    for span, role in sorted([*((s, SOURCE) for s in sources), *((s, CONTENT) for s in contents)]):
        first, last = bisect_right(starts, span[0]) - 1, bisect_right(starts, span[1] - 1) - 1
        between[bisect_right(begins, span[0])].append(Mark(role, span, first, last))
    near = [marks if len(marks) <= 2 * MOST else [*marks[:MOST], *marks[-MOST:]] for marks in between]
    around = zip(near, [None, *at], [*at, None], strict=True)
    return [_Gap(marks, before, behind) for marks, before, behind in around]


def _cut(gaps: Sequence[_Gap]) -> list[Sequence[Mark]]:
    """The marks of each cue: the cheapest way to cut every gap in two, by dynamic programming."""
    known = costs()
    best = {0: 0.0}
    trail: list[dict[int, int]] = []
    for left, right in pairwise(gaps):
        now: dict[int, float] = {}
        came: dict[int, int] = {}
        for cut, price in enumerate(right.left):
            ways = (
                (known.order(left.orders[first:] + CUE + right.orders[:cut]) + left.right[first] + before, first)
                for first, before in best.items()
            )
            now[cut], came[cut] = min(ways)
            now[cut] += price
        best = now
        trail.append(came)
    return _followed(gaps, trail)


def _followed(gaps: Sequence[_Gap], trail: Sequence[Mapping[int, int]]) -> list[Sequence[Mark]]:
    cut = len(gaps[-1].marks)
    given: list[Sequence[Mark]] = []
    for number in range(len(trail) - 1, -1, -1):
        first = trail[number][cut]
        given.append([*gaps[number].marks[first:], *gaps[number + 1].marks[:cut]])
        cut = first
    return given[::-1]


def _nearest(cue: Span, sources: Sequence[Mark]) -> Span | None:
    spans = [mark.span for mark in sources]
    return min(spans, key=lambda span: max(cue[0] - span[1], span[0] - cue[1]), default=None)


def _shared(
    reading: Reading, sources: Sequence[Span], cues: Sequence[Span], at: Sequence[int], found: Sequence[Span | None]
) -> list[Span | None]:
    """Sources, where a cue has none of its own one from elsewhere in the sentence."""
    taken = set(found)
    spare = [span for span in sources if span not in taken]
    out: list[Span | None] = []
    for number, own in enumerate(found):
        source = own
        if source is None:
            start = reading.sentences[at[number]][0]
            source = next((span for span in reversed(spare) if start <= span[0] < cues[number][0]), None)
        if source is None:
            before = out[-1] if number and at[number] == at[number - 1] else None
            behind = found[number + 1] if at[number + 1 : number + 2] == [at[number]] else None
            source = _borrowed(_form(reading, cues[number]), before, behind)
        out.append(source)
    return out


Form: TypeAlias = Literal["verb", "participle", "impersonal"]


def _form(reading: Reading, cue: Span) -> Form:
    """A verb or a participle may go on with another's subject; "is expected" and "a claim" do not."""
    words = [word.lower() for word in reading.text[slice(*cue)].split()]
    if not words or words[0] in lexicon().determiners or not lexicon().be.isdisjoint(words):
        return "impersonal"
    return "participle" if any(word.endswith("ing") for word in words) else "verb"


def _borrowed(form: Form, before: Span | None, behind: Span | None) -> Span | None:
    """The source of a neighbour: "She agreed and said ..." and, only for a participle, "Praising it, she said ..."."""
    if form == "impersonal":
        return None
    return before or (behind if form == "participle" else None)
