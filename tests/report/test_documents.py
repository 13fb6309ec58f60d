"""JSON and JSON lines against the contract's schema."""

from __future__ import annotations

import io
import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from credscore.report import schema, write
from credscore.report.documents import dumps
from credscore_features.annotator.pulls import Pulls


def validate(document):
    Draft202012Validator(schema()).validate(document)


def written(reports, name, encoding=None):
    if encoding is None:
        out = io.StringIO()
        write(reports, name, out)
        return out.getvalue()
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, write_through=True)
    write(reports, name, out)
    return raw.getvalue().decode(encoding)


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(schema())


def test_one_article_is_one_document(report):
    document = json.loads(written([report], "json"))
    validate(document)
    assert document == json.loads(json.dumps(report.to_dict()))


def test_several_articles_are_an_array(report, abstained):
    documents = json.loads(written(iter([report, abstained, report]), "json"))
    for document in documents:
        validate(document)
    assert [d["article"]["id"] for d in documents] == ["ostmere.txt", "list.txt", "ostmere.txt"]


def test_no_article_is_an_empty_array():
    assert json.loads(written([], "json")) == []
    assert written([], "jsonl") == ""


def test_lines_come_as_the_reports_do(report, abstained):
    out = io.StringIO()
    seen = []

    def reports():
        for one in (report, abstained):
            seen.append(out.getvalue().count("\n"))
            yield one

    write(reports(), "jsonl", out)
    assert seen == [0, 1]
    for line in out.getvalue().splitlines():
        validate(json.loads(line))


def test_lone_surrogates_and_odd_line_ends_are_escaped(report_of):
    text = "A \ud800 b \u2028 c \x85 d"
    line = written([report_of(text)], "jsonl")
    assert line.splitlines() == [line.rstrip("\n")]
    line.encode("utf-8")
    document = json.loads(line)
    validate(document)
    assert document["passages"][0]["text"] == text


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
def test_any_encoding_of_the_stream_will_do(report, encoding):
    assert json.loads(written([report], "json", encoding)) == json.loads(written([report], "json"))


def test_numbers_that_json_lacks_are_null(report):
    odd = replace(report.passages[0], features={"a": math.nan, "b": math.inf, "c": 1.5})
    line = written([replace(report, passages=(odd,))], "jsonl")
    document = json.loads(line, parse_constant=pytest.fail)
    validate(document)
    assert document["passages"][0]["features"] == {"a": None, "b": None, "c": 1.5}


def test_the_phrases_behind_the_encoders_reading_are_spans(report):
    read = replace(report.passages[0], pulls={"support": Pulls(down=((3, 9), (12, 20)))})
    document = replace(report, passages=(read,)).to_dict()
    validate(json.loads(json.dumps(document)))
    assert document["passages"][0]["pulls"] == {"support": {"down": [[3, 9], [12, 20]], "up": []}}


@given(st.recursive(st.text() | st.characters(categories=["Cs"]) | st.floats() | st.none(), st.lists, max_leaves=5))
def test_whatever_is_dumped_can_be_encoded_and_read(value):
    json.loads(dumps(value).encode("utf-8"), parse_constant=pytest.fail)


def spoiled(document, *path, value):
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["surprise"], 1),
        (["schema"], "credscore.report/2"),
        (["score", "support"], None),
        (["score", "support"], 101.0),
        (["score", "abstained"], "because"),
        (["score", "abstained"], "too_short"),
        (["passages", 0, "start"], -1),
        (["passages", 0, "extra"], 1),
        (["passages", 0, "base", "honesty"], 1.0),
        (["passages", 0, "contributions", 0, "effect"], None),
        (["passages", 0, "pulls", "honesty"], {"down": [], "up": []}),
        (["passages", 0, "pulls", "support"], {"down": []}),
        (["passages", 0, "pulls", "support"], {"down": [[1]], "up": []}),
        (["passages", 0, "score", "grade_probabilities", "support"], [0.5, 0.5]),
        (["findings", 0, "voice"], "nobody"),
        (["findings", 0, "severity"], "fatal"),
        (["findings", 0, "parts"], {"cue": [[1]]}),
        (["findings", 0, "sentence"], [1, 2, 3]),
        (["article", "text_sha256"], "abc"),
    ],
)
def test_the_schema_is_strict(report, path, value):
    document = json.loads(json.dumps(report.to_dict()))
    validate(document)
    with pytest.raises(ValidationError):
        validate(spoiled(document, *path, value=value))
