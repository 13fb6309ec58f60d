"""A plain text made into an article."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from credscore.article import SCORED, Article
from credscore.errors import InputError
from credscore.ingest.blocks import blocks_of
from credscore.ingest.language import language_of
from credscore.language.pipeline import MAX_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credscore.article import Block


_HEADING = re.compile(r"^#{1,6}\s+|\s+#+$")


def article_of(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 - the field's name
    title: str | None = None,
    source: str | None = None,
    date: str | None = None,
    author: str | None = None,
    url: str | None = None,
    place: str = "",
    blocks: Sequence[Block] = (),
) -> Article:
    """A text with its blocks and its language.

    Args:
        text: the article; kept as it is.
        id: the first twelve hexadecimal digits of the text's SHA-256 where not given.
        title: the text of the title block where not given.
        source: the outlet.
        date: as given.
        author: as given.
        url: as given.
        place: where the text came from, for messages.
        blocks: those whose kind is known; the rest of the text is classed by :func:`blocks_of`.

    Raises:
        InputError: the text is longer than a million characters.
    """
    if len(text) > MAX_CHARACTERS:
        name = place or "The text"
        raise InputError(f"{name} has {len(text):,} characters; at most {MAX_CHARACTERS:,} can be read.")
    made = blocks_of(text, title=title, given=blocks)
    return Article(
        text=text,
        id=id or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        title=title or _title(text, made),
        source=source,
        date=date,
        author=author,
        url=url,
        language=_language(text, made),
        blocks=made,
        place=place,
    )


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    """The words of the title block, without the marks of a Markdown heading."""
    titles = (" ".join(text[b.start : b.end].split()) for b in blocks if b.kind == "title")
    return next((_HEADING.sub("", title) for title in titles), None)


def _language(text: str, blocks: Sequence[Block]) -> str:
    scored = "\n".join(text[b.start : b.end] for b in blocks if b.kind in SCORED)
    return language_of(scored or text)
