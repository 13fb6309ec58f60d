"""The writer who sees the score: edits are added one by one, always those that gain most for their words."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from edits import added_words

from credscore_features import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edits import Attack
    from numpy.typing import NDArray

BUDGETS = (10, 20, 40)
"""Words that the writer may add."""
BEAM = 2
TRIES = 16
"""Edits that are tried on each text of the beam; drawn anew each time."""
STEPS = 10
PASSING = 50.0
SEED = 7


class Judge(Protocol):
    """What the writer sees."""

    def points(self, texts: Sequence[str]) -> NDArray[Any]:
        """(n, 2): support and transparency."""


@dataclass(frozen=True)
class State:
    """An edited text.

    Attributes:
        points: (2,).
        edits: names of the attacks, in the order in which they were made.
    """

    text: str
    words: int
    points: NDArray[Any]
    edits: tuple[str, ...] = ()

    def gain(self, start: State) -> float:
        """In points, the mean of both grades."""
        return float((self.points - start.points).mean())


def searched(
    judge: Judge, texts: Sequence[str], attacks: Sequence[Attack] | Sequence[Sequence[Attack]]
) -> dict[str, Any]:
    """By budget, what the search gains over the texts: mean gain and which attacks it used.

    Args:
        judge: scores.
        texts: what is attacked.
        attacks: for all texts, or for each.
    """
    pools = attacks if isinstance(attacks[0], list) else [attacks] * len(texts)
    runs = [_climbed(judge, text, pool) for text, pool in zip(texts, pools, strict=True)]  # type: ignore[arg-type]
    return {str(budget): _summary(runs, budget) for budget in BUDGETS}


def _summary(runs: Sequence[tuple[State, list[State]]], budget: int) -> dict[str, Any]:
    starts = [start for start, _ in runs]
    best = [max((s for s in seen if s.words <= budget), key=lambda s, o=start: s.gain(o)) for start, seen in runs]
    gains = np.stack([state.points - start.points for state, start in zip(best, starts, strict=True)])
    supports = [(start.points[0], state.points[0]) for state, (start, _) in zip(best, runs, strict=True)]
    used = [name for state in best for name in state.edits]
    return {
        "texts": len(runs),
        "support": round(float(gains[:, 0].mean()), 2),
        "transparency": round(float(gains[:, 1].mean()), 2),
        "words": round(float(np.mean([state.words for state in best])), 1),
        "crossing_support": round(float(np.mean([end >= PASSING > begin for begin, end in supports])), 3),
        "used": {name: used.count(name) for name in sorted(set(used), key=lambda n: (-used.count(n), n))},
    }


def _climbed(judge: Judge, text: str, attacks: Sequence[Attack]) -> tuple[State, list[State]]:
    """The unedited text, and every text that was a step on the way from it."""
    draw = random.Random(f"{SEED} {len(text)}")  # noqa: S311 - nothing secret is drawn
    start = State(text, 0, judge.points([text])[0])
    beam, seen = [start], [start]
    for _ in range(STEPS):
        tried = [state for parent in beam for state in _tried(judge, text, parent, attacks, draw)]
        tried.sort(key=lambda state: -state.gain(start) / (state.words + 4))
        if not tried or max(state.gain(start) for state in tried) <= beam[0].gain(start):
            break
        seen += tried
        beam = tried[:BEAM]
    return start, seen


def _tried(
    judge: Judge, original: str, parent: State, attacks: Sequence[Attack], draw: random.Random
) -> Iterator[State]:
    """Some texts that are one edit further and within the largest budget, scored."""
    edits = {}
    sentences = range(len(Reading(parent.text).sentences))
    for _ in range(TRIES):
        attack = draw.choice(attacks)
        text = attack.applied(parent.text, {draw.choice(sentences): draw.choice(attack.texts)})
        if text not in edits and added_words(original, text) <= max(BUDGETS):
            edits[text] = attack.name
    points = judge.points(list(edits)) if edits else ()
    for (text, name), scored in zip(edits.items(), points, strict=True):
        yield State(text, added_words(original, text), scored, (*parent.edits, name))
