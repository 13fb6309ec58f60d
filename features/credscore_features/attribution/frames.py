"""How source and content stand around each kind of cue: one function a frame of ``cues.toml``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from credscore_features.attribution import content, subject
from credscore_features.attribution.draft import Draft
from credscore_features.attribution.group import VerbGroup, Verbs, is_verb, verb_group
from credscore_features.attribution.kinds import kind_of
from credscore_features.attribution.lexicon import lexicon
from credscore_features.attribution.speech import past_addressee, speech

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from credscore_features.attribution.line import Line
    from credscore_features.attribution.subject import Words
    from credscore_features.cues import Group
    from credscore_features.finding import Span

_CONJUNCTIONS = frozenset(("and", "but", "or", "then"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A cue in its sentence.

    Attributes:
        line: the sentence.
        group: the cue's group in the cue file.
        first, last: word numbers of the cue, inclusive.
        verbs: forms of all cue verbs.
        earlier: attributions found before this one.
    """

    line: Line
    group: Group
    first: int
    last: int
    verbs: Verbs
    earlier: Sequence[Draft]

    def draft(
        self,
        cue: tuple[int, int],
        source: Span | None,
        parts: Sequence[Span | None],
        *,
        edge: int | None = None,
        strong: bool = True,
        joined: bool = False,
    ) -> Draft | None:
        """A draft whose cue is given in word numbers; None where there is no content."""
        spans = tuple(part for part in parts if part)
        if not spans:
            return None
        span = self.line.span(*cue)
        return Draft(
            rule=self.group.name,
            cue=span,
            source=source,
            content=spans,
            sentence=self.line.sentence,
            edge=span[0] if edge is None else edge,
            strong=strong,
            joined=joined,
        )

    def subject_of(self, verb: VerbGroup) -> tuple[Words | None, bool]:
        """The source before a verb; and whether the verb goes on another's clause and shares its subject."""
        left = self.line.word(verb.first - 1)
        if verb.form == "infinitive" or left in _CONJUNCTIONS:
            return None, True
        if verb.form == "participle":
            return subject.before_participle(self.line, verb.first, self.verbs), True
        return subject.before(self.line, verb.first, self.verbs), False

    def shared(self, verb: VerbGroup) -> Span | None:
        """The source of the attribution before in this sentence, or the sentence's subject."""
        line = self.line
        for draft in reversed(self.earlier):
            if draft.source is None or draft.sentence != line.sentence:
                continue
            if line.text[slice(*draft.source)] not in lexicon().relatives:
                return draft.source
        words = subject.of_sentence(line, verb.first, self.verbs)
        return line.span(*words) if words else None


Frame: TypeAlias = "Callable[[Hit], Draft | None]"


def say(hit: Hit, *, only_quotes: bool = False) -> Draft | None:
    """A verb that takes a clause or a quotation, behind it or before it."""
    line = hit.line
    takes_addressee = bool(hit.group.extra.get("addressee"))
    verb = verb_group(line, hit.first, hit.last)
    if not is_verb(line, verb, hit.verbs) or (verb.form == "infinitive" and not takes_addressee):
        return None
    own, joined = hit.subject_of(verb)
    if own is None and takes_addressee and _is_reduced(line, verb):
        verb, joined = replace(verb, form="passive"), True
    joined = joined or (own is None and _is_listed(hit, verb))
    if own is None and not joined and (draft := _inverted(hit, verb)) is not None:
        return draft
    behind = content.start_of_content(line, verb.last + 1)
    if takes_addressee:
        behind = past_addressee(line, behind)
    edge = line.starts[_clause_start(line, own[0]) if own else verb.first]
    parts = speech(line, edge, behind, joined=joined)
    quotes = any(line.reading.quotation_at(start, start + 1) for start, _ in parts)
    is_bare = own is None and not joined and verb.form == "finite"
    if (only_quotes or is_bare) and not quotes:
        return None
    source = None if verb.form == "passive" else line.span(*own) if own else hit.shared(verb)
    return hit.draft((verb.first, verb.last), source, parts, edge=edge, joined=joined)


def _clause_start(line: Line, at: int) -> int:
    """Takes in the "as" of "as the mayor said"."""
    return at - 1 if line.word(at - 1) == "as" and not line.comma(at) else at


def _is_reduced(line: Line, verb: VerbGroup) -> bool:
    """As in "Asked whether", "when asked about": somebody is asked, and it does not say by whom."""
    if line.word(verb.verb) != "asked":
        return False
    return verb.first == line.first or line.comma(verb.first) or line.word(verb.first - 1) in {"when", "if", "as"}


def _is_listed(hit: Hit, verb: VerbGroup) -> bool:
    """As in "The mayor blames the rain, insists the port is safe": a second verb behind a comma."""
    line = hit.line
    if verb.first <= line.first or not line.comma(verb.first) or line.breaks(verb.first):
        return False
    return any(d.sentence == line.sentence and d.edge < d.content[0][0] for d in hit.earlier[-2:])


def _inverted(hit: Hit, verb: VerbGroup) -> Draft | None:
    """As in ``"...," said Ms. Pew, a teacher``."""
    line = hit.line
    edge = line.starts[verb.first]
    before = content.content_before(line, edge)
    if before is None or verb.first != verb.verb:
        return None
    own = subject.after(line, verb.last + 1, hit.verbs)
    if own is None:
        return None
    parts = [*content.run_up(line.reading, edge), before]
    quotation = content.quotation_from(line, own[1] + 1)
    if quotation is not None and quotation[0] < line.end:
        parts += [quotation, *content.run_on(line.reading, quotation[1])]
    elif content.is_quoted_before(line, edge):
        parts += content.run_on(line.reading, line.end)
    return hit.draft((verb.first, verb.last), line.span(*own), parts)


def takes_object(hit: Hit, *, only: str = "") -> Draft | None:
    """A verb whose content is its object: praised the plan, called for a vote, refused to go."""
    line = hit.line
    verb = verb_group(line, hit.first, hit.last)
    if not is_verb(line, verb, hit.verbs) or (only and line.word(verb.last + 1) != only):
        return None
    own, joined = hit.subject_of(verb)
    if own is None and not joined:
        return None
    if verb.form == "passive":
        return _passive(hit, verb, own)
    behind = verb.last + 1
    if behind >= line.last or line.comma(behind) or content.is_adverbial(line, behind):
        return None
    found = content.clause(line, behind, tight=True)
    source = line.span(*own) if own else hit.shared(verb)
    edge = line.starts[own[0] if own else verb.first]
    return hit.draft((verb.first, verb.last), source, [found], edge=edge, strong=False, joined=joined)


def _passive(hit: Hit, verb: VerbGroup, own: Words | None) -> Draft | None:
    """As in "The bill is expected to pass", "the plan was praised by teachers": the subject belongs to the content."""
    line = hit.line
    behind, last, source = verb.last + 1, verb.last, None
    agent = subject.after(line, behind + 1, hit.verbs) if line.word(behind) == "by" else None
    if agent is not None:
        source, last, behind = line.span(*agent), behind, agent[1] + 1
    rest = content.clause(line, behind, tight=True) if behind < line.last and not line.comma(behind) else None
    if rest is None and source is None:
        return None
    parts = [line.span(*own) if own else None, rest]
    edge = line.starts[own[0] if own else verb.first]
    return hit.draft((verb.first, last), source, parts, edge=edge, strong=False)


def impersonal(hit: Hit) -> Draft | None:
    """As in "The talks appear to have failed": nobody is named, subject and complement are the content."""
    line = hit.line
    verb = verb_group(line, hit.first, hit.last)
    if not is_verb(line, verb, hit.verbs):
        return None
    own, joined = hit.subject_of(verb)
    is_helper = line.word(verb.last + 1) == "to" and line.word(verb.last + 2) in hit.verbs.all
    if is_helper or (own is None and not joined):  # in "seemed to mock" the second verb is the cue
        return None
    return _passive(hit, verb, own)


def noun(hit: Hit) -> Draft | None:
    """As in "The mayor's claim that", "criticism of the plan"."""
    line = hit.line
    if line.word(hit.last) == "that" and subject.is_finite(line, hit.last + 1, hit.verbs):
        return None  # a relative clause: "a statement that drew laughter"
    owner = subject.possessor(line, hit.first, hit.verbs)
    source = line.span(*owner) if owner else None
    return hit.draft((hit.first, hit.last), source, [content.clause(line, hit.last + 1, tight=True)], strong=False)


def according(hit: Hit) -> Draft | None:
    """As in "According to X, ..." and "..., according to X"."""
    line = hit.line
    initial = hit.first == line.first
    own = subject.after(line, hit.last + 1, hit.verbs, wide=True, initial=initial)
    if own is None:
        return None
    edge = line.starts[hit.first]
    parts = [] if initial else [content.content_before(line, edge) or content.stripped(line.text, line.start, edge)]
    quotation = content.quotation_from(line, own[1] + 1)
    if quotation is not None and initial:
        parts += [quotation, *content.run_on(line.reading, quotation[1])]
    elif own[1] + 1 < line.last and line.comma(own[1] + 1):
        parts.append(content.clause(line, own[1] + 1))
    return hit.draft((hit.first, hit.last), line.span(*own), parts)


def first_hand(hit: Hit) -> Draft | None:
    """As in "Our correspondents saw smoke": the writer's own staff and nobody else."""
    draft = takes_object(hit)
    if draft is None or draft.source is None:
        return None
    return draft if kind_of(hit.line.reading, draft.source, draft.sentence).type == "self" else None


FRAMES: Mapping[str, Frame] = {
    "say": say,
    "quote": partial(say, only_quotes=True),
    "object": takes_object,
    "infinitive": partial(takes_object, only="to"),
    "impersonal": impersonal,
    "according": according,
    "noun": noun,
    "first_hand": first_hand,
}
"""By the ``frame`` of a group in the cue file."""
