"""CSV and Parquet: one row a passage, as in ``Report.to_frame``, with the numbers of its article beside it."""

from __future__ import annotations

import csv
import math
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from credscore.report.plain import encodable, fitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa  # type: ignore[import-untyped]

    from credscore.contract import Report, Score
    from credscore.report.format import Options

Row: TypeAlias = dict[str, Any]
ROWS_A_GROUP = 2000
_TEXT_COLUMNS = frozenset(
    {"article", "source", "text", "abstained", "model", "model_version", "credscore"}
    | {f"article_{name}" for name in ("title", "date", "language", "abstained")}
)
_COUNT_COLUMNS = frozenset({"passage", "start", "end"})


def write_csv(reports: Iterable[Report], out: IO[str], _options: Options) -> None:
    """Writes each article's rows as soon as they are there; what is unknown is an empty field.

    Text is written as it is: a spreadsheet should be told to import it as text, not as formulas.
    """
    columns, rows = table(reports)
    writer = csv.DictWriter(_Fitting(out), columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)


class _Fitting:
    """A stream to which anything can be written; what its encoding lacks is replaced."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out

    def write(self, text: str) -> int:
        """As the stream's own."""
        return self._out.write(fitting(text, self._out))


def write_parquet(reports: Iterable[Report], out: IO[bytes], _options: Options) -> None:
    """Writes row groups of two thousand; no more than one is held."""
    import pyarrow as pa  # noqa: PLC0415 - only where Parquet is asked for
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    columns, rows = table(reports)
    schema = pa.schema([(name, _kind(name)) for name in columns])
    with pq.ParquetWriter(out, schema) as writer:
        while group := list(islice(rows, ROWS_A_GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _kind(column: str) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415 - only where Parquet is asked for

    if column in _COUNT_COLUMNS:
        return pa.int64()
    return pa.string() if column in _TEXT_COLUMNS else pa.float64()


def table(reports: Iterable[Report]) -> tuple[list[str], Iterator[Row]]:
    """The names of the columns, and the rows one by one.

    The names are those of the first report with passages (all reports of a run have the same); the reports before
    it are held until then.
    """
    stream = iter(reports)
    held: list[Row] = []
    for report in stream:
        held += rows_of(report)
        if report.passages:
            break
    columns = list(dict.fromkeys(name for row in reversed(held) for name in row))
    return columns, chain(held, (row for report in stream for row in rows_of(report)))


def rows_of(report: Report) -> Iterator[Row]:
    """One row a passage; an article without passages gives one row, so that it is not lost."""
    of_article = {k: _plain(v) for k, v in _of_article(report).items()}
    place = {"article": report.article.id, "source": report.article.source}
    for p in report.passages:
        span = {"passage": p.passage.index, "start": p.passage.start, "end": p.passage.end}
        row = place | span | {"text": p.passage.text} | _numbers(p.score) | dict(p.features)
        yield {k: _plain(v) for k, v in row.items()} | of_article
    if not report.passages:
        yield {k: _plain(v) for k, v in place.items()} | of_article


def _of_article(report: Report) -> Row:
    article, model = report.article, report.model
    known = {"title": article.title, "date": article.date, "language": article.language}
    return {f"article_{name}": value for name, value in (known | _numbers(report.score)).items()} | {
        "model": model.name,
        "model_version": model.version,
        "credscore": report.version,
    }


def _numbers(score: Score) -> Row:
    return {k: v for k, v in score.to_dict().items() if k != "grade_probabilities"}


def _plain(value: Any) -> Any:
    """What both formats can hold: no lone surrogate, no number that is none."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
