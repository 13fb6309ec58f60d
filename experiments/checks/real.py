"""Checks made of published passages: the names of the lists, where they occur, for others of their list, and forms.

The texts are those of the corpora and are read by this code only; nothing of them is written down but figures.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from credscore import corpora
from credscore.checks import Case, checks
from credscore.checks.filling import lists
from credscore.checks.forms import FORMS
from credscore.ingest import article_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from credscore.checks import Check
    from credscore.checks.filling import Names

SWAPPED = ("parties", "countries", "outlets", "agencies")
FORMED: Mapping[str, Sequence[str]] = {
    "spelling": ("british",),
    "quotation_marks": ("curly",),
    "whitespace": ("doubled", "wrapped"),
    "unicode": ("hyphenated", "ligatures", "apostrophes"),
}


def real_checks(most: int) -> Iterator[Check]:
    """Checks of the same names and bounds, of the first ``most`` passages of dev in which each has something to do."""
    texts = [row["text"] for row in corpora.stream("passages", "dev")]
    for name in SWAPPED:
        yield replace(checks()[name], cases=tuple(_swapped(lists()[name], texts))[:most])
    yield replace(checks()["datelines"], cases=tuple(_dated(lists()["datelines"], texts[:most])))
    for name, forms in FORMED.items():
        yield replace(checks()[name], cases=tuple(_formed(forms, texts))[:most])


def _swapped(names: Names, texts: Sequence[str]) -> Iterator[Case]:
    """Every name that is swapped becomes one of the next group."""
    words = [(row[0], group) for group, rows in names.groups.items() for row in rows]
    group_of = dict(words)
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in group_of)})\b")
    for at, text in enumerate(texts):
        step = 1 + at % (len(names.groups) - 1)

        def other(match: re.Match[str], step: int = step) -> str:
            group = names.group(names.order.index(group_of[match[0]]) + step)
            return names.groups[group][0][0]

        changed = pattern.sub(other, text)
        if changed != text:
            yield Case(id=str(at), group="all", before=article_of(text), after=article_of(changed))


def _dated(names: Names, texts: Sequence[str]) -> Iterator[Case]:
    for at, text in enumerate(texts):
        before, after = (names.groups[names.group(at + step)][0][0] + text for step in (0, 1 + at % 7))
        yield Case(id=str(at), group=names.group(at + 1 + at % 7), before=article_of(before), after=article_of(after))


def _formed(forms: Sequence[str], texts: Sequence[str]) -> Iterator[Case]:
    for at, text in enumerate(texts):
        form = forms[at % len(forms)]
        made = FORMS[form](text, ())
        if made is not None:
            yield Case(id=f"{at}: {form}", group=form, before=article_of(text), after=made[0])
