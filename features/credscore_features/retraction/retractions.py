"""Finds what is taken back: the cue, who takes it back, what it is, and whether it happened or is only demanded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from credscore_features.clauses import strip, subject
from credscore_features.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credscore_features.conditions import Rules
    from credscore_features.cues import Group, Match
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

_WORDS_OF_MOOD = 8
_WORDS_BEFORE_A_PAST = 2
_MARK = re.compile(r"[”“\";:—–]")
_OBJECT_END = re.compile(
    r"[,.;:!?—”\"]|\s[–-]\s|\s(?:after|when|saying|and|but|by|following|amid|because|as|shortly|later|the next day|"
    r"immediately|once|two|a (?:few|day|week)|last|this|while|before|in (?:which|an|a)|on (?:mon|tues|wednes|thurs|fri|"
    r"satur|sun|twitter)\w*|within|during|rather|since|who|which|if|until)\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\b(?:to|be)\s+\Z", re.IGNORECASE)
"""An infinitive with nothing before it that says that it came about: "a week to retract it". Only for cues whose group
says ``infinitive = "wanted"``: others tell a purpose that was reached ("took the floor to walk it back")."""
_TO_CORRECT = re.compile(
    r"(?:\s+(?:and|also|had)\b)?(?:\s*[,:]?\s*(?:to|in order to)\s+\w+|\s+(?:misstated|mis\w+ed|omitted|said|stated|"
    r"identified|reported|specify|\w+ly\s+\w+|an?\s+earlier\s[^.]{5,60}?\b(?:mis\w+ed|\w+ly\s+\w+|omitted)))?\s+",
    re.IGNORECASE,
)


def retractions(reading: Reading, rules: Rules, attributions: Sequence[Finding]) -> Iterator[Finding]:
    """Retractions in text order."""
    groups = rules.cues.groups
    names = [name for name, group in groups.items() if group.extra.get("role") != "context"]
    for match in rules.find(reading, *names):
        group = _mood(reading, rules, match)
        sentence = reading.sentence_at(match.start)
        yield Finding(
            kind="retraction",
            label=group.label,
            start=match.start,
            end=match.end,
            text=reading.text[match.start : match.end],
            sentence=sentence,
            voice=reading.voice(match.start, match.end, attributions),
            origin=f"rule:retraction.{match.group.name}",
            message=group.message,
            confidence=match.group.confidence,
            severity=group.severity,
            parts=_parts(reading, match, sentence),
        )


def _mood(reading: Reading, rules: Rules, match: Match) -> Group:
    """The match's own group, or that of demands where the words before it say that it has not happened."""
    if match.group.label == "own_correction":
        return match.group
    first, last = reading.words_in(match.start, match.end)
    happened = any(word.endswith("ed") for word in reading.words[first:last])
    first = max(first - (_WORDS_BEFORE_A_PAST if happened else _WORDS_OF_MOOD), 0)
    sentence = reading.sentence_at(match.start)[0]
    broken = _MARK.search(reading.text[sentence : match.start][::-1])
    begin = max(match.start - broken.start() if broken else sentence, reading.word_starts[first])
    wanted, done = (_last(rules, reading, name, begin, match.end) for name in ("wanted", "done"))
    unreal = (
        wanted == done
        and match.group.extra.get("infinitive") == "wanted"
        and _INFINITIVE.search(reading.text, sentence, match.start)
    )
    return rules.cues.groups["wanted"] if wanted > done or unreal else match.group


def _last(rules: Rules, reading: Reading, name: str, start: int, end: int) -> int:
    """Where the last word of a context group begins; -1 where there is none."""
    spans = rules.cues.within(reading, name, start, end)
    # A capital inside a sentence is no modal but the month: "in May".
    return max((at for at, _ in spans if at == start or not reading.text[at].isupper()), default=-1)


def _parts(reading: Reading, match: Match, sentence: Span) -> dict[str, tuple[Span, ...]]:
    text = reading.text
    parts: dict[str, tuple[Span, ...]] = {"cue": ((match.start, match.end),)}
    if match.group.label == "own_correction":
        what = _corrected(text, match, sentence)
        return parts | ({"what": (what,)} if what else {})
    who, what = subject(reading, match.start, sentence), _object(text, match.end, sentence[1])
    return parts | {name: (span,) for name, span in (("who", who), ("what", what)) if span}


def _corrected(text: str, match: Match, sentence: Span) -> Span | None:
    lead = _TO_CORRECT.match(text, match.end, sentence[1])
    if lead is None:
        return None
    end = re.compile(r"[;.]\s|[.)\]]*\s*\Z|, rather than").search(text, lead.end(), sentence[1])
    span = strip(text, lead.end(), end.start() if end else sentence[1])
    return span if span[0] < span[1] else None


def _object(text: str, start: int, end: int) -> Span | None:
    stop = _OBJECT_END.search(text, start, end)
    span = strip(text, start, stop.start() if stop else end)
    return span if span[0] < span[1] else None
