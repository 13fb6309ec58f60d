"""Which column of a table holds what, and a row made into an article."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from credscore.errors import InputError
from credscore.ingest.encoding import checked
from credscore.ingest.messages import listed, shown
from credscore.ingest.texts import article_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from credscore.article import Article

FIELDS = ("text", "id", "source", "date", "title", "author", "url")
"""What is looked for in a table; only the text must be there."""

EXTRA = "extra "
"""Before the name of a column that is kept beside the fields."""

_SEPARATORS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Names of columns as the caller gives them; those that are None are guessed.

    ``extra`` are columns that an article keeps beside its fields.
    """

    text: str | None = None
    id: str | None = None
    source: str | None = None
    date: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    extra: tuple[str, ...] = ()


@cache
def _usual() -> Mapping[str, tuple[str, ...]]:
    data = tomllib.loads(files(__package__).joinpath("columns.toml").read_text("utf-8"))
    return {name: tuple(map(_plain, names)) for name, names in data.items()}


def _plain(name: str) -> str:
    return _SEPARATORS.sub("", name.casefold())


def chosen_columns(names: Iterable[str], asked: Columns, place: str) -> dict[str, str]:
    """The column of each field that the table has, and of each extra one, whose key begins with :data:`EXTRA`.

    Args:
        names: the table's columns.
        asked: what the caller named.
        place: the table, for messages.

    Raises:
        InputError: a named column is not there, or none has a usual name for the text.
    """
    there = list(names)
    chosen = {EXTRA + name: name for name in asked.extra}
    named = {field: getattr(asked, field) for field in FIELDS}
    for name in (*named.values(), *asked.extra):
        if name is not None and name not in there:
            raise InputError(f"{place} has no column {shown(name)}. Its columns: {listed(there)}.")
    for field, name in named.items():
        found = name if name is not None else _guess(field, there)
        if found is not None:
            chosen[field] = found
    if "text" not in chosen:
        raise InputError(
            f"{place} has no column with a usual name for the text ({', '.join(_usual()['text'][:4])} ...). "
            f"Name one of its columns as text_column: {listed(there)}."
        )
    return chosen


def _guess(field: str, names: list[str]) -> str | None:
    by_plain = {_plain(name): name for name in reversed(names)}
    return next((by_plain[usual] for usual in _usual()[field] if usual in by_plain), None)


def article_of_row(row: Mapping[str, Any], chosen: Mapping[str, str], place: str, default_id: str) -> Article:
    """A row made into an article.

    Raises:
        InputError: the text is missing, no text, empty, binary or too long.
    """
    text = row.get(chosen["text"])
    if not isinstance(text, str):
        kind = "is missing" if text is None else f"is no text but {type(text).__name__} {shown(text)}"
        raise InputError(f"{place}: the text (column {shown(chosen['text'])}) {kind}.")
    values = {field: plain_value(row.get(name)) for field, name in chosen.items() if field != "text"}
    about: dict[str, Any] = {field: value for field, value in values.items() if field in FIELDS}
    extra = {name: values[field] for field, name in chosen.items() if field.startswith(EXTRA)}
    made = article_of(checked(text, place), **{**about, "id": about.get("id") or default_id}, place=place)
    return replace(made, extra=extra) if extra else made


def plain_value(value: object) -> str | None:
    """A value of a table as text: dates in ISO 8601, names of people and organisations joined, None where empty."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, dict):
        return plain_value(value.get("name"))
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(plain_value, value))) or None
    if isinstance(value, float):
        return None if value != value else f"{value:.15g}"  # noqa: PLR0124 - NaN is what no number is
    return str(value).strip() or None if isinstance(value, (str, int)) else None
