"""Who makes a flagged claim and what the claim is, by the shape of the phrase around the cue (its ``frame``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from credscore_features.clauses import clause_after, strip, subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from credscore_features.conditions import Rules
    from credscore_features.cues import Match
    from credscore_features.finding import Finding, Span
    from credscore_features.reading import Reading

_NOUN_PHRASE = r"(?:\s*[,)]?\s*[\w’'-]+){{0,3}}?\s+(?P<noun>{noun})\b"
_SAYS = re.compile(r",?\s*(?:that|about|of|whether|if|linking|behind|for)\s+", re.IGNORECASE)
_OWNER = re.compile(
    r"(?P<who>(?:(?:[Tt]he|President|Mr\.?|Ms\.?|Mrs\.?|Sen\.|Rep\.|Gov\.)\s+)?[\w.-]+(?:\s+[A-Z][\w.]+)*?)['’]s?"
    r"(?:\s+[“\"]?[\w-]+,?){0,3}\s*[“\"]?\Z"
)
_POSSESSIVE = re.compile(r"\b(?P<who>[Hh]is|[Hh]er|[Tt]heir)(?:\s+[\w-]+,?){0,2}\s*[“\"]?\Z")
_BY = re.compile(
    r"[^,.;]{0,30}?\b(?:by|from)\s+(?P<who>(?:the\s+|a\s+|an\s+|some\s+)?[\w’'.-]+(?:\s+[A-Z][\w’'.]+|\s+(?:sources|officials))*)"
)
_MAKER_WORDS = 7
_TO_WHOM = re.compile(r"\s+(?:the\s+(?:public|world|country|nation|press|court)|reporters|voters|\w+)(?=\s+that\b)")
_ABSENCE_OF = (
    r"(?:\s+at all)?,?(?:\s+(?:however|though|either|whatsoever|yet|so far|to date|of course|behind),?)?"
    r"(?:\s+(?:to\s+(?:suggest|support|back(?:\s+up)?|prove|indicate|show|substantiate)"
    r"|supporting|suggesting|showing|proving))?"
    r"(?:\s+(?:the|any|such|those|these|that|this|his|her|their)\s+{noun}"
    r"|\s+(?P<who>[A-Z][\w.]*(?:\s[A-Z][\w.]*)*)['’]s?\s+{noun})?"
    r"\s*(?P<link>\bthat\b|\bof\b|\bfor\b|\bagainst\b|\babout\b|(?=linking\b)"
    r"|(?=\b(?:the|a|an|any|his|her|its|their|he|she|it|they|we|this)\b|[A-Z“\"]))\s*"
)
_STATEMENT = (
    r"\s+(?:independently\b|immediately\b"
    r"|(?:that|this|those|these|his|her|their|its|the|any)?\s*(?:{noun}|it|them|this|that)\b)"
)
_IF = re.compile(r"\s+(?:if|whether|that)\s+")
_PASSIVE = re.compile(r"\b(?:be|been)\b")
_OWN_CLAIM = (
    r"(?:(?P<who>(?:[Tt]he\s+|President\s+|Mr\.?\s+)?[\w.-]+(?:\s+[A-Z][\w.]+)*)['’]s?\s+)?(?:[\w-]+\s+)?\b{noun}\b"
    r"(?:,?\s+(?:that|of|about|by)\s+(?P<claim>.{{3,200}}?))?"
    r"(?:,)?\s+(?:is|was|are|were|has|have|had|as|that|which|later|turned)\b.{{0,60}}\Z"
)


@cache
def _with_nouns(pattern: str, nouns: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern with the nouns of claiming where it says ``{noun}``."""
    return re.compile(pattern.format(noun=f"(?:{'|'.join(nouns)})"))


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the claimant and the claim stand; None where the sentence has none."""

    claimant: Span | None = None
    claim: Span | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A cue with its sentence and the attributions in it."""

    reading: Reading
    rules: Rules
    match: Match
    sentence: Span
    attributions: Sequence[Finding]

    @property
    def text(self) -> str:
        """The whole text."""
        return self.reading.text

    def has(self, group: str, start: int, end: int) -> bool:
        """Whether a word of a context group begins in a stretch."""
        return next(self.rules.cues.within(self.reading, group, start, end), None) is not None

    def word_before(self, many: int) -> int:
        """Where the word begins that stands so many words before the cue, in its sentence at most."""
        at = self.reading.words_in(0, self.match.start)[1] - many
        return max(self.sentence[0], self.reading.word_starts[max(at, 0)])

    @property
    def cue(self) -> str:
        """The words that flag."""
        return self.text[self.match.start : self.match.end]

    def pattern(self, template: str) -> re.Pattern[str]:
        """A pattern that speaks of nouns of claiming (``{noun}``)."""
        return _with_nouns(template, self.rules.cues.groups["carrier"].phrases)

    @property
    def said(self) -> Finding | None:
        """The nearest attribution whose cue stands before the match in its sentence."""
        before = [f for f in self.attributions if self.sentence[0] <= f.start and f.end <= self.match.start]
        return before[-1] if before else None


def parts(place: Place) -> Parts:
    """Claimant and claim, as the frame of the match's group says."""
    return _FRAMES[place.match.group.extra.get("frame", "absence")](place)


def _adjunct(place: Place) -> Parts:
    """As in "Moscow claimed, without evidence, that ...": the verb of claiming before the cue governs both."""
    text, (begin, end), match = place.text, place.sentence, place.match
    verb = _last(place, "claim_verb", begin, match.start)
    after = re.compile(r",?\s*(?:that|of)\s+").match(text, match.end, end)
    if verb is None:
        follows = next(place.rules.cues.within(place.reading, "claim_verb", match.end, end), None)
        return Parts(subject(place.reading, (follows or (match.start, 0))[0], place.sentence))
    claim = clause_after(text, after.end(), end) if after else _between(text, verb[1], match.start)
    return Parts(subject(place.reading, verb[0], place.sentence), claim)


def _between(text: str, start: int, end: int) -> Span | None:
    lead = re.compile(r"\s*(?:,?\s*that\b)?").match(text, start, end)
    span = strip(text, lead.end() if lead else start, end)
    return span if span[1] - span[0] > 3 else None


def _last(place: Place, group: str, start: int, end: int) -> Span | None:
    found = None
    for span in place.rules.cues.within(place.reading, group, start, end):
        found = span
    return found


def _offer(place: Place) -> Parts:
    """As in "He offered no evidence for the claim that ...", "..., providing no proof"."""
    claim = _absence(place)
    if claim.claim is None and place.said and place.said.part("content"):
        content = place.said.part("content")[0]
        span = strip(place.text, content[0], min(content[1], place.match.start))
        claim = Parts(None, span if span[1] - span[0] > 3 else None)
    return Parts(claim.claimant or subject(place.reading, place.match.start, place.sentence), claim.claim)


def _absence(place: Place) -> Parts:
    """As in "There is no evidence that ...", "no evidence to support his claim that ..."."""
    lead = place.pattern(_ABSENCE_OF).match(place.text, place.match.end, place.sentence[1])
    if lead is None:
        return Parts()
    who = lead.span("who") if lead["who"] else None
    return Parts(who, clause_after(place.text, lead.end(), place.sentence[1]))


def _check(place: Place) -> Parts:
    """As in "Nobody could verify that ...": what follows, or what was said before."""
    text, end = place.text, place.sentence[1]
    lead = _IF.match(text, place.match.end, end)
    if lead or not (_PASSIVE.search(place.cue) or place.pattern(_STATEMENT).match(text, place.match.end)):
        claim = clause_after(text, lead.end() if lead else place.match.end, end)
        if claim:
            return Parts(None, claim)
    said = place.said
    if said and said.part("source") and said.part("content"):
        content = said.part("content")[0]
        span = strip(text, content[0], min(content[1], _clause_start(text, place)))
        return Parts(said.part("source")[0], span if span[1] - span[0] > 3 else None)
    return Parts()


def _clause_start(text: str, place: Place) -> int:
    """Where the clause of the cue begins: behind the last comma or conjunction before it."""
    marks = list(re.finditer(r"[,;—]|\b(?:but|though|although|however)\b", text[place.sentence[0] : place.match.start]))
    return place.sentence[0] + marks[-1].start() if marks else place.match.start


def _adjective(place: Place) -> Parts:
    """As in "His baseless claim that ..."; "the claim is baseless" where no noun follows."""
    text, (_, end), match = place.text, place.sentence, place.match
    noun = place.pattern(_NOUN_PHRASE).match(text, match.end, end)
    if noun is None and not text[match.end : match.end + 2].strip(" ").isalpha():
        return _predicate(place)
    after = noun.end() if noun else match.end
    says = _SAYS.match(text, after, end)
    claim = clause_after(text, says.end(), end) if says and noun else None
    return Parts(_maker(place, after, carrier=noun.span("noun") if noun else None), claim)


def _maker(place: Place, after: int, carrier: Span | None) -> Span | None:
    """Whose claim it is: a possessor, an agent behind it, or the subject of a verb of making and spreading."""
    text, (begin, end), match = place.text, place.sentence, place.match
    owner = _OWNER.search(text, begin, match.start) or _POSSESSIVE.search(text, begin, match.start)
    if owner:
        return owner.span("who")
    by = _BY.match(text, after, end)
    if by:
        return by.span("who")
    makes = _last(place, "maker", place.word_before(_MAKER_WORDS), match.start)
    if makes:
        return subject(place.reading, makes[0], place.sentence)
    return carrier if carrier and re.match(r"reports?|rumou?rs?", text[carrier[0] : carrier[1]]) else None


def _predicate(place: Place) -> Parts:
    """As in "The senator's claim that ... is baseless": the subject holds both."""
    text, begin = place.text, place.sentence[0]
    whole = place.pattern(_OWN_CLAIM).search(text, begin, place.match.start)
    if whole is None:
        return Parts()
    claim = strip(text, *whole.span("claim")) if whole["claim"] else None
    return Parts(whole.span("who") if whole["who"] else None, claim)


def _verb(place: Place) -> Parts:
    """As in "He falsely claimed that ..."."""
    text, (_, end), match = place.text, place.sentence, place.match
    to_whom = _TO_WHOM.match(text, match.end, end)
    start = to_whom.end() if to_whom else match.end
    lead = re.compile(r"\s*,?\s*(?:that|as)?\s+").match(text, start, end)
    claim = clause_after(text, lead.end() if lead else start, end)
    return Parts(subject(place.reading, match.start, place.sentence), claim)


_FRAMES: Mapping[str, Callable[[Place], Parts]] = {
    "adjunct": _adjunct,
    "offer": _offer,
    "absence": _absence,
    "check": _check,
    "adjective": _adjective,
    "predicate": _predicate,
    "verb": _verb,
}
