"""Finds attributions: each cue of the list with the source and the content that its frame says where to look for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from credscore_features.attribution import content, subject
from credscore_features.attribution.group import VerbGroup, Verbs, is_verb, verb_group
from credscore_features.attribution.lexicon import lexicon
from credscore_features.attribution.line import Line
from credscore_features.finding import Finding
from credscore_features.sourcing.types import kind_of
from credscore_features.verbs import forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from credscore_features.attribution.subject import Words
    from credscore_features.cues import Cues, Match
    from credscore_features.feature import Found
    from credscore_features.finding import Span
    from credscore_features.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution before it is compared with its neighbours."""

    rule: str
    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    sentence: Span
    edge: int
    """Where its own source or its cue begins, whichever is first."""
    strong: bool = True
    """A verb of saying, not one that takes an object."""
    joined: bool = False
    """A participle or a joined verb: a sibling of the attribution whose sentence it goes on."""


@dataclass(frozen=True)
class Hit:
    """A cue in its sentence."""

    line: Line
    match: Match
    first: int
    last: int
    verbs: Verbs
    earlier: list[Draft] = field(default_factory=list)

    @property
    def rule(self) -> str:
        return self.match.group.name

    def subject_before(self, group: VerbGroup) -> tuple[Words | None, bool]:
        """The source's words, and whether it was borrowed from an attribution or a clause before."""
        line = self.line
        left = line.word(group.first - 1)
        if group.form == "infinitive" or left in {"and", "but", "or", "then"}:
            return None, True
        if group.form == "participle":
            return self._participle_subject(group), True
        return subject.before(line, group.first, self.verbs), False

    def _participle_subject(self, group: VerbGroup) -> Words | None:
        """"With voters saying", "ended with Ms. Pew asking": a noun right before it."""
        line, left = self.line, self.line.word(group.first - 1)
        words = lexicon()
        if group.first <= line.first or line.comma(group.first) or line.breaks(group.first):
            return None
        if left in words.link_prepositions | words.barriers or subject.is_finite(line, group.first - 1, self.verbs):
            return None
        return subject.phrase_before(line, group.first, self.verbs)

    def borrowed(self, group: VerbGroup) -> Span | None:
        """The source of the attribution before in this sentence, or the sentence's subject."""
        line = self.line
        for draft in reversed(self.earlier):
            if draft.sentence == (line.start, line.end) and draft.source is not None:
                return draft.source
        words = subject.of_sentence(line, group.first, self.verbs)
        return line.span(*words) if words else None


def say(hit: Hit, *, only_quotes: bool = False) -> Iterator[Draft]:
    """A verb that takes a clause or a quotation, before it or behind it."""
    line = hit.line
    group = verb_group(line, hit.first, hit.last)
    if not is_verb(line, group, hit.verbs):
        return
    if group.form == "infinitive" and not hit.match.group.extra.get("addressee"):
        return
    own, joined = hit.subject_before(group)
    if own is None and hit.match.group.extra.get("addressee") and _is_reduced(line, group):
        group, joined = replace(group, form="passive"), True
    cue = line.span(group.first, group.last)
    behind = content.start_of_content(line, group.last + 1)
    if hit.match.group.extra.get("addressee"):
        behind = _past_addressee(line, behind)
    if own is None and not joined:
        inverted = _inverted(hit, group, cue)
        if inverted is not None:
            yield inverted
            return
    source = line.span(*own) if own else None
    edge = source[0] if source else cue[0]
    if own and line.word(own[0] - 1) == "as" and not line.comma(own[0]):
        edge = line.starts[own[0] - 1]
        if edge == line.start and behind < line.last and line.comma(behind):
            found = content.clause(line, behind)
            parts = (found,) if found else ()
        else:
            parts = _contents(line, edge, behind, joined=joined)
    else:
        parts = _contents(line, edge, behind, joined=joined)
    quotes = _holds_quotation(line.reading, parts)
    if not parts or (only_quotes and not quotes):
        return
    if source is None and not joined and group.form == "finite" and not quotes:
        return
    if source is None:
        source = hit.borrowed(group) if group.form != "passive" else None
    elif group.form == "passive":
        source = None
    yield Draft(
        rule=hit.rule, cue=cue, source=source, content=parts, sentence=(line.start, line.end), edge=edge, joined=joined
    )


def _is_reduced(line: Line, group: VerbGroup) -> bool:
    """"Asked whether", "when asked about": somebody is asked, and it does not say by whom."""
    if not line.word(group.verb).endswith("ed"):
        return False
    return group.first == line.first or line.comma(group.first) or line.word(group.first - 1) in {"when", "if", "as"}


def _holds_quotation(reading: Reading, parts: Sequence[Span]) -> bool:
    return any(reading.quotation_at(start, start + 1) is not None for start, _ in parts)


def _contents(line: Line, edge: int, behind: int, *, joined: bool) -> tuple[Span, ...]:
    """Content behind the cue, before it, or around it."""
    quotation = content.quotation_from(line, behind)
    before = None if joined else content.content_before(line, edge)
    if before is not None and content.is_quoted_before(line, edge):
        more = (quotation[0:2],) if quotation and quotation[0] < line.end else ()
        return (before, *more, *content.run_on(line.reading, max(line.end, *(e for _, e in more), 0)))
    if quotation is not None and (quotation[0] < line.end or ":" in line.gap(behind)):
        got, whole = content.quoted(line, quotation)
        return (got, *(content.run_on(line.reading, got[1]) if whole else ()))
    if behind < line.last and not line.comma(behind) and not line.gap(behind).strip().startswith("."):
        found = content.clause(line, behind)
        bare = content.is_adverbial(line, behind) and not subject.has_verb(line, behind)
        return (found,) if found and not bare else ()
    if before is None:
        return ()
    rest = content.clause(line, behind) if behind < line.last and _resumes(line, behind) else None
    return (before, rest) if rest else (before,)


def _resumes(line: Line, at: int) -> bool:
    """Whether the content goes on behind ", he said,"."""
    word = line.word(at)
    return not word.endswith("ing") and word not in {"who", "which", "but", "according"}


def _past_addressee(line: Line, at: int) -> int:
    """Behind the person who is told something."""
    words = lexicon()
    begin = at
    while at < line.last and not line.breaks(at) and not line.comma(at) and at - begin < content.MAX_SKIPPED:
        word = line.word(at)
        if word in words.addressees:
            return content.start_of_content(line, at + 1)
        if word in {"that", "to", "how", "what", "why", "about", "whether"} or (word in words.subjects and at > begin):
            return at
        if at > begin and word in words.determiners:
            return at
        at += 1
    return at if at >= line.last or line.breaks(at) or line.comma(at) else begin


def _inverted(hit: Hit, group: VerbGroup, cue: Span) -> Draft | None:
    """"...," said Ms. Pew, a teacher."""
    line = hit.line
    if group.first != group.verb:
        return None
    before = content.content_before(line, cue[0])
    own = subject.after(line, group.last + 1, hit.verbs) if before is not None else None
    if before is None or own is None:
        return None
    behind = own[1] + 1
    parts = [before]
    quotation = content.quotation_from(line, behind)
    if quotation is not None and quotation[0] < line.end:
        parts += [quotation, *content.run_on(line.reading, quotation[1])]
    elif content.is_quoted_before(line, cue[0]):
        parts += content.run_on(line.reading, line.end)
    return Draft(
        rule=hit.rule, cue=cue, source=line.span(*own), content=tuple(parts), sentence=(line.start, line.end), edge=cue[0]
    )


def takes_object(hit: Hit, *, only: str = "", impersonal: bool = False) -> Iterator[Draft]:
    """A verb whose content is its object: praised, criticised, called for, refused to."""
    line = hit.line
    group = verb_group(line, hit.first, hit.last)
    if not is_verb(line, group, hit.verbs) or (only and line.word(group.last + 1) != only):
        return
    own, joined = hit.subject_before(group)
    if own is None and not joined:
        return
    behind = group.last + 1
    if impersonal and line.word(behind) == "to" and line.word(behind + 1) in hit.verbs.all:
        return  # "seemed to mock": the second verb is the cue
    cue = line.span(group.first, group.last)
    if group.form == "passive" or impersonal:
        yield from _passive(hit, group, own)
        return
    if behind >= line.last or line.comma(behind) or content.is_adverbial(line, behind):
        return
    found = content.clause(line, behind, tight=True)
    if found is None:
        return
    source = line.span(*own) if own else hit.borrowed(group)
    yield Draft(
        rule=hit.rule,
        cue=cue,
        source=source,
        content=(found,),
        sentence=(line.start, line.end),
        edge=source[0] if own and source else cue[0],
        strong=False,
        joined=joined,
    )


def _passive(hit: Hit, group: VerbGroup, own: Words | None) -> Iterator[Draft]:
    """"The bill is expected to pass", "the plan was praised by teachers": the subject belongs to the content."""
    line = hit.line
    behind, last, source = group.last + 1, group.last, None
    if line.word(behind) == "by":
        agent = subject.after(line, behind + 1, hit.verbs)
        if agent:
            source, last, behind = line.span(*agent), behind, agent[1] + 1
    rest = None
    if behind < line.last and not line.comma(behind):
        rest = content.clause(line, behind, tight=True)
    parts = tuple(part for part in (line.span(*own) if own else None, rest) if part)
    if parts and (rest or source):
        yield Draft(
            rule=hit.rule,
            cue=line.span(group.first, last),
            source=source,
            content=parts,
            sentence=(line.start, line.end),
            edge=parts[0][0] if own else line.starts[group.first],
            strong=False,
        )


def noun(hit: Hit) -> Iterator[Draft]:
    """"The mayor's claim that", "criticism of the plan from teachers"."""
    line = hit.line
    found = content.clause(line, hit.last + 1, tight=True)
    if found is None or hit.first == line.first and line.word(hit.first) == "call":
        return
    source = subject.possessor(line, hit.first, hit.verbs)
    cue = line.span(hit.first, hit.last)
    yield Draft(
        rule=hit.rule,
        cue=cue,
        source=line.span(*source) if source else None,
        content=(found,),
        sentence=(line.start, line.end),
        edge=cue[0],
        strong=False,
    )


def according(hit: Hit) -> Iterator[Draft]:
    """"According to X, ..." and "..., according to X"."""
    line = hit.line
    at = hit.last + 1
    if at >= line.last:
        return
    own = subject.after(line, at, hit.verbs, wide=True, initial=hit.first == line.first)
    if own is None:
        return
    source = line.span(*own)
    cue = line.span(hit.first, hit.last)
    parts: list[Span | None] = []
    if hit.first > line.first:
        before = content.content_before(line, cue[0]) or content.stripped(line.text, line.start, cue[0])
        parts.append(before)
    if own[1] + 1 < line.last and line.comma(own[1] + 1):
        parts.append(content.clause(line, own[1] + 1))
    kept = tuple(part for part in parts if part)
    if kept:
        yield Draft(rule=hit.rule, cue=cue, source=source, content=kept, sentence=(line.start, line.end), edge=cue[0])


FRAMES: dict[str, Callable[[Hit], Iterator[Draft]]] = {
    "say": say,
    "object": takes_object,
    "infinitive": partial(takes_object, only="to"),
    "according": according,
    "quote": partial(say, only_quotes=True),
    "impersonal": partial(takes_object, impersonal=True),
    "noun": noun,
}


_VERB = re.compile(r"<(\w+)>")


def verb_forms(cues: Cues) -> Verbs:
    """The forms of every verb of the cue file."""
    phrases = (phrase for group in cues.groups.values() for phrase in group.phrases)
    all_forms = [forms(verb) for phrase in phrases for verb in _VERB.findall(phrase)]
    return Verbs(
        frozenset(form for each in all_forms for form in each),
        frozenset(form for each in all_forms for form in each[3:]),
        frozenset(form for each in all_forms if each[0] in lexicon().noun_verbs for form in each[:2]),
    )


def find_attributions(cues: Cues, verbs: Verbs, reading: Reading, _found: Found) -> Iterator[Finding]:
    """Attributions in text order."""
    for draft in drafts(cues, verbs, reading):
        yield _finding(reading, draft)


def drafts(cues: Cues, verbs: Verbs, reading: Reading) -> list[Draft]:
    """One or none for each cue outside quotations.

    Only the outermost is kept: what stands inside the content of another is that speaker's own report.
    """
    found: list[Draft] = []
    line = Line(reading, (0, 0))
    for match in cues.find(reading):
        if reading.quotation_at(match.start, match.end):
            continue
        sentence = reading.sentence_at(match.start)
        if sentence != (line.start, line.end):
            line = Line(reading, sentence)
        first, last = reading.words_in(match.start, match.end)
        hit = Hit(line, match, first, last - 1, verbs, found)
        for draft in FRAMES[match.group.extra["frame"]](hit):
            _place(reading.text, found, draft)
    return found


def _place(text: str, kept: list[Draft], draft: Draft) -> None:
    """Adds a draft to those before it, drops what it covers, or drops it where another covers it."""
    while kept and _covers(draft, kept[-1]) and kept[-1].sentence == draft.sentence:
        kept.pop()
    outer = next((n for n in range(len(kept) - 1, max(-1, len(kept) - 4), -1) if _covers(kept[n], draft)), None)
    if outer is None:
        kept.append(draft)
    elif draft.source and draft.source[0] <= kept[outer].cue[0] < draft.source[1]:
        kept[outer] = _clipped(kept[outer], draft.source[1])
        kept.append(draft)
    elif _is_sibling(text, kept[outer], draft):
        kept[outer] = _clipped(kept[outer], draft.edge)
        kept.append(draft)


def _covers(outer: Draft, inner: Draft) -> bool:
    return any(start <= inner.cue[0] < end for start, end in outer.content)


_COMMA = re.compile(r"(?:[,;–—:]|--|\s-|[\"”]|'')\s*(?:and|but|while|as|though|although|yet|then|or)?\s*$")
_JOINED = re.compile(r"\b(?:and|but|then)\s+(?:also|then|later)?\s*$")


def _is_sibling(text: str, outer: Draft, draft: Draft) -> bool:
    """Goes on beside the attribution before and not inside what that one says: "..., adding", "and said"."""
    before = text[draft.sentence[0] : draft.edge]
    if _COMMA.search(before):
        return draft.joined or (draft.strong and not outer.strong) or not before.rstrip().endswith(",") and draft.strong
    return draft.joined and not outer.strong and _JOINED.search(before) is not None


def _clipped(draft: Draft, end: int) -> Draft:
    parts = tuple((s, min(e, end)) for s, e in draft.content if s < end)
    return replace(draft, content=parts) if parts else draft


def _finding(reading: Reading, draft: Draft) -> Finding:
    text = reading.text
    quoted = [q for q in reading.quotations if any(q[0] < e and s < q[1] for s, e in draft.content)]
    whole = all(any(q[0] <= s and e <= q[1] + 1 for q in quoted) for s, e in draft.content)
    parts = {"source": (draft.source,) if draft.source else (), "cue": (draft.cue,), "content": draft.content}
    kind = kind_of(reading, draft.source, draft.sentence) if draft.source else None
    return Finding(
        kind="attribution",
        label="direct" if whole else "mixed" if quoted else "indirect",
        start=draft.cue[0],
        end=draft.cue[1],
        text=text[slice(*draft.cue)],
        sentence=draft.sentence,
        voice="writer",
        origin=f"rule:attribution.{draft.rule}",
        message=f"Says who: {text[slice(*draft.source)] if draft.source else 'nobody named'}.",
        parts=parts,
        source_type=kind.type if kind else None,
        anonymous=kind.anonymous if kind else None,
        quote=text[slice(*quoted[0])].strip('“”" ')[:60] if quoted else None,
    )
