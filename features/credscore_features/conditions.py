"""What must and must not stand around a cue: rules as data, for features whose cues mean something only in context.

A group of a cue file may say::

    require = [{ where = "after", words = 3, any = ["claim_noun"] }]
    forbid = [{ where = "sentence", any = ["court"] }]

``any`` names groups of the same file, of which one must be met in the place that ``where`` names:

============  ==============================================================================
``after``     behind the cue, within its sentence; ``words`` says how many words far
``before``    before the cue, likewise
``sentence``  anywhere in the sentence but in the cue itself
``nearby``    in the sentence or the one before it
============  ==============================================================================

``pattern`` is a regular expression for what words cannot say: it is tried directly behind the cue (``after``), must
end directly before it (``before``; write no ``$``), or is searched in the sentence; capitals matter. A condition with
both holds where either does. Every ``require`` must hold, no ``forbid`` may.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from credscore_features.cues import CueError, longest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credscore_features.cues import Cues, Group, Match
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

Where: TypeAlias = Literal["after", "before", "sentence", "nearby"]
PLACES: tuple[Where, ...] = get_args(Where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing that may stand around a cue."""

    where: Where
    any: tuple[str, ...] = ()
    words: int | None = None
    pattern: str = ""

    def holds(self, cues: Cues, reading: Reading, match: Match) -> bool:
        """Whether it is met around this match."""
        sentence = reading.sentence_at(match.start)
        if self.pattern and self._pattern_holds(reading.text, match, sentence):
            return True
        spans = self._spans(reading, match, sentence)
        return any(next(cues.within(reading, name, s, e), None) for s, e in spans for name in self.any)

    def _spans(self, reading: Reading, match: Match, sentence: Span) -> Iterator[Span]:
        if self.where != "after":
            yield self._before(reading, match.start, sentence[0])
        if self.where != "before":
            yield self._after(reading, match.end, sentence[1])
        if self.where == "nearby" and sentence[0] > 0:
            yield reading.sentence_at(sentence[0] - 1)

    def _before(self, reading: Reading, start: int, limit: int) -> Span:
        if self.words is None:
            return limit, start
        first = reading.words_in(0, start)[1] - self.words
        return max(limit, reading.word_starts[max(0, first)] if reading.words else 0), start

    def _after(self, reading: Reading, end: int, limit: int) -> Span:
        if self.words is None:
            return end, limit
        last = reading.words_in(0, end)[1] + self.words
        return end, min(limit, reading.word_starts[last]) if last < len(reading.words) else limit

    def _pattern_holds(self, text: str, match: Match, sentence: Span) -> bool:
        if self.where == "after":
            return _compiled(self.pattern).match(text, match.end, sentence[1]) is not None
        if self.where == "before":
            return _compiled(rf"(?:{self.pattern})\Z").search(text, sentence[0], match.start) is not None
        return _compiled(self.pattern).search(text, *sentence) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class Rules:
    """Cues that count only where their conditions hold.

    Args:
        cues: groups whose ``extra`` may hold ``require`` and ``forbid``.

    Raises:
        CueError: a condition has an unknown place, key or group, or an unreadable pattern.
    """

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self._require = {name: _conditions(cues, group, "require") for name, group in cues.groups.items()}
        self._forbid = {name: _conditions(cues, group, "forbid") for name, group in cues.groups.items()}

    def find(self, reading: Reading, *names: str) -> list[Match]:
        """Matches of the named groups whose conditions hold, longest where they overlap, in text order."""
        return longest(match for match in self.cues.each(reading, *names) if self.holds(reading, match))

    def holds(self, reading: Reading, match: Match) -> bool:
        """Whether every condition of the match's group is as it must be."""
        name = match.group.name
        return all(c.holds(self.cues, reading, match) for c in self._require[name]) and not any(
            c.holds(self.cues, reading, match) for c in self._forbid[name]
        )


def _conditions(cues: Cues, group: Group, key: str) -> tuple[Condition, ...]:
    return tuple(_condition(cues, group, table) for table in group.extra.get(key, ()))


def _condition(cues: Cues, group: Group, table: dict[str, Any]) -> Condition:
    try:
        condition = Condition(**(table | {"any": tuple(table.get("any", ()))}))
        re.compile(condition.pattern)
    except (TypeError, re.error) as error:
        raise CueError(f"Group {group.name!r}: the condition {table} cannot be read: {error}.") from error
    if condition.where not in PLACES:
        raise CueError(f"Group {group.name!r}: no place {condition.where!r}. Known: {', '.join(PLACES)}.")
    unknown = [name for name in condition.any if name not in cues.groups]
    if unknown:
        raise CueError(f"Group {group.name!r}: a condition names no group of the file: {', '.join(unknown)}.")
    return condition
