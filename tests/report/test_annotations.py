"""SARIF, reviewdog's lines and GitHub's commands."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from credscore.report import write
from credscore.report.places import Place, place_of

RULES = ["evidence.no_evidence", "tone.loaded", "sourcing.unnamed_person", "evidence.unverified"]


def written(reports, name, **options):
    out = io.StringIO()
    write(reports, name, out, **options)
    return out.getvalue()


def sarif(reports, **options):
    return json.loads(written(reports, "sarif", **options))


def diagnostics(reports):
    return [json.loads(line) for line in written(reports, "rdjsonl").splitlines()]


@pytest.fixture
def lettered(report_of, make_finding):
    """A report of ``text`` with one finding on ``words``."""

    def make(text, words, **more):
        found = make_finding(words, "evidence.disputed", "It is disputed.", text=text, severity="warning", id="f1")
        return report_of(text, findings=(found,), **more)

    return make


def test_sarif_has_the_parts_that_the_standard_wants(report):
    log = sarif([report])
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver["name"] == "credscore"
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert list(rules) == RULES
    for rule in rules.values():
        assert set(rule) == {"id", "name", "shortDescription", "fullDescription", "help"}
        assert rule["help"]["text"]
        assert f"disable-line {rule['id']} " in rule["help"]["text"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
    assert [r["level"] for r in run["results"]] == ["warning", "note", "note", "error"]


def test_sarif_regions_hold_the_words(report):
    text = report.article.text
    for result in sarif([report])["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        said = region["snippet"]["text"]
        assert text[region["charOffset"] : region["charOffset"] + region["charLength"]] == said
        assert region["startLine"] == region["endLine"]
        line = text.split("\n")[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == said


def test_sarif_shows_what_was_suppressed_as_such(report):
    off = tuple(f for f in report.findings if f.rule == "tone.loaded")
    log = sarif([replace(report, findings=(), suppressed=(*off, report.findings[0]))])
    (result,) = log["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource"}]


def test_sarif_says_what_could_not_be_read(report):
    (run,) = sarif([report], errors=["b.txt is empty."])["runs"]
    (call,) = run["invocations"]
    assert call["executionSuccessful"] is False
    assert call["toolExecutionNotifications"][0]["message"]["text"] == "b.txt is empty."
    assert sarif([report])["runs"][0]["invocations"][0]["executionSuccessful"] is True


def test_a_fingerprint_outlives_an_edit_elsewhere(lettered):
    def fingerprint(text):
        report = lettered(text, "the disputed claim")
        return sarif([report])["runs"][0]["results"][0]["partialFingerprints"]["credscore/v1"]

    assert fingerprint("It is the disputed claim.") == fingerprint("One more line.\nIt is the disputed claim.")


def test_reviewdog_columns_are_bytes_from_one(lettered):
    text = "“Où?” he asked.\r\n“Là,” they said, baselessly."
    (diagnostic,) = diagnostics([lettered(text, "baselessly")])
    assert diagnostic["location"]["range"] == {
        "start": {"line": 2, "column": 23},
        "end": {"line": 2, "column": 33},
    }
    line = text.split("\r\n")[1].encode()
    assert line[22:32] == b"baselessly"
    assert diagnostic["severity"] == "WARNING"
    assert diagnostic["code"]["value"] == "evidence.disputed"


def test_reviewdog_lists_problems_only(report):
    found = diagnostics([report, report])
    assert [d["code"]["value"] for d in found] == RULES * 2
    assert [d["severity"] for d in found[:4]] == ["WARNING", "INFO", "INFO", "ERROR"]
    assert {d["location"]["path"] for d in found} == {"news/ostmere.txt"}


def test_github_commands(report):
    lines = written([report], "github").splitlines()
    assert lines[0] == (
        "::warning file=news/ostmere.txt,line=7,endLine=7,col=62,endColumn=87,title=evidence.no_evidence"
        "::The text says that no evidence was offered for this claim. [without offering evidence]"
    )
    assert [line.split(" ")[0] for line in lines] == ["::warning", "::notice", "::notice", "::error"]


def test_github_escapes(lettered, make_finding):
    report = lettered("a\rb\nc", "a\rb", place="odd,100%:x\n.txt")
    (line,) = written([report], "github", errors=()).splitlines()
    assert line.startswith("::warning file=odd%2C100%25%3Ax .txt,line=1,endLine=2,title=")
    assert "col=" not in line
    found = replace(report.findings[0], message="50%\r\n::error::no")
    (line,) = written([replace(report, findings=(found,))], "github").splitlines()
    assert "::50%25%0D%0A::error::no [a b]" in line


def test_github_reports_what_could_not_be_read():
    assert written([], "github", errors=["b.txt:\nempty, 100%"]) == "::error::b.txt:%0Aempty, 100%25\n"


@pytest.mark.parametrize("place", ["news.csv row 7", "page.html", "a/b.HTM"])
def test_without_lines_of_a_file_no_line_is_given(lettered, place):
    report = lettered("A claim, disputed.", "disputed", place=place)
    (command,) = written([report], "github").splitlines()
    assert "line=" not in command
    assert "range" not in diagnostics([report])[0]["location"]
    location = sarif([report])["runs"][0]["results"][0]["locations"][0]
    assert "region" not in location["physicalLocation"]
    assert location["logicalLocations"][0]["name"] == "any.txt"


@pytest.mark.parametrize(
    ("given", "file", "exact"),
    [
        ("a/b.txt", "a/b.txt", True),
        ("a/b.csv row 12", "a/b.csv", False),
        ("b.jsonl line 3", "b.jsonl", False),
        ("old.txt (read as cp1252)", "old.txt", True),
        ("the row 3 rule.md", "the row 3 rule.md", True),
        ("", "the-id", True),
    ],
)
def test_places(report_of, given, file, exact):
    assert place_of(report_of("x", id="the-id", place=given).article) == Place(file, exact)


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a b/c%.txt", "a%20b/c%25.txt"),
        ("/x/é.txt", "file:///x/%C3%A9.txt"),
        ("C:\\news\\a.txt", "file:///C%3A/news/a.txt"),
        ("news\\a.txt", "news/a.txt"),
    ],
)
def test_uris(file, uri):
    assert Place(file, exact=True).uri == uri
