"""What ``score`` wrote is read again as it was."""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from credscore.errors import InputError
from credscore.report import write
from credscore.report.scored import is_scored, of_report, read_scored

FORMATS = ("csv", "parquet", "json", "jsonl")


@pytest.fixture(params=FORMATS)
def written(request, tmp_path, report, abstained):
    """A file of three articles in each format, two of them under one id."""
    path = tmp_path / f"scores.{request.param}"
    write([report, abstained, report, report], request.param, path=path)
    return path


def close(article):
    """Numbers as the formats round them, and without what a table lacks."""
    score = {k: v for k, v in article.score.to_dict().items() if k != "grade_probabilities"}
    passages = [(p.index, p.start, p.end, p.text, dict(p.features), p.words) for p in article.passages]
    return article.id, article.title, article.source, article.date, score, passages, article.model, article.words


def test_every_format_gives_back_what_was_written(written, report, abstained):
    assert is_scored(str(written))
    found = list(read_scored(str(written)))
    expected = [of_report(one) for one in (report, abstained, report, report)]
    assert [close(one) for one in found] == [close(one) for one in expected]
    assert found[0].passages[3].score.abstained == "too_short"
    assert found[1].score.abstained == "not_prose"


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_documents_hold_findings_and_contributions(format_, tmp_path, report):
    path = tmp_path / f"scores.{format_}"
    write([report], format_, path=path)
    (found,) = read_scored(str(path))
    made = of_report(report)
    assert found.findings == report.findings
    assert [p.contributions for p in found.passages] == [p.contributions for p in made.passages]
    assert found.annotator == made.annotator == "rules"


def test_a_table_says_that_it_holds_no_findings(tmp_path, report):
    path = tmp_path / "scores.csv"
    write([report], "csv", path=path)
    (found,) = read_scored(str(path))
    assert found.findings is None
    assert found.annotator is None
    assert {p.contributions for p in found.passages} == {None}


def test_packed_files_and_those_of_spreadsheets_are_read_too(tmp_path, report):
    write([report], "csv", path=tmp_path / "scores.csv")
    text = (tmp_path / "scores.csv").read_bytes()
    (tmp_path / "scores.csv.gz").write_bytes(gzip.compress(text))
    with (tmp_path / "scores.csv").open(newline="", encoding="utf-8") as read:
        rows = list(csv.reader(read))
    with (tmp_path / "semicolons.csv").open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out, delimiter=";").writerows(rows)
    for name in ("scores.csv.gz", "semicolons.csv"):
        path = str(tmp_path / name)
        assert is_scored(path)
        assert [close(one) for one in read_scored(path)] == [close(of_report(report))]


def test_columns_that_somebody_added_are_kept_where_asked_for(tmp_path, report):
    write([report], "csv", path=tmp_path / "scores.csv")
    pd.read_csv(tmp_path / "scores.csv").assign(desk="harbour", year=2026).to_csv(tmp_path / "more.csv", index=False)
    (found,) = read_scored(str(tmp_path / "more.csv"), extra=["desk", "year"])
    assert found.extra == {"desk": "harbour", "year": "2026"}
    assert set(found.passages[0].features) == set(report.passages[0].features)
    with pytest.raises(InputError, match="no column 'dusk'"):
        list(read_scored(str(tmp_path / "more.csv"), extra=["dusk"]))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("articles.csv", "id,text\n1,A text of some words.\n"),
        ("articles.jsonl", '{"schema": "another/1", "text": "A text."}\n'),
        ("article.txt", "Plain words."),
        ("broken.parquet", "PAR1 and nothing more"),
    ],
)
def test_other_files_are_not_taken_for_scores(name, content, tmp_path):
    (tmp_path / name).write_text(content)
    assert not is_scored(str(tmp_path / name))
    assert not is_scored(str(tmp_path))
    assert not is_scored(str(tmp_path / "nowhere.csv"))


def test_a_damaged_document_is_told_with_its_row_and_the_rest_is_read(tmp_path, report):
    path = tmp_path / "scores.jsonl"
    write([report, report], "jsonl", path=path)
    first, second = path.read_text("utf-8").splitlines()
    broken = json.loads(first)
    del broken["score"]
    path.write_text(f"{first}\n{json.dumps(broken)}\n[1\n\n{second}\n", "utf-8")
    told = []
    assert len(list(read_scored(str(path), on_error=told.append))) == 2
    assert ["row 2" in str(told[0]), "'score'" in str(told[0]), "row 3" in str(told[1])] == [True] * 3
    with pytest.raises(InputError, match="row 2"):
        list(read_scored(str(path)))


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("support", "many", "many"), ("abstained", "tired", "tired"), ("article_support", "", "missing")],
)
def test_a_damaged_row_is_told(column, value, message, tmp_path, report):
    path = tmp_path / "scores.csv"
    write([report], "csv", path=path)
    table = pd.read_csv(path, dtype=str)
    table.loc[0, column] = value
    table.to_csv(path, index=False)
    with pytest.raises(InputError, match=f"scores.csv row .*{message}"):
        list(read_scored(str(path)))


def test_extra_columns_of_a_table_of_articles_come_with_the_report(tmp_path, report):
    from credscore.ingest import read

    path = tmp_path / "articles.csv"
    path.write_text("text,desk\nSome words about a harbour.,coast\n")
    (article,) = read([str(path)], extra_columns=["desk"])
    assert of_report(replace(report, article=article)).extra == {"desk": "coast"}
    with pytest.raises(InputError, match="no column 'dusk'"):
        list(read([str(path)], extra_columns=["dusk"]))
    lines = Path(tmp_path / "articles.jsonl")
    lines.write_text('{"text": "Some words.", "desk": 3}\n{"text": "Other words."}\n')
    assert [one.extra for one in read([str(lines)], extra_columns=["desk"])] == [{"desk": "3"}, {}]
