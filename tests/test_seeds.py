"""The seed articles are read as a careful editor reads them, but for the gaps that are written down.

``seeds/README.md`` tells the format of the expectations.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credscore.contract import Grade, PassageReport, Report
    from credscore_features import Finding, Span

FOLDER = Path(__file__).parents[1] / "seeds"
KEYS = {
    "article": {"title", "source", "date", "author"},
    "finding": {
        "rule", "text", "within", "voice", "source_type", "anonymous", "parts", "known_gap", "why",
    },
    "absent": {"rule", "text", "voice", "known_gap", "why"},
    "passage": {"text", "kind", "known_gap", "why"},
    "not_passage": {"text", "kind", "known_gap", "why"},
    "order": {"grade", "lower", "higher", "known_gap", "why"},
}  # fmt: skip
_EDGES = re.compile(r"^[\s\"'“”‘’.,;:—–]+|[\s\"'“”‘’.,;:—–]+$")


def articles() -> dict[str, Path]:
    """The seed articles by name."""
    files = sorted(p for p in FOLDER.iterdir() if p.suffix in {".txt", ".md", ".html"})
    return {p.stem: p for p in files if p.name != "README.md"}


def expectations(name: str) -> dict[str, Any]:
    """The expectations of one article, their keys checked."""
    tables = tomllib.loads((FOLDER / f"{name}.expected.toml").read_text("utf-8"))
    for kind, entries in tables.items():
        for entry in [entries] if isinstance(entries, dict) else entries:
            unknown = set(entry) - KEYS.get(kind, set())
            if unknown:
                raise ValueError(
                    f"{name}: [[{kind}]] has no {sorted(unknown)}. Known: {sorted(KEYS.get(kind, set()))}."
                )
    return tables


def bare(words: str) -> str:
    """Words without what house styles put at their edges: quotation marks, punctuation, a leading "that"."""
    return _EDGES.sub("", _EDGES.sub("", words).removeprefix("that "))


def options(value: str | list[str]) -> list[str]:
    """One choice or several, as a list."""
    return [value] if isinstance(value, str) else value


@dataclass(frozen=True)
class Expected:
    """One ``[[finding]]`` or ``[[absent]]``, held against a report."""

    entry: Mapping[str, Any]

    @property
    def aspects(self) -> list[str]:
        """What is asked of the finding: that it is there, and what it must say."""
        plain = [key for key in ("voice", "source_type", "anonymous") if key in self.entry]
        return ["found", *plain, *self.entry.get("parts", {})]

    def is_gap(self, aspect: str) -> bool:
        """Whether this aspect is known to fail."""
        gap = self.entry.get("known_gap", False)
        return gap if isinstance(gap, bool) else aspect in gap

    @cached_property
    def texts(self) -> list[str]:
        return [bare(t) for t in options(self.entry.get("text", []))]

    def candidates(self, report: Report) -> Iterator[Finding]:
        """Findings of the rule with the words, in the place."""
        place = self._place(report.article.text)
        for finding in report.findings:
            here = place is None or touches((finding.start, finding.end), place)
            if here and self.has_rule(finding) and (not self.texts or bare(finding.text) in self.texts):
                yield finding

    def has_rule(self, finding: Finding) -> bool:
        """Whether the finding is of the rule, or of one of the rules."""
        return any(rule in {finding.kind, finding.rule} for rule in options(self.entry["rule"]))

    def holds(self, report: Report, aspect: str) -> bool:
        """Whether some finding is as it should be in this aspect."""
        return any(self._agrees(finding, aspect, report.article.text) for finding in self.candidates(report))

    def touching(self, report: Report) -> list[Finding]:
        """Findings of the rule that touch the words of ``text``, in the voice where one is given."""
        place = whereabouts(report.article.text, self.entry["text"])
        voice = self.entry.get("voice")
        return [
            f
            for f in report.findings
            if self.has_rule(f) and touches((f.start, f.end), place) and voice in {None, f.voice}
        ]

    def _place(self, text: str) -> Span | None:
        return whereabouts(text, self.entry["within"]) if "within" in self.entry else None

    def _agrees(self, finding: Finding, aspect: str, text: str) -> bool:
        if aspect == "found":
            return True
        if aspect in self.entry.get("parts", {}):
            words = bare(" ".join(text[s:e] for s, e in finding.part(aspect)))
            return words in [bare(w) for w in options(self.entry["parts"][aspect])]
        return bool(getattr(finding, aspect) == self.entry[aspect])


def whereabouts(text: str, words: str) -> Span:
    """Where a stretch stands that must stand in the text exactly once."""
    if text.count(words) != 1:
        raise ValueError(f"{words!r} stands {text.count(words)} times in the article; it must stand there once.")
    start = text.index(words)
    return start, start + len(words)


def touches(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def passage_with(report: Report, words: str) -> PassageReport | None:
    """The passage that holds the beginning of the words."""
    start, _ = whereabouts(report.article.text, words)
    return next((p for p in report.passages if p.passage.start <= start < p.passage.end), None)


def block_kind(report: Report, words: str) -> str | None:
    """The kind of the block in which the words begin."""
    start, _ = whereabouts(report.article.text, words)
    return next((b.kind for b in report.article.blocks if b.start <= start < b.end), None)


def points(scored: Report | PassageReport, grade: Grade) -> float:
    """Support or transparency as a number.

    Raises:
        LookupError: the score abstains.
    """
    estimate = scored.score[grade]
    if estimate is None:
        raise LookupError(f"There is no score: {scored.score.abstained}.")
    return estimate.value


ARTICLES = articles()
GAP = pytest.mark.xfail(strict=True, reason="a known gap: take it off the list when it closes")


def cases(kind: str) -> list[Any]:
    """(article, entry) of every expectation of one kind."""
    return [
        pytest.param(name, entry, id=f"{name}-{number}", marks=[GAP] if entry.get("known_gap") else [])
        for name in ARTICLES
        for number, entry in enumerate(expectations(name).get(kind, ()))
    ]


def finding_cases() -> list[Any]:
    """(article, entry, aspect): each aspect by itself, so that one gap hides nothing else."""
    listed = []
    for name in ARTICLES:
        for entry in expectations(name).get("finding", ()):
            expected = Expected(entry)
            label = f"{name}-{'/'.join(options(entry['rule']))}-{options(entry.get('text') or entry['within'])[0]}"
            for aspect in expected.aspects:
                marks = [GAP] if expected.is_gap(aspect) else []
                listed.append(pytest.param(name, entry, aspect, id=f"{label}-{aspect}", marks=marks))
    return listed


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
