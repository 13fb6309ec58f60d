"""Who makes a flagged claim and what the claim is, by the shape of the phrase around the cue (its ``frame``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credscore_features.clauses import clause_after, strip, subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from credscore_features.conditions import Rules
    from credscore_features.cues import Match
    from credscore_features.finding import Finding, Span
    from credscore_features.reading import Reading

_NOUN = (
    r"(?:claim|allegation|accusation|assertion|rumou?r|report|charge|statement|suggestion|notion|belief|theor(?:y|ie)|idea"
    r"|narrative|stor(?:y|ie)|lie|fear|concern|conspirac(?:y|ie)|attack|argument|insinuation|premise|complaint|speculation)s?"
)
_NOUN_PHRASE = re.compile(rf"(?:\s*[,)]?\s*[\w’'-]+){{0,3}}?\s+(?P<noun>{_NOUN})\b", re.IGNORECASE)
_SAYS = re.compile(r",?\s*(?:that|about|of|whether|if|linking|behind|for)\s+", re.IGNORECASE)
_OWNER = re.compile(
    r"(?P<who>(?:(?:[Tt]he|President|Mr\.?|Ms\.?|Mrs\.?|Sen\.|Rep\.|Gov\.)\s+)?[\w.-]+(?:\s+[A-Z][\w.]+)*?)['’]s?"
    r"(?:\s+[“\"]?[\w-]+,?){0,3}\s*[“\"]?\Z"
)
_POSSESSIVE = re.compile(r"\b(?P<who>[Hh]is|[Hh]er|[Tt]heir)(?:\s+[\w-]+,?){0,2}\s*[“\"]?\Z")
_BY = re.compile(
    r"[^,.;]{0,30}?\b(?:by|from)\s+(?P<who>(?:the\s+|a\s+|an\s+|some\s+)?[\w’'.-]+(?:\s+[A-Z][\w’'.]+|\s+(?:sources|officials))*)"
)
_GAP_TO_VERB = r"(?:\s+(?:an?|the|his|her|their|its|some|many|several|these|such|more|of|[\w-]+(?:ed|ly|ous|ing|y|ic)|wild|new|loose|weak|old|false|and)\b,?)*\s*[“\"(]?\Z"
_MAKES = re.compile(
    r"\b(?P<verb>(?:mak|push|spread|repeat|promot|level|peddl|float|offer|rais|tout|spout|retweet|cit|us|amplif|proffer|giv"
    r"|launch|air|publish|runn?|circulat|advanc|reviv|echo|parrot|tweet|shar|post|propagat|leverag|us|report|invent|pursu"
    r"|press|hav|stok|fuel|own)(?:ing|es|e|s|ed|ies|ied)?|made|spread|gave|ran)\b" + _GAP_TO_VERB,
    re.IGNORECASE,
)
_TO_WHOM = re.compile(r"\s+(?:the\s+(?:public|world|country|nation|press|court)|reporters|voters|\w+)(?=\s+that\b)")
_ABSENCE_OF = re.compile(
    r"(?:\s+at all)?,?(?:\s+(?:however|though|either|whatsoever|yet|so far|to date|of course|behind),?)?"
    r"(?:\s+(?:to\s+(?:suggest|support|back(?:\s+up)?|prove|indicate|show|substantiate)|supporting|suggesting|showing|proving))?"
    rf"(?:\s+(?:the|any|such|those|these|that|this|his|her|their)\s+{_NOUN}|\s+(?P<who>[A-Z][\w.]*(?:\s[A-Z][\w.]*)*)['’]s?\s+{_NOUN})?"
    r"\s*(?P<link>\bthat\b|\bof\b|\bfor\b|\bagainst\b|\babout\b|(?=linking\b)|(?=\b(?:the|a|an|any|his|her|its|their|he|she|it|they|we|this)\b|[A-Z“\"]))\s*"
)
_OBJECT = re.compile(
    r"\s+(?:(?:if|whether|that)\s+|(?!(?:it|them|this|those|independently|immediately|the)\b(?:\s*[,.]|\s+(?:report|claim|account|information|number|figure|video|photo|toll))))"
)
_STATEMENT = re.compile(
    rf"(?:that|this|those|these|his|her|their|the|reports?|any)?\s*(?:{_NOUN}|information|video|photos?|figures?|numbers?|account|toll|footage|death|independently|reports?)\b",
    re.IGNORECASE,
)


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
    def said(self) -> Finding | None:
        """The nearest attribution whose cue stands before the match in its sentence."""
        before = [f for f in self.attributions if self.sentence[0] <= f.start and f.end <= self.match.start]
        return before[-1] if before else None


def parts(place: Place) -> Parts:
    """Claimant and claim, as the frame of the match's group says."""
    return _FRAMES[place.match.group.extra.get("frame", "absence")](place)


def _adjunct(place: Place) -> Parts:
    """ "Moscow claimed, without evidence, that ...": the verb of claiming before the cue governs both."""
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
    """ "He offered no evidence for the claim that ...", "..., providing no proof"."""
    claim = _absence(place)
    if claim.claim is None and place.said and place.said.part("content"):
        content = place.said.part("content")[0]
        span = strip(place.text, content[0], min(content[1], place.match.start))
        claim = Parts(None, span if span[1] - span[0] > 3 else None)
    return Parts(claim.claimant or subject(place.reading, place.match.start, place.sentence), claim.claim)


def _absence(place: Place) -> Parts:
    """ "There is no evidence that ...", "no evidence to support his claim that ..."."""
    lead = _ABSENCE_OF.match(place.text, place.match.end, place.sentence[1])
    if lead is None:
        return Parts()
    who = lead.span("who") if lead["who"] else None
    return Parts(who, clause_after(place.text, lead.end(), place.sentence[1]))


def _check(place: Place) -> Parts:
    """ "Nobody could verify that ...": what follows, or what was said before."""
    text, end = place.text, place.sentence[1]
    lead = _OBJECT.match(text, place.match.end, end)
    if lead and not _STATEMENT.match(text, lead.end()) and text[place.match.end : end].strip(" .”\"’')"):
        passive = place.text[place.match.start : place.match.end].split()[-2:-1] in (
            ["be"],
            ["been"],
            ["independently"],
        )
        if not passive or "that" in lead.group():
            return Parts(None, clause_after(text, lead.end(), end))
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
    """ "His baseless claim that ...", "unfounded rumours about ..."; "the claim is baseless" where no noun follows."""
    text, (begin, end), match = place.text, place.sentence, place.match
    noun = _NOUN_PHRASE.match(text, match.end, end)
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
    makes = _MAKES.search(text, begin, match.start)
    if makes:
        return subject(place.reading, makes.start("verb"), place.sentence)
    return carrier if carrier and re.match(r"reports?|rumou?rs?", text[carrier[0] : carrier[1]]) else None


def _predicate(place: Place) -> Parts:
    """ "The senator's claim that ... is baseless": the subject holds both."""
    text, begin = place.text, place.sentence[0]
    whole = _OWN_CLAIM.search(text, begin, place.match.start)
    if whole is None:
        return Parts()
    claim = strip(text, *whole.span("claim")) if whole["claim"] else None
    return Parts(whole.span("who") if whole["who"] else None, claim)


_OWN_CLAIM = re.compile(
    rf"(?:(?P<who>(?:[Tt]he\s+|President\s+|Mr\.?\s+)?[\w.-]+(?:\s+[A-Z][\w.]+)*)['’]s?\s+)?(?:[\w-]+\s+)?\b{_NOUN}\b"
    r"(?:,?\s+(?:that|of|about|by)\s+(?P<claim>.{3,200}?))?"
    r"(?:,)?\s+(?:is|was|are|were|has|have|had|as|that|which|later|turned)\b.{0,60}\Z"
)


def _verb(place: Place) -> Parts:
    """ "He falsely claimed that ..."."""
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
