"""Files, folders, patterns and standard input, read into articles one after another."""

from __future__ import annotations

import glob
import io
import os
import re
import stat
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from credscore.errors import InputError
from credscore.ingest.columns import Columns
from credscore.ingest.encoding import byte_order_mark, checked, decode
from credscore.ingest.markdown import front_matter, markdown_blocks
from credscore.ingest.messages import plain, shown
from credscore.ingest.pages import read_page
from credscore.ingest.source import Source
from credscore.ingest.streams import GZIP, Peeked, buffered, unpacked, whole
from credscore.ingest.tables import read_csv, read_json, read_jsonl, read_parquet
from credscore.ingest.texts import article_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from credscore.article import Article

STDIN = "-"
MAX_BYTES = 50_000_000


Reader: TypeAlias = "Callable[[Source, BinaryIO], Iterator[Article | InputError]]"


def _read_text(source: Source, stream: BinaryIO) -> Iterator[Article]:
    text, place = _text(source, stream)
    yield article_of(text, id=source.name, place=place)


def _read_markdown(source: Source, stream: BinaryIO) -> Iterator[Article]:
    text, place = _text(source, stream)
    yield article_of(text, id=source.name, place=place, blocks=markdown_blocks(text), **front_matter(text))


def _text(source: Source, stream: BinaryIO) -> tuple[str, str]:
    text, encoding = decode(whole(stream, source.max_bytes, source.place), source.place)
    place = source.place if encoding.startswith("utf") else f"{source.place} (read as {encoding})"
    return checked(text, source.place), place


READERS: Mapping[str, Reader] = {
    **dict.fromkeys((".txt", ".text"), _read_text),
    **dict.fromkeys((".md", ".markdown"), _read_markdown),
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_page),
    **dict.fromkeys((".jsonl", ".ndjson"), read_jsonl),
    ".json": read_json,
    **dict.fromkeys((".csv", ".tsv"), read_csv),
    ".parquet": read_parquet,
}
"""How a file is read, by its suffix; all but Parquet may be packed by gzip (``.gz``)."""


def read(
    paths: Sequence[str],
    *,
    text_column: str | None = None,
    id_column: str | None = None,
    source_column: str | None = None,
    date_column: str | None = None,
    title_column: str | None = None,
    extra_columns: Sequence[str] = (),
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
    on_error: Callable[[InputError], None] | None = None,
) -> Iterator[Article]:
    """Articles of files, folders, glob patterns and standard input.

    Tables (JSON lines, CSV, Parquet) are read a row at a time. Ids are unique: an id that was there before gets
    ``-2``, ``-3`` and so on. A file that is named twice is read once.

    Args:
        paths: files; folders, of which every file with a known suffix is read, hidden ones left out, in the order of
            their names; patterns with ``*``, ``?``, ``[]`` or ``**``; ``-`` for standard input, whose kind (JSON
            lines, JSON, HTML, Parquet, else text) is told by its beginning, like that of a file of unknown suffix.
        text_column: of tables; guessed from the usual names where not given, like the others.
        id_column: likewise.
        source_column: likewise; the outlet.
        date_column: likewise.
        title_column: likewise.
        extra_columns: that an article keeps in ``extra``; objects of JSON may lack them.
        stdin: standard input of the process where not given.
        max_bytes: of a text, a page, a JSON file or a row of a table, unpacked. A packed file may unpack to so many
            bytes, or to 200 times its size.
        on_error: gets what cannot be read, and reading goes on.

    Yields:
        Articles with their blocks and language, in the order of the paths.

    Raises:
        InputError: something cannot be read and ``on_error`` is not given.
    """
    columns = Columns(
        text=text_column,
        id=id_column,
        source=source_column,
        date=date_column,
        title=title_column,
        extra=tuple(extra_columns),
    )
    ids: dict[str, int] = {}
    for outcome in _outcomes(_as_paths(paths), columns, max_bytes, stdin):
        if not isinstance(outcome, InputError):
            yield _unique(outcome, ids)
        elif on_error is None:
            raise outcome
        else:
            on_error(outcome)


def _as_paths(paths: Sequence[str]) -> list[str]:
    return [os.fspath(paths)] if isinstance(paths, (str, os.PathLike)) else [os.fspath(path) for path in paths]


def _unique(article: Article, ids: dict[str, int]) -> Article:
    """The article, with a number after its id where that was there before."""
    name = article.id
    while name in ids:
        ids[article.id] += 1
        name = f"{article.id}-{ids[article.id]}"
    ids[name] = 1
    return article if name == article.id else replace(article, id=name)


def _outcomes(
    paths: Sequence[str], columns: Columns, max_bytes: int, stdin: BinaryIO | None
) -> Iterator[Article | InputError]:
    seen: set[str] = set()
    for path in paths:
        try:
            for file in [STDIN] if path == STDIN else _files(path):
                if os.path.realpath(file) not in seen:
                    seen.add(os.path.realpath(file))
                    yield from _file(file, columns, max_bytes, stdin)
        except InputError as error:
            yield error


def _files(path: str) -> list[str]:
    """What a path names.

    Raises:
        InputError: nothing, or a folder in which nothing can be read.
    """
    try:
        kind = Path(path).stat().st_mode
    except (OSError, ValueError) as error:
        matches = _matches(path)
        if not matches:
            raise InputError(f"There is no file or folder {shown(path)}{_because(error)}.") from error
        return matches
    return _in_folder(path) if stat.S_ISDIR(kind) else [path]


def _because(error: Exception) -> str:
    usual = isinstance(error, (FileNotFoundError, ValueError))
    return "" if usual else f" that can be read ({plain(getattr(error, 'strerror', None) or str(error))})"


def _matches(path: str) -> list[str]:
    if not glob.has_magic(path):
        return []
    try:
        found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute patterns
    except (OSError, ValueError, re.error):
        return []
    return [file for file in found if Path(file).is_file()]


def _in_folder(path: str) -> list[str]:
    found = []
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        found += [str(Path(folder, n)) for n in sorted(names) if not n.startswith(".") and _suffix(n) in READERS]
    if not found:
        raise InputError(f"There is no file to read in the folder {shown(path)}. Suffixes: {', '.join(READERS)}.")
    return sorted(found)


def _suffix(name: str) -> str:
    return Path(name.lower().removesuffix(".gz")).suffix


def source_of(path: str, columns: Columns, max_bytes: int) -> Source:
    """What a file, or ``-`` for standard input, is called, and how it is to be read."""
    place = "standard input" if path == STDIN else plain(path)
    name = "stdin" if path == STDIN else plain(Path(path).name)
    return Source(name=name, place=place, suffix=_suffix(name), columns=columns, max_bytes=max_bytes)


def _file(path: str, columns: Columns, max_bytes: int, stdin: BinaryIO | None) -> Iterator[Article | InputError]:
    source = source_of(path, columns, max_bytes)
    place = source.place
    try:
        if path == STDIN:
            yield from _articles(source, stdin or sys.stdin.buffer)
        else:
            with Path(path).open("rb") as stream:
                yield from _articles(source, stream)
    except InputError as error:
        yield error
    except (OSError, ValueError) as error:
        yield InputError(f"{place} cannot be read: {plain(getattr(error, 'strerror', None) or str(error))}.")


def _articles(source: Source, stream: BinaryIO) -> Iterator[Article | InputError]:
    source, stream = opened(source, stream)
    return READERS[source.suffix](source, stream)


def opened(source: Source, stream: BinaryIO) -> tuple[Source, BinaryIO]:
    """The stream, unpacked where it is packed; its suffix is told by its beginning where it is none of the known."""
    if source.suffix == ".parquet" and stream.seekable():
        return source, stream
    peeked = Peeked(stream)
    if peeked.head.startswith(GZIP):
        inside = unpacked(buffered(peeked), size=_size(stream), most=source.max_bytes, place=source.place)
        peeked = Peeked(inside)
    if source.suffix not in READERS:
        source = replace(source, suffix=sniffed(peeked.head))
    return source, buffered(peeked)


def _size(stream: BinaryIO) -> int | None:
    """Bytes of the file behind a stream, where there is one."""
    try:
        return os.fstat(stream.fileno()).st_size
    except (OSError, AttributeError, io.UnsupportedOperation):
        return None


_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON_OBJECT = re.compile(r'\s*\{\s*["}]')
_JSON_LIST = re.compile(r"\s*\[\s*[\]{]")
_ONE_LINE_OBJECT = re.compile(r"\s*\{[^\n]*(?:\}\s*(?:\n|\Z)|\Z)")


def sniffed(head: bytes) -> str:
    """The suffix that a file should have, by its beginning: ``.txt`` where nothing else shows."""
    if head.startswith(b"PAR1"):
        return ".parquet"
    mark = byte_order_mark(head)
    text = head[mark[0] :].decode(mark[1], "replace") if mark else head.decode("utf-8", "replace")
    if _JSON_OBJECT.match(text):
        return ".jsonl" if _ONE_LINE_OBJECT.match(text) else ".json"
    if _JSON_LIST.match(text):
        return ".json"
    return ".html" if _HTML.match(text) else ".txt"
