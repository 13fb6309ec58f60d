"""The seed articles are read as a careful editor reads them, but for the gaps that are written down."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.seed_expectations import (
    FOLDER,
    Expected,
    articles,
    block_kind,
    expectations,
    options,
    passage_with,
    points,
    whereabouts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credscore.contract import Report

ARTICLES = articles()
GAP = pytest.mark.xfail(strict=True, reason="a known gap: take it off the list when it closes")


def cases(kind: str) -> Iterator[Any]:
    """(article, entry) of every expectation of one kind."""
    for name in ARTICLES:
        for number, entry in enumerate(expectations(name).get(kind, ())):
            marks = [GAP] if entry.get("known_gap") is True else []
            yield pytest.param(name, entry, id=f"{name}-{number}", marks=marks)


def finding_cases() -> Iterator[Any]:
    """(article, entry, aspect): each aspect by itself, so that one gap hides nothing else."""
    for name in ARTICLES:
        for entry in expectations(name).get("finding", ()):
            expected = Expected(entry)
            label = f"{name}-{'/'.join(options(entry['rule']))}-{options(entry.get('text') or entry['within'])[0]}"
            for aspect in expected.aspects:
                marks = [GAP] if expected.is_gap(aspect) else []
                yield pytest.param(name, entry, aspect, id=f"{label}-{aspect}", marks=marks)


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    import credscore
    from credscore.ingest import read

    scorer = credscore.load()
    return {name: scorer.score(next(iter(read([str(path)])))) for name, path in ARTICLES.items()}


def test_there_are_eight_articles_each_with_what_is_expected_of_it() -> None:
    assert len(ARTICLES) == 8
    assert {p.name.removesuffix(".expected.toml") for p in FOLDER.glob("*.expected.toml")} == set(ARTICLES)
    for name in ARTICLES:
        assert expectations(name)["finding"], name
        assert expectations(name)["absent"], name


@pytest.mark.parametrize(("name", "entry", "aspect"), finding_cases())
def test_what_must_be_found_is_found(reports: dict[str, Report], name: str, entry: dict[str, Any], aspect: str) -> None:
    expected, report = Expected(entry), reports[name]
    seen = [(f.rule, f.text, f.voice) for f in report.findings if expected.has_rule(f)]
    assert expected.holds(report, aspect), f"{aspect} of {dict(entry)}; there are: {seen}"


@pytest.mark.parametrize(("name", "entry"), cases("absent"))
def test_what_must_not_be_found_is_not(reports: dict[str, Report], name: str, entry: dict[str, Any]) -> None:
    assert not Expected(entry).touching(reports[name])


@pytest.mark.parametrize(("name", "entry"), cases("passage"))
def test_what_is_prose_is_scored(reports: dict[str, Report], name: str, entry: dict[str, Any]) -> None:
    assert passage_with(reports[name], entry["text"]) is not None
    assert block_kind(reports[name], entry["text"]) == entry.get("kind", "body")


@pytest.mark.parametrize(("name", "entry"), cases("not_passage"))
def test_what_is_no_prose_is_not_scored(reports: dict[str, Report], name: str, entry: dict[str, Any]) -> None:
    report = reports[name]
    if entry["text"] in report.article.text:  # a web page's furniture is not even in the text
        assert passage_with(report, entry["text"]) is None
        assert entry.get("kind") in {None, block_kind(report, entry["text"])}


@pytest.mark.parametrize(("name", "entry"), cases("order"))
def test_passages_are_in_the_order_that_a_reader_would_give(
    reports: dict[str, Report], name: str, entry: dict[str, Any]
) -> None:
    low, high = (passage_with(reports[name], entry[key]) for key in ("lower", "higher"))
    assert low is not None
    assert high is not None
    assert points(low, entry["grade"]) < points(high, entry["grade"])


ORDER = tomllib.loads((FOLDER / "order.toml").read_text("utf-8"))["order"]


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(e, id=f"{e['grade']}-{e['lower']}-{e['higher']}", marks=[GAP] if e.get("known_gap") else [])
        for e in ORDER
    ],
)
def test_articles_are_in_the_order_that_a_reader_would_give(reports: dict[str, Report], entry: dict[str, Any]) -> None:
    assert points(reports[entry["lower"]], entry["grade"]) < points(reports[entry["higher"]], entry["grade"])


@pytest.mark.parametrize("name", ARTICLES)
def test_what_the_page_says_of_itself_is_read(reports: dict[str, Report], name: str) -> None:
    article = reports[name].article
    for key, value in expectations(name).get("article", {}).items():
        assert str(getattr(article, key)).startswith(value), key


@pytest.mark.parametrize("name", ARTICLES)
def test_the_expectations_quote_the_article(reports: dict[str, Report], name: str) -> None:
    text = reports[name].article.text
    for entry in expectations(name)["finding"]:
        if "within" in entry:
            whereabouts(text, entry["within"])
        quoted = [entry.get("text", []), *entry.get("parts", {}).values()]
        assert [words for choice in quoted for words in options(choice) if words not in text] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_reports_are_plain_json_and_every_span_quotes_the_text(reports: dict[str, Report], name: str) -> None:
    report = reports[name]
    assert json.loads(json.dumps(report.to_dict()))["article"]["id"]
    assert all(report.article.text[f.start : f.end] == f.text for f in report.findings)
    assert all(report.article.text[p.passage.start : p.passage.end] == p.passage.text for p in report.passages)
