"""Specificity: figures, dates and names, which a reader could look up; and whose person the text speaks in."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.cues import Cues, load
from credscore_features.feature import Column, Feature, Scope
from credscore_features.specificity.names import names

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent

COLUMNS = (
    Column(
        name="figure_density",
        unit="per 100 words",
        summary="Figures, in digits or in words.",
        better="higher",
    ),
    Column(
        name="quantity_density",
        unit="per 100 words",
        summary="Amounts of money, percentages and measures with their unit.",
        better="higher",
    ),
    Column(name="date_density", unit="per 100 words", summary="Months and years.", better="higher"),
    Column(
        name="day_density",
        unit="per 100 words",
        summary="Days of the week, yesterday, today, tomorrow: when the news happened.",
        better="higher",
    ),
    Column(name="time_density", unit="per 100 words", summary="Hours, weeks, months ago: other words of time."),
    Column(
        name="name_density",
        unit="per 100 words",
        summary="Names: runs of words with a capital inside a sentence.",
        better="higher",
    ),
    Column(name="distinct_names", unit="per 100 words", summary="Different names: the same one counts once."),
    Column(name="full_name_density", unit="per 100 words", summary="Names of two words or more."),
    Column(
        name="record_density",
        unit="per 100 words",
        summary="Documents, data and acts that leave a record: what a reader could look up.",
        better="higher",
    ),
    Column(
        name="institution_density",
        unit="per 100 words",
        summary="Courts, ministries, universities and other institutions.",
        better="higher",
    ),
    Column(
        name="role_density",
        unit="per 100 words",
        summary="Offices that identify a person: spokeswoman, professor, senator.",
        better="higher",
    ),
    Column(name="dateline", unit="count", summary="1 where it opens with a place and an agency or a dash, else 0."),
    Column(name="first_person_density", unit="per 100 words", summary="I, me, my outside quotation marks."),
    Column(name="we_density", unit="per 100 words", summary="We, us, our outside quotation marks."),
    Column(name="third_person_density", unit="per 100 words", summary="He, she, his, her: what persons do."),
)

_QUANTITY = re.compile(r"[$£€¥]\s?\d|\d\s?%")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d(?:s|-\d\d)?")
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ž]"
_AGENCY = r"\((?:[A-Z][\w/ .&-]{1,30}|[a-z]{3})\)"
_PLACE = rf"{_CAPITAL}[\w.'’\- ]+(?:,\s{_CAPITAL}[\w.]+)*"
_DATELINE = re.compile(
    rf"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\- ]{{2,}}(?:,\s{_CAPITAL}[\w.]*){{0,3}}(?:,?\s\w+\.?\s\d{{1,2}})?\s*"
    rf"(?:{_AGENCY}\s*)?[—–-]+\s"
    rf"|{_PLACE}(?:,?\s\w+\.?\s\d{{1,2}})?\s{_AGENCY}\s*[—–-]+\s"
    rf"|{_PLACE}\s\((?:AP|Reuters|AFP|UPI|dpa|CNN)\)"
)
"""A place in capitals and a dash, or a place, any agency in brackets and a dash; the best known need no dash."""


def make(*more: Path) -> Feature:
    """The feature with its own words and those of the user's files."""
    return Feature(
        name="specificity",
        summary="Figures, dates, names and other things that a reader could look up.",
        source=(
            "Horne and Adali (2017), This just in; Rashkin et al. (2017), Truth of varying shades;"
            " the signs that hold over corpora"
        ),
        measure=partial(measure_specificity, _table(load(FOLDER / "cues.toml", *more))),
        columns=COLUMNS,
        folder=FOLDER,
        reload=lambda paths: make(*paths),
    )


def _table(cues: Cues) -> Mapping[str, str]:
    """The group of each word."""
    return {word.lower(): group.name for group in cues.groups.values() for word in group.phrases}


def measure_specificity(table: Mapping[str, str], scope: Scope) -> dict[str, float]:
    """Every column; densities of the whole scope, persons only outside quotation marks."""
    counts = _counts(table, scope)
    found = list(names(scope))
    per_100 = scope.per_100_words
    return {
        "figure_density": per_100(counts["digits"] + counts["number_word"]),
        "quantity_density": per_100(len(_QUANTITY.findall(scope.text)) + counts["unit"]),
        "date_density": per_100(counts["month"] + counts["year"]),
        "day_density": per_100(counts["day"]),
        "time_density": per_100(counts["time"]),
        "name_density": per_100(len(found)),
        "distinct_names": per_100(len(set(found))),
        "full_name_density": per_100(sum(" " in name for name in found)),
        "record_density": per_100(counts["record"] + counts["record_act"]),
        "institution_density": per_100(counts["institution"]),
        "role_density": per_100(counts["role"]),
        "dateline": float(_DATELINE.match(scope.text) is not None),
        "first_person_density": per_100(counts["first_person"]),
        "we_density": per_100(counts["first_person_plural"]),
        "third_person_density": per_100(counts["third_person"]),
    }


def _counts(table: Mapping[str, str], scope: Scope) -> Counter[str]:
    reading = scope.reading
    first, last = reading.words_in(scope.start, scope.end)
    counts: Counter[str] = Counter()
    for at in range(first, last):
        word = reading.words[at]
        group = table.get(word)
        if group is not None:
            counts[group] += _counts_here(scope, group, reading.word_starts[at], reading.word_ends[at])
        elif word[0].isdigit():
            counts["digits"] += 1
            counts["year"] += _YEAR.fullmatch(word) is not None
    return counts


def _counts_here(scope: Scope, group: str, start: int, end: int) -> bool:
    """A month has a capital ("may" is a verb); the first person counts where it is the writer."""
    if group == "month":
        return scope.reading.text[start].isupper()
    return not group.startswith("first_person") or scope.reading.quotation_at(start, end) is None


FEATURE = make()
