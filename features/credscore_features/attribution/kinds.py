"""What kind of source a mention is: named or unnamed person, organisation, document, group, anaphor, the writer.

Closed lists (``kinds.toml``) and the shape of the noun phrase decide; there is no tagger. The kinds and their limits are
those of the project's grading guide: "the campaign" of a named person is an organisation by its head noun, a role
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

_ENDS_CORE = frozenset(
    ["of", "for", "at", "in", "from", "with", "to", "on", "by", "about", "near", "among", "between", "under", "within", "who", "whom", "whose", "which", "that", "as"]
)
_ARTICLES = frozenset(
    ("a", "an", "one", "another", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
)
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_OWNERS = frozenset(("his", "her", "their", "its", "our", "my", "your"))
_QUANTIFIERS = frozenset(
    ("some", "several", "many", "most", "all", "few", "other", "both", "no", "more", "each", "every")
)
_PLAIN = 2
"""Words of a noun with its article and nothing else."""
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
        if word in _ARTICLES | _DEFINITE | _OWNERS | _QUANTIFIERS:
            return False
        return number > 0 or not any(known.is_noun(group, word) for group in ("person", "document", "collective"))

    @property
    def has_name(self) -> bool:
        """A name stands in the core."""
        return any(self.capital(n) for n in range(self.core))

    @property
    def named_behind(self) -> bool:
        """A name stands right behind the core: "the state's governor, Ann Low"."""
        at = self.core
        return (
            self.follows == ","
            and at + 1 < len(self.words)
            and self.written[at][0].isupper()
            and (self.written[at + 1][0].isupper())
        )


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
    known = lists().cues
    insider = next(known.within(reading, "insider", *source), None) is not None
    if insider and kind == "collective":
        kind = "unnamed_person"
    shielded = insider or any(
        next(known.within(reading, "shielded", *span), None) is not None for span in (source, sentence)
    )
    return Kind(kind, shielded and kind in {"unnamed_person", "collective"})


def _mention(reading: Reading, source: Span) -> Mention | None:
    first, last = reading.words_in(*source)
    if first == last:
        return None
    core, follows = last, ""
    for at in range(first + 1, last):
        gap = reading.text[reading.word_ends[at - 1] : reading.word_starts[at]]
        if ("," in gap and gap != ",") or "(" in gap or "—" in gap or " - " in gap:
            core, follows = at, ","
            break
        if reading.words[at] in _ENDS_CORE:
            core, follows = at, reading.words[at]
            break
    written = tuple(reading.text[reading.word_starts[n] : reading.word_ends[n]] for n in range(first, last))
    return Mention(tuple(reading.words[first:last]), written, core - first, follows)


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
    """ "AFP correspondents", "our reporters"."""
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
    if known.has("collective", head) and mention.core <= 3:
        return "collective"
    if known.has("organisation_name", head):
        return "named_org"
    if known.is_noun("person", head) and mention.core > 1 and mention.first in _DEFINITE:
        return "named_person" if mention.named_behind else "anaphor"
    if any(known.has("title", word) or known.is_noun("person", word) for word in words[:-1]):
        return "named_person"
    if known.has("organisation_name", words[0]) and not known.has("title", words[0]) and mention.core > 2:
        return "named_org"
    if _ACRONYM.match(mention.written[mention.core - 1]):
        return "named_org"
    if mention.first == "the" and not (mention.core == 2 and head.endswith("s")):
        return "named_org"
    if known.is_noun("document", head) and mention.core > 1:
        return "document"
    return "named_person"


def _of_noun(mention: Mention) -> SourceType:
    known = lists()
    head = mention.head
    if mention.named_behind and known.is_noun("person", head):
        return "named_person"
    if known.has("collective", head) or (mention.first in _QUANTIFIERS and not known.has("document", head)):
        return "collective"
    if known.is_noun("person", head):
        return _of_person(mention)
    if known.is_noun("organisation", head):
        return _of_organisation(mention)
    if known.is_noun("document", head):
        return "document"
    if head.endswith("s") and not head.endswith("ss"):
        return "collective"
    return "anaphor" if mention.first in _DEFINITE | _OWNERS else "unnamed_person"


def _of_person(mention: Mention) -> SourceType:
    known = lists()
    head = mention.head
    if not known.has("person", head):  # a plural
        counted = mention.first in _ARTICLES or mention.first.isdigit()
        return "unnamed_person" if counted else "collective"
    if mention.first in _DEFINITE and not mention.follows:
        return "anaphor"
    return "unnamed_person"


def _of_organisation(mention: Mention) -> SourceType:
    known = lists()
    if mention.has_name or mention.first in _OWNERS or mention.follows in {"of", ","}:
        return "named_org"
    if not known.has("organisation", mention.head):
        return "collective"
    if mention.first in _DEFINITE:
        return "named_org" if mention.core > _PLAIN else "anaphor"  # "the interior ministry", but "the ministry"
    return "collective"
