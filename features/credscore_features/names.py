"""The persons that a text names: where, by which given names, and under which titles."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from credscore_features.attribution.kinds import lists
from credscore_features.attribution.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from credscore_features.finding import Finding, Span
    from credscore_features.reading import Reading

Sex: TypeAlias = Literal["men", "women"]
_OPPOSITE: Mapping[Sex, Sex] = {"men": "women", "women": "men"}
_SPACES = frozenset((" ", "\xa0"))
_STOPS = frozenset((". ", ".\xa0"))
_NAME_WORDS = 4
"""Longest name in words; in longer runs of capitals (headlines) the last two count."""
_TITLE_WORDS = 6
"""How many words before a name may tell what its bearer is."""
_APPOSITION_WORDS = 10
"""How many words behind a name and a comma may."""
_CACHED = 4096
"""Words whose place in the lists is remembered."""


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("antecedents.toml").read_text("utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """A word list of ``antecedents.toml``, lower case."""
    return frozenset(_table()["words"][name].split())


@cache
def _same() -> Mapping[str, tuple[str, ...]]:
    return {title: tuple(called.split()) for title, called in _table()["same"].items()}


@cache
def _openers() -> frozenset[str]:
    return lists().words["title"] | words("abbreviations") | words("men_named") | words("women_named")


@cache
def _told_by(sex: Sex) -> frozenset[str]:
    return words(sex) | words(f"{sex}_named")


@lru_cache(maxsize=_CACHED)
def _is_one_of(groups: tuple[str, ...], word: str) -> bool:
    return any(lists().is_noun(group, word) for group in groups)


def _is_common(word: str) -> bool:
    is_determiner = word in lexicon().determiners or word.partition("'")[0] in lexicon().pronouns
    return (
        is_determiner
        or word in words("abbreviations")
        or _is_one_of(("title", "person", "collective", "organisation"), word)
    )


class Name(NamedTuple):
    """A person's name at one place.

    Attributes:
        surname: its last word, lower case, apostrophes straight, without a possessive ending.
        first: index of its first word in the reading; titles are left out.
        last: index of its surname.
        full: a given name or an initial stands before the surname.
        told: titles and given name, lower case.
    """

    surname: str
    first: int
    last: int
    full: bool
    told: frozenset[str]


class Names:
    """The persons of a text: those to whom it gives a title or a common given name, and those who are its sources.

    Args:
        reading: the text.
        sources: findings; what is a ``named_person`` among their sources is a name as well.
    """

    def __init__(self, reading: Reading, sources: Iterable[Finding]) -> None:
        self.reading = reading
        self._sources = [f.part("source")[0] for f in sources if f.source_type == "named_person" and f.part("source")]
        self._of: dict[Span, Name | None] = {}

    @cached_property
    def _named(self) -> Mapping[str, list[Name]]:
        """By surname, the places, in text order, at which a name is known to be one."""
        in_sources = [name for span in self._sources if (name := self.of(span))]
        named: dict[str, list[Name]] = {}
        for name in sorted({*in_sources, *self._opened()}, key=lambda n: (n.last, n.first)):
            named.setdefault(name.surname, []).append(name)
        return named

    def _opened(self) -> Iterator[Name]:
        places = self.reading.places
        for opener in _openers() & places.keys():
            for start in places[opener]:
                name = self._run(self.reading.words_in(start, start + 1)[0], len(self.reading.words) - 1)
                if name is not None:
                    yield name

    @cached_property
    def _mentions(self) -> tuple[list[int], list[str]]:
        found = sorted(
            (start, surname)
            for surname in self._named
            for form in (surname, f"{surname}'s")
            for start in self.reading.places.get(form, ())
            if self.reading.text[start].isupper() and not self._is_modifier(start)
        )
        return [start for start, _ in found], [surname for _, surname in found]

    def _is_modifier(self, start: int) -> bool:
        """Whether the surname only stands before a noun: "the Lund campaign", "the Lund report"."""
        after = self.reading.words_in(start, start + 1)[1]
        nouns = ("organisation", "person", "document")
        return self._joins(after) and _is_one_of(nouns, self.reading.words[after].removesuffix("'s"))

    def mentions(self, start: int, end: int) -> list[tuple[int, str]]:
        """Where persons are named in a stretch, and their surnames, in text order."""
        starts, surnames = self._mentions
        part = slice(bisect_left(starts, start), bisect_left(starts, end))
        return list(zip(starts[part], surnames[part], strict=True))

    def of(self, source: Span) -> Name | None:
        """The name in a source: "Ada Lund" in "the ministry's spokeswoman, Ada Lund"; None where it holds none."""
        if source not in self._of:
            self._of[source] = self._first(source)
        return self._of[source]

    def _first(self, source: Span) -> Name | None:
        at, last = self.reading.words_in(*source)
        while at < last and self.reading.words[at] != "who":
            name = self._run(at, last - 1) if self._capital(at) else None
            if name is not None and not self._is_modifier(self.reading.word_starts[name.last]):
                return name
            at = name.last + 1 if name is not None else at + 1
        return None

    def _run(self, at: int, limit: int) -> Name | None:
        """The name that begins with this word or with the one behind this title; ``limit``: the last word allowed."""
        spoken = self.reading.words
        last = at
        while last < limit and not spoken[last].endswith("'s") and self._goes_on(last + 1, limit):
            last += 1
        while last > at and spoken[last] in words("suffixes"):
            last -= 1
        common = [n for n in range(at, last) if not self._is_name(n)]
        first = common[-1] + 1 if common else at
        first = last - 1 if last - first >= _NAME_WORDS else first
        surname = spoken[last].removesuffix("'s")
        if not self._is_name(last) or len(surname) == 1 or lists().has("organisation_name", surname):
            return None
        is_full = first < last and spoken[first] not in words("particles")
        return Name(surname, first, last, is_full, frozenset((*(spoken[n] for n in common), spoken[first])))

    def _goes_on(self, at: int, limit: int) -> bool:
        if not self._joins(at):
            return False
        is_particle = self.reading.words[at] in words("particles") and at < limit and self._joins(at + 1)
        return self._capital(at) or is_particle

    def _joins(self, at: int) -> bool:
        """Whether nothing but a space stands before a word, or the full stop of "Ms. Lund" and "J. Lund"."""
        reading = self.reading
        if not 0 < at < len(reading.words):
            return False
        gap, left = reading.text[reading.word_ends[at - 1] : reading.word_starts[at]], reading.words[at - 1]
        return gap in _SPACES or (gap in _STOPS and (len(left) == 1 or left in words("abbreviations")))

    def _capital(self, at: int) -> bool:
        return self.reading.text[self.reading.word_starts[at]].isupper()

    def _is_name(self, at: int) -> bool:
        """Whether a word may be part of a name: no list knows it as a common one."""
        word = self.reading.words[at].removesuffix("'s")
        return word in words("particles") or (self._capital(at) and not _is_common(word))

    def _is_title(self, at: int) -> bool:
        word = self.reading.words[at]
        return any(lists().has(group, word) for group in ("title", "person")) or word in words("abbreviations")

    def span(self, name: Name) -> Span:
        """Where a name stands, without titles and a possessive ending."""
        reading = self.reading
        ending = 2 if reading.words[name.last].endswith("'s") else 0
        return reading.word_starts[name.first], reading.word_ends[name.last] - ending

    def full(self, name: Name) -> Span | None:
        """The last full name before this one that ends in its surname.

        None where there is none, or where the text names several persons so and no title tells which one is meant.
        """
        known = [n for n in self._named.get(name.surname, ()) if n.full and n.last < name.first]
        before = known or [n for n in self._unopened(name.surname) if n.last < name.first]
        before = [n for n in before if not any(_contradict(n.told, name.told, sex) for sex in _OPPOSITE)]
        given = {self._given(n) for n in before}
        return self.span(before[-1]) if len(given) == 1 else None

    def _unopened(self, surname: str) -> Iterator[Name]:
        """Full names of a known surname that no title and no common given name opens."""
        spoken = self.reading.words
        for start, each in zip(*self._mentions, strict=True):
            if each == surname:
                last = self.reading.words_in(start, start + 1)[0]
                at = last
                while self._joins(at) and (self._is_passed_over(at) or at == last):
                    at -= 1
                if at < last and not self._is_passed_over(at) and self._is_name(at) and not _is_closed(spoken[at]):
                    yield Name(surname, at, last, full=True, told=frozenset((spoken[at],)))

    def _is_passed_over(self, at: int) -> bool:
        """Whether a word is an initial, or of a surname of several words ("van")."""
        return len(self.reading.words[at]) == 1 or self.reading.words[at] in words("particles")

    def _given(self, name: Name) -> str:
        """The word before the surname; initials and particles are passed over."""
        between = range(name.last - 1, name.first - 1, -1)
        return next((self.reading.words[at] for at in between if not self._is_passed_over(at)), "")

    def at(self, start: int) -> Name:
        """The known surname that starts at an offset, with whatever title or given name stands before it."""
        number = self.reading.words_in(start, start + 1)[0]
        surname = self.reading.words[number].removesuffix("'s")
        known = (n for n in self._named.get(surname, ()) if n.last == number)
        return next(known, Name(surname, number, number, full=False, told=frozenset()))

    def fits(self, surname: str, said: str) -> bool:
        """Whether no title or given name speaks against calling the surname's bearer "he", "she", "spokeswoman"."""
        sex = sex_of(said)
        told = frozenset().union(*(name.told for name in self._named.get(surname, ())))
        return sex is None or not told & _told_by(_OPPOSITE[sex]) or bool(told & _told_by(sex))

    @cached_property
    def descriptions(self) -> Mapping[str, frozenset[str]]:
        """By surname, what the titles and appositions beside the name, anywhere in the text, call its bearer."""
        return {
            surname: frozenset(each for name in named for word in self._beside(name) for each in _called(word))
            for surname, named in self._named.items()
        }

    def _beside(self, name: Name) -> Iterator[str]:
        spoken, closed = self.reading.words, _closed()
        for at in range(name.first - 1, max(-1, name.first - 1 - _TITLE_WORDS), -1):
            if not self._joins(at + 1) or not (self._is_title(at) or (at < name.first - 1 and self._capital(at))):
                break
            yield spoken[at]
        after = name.last + 1
        if after == len(spoken) or self.reading.text[self.reading.word_ends[name.last] :][:2] != ", ":
            return
        for at in range(after, min(after + _APPOSITION_WORDS, len(spoken))):
            is_article = at == after and spoken[at] in lexicon().determiners
            if (at > after and not self._joins(at)) or (spoken[at] in closed and not is_article):
                break
            yield spoken[at]


def sex_of(said: str) -> Sex | None:
    """Whether a pronoun or a noun is only said of men or only of women."""
    if said in words("he") | words("men"):
        return "men"
    return "women" if said in words("she") | words("women") else None


def _contradict(one: frozenset[str], other: frozenset[str], sex: Sex) -> bool:
    return bool(one & _told_by(sex)) and bool(other & _told_by(_OPPOSITE[sex]))


def _called(word: str) -> tuple[str, ...]:
    return word, *_same().get(word, ())


def _is_closed(word: str) -> bool:
    known = lexicon()
    return word in _closed() | known.fronted | known.adverbial_prepositions | known.time_words or known.is_adverb(word)


@cache
def _closed() -> frozenset[str]:
    known = lexicon()
    return (
        known.barriers
        | known.auxiliaries
        | known.link_prepositions
        | known.pronouns
        | known.determiners
        | known.clause_openers
        | {"and"}
    )
