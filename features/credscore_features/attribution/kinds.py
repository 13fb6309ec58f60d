"""What kind of source a mention is: named or unnamed person, organisation, document, group, anaphor, the writer.

Closed lists (``kinds.toml``) and the shape of the noun phrase decide; there is no tagger. The kinds and their limits
are those of the project's grading guide: "the campaign" of a named person is an organisation by its head noun, a role
class that speaks as one ("police said") is a collective, a definite description without a name is an anaphor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from credscore_features.cues import Cues, load

if TYPE_CHECKING:
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

SourceType: TypeAlias = Literal[
    "named_person", "named_org", "document", "unnamed_person", "collective", "anaphor", "self"
]
TYPES: tuple[SourceType, ...] = get_args(SourceType)

_PLAIN = 2
"""Words of a noun with its article and nothing else."""
_SHORT = 3
"""Most words of a group's name, and fewest of a programme's: "British voters", "Fox Business Tonight"."""
_FULL_NAME = (2, 4)
"""Fewest and most words of a person's full name."""
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?$")


@dataclass(frozen=True, slots=True)
class Kind:
    """A source's type, and whether the text keeps it unnamed on purpose."""

    type: SourceType
    anonymous: bool = False


@dataclass(frozen=True)
class Lists:
    """The word lists of ``kinds.toml`` by group, and its phrases for anonymity."""

    cues: Cues

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """Lower-case words of each group."""
        return {name: frozenset(group.phrases) for name, group in self.cues.groups.items()}

    def has(self, group: str, word: str) -> bool:
        """Whether the word is in the group."""
        return word in self.words[group]

    def is_noun(self, group: str, word: str) -> bool:
        """Whether the word or its singular is in the group."""
        return any(self.has(group, form) for form in (word, *_singulars(word)))


@cache
def lists() -> Lists:
    """The lists that come with the package, read once."""
    return Lists(load(Path(__file__).with_name("kinds.toml")))


def _singulars(word: str) -> tuple[str, ...]:
    if word.endswith("men"):
        return (f"{word[:-3]}man",)
    if word.endswith("ies"):
        return (f"{word[:-3]}y",)
    if word.endswith("es"):
        return word[:-1], word[:-2]
    return (word[:-1],) if word.endswith("s") and not word.endswith("ss") else ()


@dataclass(frozen=True)
class Mention:
    """A source's words, lower case, with their capitals, and the part before the first preposition or comma."""

    words: tuple[str, ...]
    written: tuple[str, ...]
    core: int
    follows: str
    """What stands behind the core: ``","``, a word, or nothing."""
    apposition: int
    """First word behind the last comma; the number of words where there is none."""

    @property
    def head(self) -> str:
        """Last word of the core, without a possessive ending."""
        return re.sub(r"'s?$", "", self.words[self.core - 1])

    @property
    def is_name(self) -> bool:
        """The head is written as a name."""
        return self.capital(self.core - 1)

    @property
    def first(self) -> str:
        """First word."""
        return self.words[0]

    def capital(self, number: int) -> bool:
        """Whether a word is written as a name; the first one only where no list knows it as a common word."""
        if not self.written[number][0].isupper():
            return False
        word = self.words[number]
        known = lists()
        if any(known.has(group, word) for group in ("indefinite", "definite", "owner", "quantifier")):
            return False
        return number > 0 or not any(known.is_noun(group, word) for group in ("person", "document", "collective"))

    @property
    def has_name(self) -> bool:
        """A name stands in the core."""
        return any(self.capital(n) for n in range(self.core))

    @property
    def named_behind(self) -> bool:
        """A name stands behind the core: "the state's governor, Ann Low", "a spokesman for Orlen Rail, Ann Low"."""
        at = self.core
        if self.follows == ",":
            return at + 1 < len(self.words) and self.written[at][0].isupper() and self.written[at + 1][0].isupper()
        # "A resident of Torvin, North Maresia" gives a place.
        is_one = self.follows == "for" or not lists().has("indefinite", self.first)
        return is_one and self._ends_in_full_name

    @property
    def _ends_in_full_name(self) -> bool:
        name = self.written[self.apposition :]
        is_full = _FULL_NAME[0] <= len(name) <= _FULL_NAME[1] and all(word[0].isupper() for word in name)
        return is_full and not lists().has("organisation_name", self.words[-1])


def kind_of(reading: Reading, source: Span, sentence: Span) -> Kind:
    """The kind of a source.

    Args:
        reading: the text.
        source: where the source stands.
        sentence: its sentence, searched for a promise of anonymity.
    """
    mention = _mention(reading, source)
    if mention is None:
        return Kind("anaphor")
    kind = _type(mention)
    insider = _says(reading, "insider", source)
    shielded = _says(reading, "unnamed", source) or _says(reading, "shielded", source)
    around = insider or shielded or _says(reading, "shielded", sentence) or _shielded_behind(reading, sentence)
    is_group = kind == "collective" and (insider or (shielded and lists().is_noun("person", mention.head)))
    is_role = kind == "anaphor" and (insider or (around and lists().has("person", mention.head)))
    if is_group or is_role:
        kind = "unnamed_person"
    return Kind(kind, around and kind in {"unnamed_person", "collective"})


def _says(reading: Reading, group: str, span: Span) -> bool:
    return next(lists().cues.within(reading, group, *span), None) is not None


def _shielded_behind(reading: Reading, sentence: Span) -> bool:
    """The next sentence takes the speaker up and says so: "They spoke on condition of anonymity"."""
    first, _ = reading.words_in(sentence[1], len(reading.text))
    if first + 1 >= len(reading.words):
        return False
    known, words = lists(), reading.words
    is_role = words[first] == "the" and known.is_noun("person", words[first + 1])
    following = reading.sentence_at(reading.word_starts[first])
    return (is_role or words[first] in _TAKEN_UP) and _says(reading, "shielded", following)


_TAKEN_UP = frozenset(("he", "she", "they"))


def _mention(reading: Reading, source: Span) -> Mention | None:
    first, last = reading.words_in(*source)
    if first == last:
        return None
    core, follows = last, ""
    gaps = {at: reading.text[reading.word_ends[at - 1] : reading.word_starts[at]] for at in range(first + 1, last)}
    commas = [at for at, gap in gaps.items() if "," in gap and gap != ","]
    for at, gap in gaps.items():
        if at in commas or "(" in gap or "—" in gap or " - " in gap:
            core, follows = at, ","
            break
        if lists().has("link", reading.words[at]) or _is_participle(reading.words[at - 1], reading.words[at]):
            core, follows = at, reading.words[at]
            break
    written = tuple(reading.text[reading.word_starts[n] : reading.word_ends[n]] for n in range(first, last))
    behind = (commas[-1] if commas else last) - first
    return Mention(tuple(reading.words[first:last]), written, core - first, follows, behind)


def _is_participle(noun: str, word: str) -> bool:
    """A clause begins behind the noun: "a report released on Friday"."""
    groups = ("person", "document", "collective")
    return word.endswith(("ed", "ing")) and any(lists().is_noun(group, noun) for group in groups)


def _type(mention: Mention) -> SourceType:
    known = lists()
    if len(mention.words) == 1 or mention.core == 1:
        for kind in ("anaphor", "self", "collective"):
            if known.has(kind, mention.words[0]):
                return kind
    if mention.core == len(mention.words) and known.has("self", " ".join(mention.words)):
        return "self"
    if _is_own_staff(mention):
        return "self"
    return _of_name(mention) if mention.is_name else _of_noun(mention)


def _is_own_staff(mention: Mention) -> bool:
    """As in "AFP correspondents", "our reporters"."""
    known = lists()
    if not known.has("self_nouns", mention.head) or not mention.head.endswith("s"):
        return False
    before = range(mention.core - 1)
    return mention.first == "our" or any(
        _ACRONYM.match(mention.written[n]) or known.has("organisation_name", mention.words[n]) for n in before
    )


def _of_name(mention: Mention) -> SourceType:
    known = lists()
    head, words = mention.head, mention.words[: mention.core]
    if known.has("collective", head) and mention.core <= _SHORT:
        return "collective"
    if not known.has("organisation_name", head):
        if mention.core > 1 and known.has("definite", mention.first) and known.is_noun("person", head):
            return "named_person" if mention.named_behind else "anaphor"  # "the President"
        if any(known.has("title", word) or known.is_noun("person", word) for word in words[:-1]):
            return "named_person"
        if not _names_organisation(mention):
            return "document" if mention.core > 1 and known.is_noun("document", head) else "named_person"
    return "named_org"


def _names_organisation(mention: Mention) -> bool:
    """As in "AFP", "the Kremlin", "Fox Business Tonight"; but "the Clintons" are persons."""
    if lists().has("organisation_name", mention.first) and mention.core >= _SHORT:
        return True
    if _ACRONYM.match(mention.written[mention.core - 1]):
        return True
    return mention.first == "the" and not (mention.core == _PLAIN and mention.head.endswith("s"))


def _of_noun(mention: Mention) -> SourceType:
    known = lists()
    head = mention.head
    if mention.named_behind and known.is_noun("person", head):
        return "named_person"
    is_document = known.is_noun("document", head)
    if known.has("collective", head) or (known.has("quantifier", mention.first) and not is_document):
        return "collective"
    if known.is_noun("person", head):
        return _of_person(mention)
    if known.is_noun("organisation", head):
        return _of_organisation(mention)
    return "document" if is_document else _of_unknown(mention)


def _of_unknown(mention: Mention) -> SourceType:
    """No list knows the head: by a name behind it, number and determiner."""
    if mention.named_behind and not _singulars(mention.head):
        return "named_person"
    if _singulars(mention.head):
        return "collective"
    is_known = lists().has("definite", mention.first) or lists().has("owner", mention.first)
    return "anaphor" if is_known else "unnamed_person"


def _of_person(mention: Mention) -> SourceType:
    known = lists()
    if not known.has("person", mention.head):  # a plural
        is_counted = known.has("indefinite", mention.first) or mention.first.isdigit()
        return "unnamed_person" if is_counted else "collective"
    if known.has("definite", mention.first) and not mention.follows:
        return "anaphor"
    return "unnamed_person"


def _of_organisation(mention: Mention) -> SourceType:
    known = lists()
    if mention.has_name or known.has("owner", mention.first) or mention.follows in {"of", ","}:
        return "named_org"
    if known.has("organisation", mention.head) and known.has("definite", mention.first):
        return "named_org" if mention.core > _PLAIN else "anaphor"  # "the interior ministry", but "the ministry"
    return "collective"
