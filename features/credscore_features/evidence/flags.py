"""Claims that are flagged as unsupported: the cue, who makes the claim, the claim, and in whose voice it is flagged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from credscore_features.clauses import clause_after, strip, subject
from credscore_features.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credscore_features.conditions import Rules
    from credscore_features.cues import Match
    from credscore_features.finding import Span, Voice
    from credscore_features.reading import Reading

LABELS = ("no_evidence", "unverified", "disputed")

_NOUN = (
    r"(?:(?:and|or|but|,)?\s*[\w’'“\"-]+\s+){0,3}?"
    r"(?:claim|allegation|accusation|assertion|rumou?r|report|charge|statement|suggestion|notion|belief|theor(?:y|ie)"
    r"|narrative|stor(?:y|ie)|lie|idea|fear|concern|conspirac(?:y|ie)|attack|information|argument|insinuation)s?"
)
_TO_SUPPORT = (
    r"(?:,?\s+(?:however|though|yet|so far|to date|either|whatsoever),?)?"
    r"(?:\s+(?:to\s+(?:suggest|support|back(?:\s+up)?|prove|indicate|show|substantiate)|supporting|suggesting|showing|for))?"
)
_CLAIM = re.compile(
    rf"(?:\s*{_NOUN})?{_TO_SUPPORT}"
    rf"(?:\s+(?P<whose>[^,.;]{{2,40}}?)['’]s?)?(?:\s+(?:the|any|such|his|her|their|those|these|that|this))?(?:\s*{_NOUN})?"
    r"(?P<link>,?\s+(?:that|of|about|linking|whether|if)\b|\s+(?=the|his|her|a|an|[A-Z]))\s*",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"\s*{_NOUN}\s+(?:\w+\s+)?(?:by|from)\s+(?P<who>[^,.;:]{{2,60}}?)(?=[,.;:]|\s+(?:that|about|of|who|is|was|in|on)\b|$)"
)
_POSSESSOR = re.compile(
    r"(?P<who>(?:(?:the|The|President|Mr\.|Ms\.|Mrs\.|Sen\.|Rep\.|Gov\.)\s+)?[\w.]+(?:\s+[A-Z][\w.]+)*)['’]s?\s+(?:[\w-]+,?\s+){0,2}\Z"
)
_CALLED = re.compile(
    r"\b(?:call|describ|dismiss|denounc|label|brand|reject|slam|decr|condemn|term|deem|blast|deni|brush)(?:s|es|ed|ied|ing|led)?\b"
    r"(?:[^.;]{0,80}?)\Z",
    re.IGNORECASE,
)
_QUOTED_IN = re.compile(
    r"\b(?:said|says|say|told|argued|argues|wrote|added|noted|maintained|insisted|concluded|stated|according\s+to|testified"
    r"|found|reported|tweeted|called|countered|saying|claims?|claimed)\b",
    re.IGNORECASE,
)
_SAID_AFTER = re.compile(
    r"[”\"]?,?\s+(?:said|says|according to|[\w.\s]{2,30}\s(?:said|says|wrote|told))\b[^,]*[,.]?", re.IGNORECASE
)
_SPEAKER = re.compile(
    r"\b(?:spokes\w+|officials?|police|researchers?|analysts?|experts?|fact-checkers?)\b", re.IGNORECASE
)


def flags(reading: Reading, rules: Rules, attributions: Sequence[Finding]) -> Iterator[Finding]:
    """Flagged claims in text order, at most one a cue."""
    names = [name for name, group in rules.cues.groups.items() if group.label in LABELS]
    for match in rules.find(reading, *names):
        sentence = reading.sentence_at(match.start)
        parts = {"cue": ((match.start, match.end),)}
        claim, claimant = _claim(reading.text, match, sentence), _claimant(reading.text, match, sentence)
        parts |= {name: (span,) for name, span in (("claimant", claimant), ("claim", claim)) if span}
        voice = _voice(reading, match, sentence, attributions)
        yield Finding(
            kind="evidence",
            label=match.group.label,
            start=match.start,
            end=match.end,
            text=reading.text[match.start : match.end],
            sentence=sentence,
            voice=voice,
            origin=f"rule:evidence.{match.group.name}",
            message=match.group.message,
            confidence=match.group.confidence,
            severity=match.group.severity,
            parts=parts,
        )


def _claim(text: str, match: Match, sentence: Span) -> Span | None:
    after = _CLAIM.match(text, match.end, sentence[1])
    if after is None:
        return None
    return clause_after(text, after.end(), sentence[1])


def _claimant(text: str, match: Match, sentence: Span) -> Span | None:
    name = match.group.name
    if name in {"there_is_none", "there_is_surely_none", "found_none", "seen_none", "not_verified"}:
        return None
    owner = _POSSESSOR.search(text, sentence[0], match.start)
    if owner:
        return owner.span("who")
    by = _BY.match(text, match.end, sentence[1])
    if by:
        return strip(text, *by.span("who"))
    return subject(text, match.start, sentence[0])


def _voice(reading: Reading, match: Match, sentence: Span, attributions: Sequence[Finding]) -> Voice:
    if reading.voice(match.start, match.end, attributions) == "quoted":
        return "quoted"
    before = reading.text[sentence[0] : match.start]
    if match.group.label == "disputed" and _CALLED.search(before):
        return "quoted"
    return "writer"
