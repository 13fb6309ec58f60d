"""Web pages: the article's text as trafilatura extracts it, and what the page says about itself.

The text of such an article is the extracted text, paragraphs with a blank line between them; offsets count in it, not
in the page. Correction notes that the extraction drops are put at its end.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from credscore.errors import InputError
from credscore.ingest.blocks import is_correction
from credscore.ingest.columns import plain_value
from credscore.ingest.encoding import checked, decode
from credscore.ingest.streams import whole
from credscore.ingest.texts import article_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from credscore.article import Article
    from credscore.ingest.source import Source

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_ARTICLE_TYPE = re.compile(r"Article|Report|Posting|Review|Opinion|Analysis", re.IGNORECASE)
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"),
    "date": (
        "article:published_time",
        "datepublished",
        "dc.date",
        "date",
        "pubdate",
        "parsely-pub-date",
        "publishdate",
    ),
    "source": ("og:site_name", "application-name", "dc.publisher", "publisher", "citation_journal_title"),
    "url": ("og:url",),
}
_BLOCKS = ("p", "div", "li", "aside", "section", "footer", "small", "em", "span", "blockquote", "td")
_NOTE_WORDS = 250


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a page says about itself; None where it does not say."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None


def read_page(source: Source, stream: BinaryIO) -> Iterator[Article]:
    """The article of one HTML page."""
    data = whole(stream, source.max_bytes, source.place)
    declared = _DECLARED.search(data, 0, 4096)
    text, _ = decode(data, source.place, declared[1].decode("ascii") if declared else None)
    yield page_article(checked(text, source.place), id=source.name, place=source.place)


def page_article(html: str, *, id: str | None = None, place: str = "The page") -> Article:  # noqa: A002 - as Article
    """The article of a page.

    Args:
        html: the page.
        id: of the article; its text's digest where not given.
        place: for messages.

    Raises:
        InputError: there is no text in the page, or it cannot be parsed.
    """
    tree = _tree(html, place)
    facts = _facts(tree)
    text = _with_corrections(_extracted(html, tree), tree)
    if not text.strip():
        raise InputError(f"{place} holds no text of an article.")
    return article_of(checked(text, place), id=id, place=place, **facts.__dict__)


def _tree(html: str, place: str) -> Any:
    import lxml.html  # type: ignore[import-untyped]  # noqa: PLC0415 - only where a page is read
    from lxml import etree  # noqa: PLC0415 - likewise

    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(f"{place} cannot be read as HTML.") from error
    return tree


def _extracted(html: str, tree: Any) -> str:
    import trafilatura  # noqa: PLC0415 - half a second, so only where a page is read

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        document = trafilatura.bare_extraction(html, include_comments=False, include_tables=False)
    except Exception:  # noqa: BLE001 - a parser of the whole Web's pages may fail in any way; then the tags are read
        document = None
    found = getattr(document, "text", None) or ""
    paragraphs = [line.strip() for line in found.splitlines()] or list(_paragraphs(tree))
    return "\n\n".join(filter(None, paragraphs))


def _paragraphs(tree: Any) -> Iterator[str]:
    """Text of the paragraphs and headings of a page in which no article was found; of the whole where it has none."""
    for element in tree.iter("script", "style", "noscript", "template"):
        element.text = None
    marked = [" ".join(e.text_content().split()) for e in tree.iter("p", "h1", "h2", "h3", "li", "blockquote", "pre")]
    yield from marked or tree.text_content().splitlines()


def _with_corrections(text: str, tree: Any) -> str:
    kept = _letters(text)
    notes: dict[str, str] = {}
    for element in tree.iter(*_BLOCKS):
        note = _note(element)
        if note is not None and _letters(note) not in kept:
            notes.setdefault(_letters(note), note)
    shortest = [n for key, n in notes.items() if not any(other != key and other in key for other in notes)]
    return "\n\n".join(filter(None, [text, *shortest]))


def _note(element: Any) -> str | None:
    raw = element.text_content()
    if len(raw) > 10 * _NOTE_WORDS:
        return None
    text = " ".join(raw.split())
    return text if is_correction(text) else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _facts(tree: Any) -> Facts:
    linked = _from_json_ld(tree)
    meta = _from_meta(tree)
    url = _canonical(tree) or meta.get("url") or linked.get("url")
    found = {name: linked.get(name) or meta.get(name) for name in ("title", "author", "date", "source")}
    found["title"] = found["title"] or _heading(tree)
    found["source"] = found["source"] or _host(url)
    return Facts(**found, url=url)


def _from_json_ld(tree: Any) -> dict[str, str | None]:
    articles = [item for script in tree.iter("script") for item in _items(script) if _is_article(item)]
    if not articles:
        return {}
    item = articles[0]
    return {
        "title": plain_value(item.get("headline") or item.get("name")),
        "author": plain_value(item.get("author") or item.get("creator")),
        "date": plain_value(item.get("datePublished") or item.get("dateCreated")),
        "source": plain_value(item.get("publisher") or item.get("sourceOrganization")),
        "url": plain_value(item.get("url")),
    }


def _items(script: Any) -> Iterator[dict[str, Any]]:
    """Objects of a JSON-LD script, those of its graph among them."""
    if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
        return
    try:
        data = json.loads(script.text_content())
    except (ValueError, RecursionError):
        return
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (node for node in graph if isinstance(node, dict)) if isinstance(graph, list) else ()


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    return any(isinstance(k, str) and _ARTICLE_TYPE.search(k) for k in (kinds if isinstance(kinds, list) else [kinds]))


def _from_meta(tree: Any) -> dict[str, str | None]:
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            said.setdefault(name.strip().lower(), content)
    return {field: next((said[n] for n in names if n in said), None) for field, names in _META.items()}


def _canonical(tree: Any) -> str | None:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and (element.get("href") or "").strip():
            return str(element.get("href")).strip()
    return None


def _heading(tree: Any) -> str | None:
    for tag in ("h1", "title"):
        for element in tree.iter(tag):
            text = " ".join(element.text_content().split())
            if text:
                return text
    return None


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
