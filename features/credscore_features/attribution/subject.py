"""The noun phrase beside a verb: who says it. Word numbers, first and last inclusive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from credscore_features.attribution.lexicon import lexicon

if TYPE_CHECKING:
    from credscore_features.attribution.group import Verbs
    from credscore_features.attribution.line import Line

Words: TypeAlias = tuple[int, int]

MAX_WORDS = 30
"""Longest source in words; beyond it the phrase was misread."""

_DASH = re.compile(r"[–—]|\s-{1,2}\s|--")
_ED = re.compile(r"[a-z]{2,}ed$")


def before(line: Line, verb: int, verbs: Verbs) -> Words | None:
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


def phrase_before(line: Line, end: int, verbs: Verbs) -> Words | None:
    """The noun phrase whose last word is the one before ``end``."""
    words = lexicon()
    last = _without_time(line, end - 1)
    if last < line.first or line.word(last) in words.barriers - words.pronouns:
        return None
    if line.word(last) in words.pronouns:
        return last, last
    at = _leftmost(line, last, end, verbs)
    while (beyond := _beyond_clause(line, at, verbs)) is not None and last - beyond < MAX_WORDS:
        at = _leftmost(line, beyond, end, verbs)
    at = _trimmed(line, at, last)
    if any(line.word(n) == "and" for n in range(at, last)):
        at = _list_start(line, at, verbs)
    return (at, last) if at <= last and not _is_time(line, at, last) else None


def _list_start(line: Line, at: int, verbs: Verbs) -> int:
    """First item of "Alba, Brink and Cole"."""
    while at > line.first and line.gap(at) == ", ":
        item = phrase_before(line, at, verbs)
        if item is None or not _is_item(line, item):
            break
        at = item[0]
    return at


def _is_item(line: Line, item: Words) -> bool:
    words = lexicon()
    alike = line.capital(item[1]) or line.word(item[0]) in words.determiners
    return alike and _stands_free(line, item[0]) and not _is_adverbial(line, item)


def _leftmost(line: Line, at: int, end: int, verbs: Verbs) -> int:
    stop = max(line.first, end - MAX_WORDS)
    while at > stop and _goes_on(line, at, verbs) and _balanced(line, at, end):
        at -= 1
    return at


def _beyond_clause(line: Line, at: int, verbs: Verbs) -> int | None:
    """The noun that a clause inside the subject hangs on: "a note posted on the door", "voters who backed her"."""
    if at - 2 < line.first or line.comma(at) or line.breaks(at):
        return None
    words = lexicon()
    left = at - 1
    if line.word(left) in words.link_prepositions and is_finite(line, left - 1, verbs):
        left -= 1
    elif not is_finite(line, left, verbs):
        return None
    for number in range(left, max(line.first, left - MAX_CLAUSE), -1):
        if line.comma(number) or line.breaks(number):
            return None
        word = line.word(number)
        is_reduced = number == left and left < at - 1 and word.endswith("ed") and number > line.first
        if word in {"who", "that", "which"} or is_reduced:
            noun = line.word(number - 1)
            is_noun = noun not in words.auxiliaries | words.pronouns and not is_finite(line, number - 1, verbs)
            return number - 1 if is_noun and not line.comma(number) else None
    return None


MAX_CLAUSE = 7
"""Longest clause inside a subject, in words."""


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


def _goes_on(line: Line, at: int, verbs: Verbs) -> bool:
    """Whether the noun phrase that begins at ``at`` reaches one word further to the left."""
    words = lexicon()
    left, here = line.word(at - 1), line.word(at)
    is_name = line.capital(at) and line.capital(at - 1)
    if line.comma(at) or line.breaks(at) or left in words.barriers:
        return False
    if left in {"and", "&"}:
        return _joined(line, at, verbs)
    is_pronoun = left in words.pronouns - words.determiners and here != "of"
    if is_pronoun or (left in words.time_words and not is_name) or is_finite(line, at - 1, verbs):
        return False
    if left in words.link_prepositions:
        return at - 2 >= line.first and _links(line, at, verbs)
    # "This Morning" and "The Times" may stand inside a name.
    return is_name or here not in words.determiners or left in words.determiners


def _joined(line: Line, at: int, verbs: Verbs) -> bool:
    """As in "Cohen and DeLong", "the union and the ministry": both sides look alike."""
    if at - 2 < line.first or line.comma(at - 1):
        return False
    words = lexicon()
    if line.word(at - 2) in words.pronouns | words.auxiliaries or is_finite(line, at - 2, verbs):
        return False
    return not words.is_adverb(line.word(at - 2)) and line.word(at - 2) not in words.barriers | words.link_prepositions


def _links(line: Line, at: int, verbs: Verbs) -> bool:
    """Whether the preposition before ``at`` hangs on a noun: "a spokesman for the ministry"."""
    words = lexicon()
    noun = line.word(at - 2)
    if line.comma(at - 1) or line.breaks(at - 1):
        return False
    if line.word(at - 1) == "of":
        return noun not in words.subjects | words.relatives
    if noun in words.pronouns - {"many", "some", "others", "one", "most", "few", "those", "both"}:
        return False
    return not (is_finite(line, at - 2, verbs) or words.is_adverb(noun) or noun in words.barriers | words.time_words)


def _trimmed(line: Line, at: int, last: int) -> int:
    """Drops what cannot begin a noun phrase: adverbs, conjunctions, prepositions."""
    words = lexicon()
    droppable = (words.link_prepositions | words.time_words | words.adverbs) - words.determiners
    droppable |= {"and", "but", "or", "so", "yet"}
    while at < last and (line.word(at) in droppable or (words.is_adverb(line.word(at)) and not line.capital(at))):
        at += 1
    return at


def is_finite(line: Line, at: int, verbs: Verbs) -> bool:
    """Whether the word looks like a verb at which a subject would have ended."""
    words = lexicon()
    word = line.word(at)
    if word in words.auxiliaries or word in words.finite_verbs:
        return True
    if line.capital(at) and at > line.first:
        return False
    if word in verbs.past:
        return line.word(at - 1) not in words.determiners - words.pronouns
    if word in verbs.all:  # a noun of the same form stands behind a determiner or an adjective: "the report"
        return line.word(at - 1) in words.subjects | words.relatives | {"to"}
    return bool(_ED.match(word)) and word not in words.not_past and line.word(at - 1) not in words.determiners


def has_verb(line: Line, at: int) -> bool:
    """Whether an auxiliary or a common finite verb stands at or behind ``at``: a clause and not a mere phrase."""
    words = lexicon()
    return any(line.word(n) in words.auxiliaries | words.finite_verbs for n in range(at, line.last))


def _with_apposition(line: Line, verb: int, verbs: Verbs, mark: re.Pattern[str]) -> Words | None:
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
    """As in "On Sunday", "Last week": no subject."""
    words = lexicon()
    return all(line.word(at) in words.time_words | words.determiners for at in range(head[0], head[1] + 1))


def _is_time(line: Line, first: int, last: int) -> bool:
    """As in "today", "last week": a time and nobody; but "May" alone may be a name."""
    words = lexicon()
    spoken = {line.word(at) for at in range(first, last + 1)}
    if spoken <= words.month_names and line.capital(first):
        return False
    return bool(spoken & words.time_words) and spoken <= words.time_words | words.determiners


def after(line: Line, at: int, verbs: Verbs, *, wide: bool = False, initial: bool = False) -> Words | None:
    """The source that begins at ``at``, behind its cue: "said Ms. Pew, a teacher".

    Args:
        line: the sentence.
        at: its first word.
        verbs: forms of cue verbs.
        wide: everything up to a comma belongs to it ("according to a memo released on Friday").
        initial: the cue opens the sentence, so that the content and not an apposition may follow the comma.
    """
    if at >= line.last or line.comma(at) or (line.breaks(at) and not wide):
        return None
    last = _end_of_part(line, at) if wide else _phrase_end(line, at, verbs)
    if last is None or _is_time(line, at, last):
        return None
    while last + 1 < line.last and line.comma(last + 1) and not line.breaks(last + 1):
        end = _end_of_part(line, last + 1)
        opener = line.word(last + 1)
        if not _is_trailing_apposition(line, last + 1, end) or (initial and opener not in APPOSITION_OPENERS):
            break
        last = end
    words = lexicon()
    while last > at and line.word(last) in words.time_words and not wide:
        last -= 1
    return at, last


APPOSITION_OPENERS = frozenset(("a", "an", "who", "which", "whose"))
"""Words that begin an apposition more often than a clause."""


def _is_trailing_apposition(line: Line, at: int, end: int) -> bool:
    """Between commas, or up to the end of the sentence where the sentence's own clause is not resumed."""
    words = lexicon()
    opener = line.word(at)
    if opener in (words.clause_openers - words.relatives) | words.subjects | {"or", "in", "on"} or line.word(
        at
    ).endswith("ing"):
        return False
    return end + 1 >= line.last or line.comma(end + 1) or line.breaks(end + 1)


def _end_of_part(line: Line, at: int) -> int:
    """Last word before the next comma, quotation mark or dash."""
    last = at
    while last + 1 < line.last and not line.comma(last + 1) and not line.breaks(last + 1):
        last += 1
    return last


def before_participle(line: Line, verb: int, verbs: Verbs) -> Words | None:
    """A noun right before a participle: "with voters saying", "it ended with Ms. Pew asking"."""
    if verb <= line.first or line.comma(verb) or line.breaks(verb):
        return None
    words = lexicon()
    left = line.word(verb - 1)
    if left in words.link_prepositions | words.adverbial_prepositions | words.barriers or is_finite(
        line, verb - 1, verbs
    ):
        return None
    return phrase_before(line, verb, verbs)


def possessor(line: Line, noun: int, verbs: Verbs) -> Words | None:
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


def _phrase_end(line: Line, at: int, verbs: Verbs) -> int | None:
    words = lexicon()
    if line.word(at) in words.pronouns & words.subjects:
        return at
    begins = line.capital(at) or line.word(at) in words.determiners | words.pronouns
    if not begins and line.word(at) in words.link_prepositions | words.barriers | words.time_words | words.subjects:
        return None
    last = at
    while last + 1 < line.last and last - at < MAX_WORDS and _goes_right(line, last + 1, verbs):
        last += 1
    return last


def _goes_right(line: Line, at: int, verbs: Verbs) -> bool:
    words = lexicon()
    word = line.word(at)
    if line.comma(at) or line.breaks(at):
        return False
    if word in {"of", "for", "from", "at", "to", "and", "&", "who", "by", "with"}:
        return word != "with" or not is_finite(line, at - 1, verbs)
    if word in words.adverbial_prepositions | words.barriers | words.subjects:
        return False
    return word not in words.time_words or line.word(at - 1) in words.determiners


def of_sentence(line: Line, verb: int, verbs: Verbs) -> Words | None:
    """The subject of the sentence's main clause, for a participle or a joined verb that has none of its own."""
    at = line.first
    words = lexicon()
    opener = line.word(at)
    if opener in words.adverbial_prepositions | words.barriers or words.is_adverb(opener) or opener.endswith("ing"):
        at = next((n for n in range(at + 1, line.last) if line.comma(n)), at)
    while at < line.last and line.word(at) in {"and", "but", "so", "yet", "or", "meanwhile"}:
        at += 1
    limit = min(verb if at < verb else line.last, at + MAX_WORDS)
    end = next((n for n in range(at + 1, limit) if is_finite(line, n, verbs)), None)
    if end is None or _is_time(line, at, end - 1):
        return None
    while end > at + 1 and (words.is_adverb(line.word(end - 1)) or line.word(end - 1) == "to"):
        end -= 1
    if line.comma(end) and (head := next((n for n in range(at + 1, end) if line.comma(n)), None)):
        return (at, end - 1) if line.word(head) not in words.subjects else (at, head - 1)
    return at, end - 1
