"""The same words in another form: quotation marks, blanks, characters, pages, longer articles."""

from __future__ import annotations

import re
import textwrap
import tomllib
import unicodedata
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from credscore.ingest import article_of
from credscore.ingest.pages import page_article

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from credscore.article import Article
    from credscore_features import Span

    Form: TypeAlias = Callable[[str, Sequence[str]], tuple[Article, Span | None] | None]

SPELLINGS = Path(__file__).parent / "spellings.toml"
_QUOTED = re.compile(r'"([^"\n]*)"')
_LONG = re.compile(r"\b([a-z]{4})([a-z]{4,})\b")


def _plain(change: Callable[[str], str]) -> Form:
    def form(text: str, _: Sequence[str]) -> tuple[Article, None] | None:
        changed = change(text)
        return None if changed == text else (article_of(changed), None)

    return form


@cache
def _british() -> tuple[re.Pattern[str], Mapping[str, str]]:
    pairs = dict(tomllib.loads(SPELLINGS.read_text("utf-8"))["pairs"])
    return re.compile(rf"\b(?:{'|'.join(pairs)})\b", re.IGNORECASE), pairs


def british(text: str) -> str:
    """British for American spelling."""
    pattern, pairs = _british()

    def other(match: re.Match[str]) -> str:
        word = pairs[match[0].lower()]
        return word[0].upper() + word[1:] if match[0][0].isupper() else word

    return pattern.sub(other, text)


def _quoted(opening: str, closing: str) -> Callable[[str], str]:
    return lambda text: _QUOTED.sub(rf"{opening}\1{closing}", text)


def _wrapped(text: str) -> str:
    return "\n\n".join(textwrap.fill(p, 72, break_on_hyphens=False) for p in text.split("\n\n"))


def _doubled(text: str) -> str:
    return re.sub(r"([.!?][\"']?) ", r"\1  ", text) + "   "


def _unbreakable(text: str) -> str:
    """A blank that does not break after a number and between a figure and its unit."""
    return re.sub(r"(\d) (?=[a-z])|(?<=[a-z]) (?=\d)", lambda m: m[0].replace(" ", "\xa0"), text)


def _ligatures(text: str) -> str:
    return text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ")


def _page(text: str, _: Sequence[str]) -> tuple[Article, None]:
    marked = [re.sub(r"^(\w+)", r"<em>\1</em>", escape(p)) for p in text.split("\n\n")]
    body = "\n".join(f'<p class="body">{p}</p>' for p in marked)
    head = "<!doctype html><html lang='en'><head><title>News</title></head>"
    return page_article(f"{head}<body><article>{body}</article></body></html>"), None


def _twice(text: str, _: Sequence[str]) -> tuple[Article, None]:
    return article_of(f"{text}\n\n{text}"), None


def _inside(text: str, others: Sequence[str]) -> tuple[Article, Span]:
    before = "\n\n".join(others[:2]) + "\n\n"
    whole = before + text + "\n\n" + "\n\n".join(others[2:])
    return article_of(whole), (len(before), len(before) + len(text))


FORMS: Mapping[str, Form] = {
    "british": _plain(british),
    "curly": _plain(_quoted("“", "”")),
    "single": _plain(_quoted("'", "'")),
    "angular": _plain(_quoted("«", "»")),
    "wrapped": _plain(_wrapped),
    "doubled": _plain(_doubled),
    "windows": _plain(lambda text: text.replace("\n", "\r\n") + "\r\n"),
    "decomposed": _plain(lambda text: unicodedata.normalize("NFD", text)),
    "unbreakable": _plain(_unbreakable),
    "hyphenated": _plain(lambda text: _LONG.sub("\\1\xad\\2", text)),
    "ligatures": _plain(_ligatures),
    "apostrophes": _plain(lambda text: text.replace("'", "’")),
    "page": _page,
    "twice": _twice,
    "inside": _inside,
}
"""By name: a text and its neighbors in, the article and the part that counts out; None where nothing changes."""
