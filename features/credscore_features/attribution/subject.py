"""The noun phrase beside a verb: who says it. Word numbers, first and last inclusive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from credscore_features.attribution.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Container

    from credscore_features.attribution.line import Line

Words: TypeAlias = tuple[int, int]

MAX_WORDS = 30
"""Longest source in words; beyond it the phrase was misread."""

_DASH = re.compile(r"[–—]|\s-{1,2}\s|--")
_ED = re.compile(r"[a-z]{2,}ed$")
_NOT_PAST = frozenset(
    "united red hundred indeed so-called armed need speed seed unnamed retired detained elected left wounded injured"
    " accused alleged".split()
)


def before(line: Line, verb: int, verbs: Container[str]) -> Words | None:
    """The subject that ends right before the verb group.

    Args:
        line: the sentence.
        verb: first word of the verb group.
        verbs: forms of cue verbs, at which a phrase read from right to left ends.
    """
    if verb <= line.first:
        return None
    if _DASH.search(line.gap(verb)):
        return _with_apposition(line, verb, verbs, _DASH)
    if line.breaks(verb):
        return None
    if line.comma(verb):
        return _with_apposition(line, verb, verbs, re.compile(","))
    return phrase_before(line, verb, verbs)


def phrase_before(line: Line, end: int, verbs: Container[str]) -> Words | None:
    """The noun phrase whose last word is the one before ``end``."""
    words = lexicon()
    last = at = _without_time(line, end - 1)
    if last < line.first or line.word(last) in words.barriers - words.pronouns:
        return None
    if line.word(last) in words.pronouns:
        return last, last
    while at > line.first and last - at < MAX_WORDS and _goes_on(line, at, verbs) and _balanced(line, at, end):
        at -= 1
    at = _trimmed(line, at, last)
    return (at, last) if at <= last else None


def _without_time(line: Line, last: int) -> int:
    """Steps back over "on Sunday" and "last week" between a subject and its verb."""
    words = lexicon()
    at = last
    while at > line.first and line.word(at) in words.time_words and not line.comma(at):
        at -= 1
    if at < last and line.word(at) in {"on", "late", "early", "in"} and at > line.first:
        at -= 1
    return at


def _balanced(line: Line, at: int, end: int) -> bool:
    """No bracket opens before ``at`` that does not close before ``end``."""
    return "(" not in line.gap(at) or ")" in line.text[line.starts[at] : line.starts[end - 1]] + line.gap(end)


def _goes_on(line: Line, at: int, verbs: Container[str]) -> bool:
    """Whether the noun phrase that begins at ``at`` reaches one word further to the left."""
    words = lexicon()
    left, here = line.word(at - 1), line.word(at)
    if "," in line.gap(at) or line.breaks(at):
        return False
    if left in words.barriers or left in words.pronouns - words.determiners:
        return False
    if left in words.time_words and not (line.capital(at - 1) and line.capital(at)):
        return False
    if left in {"and", "&"}:
        return _joined(line, at, verbs)
    if is_finite(line, at - 1, verbs):
        return False
    if left in words.link_prepositions:
        return at - 2 >= line.first and _links(line, at, verbs)
    if here in words.determiners and left not in words.determiners:
        return False
    return True


def _joined(line: Line, at: int, verbs: Container[str]) -> bool:
    """"Cohen and DeLong", "the union and the ministry": both sides look alike."""
    if at - 2 < line.first or line.comma(at - 1):
        return False
    words = lexicon()
    if line.word(at - 2) in words.pronouns | words.auxiliaries or is_finite(line, at - 2, verbs):
        return False
    return not words.is_adverb(line.word(at - 2)) and line.word(at - 2) not in words.barriers | words.link_prepositions


def _links(line: Line, at: int, verbs: Container[str]) -> bool:
    """Whether the preposition before ``at`` hangs on a noun: "a spokesman for the ministry"."""
    words = lexicon()
    noun = line.word(at - 2)
    if line.comma(at - 1) or line.breaks(at - 1):
        return False
    if line.word(at - 1) == "of":
        return True
    if noun in words.pronouns - {"many", "some", "others", "one", "most", "few", "those", "both"}:
        return False
    return not (is_finite(line, at - 2, verbs) or words.is_adverb(noun) or noun in words.barriers | words.time_words)


def _trimmed(line: Line, at: int, last: int) -> int:
    """Drops what cannot begin a noun phrase: adverbs, conjunctions, prepositions."""
    words = lexicon()
    droppable = words.link_prepositions | words.time_words | {"and", "but", "or", "so", "yet", "then", "now", "also"}
    while at < last and (line.word(at) in droppable - words.determiners or words.is_adverb(line.word(at))):
        at += 1
    return at


def is_finite(line: Line, at: int, verbs: Container[str]) -> bool:
    """Whether the word looks like a verb at which a subject would have ended."""
    words = lexicon()
    word = line.word(at)
    if word in words.auxiliaries or word in words.finite_verbs:
        return True
    if line.capital(at) and at > line.first:
        return False
    if word in verbs:
        # A noun of the same form ("the report", "a senior state official") follows a determiner or an adjective.
        return word.endswith(("ed", "id", "ld", "te", "said", "ing")) or (
            line.word(at - 1) in words.pronouns or line.word(at - 1) == "to"
        )
    return bool(_ED.match(word)) and word not in _NOT_PAST and line.word(at - 1) not in words.determiners


def _with_apposition(line: Line, verb: int, verbs: Container[str], mark: re.Pattern[str]) -> Words | None:
    """A subject with something between commas or dashes behind it: "Ilse Brandt, who runs the port, said"."""
    words = lexicon()
    for at in range(line.first + 1, verb):
        if mark.search(line.gap(at)) and _may_be_apposition(line, at):
            head = phrase_before(line, at, verbs)
            if head is not None and _stands_free(line, head[0]) and not _is_adverbial(line, head):
                aside = all(words.is_adverb(line.word(n)) or line.word(n) in words.asides for n in range(at, verb))
                return head if aside else (head[0], verb - 1)
    return None


def _stands_free(line: Line, at: int) -> bool:
    """Nothing before this word belongs to its phrase."""
    if at == line.first or line.comma(at) or line.breaks(at):
        return True
    left = line.word(at - 1)
    return left in lexicon().barriers | {"and", "but", "or", "yet", "so"}


def _may_be_apposition(line: Line, at: int) -> bool:
    word = line.word(at)
    words = lexicon()
    return word not in words.subjects | {"and", "but", "or", "so", "yet"} | words.auxiliaries


def _is_adverbial(line: Line, head: Words) -> bool:
    """"On Sunday", "Last week": no subject."""
    words = lexicon()
    return all(line.word(at) in words.time_words | words.determiners for at in range(head[0], head[1] + 1))


def after(line: Line, at: int, verbs: Container[str], *, alone: bool = False) -> Words | None:
    """The subject that begins at ``at``, behind its verb: "said Ms. Pew, a teacher"."""
    words = lexicon()
    if at >= line.last or line.comma(at) or line.breaks(at):
        return None
    last = _phrase_end(line, at, verbs)
    if last is None:
        return None
    while not alone and last + 1 < line.last and line.comma(last + 1) and not line.breaks(last + 1):
        word = line.word(last + 1)
        if word.endswith("ing") or word in {"who", "which", "and", "but", "or", "when", "while", "as", "after", "before", "in", "on"}:
            break
        last = _apposition_end(line, last + 1)
    return at, last if line.word(last) not in words.time_words or last == at else last - 1


def possessor(line: Line, noun: int, verbs: Container[str]) -> Words | None:
    """Whose claim it is: "his", "the mayor's"; adjectives may stand between."""
    words = lexicon()
    for at in range(noun - 1, max(line.first, noun - MAX_ADJECTIVES) - 1, -1):
        word = line.word(at)
        if line.comma(at + 1) or line.breaks(at + 1) or word in words.barriers | words.link_prepositions:
            return None
        if word in words.possessives:
            return at, at
        if word.endswith(("'s", "s'")):
            phrase = phrase_before(line, at + 1, verbs)
            return phrase if phrase and phrase[1] == at else None
    return None


MAX_ADJECTIVES = 4
"""How far before a noun its possessor may stand."""


def _phrase_end(line: Line, at: int, verbs: Container[str]) -> int | None:
    words = lexicon()
    if line.word(at) in words.pronouns & words.subjects:
        return at
    if not (line.capital(at) or line.word(at) in words.determiners or line.word(at) in words.pronouns):
        # "said police", "says former minister Ann Low": a bare noun, at most some words before the name.
        if line.word(at) in words.link_prepositions | words.barriers | words.time_words | words.subjects:
            return None
    last = at
    while last + 1 < line.last and last - at < MAX_WORDS and _goes_right(line, last + 1, verbs):
        last += 1
    return last


def _goes_right(line: Line, at: int, verbs: Container[str]) -> bool:
    words = lexicon()
    word = line.word(at)
    if "," in line.gap(at) or line.breaks(at):
        return False
    if word in {"of", "for", "from", "at", "to", "and", "&", "who", "by", "with"}:
        return word != "with" or not is_finite(line, at - 1, verbs)
    if word in words.adverbial_prepositions | words.barriers | words.subjects:
        return False
    if word in words.time_words and line.word(at - 1) not in words.determiners:
        return False
    return True


def _apposition_end(line: Line, at: int) -> int:
    last = at
    while last + 1 < line.last and not line.comma(last + 1) and not line.breaks(last + 1):
        last += 1
    return last


def of_sentence(line: Line, verb: int, verbs: Container[str]) -> Words | None:
    """The subject of the sentence's main clause, for a participle or a joined verb that has none of its own."""
    at = line.first
    words = lexicon()
    if line.word(at) in words.adverbial_prepositions | words.barriers or words.is_adverb(line.word(at)):
        at = next((n for n in range(at + 1, verb) if line.comma(n)), at)
    if line.word(at) in {"and", "but", "so", "yet", "or"}:
        at += 1
    for end in range(at, min(verb, at + MAX_WORDS)):
        if end > at and is_finite(line, end, verbs):
            while end > at and words.is_adverb(line.word(end - 1)):
                end -= 1
            return (at, end - 1) if end > at else None
    return None
