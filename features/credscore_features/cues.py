"""Cue lists: words in a TOML file that anybody can edit, made into fast patterns.

A file holds groups::

    [[group]]
    name = "no_evidence"
    source = "where the list comes from"
    message = "What an editor is told."
    phrases = ["without <offer>/<provide> (any) evidence/proof", "no ...2 evidence"]
    unless = ["without evidence tampering"]

How a phrase is written:

==============  =====================================================================
``a/b``         either word
``(any)``       the word may be missing; ``(any/the)`` too
``<offer>``     any form of the verb: offer, offers, offering, offered
``alleg*``      any ending
``...``         up to three words between, within the sentence; ``...5`` up to five
==============  =====================================================================

Capitals do not matter, apostrophes and hyphens match in every style. ``patterns`` holds regular expressions for what
phrases cannot say. A cue that overlaps a match of ``unless`` does not count. Other keys of a group are kept in
``extra`` for the feature that reads them.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

from credscore_features.finding import SEVERITIES, Severity
from credscore_features.reading import WORD
from credscore_features.spans import Cover
from credscore_features.verbs import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from credscore_features.finding import Span
    from credscore_features.reading import Reading

_PIECE = re.compile(r"\((?P<optional>[^()]+)\)|\.\.\.(?P<gap>\d?)|(?P<word>[^\s()]+)")
_BETWEEN = r"[\s,]+"
_END = r"(?!\w)"
_GAP = r"(?:[^\S\n]+[^\s.;!?]+?,?){{0,{most}}}?"
_KNOWN = {"name", "label", "source", "message", "severity", "confidence", "phrases", "patterns", "unless"}


class CueError(ValueError):
    """A cue file says something that cannot be understood; the message names the file, the group and the value."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Cues that mean the same thing.

    Attributes:
        name: unique within the file; the last part of a finding's origin.
        label: the finding's label; the name where not given.
        source: where the list comes from.
        message: what an editor is told.
        severity: suggestion, warning, error, or None.
        confidence: 0 to 1.
        extra: other keys, for the feature that knows them.
    """

    name: str
    label: str
    source: str
    message: str = ""
    severity: Severity | None = None
    confidence: float = 1.0
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """One cue in a text."""

    group: Group
    start: int
    end: int
    cue: str
    """The phrase or pattern as the file has it."""


class Cues:
    """Groups of cues, found in a text.

    Args:
        groups: in the order in which they win when two match the same words.
    """

    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups = {group.name: group for group in groups}
        self._singles = {name: _Finder([group]) for name, group in self.groups.items()}
        self._vetoes = {
            name: _Finder([Group(**{**g.__dict__, "phrases": g.unless, "patterns": ()})])
            for name, g in self.groups.items()
            if g.unless
        }
        self._joint: dict[tuple[str, ...], _Finder] = {}

    def find(self, reading: Reading, *names: str) -> list[Match]:
        """Matches of the named groups (all, where none is named), longest where they overlap, in text order."""
        return longest(self.each(reading, *names))

    def each(self, reading: Reading, *names: str) -> Iterator[Match]:
        """As ``find``, but matches of different groups may overlap; group by group."""
        names = names or tuple(self.groups)
        if names not in self._joint:
            self._joint[names] = _Finder(self.groups[name] for name in names)
        by_group: dict[str, list[Match]] = {}
        for match in self._joint[names].find(reading):
            by_group.setdefault(match.group.name, []).append(match)
        for name in names:
            if name in by_group:
                yield from longest(self._allowed(reading, name, by_group[name]))

    def _allowed(self, reading: Reading, name: str, matches: list[Match]) -> list[Match]:
        if name not in self._vetoes:
            return matches
        vetoed = Cover((veto.start, veto.end) for veto in self._vetoes[name].find(reading))
        return [match for match in matches if not vetoed.touches(match.start, match.end)]

    def within(self, reading: Reading, name: str, start: int, end: int) -> Iterator[Span]:
        """Where a phrase of the group begins in a stretch of the text: for asking what stands around a cue."""
        return self._singles[name].within(reading, start, end)


def longest(matches: Iterable[Match]) -> list[Match]:
    """Drops every match that overlaps a longer one (the earlier one where equally long), in text order."""
    kept: list[Match] = []
    starts: list[int] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start)):
        at = bisect_left(starts, match.end)  # those kept do not overlap, so only the last one before can reach in
        if at == 0 or kept[at - 1].end <= match.start:
            kept.insert(at, match)
            starts.insert(at, match.start)
    return kept


def load(path: Path, *more: Path) -> Cues:
    """Reads a cue file; groups of the files in ``more`` extend those of the same name or are added.

    Raises:
        CueError: a file is not TOML, or a group lacks a name, has an unknown severity or an unreadable phrase.
    """
    groups: dict[str, Group] = {}
    for file in (path, *more):
        for group in _read(file):
            groups[group.name] = _joined(groups[group.name], group) if group.name in groups else group
    return Cues(groups.values())


def _joined(old: Group, new: Group) -> Group:
    return Group(
        **{
            **old.__dict__,
            "phrases": old.phrases + new.phrases,
            "patterns": old.patterns + new.patterns,
            "unless": old.unless + new.unless,
            "severity": new.severity or old.severity,
        }
    )


def _read(path: Path) -> Iterator[Group]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CueError(f"Cannot read the cue file {path}: {error}") from error
    if set(data) != {"group"} or not isinstance(data["group"], list):
        raise CueError(f"The cue file {path} must hold [[group]] tables and nothing else; it has {sorted(data)}.")
    for number, table in enumerate(data["group"], 1):
        yield _group(path, number, table)


def _group(path: Path, number: int, table: dict[str, Any]) -> Group:
    name = table.get("name")
    if not isinstance(name, str) or not name:
        raise CueError(f"Group {number} of the cue file {path} has no name.")
    try:
        return _checked(name, table)
    except CueError as error:
        raise CueError(f"Group {name!r} of {path}: {error}") from error


def _checked(name: str, table: dict[str, Any]) -> Group:
    severity = table.get("severity")
    if severity is not None and severity not in SEVERITIES:
        raise CueError(f"there is no severity {severity!r}. Known: {', '.join(SEVERITIES)}.")
    group = Group(
        name=name,
        label=_text(table, "label", name),
        source=_text(table, "source", ""),
        message=_text(table, "message", ""),
        severity=severity,
        confidence=_share(table, "confidence"),
        phrases=_texts(table, "phrases"),
        patterns=_texts(table, "patterns"),
        unless=_texts(table, "unless"),
        extra={key: value for key, value in table.items() if key not in _KNOWN},
    )
    _try_out(group)
    return group


def _text(table: dict[str, Any], key: str, default: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise CueError(f"`{key}` must be a text, not {value!r}.")
    return value


def _texts(table: dict[str, Any], key: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise CueError(f"`{key}` must be a list of texts, not {values!r}.")
    return tuple(values)


def _share(table: dict[str, Any], key: str) -> float:
    value = table.get(key, 1.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise CueError(f"`{key}` must be a number from 0 to 1, not {value!r}.")
    return float(value)


def _try_out(group: Group) -> None:
    """Raises where a phrase or a pattern cannot be read."""
    for phrase in (*group.phrases, *group.unless):
        _variants(phrase)
    for pattern in group.patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise CueError(f"the pattern {pattern!r} cannot be read: {error}.") from error


@dataclass(frozen=True, slots=True)
class _Entry:
    """One way in which a phrase can begin and go on."""

    group: Group
    pattern: str
    phrase: str


class _Bucket:
    """Phrases that begin with the same word; one pattern for all says first whether any can match."""

    def __init__(self, word: str) -> None:
        self._alone = _word(word) + _END
        self._entries: list[_Entry] = []
        self._words: list[_Entry] = []

    def add(self, entry: _Entry) -> None:
        """Phrases of that one word match wherever it stands, so they need no pattern."""
        (self._words if entry.pattern == self._alone else self._entries).append(entry)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return _compiled("|".join(dict.fromkeys(entry.pattern for entry in self._entries)))

    def at(self, text: str, offsets: Iterable[int], length: int) -> Iterator[Match]:
        """Every phrase that matches where the bucket's word, of that length, stands."""
        may_match = self._any.match if self._entries else None
        for offset in offsets:
            for entry in self._words:
                yield Match(entry.group, offset, offset + length, entry.phrase)
            if may_match and may_match(text, offset):
                for entry in self._entries:
                    match = _compiled(entry.pattern).match(text, offset)
                    if match:
                        yield Match(entry.group, offset, match.end(), entry.phrase)


class _Finder:
    """Phrases of some groups, looked up by their first word, and patterns, searched in the whole text."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._by_word: dict[str, _Bucket] = {}
        self._by_stem: dict[str, _Bucket] = {}
        self._patterns: list[tuple[Group, str]] = []
        for group in groups:
            self._patterns += [(group, pattern) for pattern in group.patterns]
            for phrase in group.phrases:
                self._add(group, phrase)
        self._stems = tuple(self._by_stem)

    def _add(self, group: Group, phrase: str) -> None:
        for first, pattern in _variants(phrase):
            index = self._by_stem if first.endswith("*") else self._by_word
            # "so-called" is one word of a text, and "so called" two: it is looked up by both.
            for word in {first.rstrip("*"), first.partition("-")[0].rstrip("*")}:
                index.setdefault(word, _Bucket(word)).add(_Entry(group, pattern, phrase))

    def find(self, reading: Reading) -> Iterator[Match]:
        """Every phrase and pattern that matches, in no order."""
        places, text = reading.places, reading.text
        words = [w for w in places if w in self._by_word or (self._stems and w.startswith(self._stems))]
        for word in words:
            for bucket in self._buckets(word):
                yield from bucket.at(text, places[word], len(word))
        for group, pattern in self._patterns:
            for match in _compiled(pattern).finditer(text):
                # A group called "cue" marks the words that matter where the pattern also reads what is around them.
                span = match.span("cue") if "cue" in match.re.groupindex else match.span()
                if span[0] < span[1]:
                    yield Match(group, *span, pattern)

    def within(self, reading: Reading, start: int, end: int) -> Iterator[Span]:
        """Spans of phrases that begin in a stretch; word by word, so the stretch should be short."""
        first, last = reading.words_in(start, end)
        words, starts = reading.words[first:last], reading.word_starts
        for at, word in enumerate(words, first):
            if word in self._by_word or (self._stems and word.startswith(self._stems)):
                for bucket in self._buckets(word):
                    for match in bucket.at(reading.text, (starts[at],), len(word)):
                        yield match.start, match.end

    def _buckets(self, word: str) -> list[_Bucket]:
        """What can begin with a word of a text."""
        found = [self._by_word[word]] if word in self._by_word else []
        return found + [self._by_stem[stem] for stem in self._stems if word.startswith(stem)]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _variants(phrase: str) -> list[tuple[str, str]]:
    """(first word, pattern) for each way in which a phrase can begin."""
    pieces = list(_PIECE.finditer(phrase))
    begins: list[tuple[str, str]] = []
    for at, piece in enumerate(pieces):
        if piece["gap"] is not None:
            break
        words = _alternatives(piece["optional"] or piece["word"], phrase)
        rest = "".join(_pattern(p, phrase) for p in pieces[at + 1 :])
        begins += [(_first(word, phrase), _word(word) + rest + _END) for word in words]
        if piece["optional"] is None:
            return begins
    raise CueError(f"The phrase {phrase!r} must begin with a word.")


def _alternatives(piece: str, phrase: str) -> list[str]:
    """Words (or words in a row) that a piece stands for; ``<verb>`` becomes its forms."""
    out: list[str] = []
    for choice in piece.split("/"):
        parts = [forms(p[1:-1]) if p.startswith("<") and p.endswith(">") else (p,) for p in choice.split()]
        if not parts:
            raise CueError(f"The phrase {phrase!r} has an empty alternative.")
        out += [" ".join(words) for words in product(*parts)]
    return out


def _pattern(piece: re.Match[str], phrase: str) -> str:
    if piece["gap"] is not None:
        return _GAP.format(most=int(piece["gap"] or 3))
    words = "|".join(_word(word) for word in _alternatives(piece["optional"] or piece["word"], phrase))
    return f"(?:{_BETWEEN}(?:{words})){'?' if piece['optional'] else ''}"


def _word(words: str) -> str:
    escaped = re.escape(words).replace("'", "['’]").replace(r"\-", r"[-‐‑–\s]?")
    return escaped.replace(r"\ ", _BETWEEN).replace(r"\*", r"[\w’'\-]*")


def _first(words: str, phrase: str) -> str:
    match = WORD.match(words)
    if match is None:
        raise CueError(f"The phrase {phrase!r} must begin with a letter or a digit.")
    first = match.group().lower()
    return f"{first}*" if words[match.end() : match.end() + 1] == "*" else first
