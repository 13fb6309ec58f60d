"""CSV and Parquet."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from credscore.report import tables, write


def as_csv(reports):
    out = io.StringIO(newline="")
    write(reports, "csv", out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def as_parquet(reports):
    out = io.BytesIO()
    write(reports, "parquet", out)
    return pq.ParquetFile(io.BytesIO(out.getvalue()))


def test_a_row_is_a_passage_with_the_columns_of_the_frame(report):
    frame = as_parquet([report]).read().to_pandas()
    expected = report.to_frame()
    assert list(frame.columns)[: len(expected.columns)] == list(expected.columns)
    pd.testing.assert_frame_equal(frame[list(expected.columns)], expected, check_dtype=False)


def test_the_article_stands_beside_each_passage(report):
    rows = as_csv([report])
    assert [row["passage"] for row in rows] == ["0", "1", "2", "3"]
    for row in rows:
        assert float(row["article_support"]) == 54.3
        assert float(row["article_transparency_high"]) == 69.9
        assert row["article_abstained"] == ""
        assert row["article_title"] == report.article.title
        assert row["model"] == "by-hand"
    assert rows[3]["support"] == ""
    assert rows[3]["abstained"] == "too_short"


def test_an_article_without_passages_is_not_lost(report, abstained):
    for order in ([abstained, report, abstained], [report, abstained, abstained]):
        rows = as_csv(iter(order))
        alone = [row for row in rows if row["article"] == "list.txt"]
        assert len(rows) == 6
        assert [(r["passage"], r["text"], r["article_abstained"]) for r in alone] == [("", "", "not_prose")] * 2
        assert as_parquet(order).read().to_pandas()["article"].tolist() == [row["article"] for row in rows]


def test_both_hold_the_same(report, abstained):
    frame = as_parquet([report, abstained]).read().to_pandas()
    rows = as_csv([report, abstained])
    assert list(rows[0]) == list(frame.columns)
    assert [float(r["support"] or "nan") for r in rows] == pytest.approx(frame["support"].tolist(), nan_ok=True)


def test_parquet_types_do_not_depend_on_the_values(report, abstained):
    assert as_parquet([report]).schema_arrow.equals(as_parquet([abstained, report]).schema_arrow)
    for column, kind in {
        "passage": "int64",
        "text": "string",
        "support": "double",
        "article_abstained": "string",
    }.items():
        assert str(as_parquet([abstained, report]).schema_arrow.field(column).type) == kind


def test_parquet_is_written_in_groups(report, monkeypatch):
    monkeypatch.setattr(tables, "ROWS_A_GROUP", 3)
    file = as_parquet([report, report])
    assert [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)] == [3, 3, 2]


def test_csv_rows_come_as_the_reports_do(report):
    out = io.StringIO()
    seen = []

    def reports():
        for _ in range(3):
            seen.append(out.getvalue().count("by-hand"))
            yield report

    write(reports(), "csv", out)
    assert seen == [0, 4, 8]


def test_nothing_is_an_empty_field(report):
    odd = replace(report.passages[0], features={"a": math.nan, "b": 0.5})
    (row,) = as_csv([replace(report, passages=(odd,))])
    assert (row["a"], row["b"]) == ("", "0.5")


def test_text_with_quotes_commas_and_line_ends_survives(report_of):
    text = 'He said: "No, never"\r\n, and\nleft.'
    (row,) = as_csv([report_of(text)])
    assert row["text"] == text
