"""Tables of articles: JSON, JSON lines, CSV and Parquet, a row at a time."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, ParamSpec, TypeAlias

from credscore.errors import InputError
from credscore.ingest.columns import FIELDS, Columns, article_of_row, chosen_columns
from credscore.ingest.encoding import byte_order_mark, decode
from credscore.ingest.messages import listed, plain
from credscore.ingest.streams import lines, whole
from credscore.language.pipeline import MAX_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import BinaryIO

    from credscore.article import Article
    from credscore.ingest.source import Source
    from credscore.ingest.streams import Line

_P = ParamSpec("_P")
Outcome: TypeAlias = "Article | InputError"

DELIMITERS = ",;\t|"
BATCH = 32
"""Rows of a Parquet file in memory at a time."""


def read_json(source: Source, stream: BinaryIO) -> Iterator[Outcome]:
    """One article as a JSON object, or a list of them; the file is read whole."""
    text, _ = decode(whole(stream, source.max_bytes, source.place), source.place)
    value = _parsed(text, source.place)
    if isinstance(value, dict):
        yield _outcome(_object, value, source, source.place, source.name)
    elif isinstance(value, list):
        if not value:
            yield InputError(f"{source.place} is empty: a list of no articles.")
        for number, item in enumerate(value, 1):
            yield _outcome(_object, item, source, *source.row(number))
    else:
        yield InputError(f"{source.place} holds no article: a JSON {_kind(value)}, not an object or a list of them.")


def read_jsonl(source: Source, stream: BinaryIO) -> Iterator[Outcome]:
    """One JSON object a line; blank lines count but are passed over."""
    empty = True
    for line in lines(_in_utf8(stream, source), source.max_bytes):
        if line.problem or line.data.strip():
            empty = False
            yield _outcome(_json_line, line, source, *source.row(line.number))
    if empty:
        yield InputError(f"{source.place} is empty.")


def _json_line(line: Line, source: Source, place: str, default_id: str) -> Article:
    if line.problem:
        raise InputError(f"{place}: {line.problem}.")
    return _object(_parsed(decode(line.data, place)[0], place), source, place, default_id)


def _outcome(make: Callable[_P, Article], *args: _P.args, **kwargs: _P.kwargs) -> Outcome:
    try:
        return make(*args, **kwargs)
    except InputError as error:
        return error


def _parsed(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise InputError(f"{place} is nested too deeply to be read as JSON.") from error
    except ValueError as error:
        raise InputError(f"{place} is not JSON: {plain(str(error))}.") from error


def _object(value: object, source: Source, place: str, default_id: str) -> Article:
    if not isinstance(value, dict):
        raise InputError(f"{place} is a JSON {_kind(value)}, not an object with a text.")
    return article_of_row(value, _chosen(value, source.columns, place), place, default_id)


def _chosen(row: Mapping[str, Any], asked: Columns, place: str) -> dict[str, str]:
    """Columns of one JSON object; what it lacks beside its text is None, since objects may differ."""
    known = {field: getattr(asked, field) for field in FIELDS}
    optional = {field: name if name in row or field == "text" else None for field, name in known.items()}
    extra = tuple(name for name in asked.extra if name in row)
    return chosen_columns(row, Columns(**optional, extra=extra), place)


def _kind(value: object) -> str:
    kinds = {list: "list", str: "string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "number")


def read_csv(source: Source, stream: BinaryIO) -> Iterator[Outcome]:
    """A table with a row of column names; row 1 is that row, as a spreadsheet counts."""
    records = _Records(_in_utf8(stream, source), source)
    names = records.header()
    chosen = chosen_columns(names, source.columns, source.place)
    none = True
    for number, record in records:
        none = False
        yield _outcome(_record, record, names, chosen, *source.row(number))
    if none:
        yield InputError(f"{source.place} is empty: it has column names and no rows.")


def _record(
    record: list[str] | InputError, names: list[str], chosen: Mapping[str, str], place: str, default_id: str
) -> Article:
    if isinstance(record, InputError):
        raise record
    if len(record) != len(names):
        raise InputError(f"{place} has {len(record)} fields where there are {len(names)} columns.")
    return article_of_row(dict(zip(names, record, strict=True)), chosen, place, default_id)


class _Records:
    """Records of a CSV file with their numbers; one that cannot be read is an error and the next is tried.

    The csv module gives up in the middle of a record. To begin anew with the next, the quotation marks seen since
    the record began are counted: while they are odd, its last field is still open.
    """

    def __init__(self, stream: BinaryIO, source: Source) -> None:
        self._lines = lines(stream, source.max_bytes)
        self._source = source
        self._number = 0
        self._quotes = 0
        self._problem = ""
        self._first = self._text()
        self._reader = csv.reader(self._fed(), delimiter=self._delimiter())

    def _text(self) -> str | None:
        """The next line; what is wrong with it is kept for its record."""
        line = next(self._lines, None)
        if line is None:
            return None
        self._problem = self._problem or line.problem
        self._quotes += line.data.count(b'"')
        try:
            return decode(line.data, "a line")[0] if line.data else "\n"
        except InputError as error:
            self._problem = self._problem or str(error).removeprefix("a line ").rstrip(".")
            return "\n"

    def _fed(self) -> Iterator[str]:
        if self._first is not None:
            yield self._first
        while (text := self._text()) is not None:
            yield text

    def _delimiter(self) -> str:
        if self._source.suffix == ".tsv":
            return "\t"
        return max(DELIMITERS, key=(self._first or "").count)

    def header(self) -> list[str]:
        """The column names.

        Raises:
            InputError: there are none, one is there twice, or they cannot be read.
        """
        record = next(iter(self), (0, []))[1]
        if isinstance(record, InputError):
            raise record
        names = [name.strip() for name in record]
        if not any(names):
            raise InputError(f"{self._source.place} is empty.")
        twice = sorted({name for name in names if name and names.count(name) > 1})
        if twice:
            raise InputError(f"{self._source.place} has more than one column of the name {listed(twice)}.")
        return names

    def __iter__(self) -> Iterator[tuple[int, list[str] | InputError]]:
        while (record := self._next()) is not None:
            problem, self._problem, self._quotes = self._problem, "", 0
            self._number += 1
            if problem:
                yield self._number, InputError(f"{self._source.row(self._number)[0]}: {problem}.")
            elif record:
                yield self._number, record

    def _next(self) -> list[str] | None:
        limit = csv.field_size_limit(MAX_CHARACTERS + 1)
        try:
            return next(self._reader, None)
        except csv.Error as error:
            why = f"a field has more than {MAX_CHARACTERS:,} characters, or its quotation mark is never closed"
            self._problem = self._problem or (why if "limit" in str(error) else f"cannot be read: {plain(str(error))}")
            self._skip()
            return []
        finally:
            csv.field_size_limit(limit)

    def _skip(self) -> None:
        while self._quotes % 2 and self._text() is not None:
            pass


def _in_utf8(stream: BinaryIO, source: Source) -> BinaryIO:
    """The stream without its byte order mark; one in UTF-16 is read whole and given in UTF-8."""
    head = stream.peek(4)[:4] if isinstance(stream, io.BufferedReader) else b""
    mark = byte_order_mark(head)
    if mark is None:
        return stream
    if mark[1] == "utf-8":
        stream.read(mark[0])
        return stream
    text, _ = decode(whole(stream, source.max_bytes, source.place), source.place)
    return io.BytesIO(text.encode("utf-8", "surrogatepass"))


def read_parquet(source: Source, stream: BinaryIO) -> Iterator[Outcome]:
    """A Parquet file, some rows of the columns that are needed at a time."""
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - costs 0.2 s, so only where a Parquet file is read
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415 - likewise

    file = stream if stream.seekable() else io.BytesIO(whole(stream, source.max_bytes, source.place))
    number = 0
    try:
        table = pq.ParquetFile(file, pre_buffer=False)
        chosen = chosen_columns(table.schema_arrow.names, source.columns, source.place)
        for batch in table.iter_batches(BATCH, columns=sorted(set(chosen.values())), use_threads=False):
            for at in range(batch.num_rows):
                number += 1
                yield _outcome(_parquet_row, batch, at, chosen, *source.row(number))
    except (pa.ArrowException, OSError, ValueError, MemoryError, OverflowError) as error:
        after = f" after row {number}" if number else ""
        raise InputError(f"{source.place} cannot be read as Parquet{after}: {plain(str(error))[:200]}.") from error
    if not number:
        yield InputError(f"{source.place} is empty: a table of no rows.")


def _parquet_row(batch: Any, at: int, chosen: Mapping[str, str], place: str, default_id: str) -> Article:
    try:
        row = {name: batch.column(name)[at].as_py() for name in set(chosen.values())}
    except (ValueError, OverflowError) as error:
        raise InputError(f"{place} cannot be read: {plain(str(error))[:200]}.") from error
    return article_of_row(row, chosen, place, default_id)
