"""Articles with their scores, whatever they come from: a report of this run, or a file that ``score`` has written.

The commands that look at many articles (drift, outlets) read these. A file is told by its beginning: the columns that
``score --format csv`` and ``parquet`` write, or the schema that documents of JSON name. One article is held at a time.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from credscore.contract import GRADES, REASONS, SCHEMA, Contribution, Estimate, Score
from credscore.errors import InputError
from credscore.ingest.columns import Columns, plain_value
from credscore.ingest.files import MAX_BYTES, opened, source_of
from credscore.ingest.messages import listed, plain, shown
from credscore.ingest.streams import lines, whole
from credscore_features import Finding
from credscore_features.annotator.pulls import Pulls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from credscore.contract import Grade, Report
    from credscore.ingest.source import Source
    from credscore_features import Span

Row: TypeAlias = "Mapping[str, Any]"

_TOLD_BY = frozenset({"article", "article_support", "article_abstained", "model_version", "credscore"})
"""Columns that only a table written by ``score`` has all of."""
_BEFORE, _AFTER = "abstained", "article_title"
"""The columns of the features stand between these two."""
_DOCUMENT = re.compile(rf'\s*\[?\s*\{{\s*"schema"\s*:\s*"{re.escape(SCHEMA)}"')
_ROWS = 256
"""Of a Parquet file, in memory at a time."""


@dataclass(frozen=True, kw_only=True)
class ScoredPassage:
    """A passage of a :class:`ScoredArticle`.

    Attributes:
        index, start, end, text: as in the report.
        score: its scores with their intervals, or why there is none; a table holds no probabilities of the grades.
        features: every measured number by the name of its column; NaN where there is none.
        contributions: what each number did to each score; None in a table, which holds none.
        base: by grade, what the effects of the contributions are added to.
        pulls: by grade, the phrases that pull the encoder's own reading down and up; empty in a table.
    """

    index: int
    start: int
    end: int
    text: str
    score: Score
    features: Mapping[str, float]
    contributions: tuple[Contribution, ...] | None = None
    base: Mapping[Grade, float] = field(default_factory=dict)
    pulls: Mapping[Grade, Pulls] = field(default_factory=dict)

    @property
    def words(self) -> int:
        """In the passage, as white space parts them."""
        return len(self.text.split())


@dataclass(frozen=True, kw_only=True)
class ScoredArticle:
    """What is known of an article after it was scored.

    Attributes:
        id, title, source, date, language: as in the report.
        score: of the whole article.
        passages: in text order.
        findings: in text order; None in a table, which holds none.
        model: name and version of what scored it.
        annotator: what read it; None in a table, which does not say.
        extra: further columns that were asked for; None where the article has none.
    """

    id: str
    title: str | None = None
    source: str | None = None
    date: str | None = None
    language: str = "en"
    score: Score
    passages: tuple[ScoredPassage, ...]
    findings: tuple[Finding, ...] | None = None
    model: str
    annotator: str | None = None
    extra: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def words(self) -> int:
        """In its passages."""
        return sum(p.words for p in self.passages)


def of_report(report: Report) -> ScoredArticle:
    """From a report that was just made."""
    a = report.article
    return ScoredArticle(
        id=a.id,
        title=a.title,
        source=a.source,
        date=a.date,
        language=a.language,
        score=report.score,
        passages=tuple(
            ScoredPassage(
                index=p.passage.index,
                start=p.passage.start,
                end=p.passage.end,
                text=p.passage.text,
                score=p.score,
                features=p.features,
                contributions=p.contributions,
                base=p.base,
                pulls=p.pulls,
            )
            for p in report.passages
        ),
        findings=report.findings,
        model=f"{report.model.name} {report.model.version}",
        annotator=str(report.annotator),
        extra=a.extra,
    )


def is_scored(path: str) -> bool:
    """Whether a file was written by ``score`` as csv, parquet, json or jsonl (packed by gzip or not).

    False too for what is no file that can be read; who reads it next says why.
    """
    if not Path(path).is_file():
        return False
    try:
        with _open(path, MAX_BYTES) as (source, stream):
            return _told(source, stream)
    except InputError:
        return False


def read_scored(
    path: str,
    *,
    extra: Sequence[str] = (),
    max_bytes: int = MAX_BYTES,
    on_error: Callable[[InputError], None] | None = None,
) -> Iterator[ScoredArticle]:
    """Articles of a file that ``score`` has written, in its order.

    Args:
        path: of a file for which :func:`is_scored` holds.
        extra: columns to keep that somebody added (in JSON: fields of ``article``).
        max_bytes: of a document.
        on_error: gets what is wrong with a document of JSON lines, and reading goes on.

    Raises:
        InputError: the file cannot be read, lacks an extra column, or is damaged; a damaged document only where
            ``on_error`` is not given.
    """
    with _open(path, max_bytes) as (source, stream):
        if source.suffix in {".jsonl", ".ndjson", ".json"}:
            yield from _documents(source, stream, extra, on_error)
        else:
            rows = _parquet_rows if source.suffix == ".parquet" else _csv_rows
            yield from _of_rows(rows(source, stream, extra), source, extra)


@contextmanager
def _open(path: str, max_bytes: int) -> Iterator[tuple[Source, BinaryIO]]:
    source = source_of(path, Columns(), max_bytes)
    try:
        with Path(path).open("rb") as stream:
            yield opened(source, stream)
    except OSError as error:
        raise InputError(f"{source.place} cannot be read: {plain(error.strerror or str(error))}.") from error


def _told(source: Source, stream: BinaryIO) -> bool:
    if source.suffix == ".parquet":
        return set(_parquet(source, stream).schema_arrow.names) >= _TOLD_BY
    head = stream.peek().decode("utf-8-sig", "replace") if isinstance(stream, io.BufferedReader) else ""
    names = next(csv.reader(head.splitlines()[:1], delimiter=_delimiter(head)), [])
    return bool(_DOCUMENT.match(head)) or set(names) >= _TOLD_BY


def _delimiter(head: str) -> str:
    """A spreadsheet may have written it anew with semicolons or tabs."""
    return max(",;\t", key=head.partition("\n")[0].count)


# JSON


def _documents(
    source: Source, stream: BinaryIO, extra: Sequence[str], on_error: Callable[[InputError], None] | None
) -> Iterator[ScoredArticle]:
    for place, text in _texts(source, stream):
        try:
            yield from _in_document(text, place, extra)
        except InputError as error:
            if on_error is None:
                raise
            on_error(error)


def _texts(source: Source, stream: BinaryIO) -> Iterator[tuple[str, bytes]]:
    if source.suffix == ".json":
        yield source.place, whole(stream, source.max_bytes, source.place)
        return
    for line in lines(stream, source.max_bytes):
        place = source.row(line.number)[0]
        if line.data.strip() or line.problem:
            yield place, line.data


def _in_document(text: bytes, place: str, extra: Sequence[str]) -> Iterator[ScoredArticle]:
    try:
        value = json.loads(text)
        for document in value if isinstance(value, list) else [value]:
            if document["schema"] != SCHEMA:
                raise ValueError(f"its schema is {shown(document['schema'])}")  # noqa: TRY301 - told with the others
            yield _of_document(document, extra)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise InputError(f"{place} is no report of the schema {SCHEMA!r}: {_why(error)}.") from error


def _why(error: Exception) -> str:
    return f"it has no {error}" if isinstance(error, KeyError) else plain(str(error))[:200]


def _of_document(document: Mapping[str, Any], extra: Sequence[str]) -> ScoredArticle:
    about, model, annotator = document["article"], document["model"], document["annotator"]
    return ScoredArticle(
        id=about["id"],
        title=about["title"],
        source=about["source"],
        date=about["date"],
        language=about["language"],
        score=_score(document["score"]),
        passages=tuple(_passage(p) for p in document["passages"]),
        findings=tuple(_finding(f) for f in document["findings"]),
        model=f"{model['name']} {model['version']}",
        annotator=" ".join(filter(None, (annotator["name"], annotator["version"], (annotator["sha256"] or "")[:12]))),
        extra={name: plain_value(about.get(name)) for name in extra},
    )


def _passage(p: Mapping[str, Any]) -> ScoredPassage:
    return ScoredPassage(
        index=p["index"],
        start=p["start"],
        end=p["end"],
        text=p["text"],
        score=_score(p["score"]),
        features={name: _number(value) for name, value in p["features"].items()},
        contributions=tuple(
            Contribution(c["grade"], c["feature"], _number(c["value"]), _number(c["effect"]), tuple(c["findings"]))
            for c in p["contributions"]
        ),
        base=p["base"],
        pulls={grade: Pulls(_spans(pulls["down"]), _spans(pulls["up"])) for grade, pulls in p["pulls"].items()},
    )


def _finding(f: Mapping[str, Any]) -> Finding:
    parts = {name: _spans(spans) for name, spans in f["parts"].items()}
    return Finding(**{**f, "sentence": tuple(f["sentence"]), "parts": parts})


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in pairs)


def _score(numbers: Row, prefix: str = "") -> Score:
    """From fields as :meth:`credscore.contract.Score.to_dict` names them."""
    reason = numbers[f"{prefix}abstained"] or None
    if reason is not None and reason not in REASONS:
        raise ValueError(f"{prefix}abstained is {shown(reason)}, which is none of {', '.join(REASONS)}")
    if reason is not None:
        return Score(abstained=reason)
    estimates = {
        grade: Estimate(*(_number(numbers[f"{prefix}{grade}{end}"]) for end in ("", "_low", "_high")))
        for grade in GRADES
    }
    if any(math.isnan(e.value) for e in estimates.values()):
        raise ValueError("a score is missing where nothing says that there is none")
    held = numbers.get("grade_probabilities") or {}
    return Score(estimates=estimates, probabilities={grade: tuple(held[grade]) for grade in GRADES if grade in held})


def _number(value: Any) -> float:
    return math.nan if value is None or value == "" else float(value)


# Tables


def _csv_rows(source: Source, stream: BinaryIO, extra: Sequence[str]) -> Iterator[Row]:
    head = stream.peek().decode("utf-8-sig", "replace") if isinstance(stream, io.BufferedReader) else ""
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="")
    reader = csv.DictReader(text, delimiter=_delimiter(head))
    _check(reader.fieldnames or (), extra, source)
    try:
        for row in reader:
            if None in row or None in row.values():
                raise InputError(f"{source.row(reader.line_num)[0]} has not as many fields as there are columns.")
            yield row
    except csv.Error as error:
        raise InputError(f"{source.row(reader.line_num)[0]} cannot be read: {plain(str(error))}.") from error


def _parquet_rows(source: Source, stream: BinaryIO, extra: Sequence[str]) -> Iterator[Row]:
    table = _parquet(source, stream)
    _check(table.schema_arrow.names, extra, source)
    for batch in table.iter_batches(_ROWS, use_threads=False):
        yield from batch.to_pylist()


def _parquet(source: Source, stream: BinaryIO) -> Any:
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - only where a Parquet file is read
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415 - likewise

    file = stream if stream.seekable() else io.BytesIO(whole(stream, source.max_bytes, source.place))
    try:
        return pq.ParquetFile(file, pre_buffer=False)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"{source.place} cannot be read as Parquet: {plain(str(error))[:200]}.") from error


def _check(names: Iterable[str], extra: Sequence[str], source: Source) -> None:
    there = list(names)
    for name in (_AFTER, *extra):
        if name not in there:
            raise InputError(f"{source.place} has no column {shown(name)}. Its columns: {listed(there)}.")


def _of_rows(rows: Iterable[Row], source: Source, extra: Sequence[str]) -> Iterator[ScoredArticle]:
    """An article's rows follow each other, the first passage first."""
    held: list[Row] = []
    for number, row in enumerate(rows, 1):
        if held and (row["article"] != held[0]["article"] or _at(row) <= _at(held[-1])):
            yield _of_table(held, source, number - len(held), extra)
            held = []
        held.append(row)
    if held:
        yield _of_table(held, source, number - len(held) + 1, extra)


def _at(row: Row) -> float:
    """Index of the row's passage; -1 where its article has none."""
    value = row.get("passage")
    return -1 if value is None or value == "" else float(value)


def _of_table(rows: Sequence[Row], source: Source, number: int, extra: Sequence[str]) -> ScoredArticle:
    first, names = rows[0], list(rows[0])
    columns = names[names.index(_BEFORE) + 1 : names.index(_AFTER)] if _BEFORE in names else []
    try:
        return ScoredArticle(
            id=first["article"],
            title=first["article_title"] or None,
            source=first["source"] or None,
            date=first["article_date"] or None,
            language=first["article_language"] or "und",
            score=_score(first, "article_"),
            passages=tuple(_of_row(row, columns) for row in rows if _at(row) >= 0),
            model=f"{first['model']} {first['model_version']}",
            extra={name: plain_value(first[name]) for name in extra},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{source.row(number)[0]} is no row that 'credscore score' wrote: {_why(error)}.") from error


def _of_row(row: Row, columns: Sequence[str]) -> ScoredPassage:
    return ScoredPassage(
        index=int(_at(row)),
        start=int(_number(row["start"])),
        end=int(_number(row["end"])),
        text=row["text"],
        score=_score(row),
        features={name: _number(row[name]) for name in columns},
    )
