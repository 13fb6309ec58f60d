"""The checks that come with credscore, made from its data files."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credscore.checks.check import Bound, Case, Check
from credscore.checks.filling import filled, lists
from credscore.checks.forms import FORMS
from credscore.checks.passages import passages
from credscore.choices import unknown
from credscore.contract import GRADES
from credscore.errors import ConfigError
from credscore.ingest import article_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from credscore.article import Article
    from credscore.checks.passages import Base

FILE = Path(__file__).parent / "checks.toml"
_BOUNDS = ("mean", "most", "right")


@cache
def checks() -> Mapping[str, Check]:
    """All of them by their name."""
    entries = tomllib.loads(FILE.read_text("utf-8"))["check"]
    return {entry["name"]: _check(entry) for entry in entries}


def chosen(names: Iterable[str]) -> tuple[Check, ...]:
    """Those of these names; all where there are none.

    Raises:
        ConfigError: there is no check of a name; the message names the choices.
    """
    known = checks()
    wanted = tuple(names) or tuple(known)
    for name in wanted:
        if name not in known:
            raise ConfigError(unknown("check", name, known))
    return tuple(known[name] for name in wanted)


def _check(entry: Mapping[str, Any]) -> Check:
    kind = next(kind for kind in _CASES if kind in entry)
    return Check(
        name=entry["name"],
        summary=entry["summary"],
        expected=entry.get("expect", "same"),
        grades=tuple(entry.get("grades", GRADES)),
        bound=Bound(**{name: entry[name] for name in _BOUNDS if name in entry}),
        cases=tuple(_CASES[kind](entry)),
    )


def _swaps(entry: Mapping[str, Any]) -> Iterator[Case]:
    names = lists()[entry["swap"]]
    # Equal steps through the groups, from where each passage begins: every group stands for every other in turn.
    stride = max(1, (len(names.groups) - 1) // entry["variants"])
    for base in passages():
        text = entry.get("before", "") + base.text
        if not names.occurs_in(text):
            continue
        before = _article(filled(text, base.groups, base.at))
        for step in range(entry["variants"]):
            group = names.group(base.at + 1 + step * stride)
            after = _article(filled(text, base.groups | {names.name: group}, base.at))
            yield Case(id=f"{base.id}: {group}", group=group, before=before, after=after)


def _forms(entry: Mapping[str, Any]) -> Iterator[Case]:
    every = entry.get("every", 1)
    for base in passages()[::every]:
        for form in entry["forms"]:
            made = FORMS[form](base.filled, _others(base))
            if made is not None:
                after, part = made
                yield Case(id=f"{base.id}: {form}", group=form, before=_article(base.filled), after=after, part=part)


def _edits(entry: Mapping[str, Any]) -> Iterator[Case]:
    for base in passages():
        if entry["edit"] in base.edits:
            after = _article(base.edited(entry["edit"]))
            yield Case(id=base.id, group=base.id, before=_article(base.filled), after=after)


def _others(base: Base) -> list[str]:
    """Other passages, far from this one in the list, to stand around it."""
    known = passages()
    return [known[(base.at + 7 * step) % len(known)].filled for step in (1, 2, 3, 4)]


@cache
def _article(text: str) -> Article:
    return article_of(text)


# How the cases of an entry are made, by the key that says so.
_CASES: Mapping[str, Callable[[Mapping[str, Any]], Iterator[Case]]] = {"swap": _swaps, "forms": _forms, "edit": _edits}
