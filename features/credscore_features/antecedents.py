"""Whom a pronoun, a surname or a short description among the sources stands for, where a simple rule knows it.

Each rule is kept only where careful reading found it right at least 85 times in a hundred on texts that it was not
made with; elsewhere a source is left without an antecedent.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from credscore_features.attribution.kinds import lists
from credscore_features.names import Names, sex_of, words
from credscore_features.spans import Cover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from credscore_features.finding import Finding, Span
    from credscore_features.reading import Reading

_PERSONS = frozenset(("named_person", "unnamed_person", "anaphor"))
_APART = 1
"""How many paragraphs back a speaker may be taken up."""
_OFTEN = 2
"""How often a person must lately be named to be the one whom a text is about."""


class Antecedent(NamedTuple):
    """Whom a source stands for, and by which of the :data:`RULES`."""

    span: Span
    rule: str


@dataclass(frozen=True)
class Source:
    """The first stretch of a finding's source.

    Attributes:
        finding: the number of its finding.
        span: where it stands.
        type: its source type.
        words: lower case, apostrophes straight.
        quoted: it stands inside quotation marks, so that somebody else speaks of it.
    """

    finding: int
    span: Span
    type: str | None
    words: tuple[str, ...]
    quoted: bool

    def is_one_of(self, *names: str) -> bool:
        """Whether it is a single word of one of these word lists."""
        return len(self.words) == 1 and any(self.words[0] in words(name) for name in names)

    @cached_property
    def described(self) -> str | None:
        """The head noun of "the senator", "the ministry's spokesman", "the group behind it"; None for others."""
        if len(self.words) == 1 or self.type != "anaphor" or not lists().has("definite", self.words[0]):
            return None
        link = next((n for n, word in enumerate(self.words) if lists().has("link", word) and n > 1), len(self.words))
        return self.words[link - 1].removesuffix("'s")


@dataclass
class Told:
    """A text up to one of its sources: who has spoken, who has been named.

    Attributes:
        reading: the text.
        findings: its attributions.
        found: the antecedents so far, by the number of their finding.
        spoken: the sources so far, in text order; relative pronouns and what stands inside quotations left out.
    """

    reading: Reading
    findings: Sequence[Finding]
    found: dict[int, Antecedent] = field(default_factory=dict)
    spoken: list[Source] = field(default_factory=list)

    @cached_property
    def names(self) -> Names:
        """The persons that the text names."""
        return Names(self.reading, self.findings)

    @cached_property
    def _reported(self) -> Cover:
        return Cover([*self.reading.quotations, *(span for f in self.findings for span in f.part("content"))])

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.reading.paragraphs]

    def _paragraph(self, offset: int) -> int:
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def sources(self) -> list[Source]:
        """The sources of all findings, in text order."""
        return sorted((s for n, f in enumerate(self.findings) if (s := self._source(n, f))), key=lambda s: s.span)

    def _source(self, number: int, finding: Finding) -> Source | None:
        if not finding.part("source"):
            return None
        span = finding.part("source")[0]
        first, last = self.reading.words_in(*span)
        said = [*self.reading.words[first:last]]
        if said:  # the reading's "she's" is the source "she"
            said[-1] = said[-1][: span[1] - self.reading.word_starts[last - 1]]
        quoted = self.reading.quotation_at(*span) is not None
        return Source(number, span, finding.source_type, tuple(said), quoted) if said else None

    def speaker(self, source: Source) -> Source | None:
        """The source before, in the same paragraph or the one before it."""
        last = next((other for other in reversed(self.spoken) if other.span[1] <= source.span[0]), None)
        if last is None or self._paragraph(source.span[0]) - self._paragraph(last.span[0]) > _APART:
            return None
        return last

    def who(self, source: Source) -> Span | None:
        """Whom a source names: its antecedent, or its own name or words; None for an anaphor that is not resolved."""
        if source.finding in self.found:
            return self.found[source.finding].span
        name = self.names.of(source.span) if source.type == "named_person" else None
        if name is not None:
            return self.names.span(name)
        is_pronoun = source.is_one_of("he", "she", "they", "relative")
        return None if source.type == "anaphor" or is_pronoun else source.span

    def person_speaking(self, source: Source) -> Span | None:
        """The person who spoke before a source, where the writer has named nobody else since."""
        last = self.speaker(source)
        who = self.who(last) if last and last.type in _PERSONS and not last.is_one_of("they") else None
        if last is None or who is None or not _agree(last.words[0], source):
            return None
        since = {other for _, other in self.own_mentions(last.span[1], source.span[0])}
        return who if since <= {self.surname(who)} else None

    def fits(self, span: Span, source: Source) -> bool:
        """Whether a source may be a man, or a woman, as the titles and given names in the text tell."""
        return self.names.fits(self.surname(span), source.described or source.words[0])

    def surname(self, span: Span) -> str:
        """The last word, as names are looked up."""
        return self.reading.words[self.reading.words_in(*span)[1] - 1].removesuffix("'s")

    def own_mentions(self, start: int, end: int) -> list[tuple[int, str]]:
        """Persons that the writer, and nobody quoted or reported, names in a stretch: where, and their surnames."""
        return [(at, who) for at, who in self.names.mentions(start, end) if not self._reported.holds(at, at + 1)]

    def lately(self, source: Source) -> list[tuple[int, str]]:
        """Persons that anybody names before a source in its paragraph and the one before."""
        paragraph = max(0, self._paragraph(source.span[0]) - _APART)
        return self.names.mentions(self.reading.paragraphs[paragraph][0], source.span[0])

    def person(self, start: int) -> Span:
        """The full name of the person named at an offset, or the name there."""
        name = self.names.at(start)
        return (None if name.full else self.names.full(name)) or self.names.span(name)


def _agree(before: str, source: Source) -> bool:
    """Whether not one of them is a man and the other a woman."""
    return len({sex_of(before), sex_of(source.described or source.words[0])} - {None}) <= 1


Rule: TypeAlias = "Callable[[Told, Source], Span | None]"


def _full_name(told: Told, source: Source) -> Span | None:
    """As "Lund", "Ms. Lund": the last full name before it that ends so."""
    name = told.names.of(source.span) if source.type == "named_person" else None
    return None if name is None or name.full else told.names.full(name)


def _same_speaker(told: Told, source: Source) -> Span | None:
    """As "he": the person who spoke last, where the writer has named nobody else since."""
    who = told.person_speaking(source) if source.is_one_of("he", "she") else None
    return who if who is not None and told.fits(who, source) else None


def _so_called(told: Told, source: Source) -> Span | None:
    """As "the senator": one whom a title or an apposition calls so, who spoke last or is the one lately named."""
    head = source.described
    if head is None or not (lists().has("person", head) or lists().has("title", head)):
        return None
    called = {surname for surname, said in told.names.descriptions.items() if head in said}
    last = told.person_speaking(source)
    if last is not None and told.surname(last) in called and told.fits(last, source):
        return last
    lately = {who: at for at, who in told.lately(source) if who in called}
    return told.person(*lately.values()) if len(lately) == 1 else None


def _only_person(told: Told, source: Source) -> Span | None:
    """As "she": the one person lately named, if more than once."""
    lately = told.lately(source) if source.is_one_of("he", "she") else []
    if len(lately) < _OFTEN or len({who for _, who in lately}) > 1:
        return None
    span = told.person(lately[-1][0])
    return span if told.fits(span, source) else None


def _organisation(told: Told, source: Source) -> Span | None:
    """As "the ministry", and no more: the last organisation among the sources that has the word in its name."""
    if len(source.words) != len(("the", "ministry")) or not lists().has("organisation", source.described or ""):
        return None
    alike = (s for s in reversed(told.spoken) if s.type == "named_org" and source.described in s.words)
    return next((told.who(s) for s in alike), None)


def _same_speakers(told: Told, source: Source) -> Span | None:
    """As "they": the group, or the several people, who spoke last."""
    last = told.speaker(source) if source.is_one_of("they") else None
    if last is None:
        return None
    if last.is_one_of("they"):
        return told.who(last)
    return last.span if last.type == "collective" or "and" in last.words else None


def _before_relative(told: Told, source: Source) -> Span | None:
    """As "who" in "Lund, who": the person named directly before it."""
    if not source.is_one_of("relative"):
        return None
    sentence = told.reading.sentence_at(source.span[0])
    named = told.names.mentions(sentence[0], source.span[0])
    if not named:
        return None
    span = told.names.span(told.names.at(named[-1][0]))
    return span if told.reading.text[span[1] : source.span[0]].strip() in {"", ","} else None


RULES: Mapping[str, Rule] = {
    "full_name": _full_name,
    "same_speaker": _same_speaker,
    "so_called": _so_called,
    "only_person": _only_person,
    "organisation": _organisation,
    "same_speakers": _same_speakers,
    "before_relative": _before_relative,
}
"""In the order in which they are asked; the first that knows, decides."""


def antecedents(reading: Reading, findings: Sequence[Finding]) -> Mapping[int, Antecedent]:
    """The antecedents that the rules know, by the number of the finding.

    Args:
        reading: the text.
        findings: its attributions, with ``source`` and ``content`` parts.
    """
    told = Told(reading, findings)
    for source in told.sources():
        if source.quoted:
            continue
        found = ((name, rule(told, source)) for name, rule in RULES.items())
        first = next(((span, name) for name, span in found if span is not None), None)
        if first is not None:
            told.found[source.finding] = Antecedent(*first)
        if not source.is_one_of("relative"):
            told.spoken.append(source)
    return told.found


def with_antecedents(reading: Reading, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same attributions; where an antecedent is known, it is the part ``antecedent`` and stands in the message.

    Args:
        reading: the text.
        findings: all its attributions.
    """
    every = tuple(findings)
    found = antecedents(reading, every)
    return tuple(_with(f, reading.text, found[n].span) if n in found else f for n, f in enumerate(every))


def _with(finding: Finding, text: str, span: Span) -> Finding:
    said = " ".join(text[slice(*span)].split())
    message = f"{finding.message.removesuffix('.')} ({said})."
    return replace(finding, parts={**finding.parts, "antecedent": (span,)}, message=message)
