"""The verb group around a cue verb: its auxiliaries and adverbs, and what form it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from credscore_features.attribution.lexicon import lexicon

if TYPE_CHECKING:
    from credscore_features.attribution.line import Line

Form: TypeAlias = Literal["finite", "participle", "infinitive", "passive"]


@dataclass(frozen=True, slots=True)
class Verbs:
    """Forms of the cue verbs: all of them, and those of the past alone."""

    all: frozenset[str]
    past: frozenset[str]
    nouns: frozenset[str]
    """Present forms that are nouns as well: claims, report."""


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Word numbers, first and last inclusive, and the form of the verb at ``verb``."""

    first: int
    verb: int
    last: int
    form: Form


def verb_group(line: Line, verb: int, last: int) -> VerbGroup:
    """What belongs to the verb at ``verb``: "has repeatedly said", "went on to say", "was told".

    Args:
        line: the sentence.
        verb: the cue's first word.
        last: the cue's last word, a particle or a preposition where it has one.
    """
    words = lexicon()
    first = _extended(line, verb)
    infinitive = line.word(first - 1) == "to" and not line.breaks(first)
    if infinitive:
        first -= 1
        if line.word(first - 1) in words.chains:
            first, infinitive = _extended(line, first - 1), False
    return VerbGroup(first, verb, last, "infinitive" if infinitive else _form(line, first, verb, last))


def _extended(line: Line, first: int) -> int:
    words = lexicon()
    while first > line.first and not line.breaks(first) and not line.comma(first):
        left = line.word(first - 1)
        if left not in words.auxiliaries and not words.is_adverb(left):
            break
        first -= 1
    return first


def _form(line: Line, first: int, verb: int, last: int) -> Form:
    helpers = {line.word(at) for at in range(first, verb)}
    is_be = bool(helpers & lexicon().be)
    if line.word(verb).endswith("ing"):
        return "finite" if is_be else "participle"
    by_agent = first == verb == last and line.word(last + 1) == "by" and line.word(verb).endswith(("ed", "wn", "en"))
    return "passive" if by_agent or (is_be and "to" not in helpers) else "finite"


def is_verb(line: Line, group: VerbGroup, verbs: Verbs) -> bool:
    """False where the word must be a noun or an adjective: "the report", "his claims", "for support"."""
    is_alone = group.form == "finite" and group.first == group.verb
    if not is_alone or line.comma(group.verb) or line.breaks(group.verb):
        return True
    at, word = group.verb - 1, line.word(group.verb)
    while at > line.first and line.word(at) in lexicon().time_words:
        at -= 1
    return _may_precede(line.word(at), is_noun=word in verbs.nouns) and (
        word in verbs.past or word not in verbs.nouns or _agrees(line.word(at), word)
    )


def _may_precede(left: str, *, is_noun: bool) -> bool:
    """Whether a subject may end with the word; "her" may be an object: "voters who backed her said"."""
    words = lexicon()
    if left in words.determiners - words.pronouns and (is_noun or left != "her"):
        return False
    return left not in words.link_prepositions and not left.endswith(("'s", "s'"))


def _agrees(subject: str, verb: str) -> bool:
    """Whether a present form that is a noun as well agrees with the word before it: "they claim", "she claims"."""
    words = lexicon()
    if verb.endswith("s"):
        return subject not in words.plurals
    return subject in words.pronouns | words.plurals | {""} or subject.endswith("s")
