"""What readers of a comparison see: the document, the page, the table."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import jsonschema
import numpy as np
import pytest

from credscore.drift import compare
from credscore.drift.documents import document, schema
from credscore.drift.page import effects, outline, page
from credscore.drift.table import write_table
from credscore.report.format import Options
from tests.drift.made import COLUMNS, sample

if TYPE_CHECKING:
    from credscore.drift.result import Drift

OUTLETS = ("north.example", "<b>south</b>.example")


@pytest.fixture(scope="module")
def drift() -> Drift:
    rng = np.random.default_rng(20)
    before = sample(rng, 60, sources=OUTLETS)
    now = sample(rng, 60, sources=OUTLETS, shift=2.0)
    ranges = {COLUMNS[0]: (-2.0, 2.0)}
    return compare(before, now, names=("before.jsonl", "<i>now</i>.jsonl"), ranges=ranges, draws=999)


@pytest.fixture(scope="module")
def calm() -> Drift:
    rng = np.random.default_rng(21)
    return compare(sample(rng, 20), sample(rng, 20), draws=199)


def table(drift, **options):
    out = io.StringIO()
    write_table(drift, out, Options(**options))
    return out.getvalue()


def test_the_document_is_as_its_schema_says(drift, calm):
    for one in (drift, calm):
        found = json.loads(document(one))
        jsonschema.Draft202012Validator(schema()).validate(found)
        assert found["alarming"] == one.alarming
        assert len(found["changes"]) == len(one.changes)


def test_what_is_infinite_is_null(drift):
    change = replace(drift.changes[0], difference=float("inf"))
    found = json.loads(document(replace(drift, changes=(change,))))
    assert found["changes"][0]["difference"] is None
    jsonschema.Draft202012Validator(schema()).validate(found)


def test_alarms_come_first(drift):
    assert drift.alarming
    assert drift.changes[0].measure.name == COLUMNS[0]
    alarms = [c.alarm for c in drift.changes]
    assert alarms == sorted(alarms, reverse=True)


def test_the_table_says_the_verdict_the_alarms_and_what_to_know(drift, calm):
    told = table(drift)
    assert re.search(r"^Alarm: 1 changed columns, 1 columns further outside", told, re.MULTILINE)
    assert re.search(rf"^ ! +{COLUMNS[0]} ", told, re.MULTILINE)
    assert "with mix" in told
    assert re.search(rf"^! {COLUMNS[0]}: \d+% of passages outside -2 to 2", told, re.MULTILINE)
    quiet = table(calm)
    assert "No alarm." in quiet
    assert "only 20 articles" in " ".join(quiet.split())
    assert "four of five" in " ".join(quiet.split())
    assert "\x1b" not in told
    assert "\x1b" in table(drift, color=True)


class Checked(HTMLParser):
    """Tags that are open, and what was met."""

    VOID = frozenset({"meta", "link", "img", "br"})

    def __init__(self, text):
        super().__init__()
        self.open, self.met = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.met.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.met.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_from_outside(drift, calm):
    for one in (drift, calm):
        checked = Checked(page(one))
        assert checked.open == []
        tags = {tag for tag, _ in checked.met}
        assert tags.isdisjoint({"script", "link", "img", "iframe", "b", "i"})
        assert all(name not in {"src", "href", "style"} for _, attrs in checked.met for name in attrs)
        (policy,) = [a["content"] for _, a in checked.met if a.get("http-equiv") == "Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")


def test_the_page_shows_alarms_distributions_and_outlets(drift):
    text = page(drift)
    assert "&lt;i&gt;now&lt;/i&gt;.jsonl" in text
    assert "&lt;b&gt;south&lt;/b&gt;.example" in text
    assert text.count("<figure") == 9
    assert '<figure class="alarm">' in text
    assert f"All {len(drift.changes)} columns" in text


def test_effects_stand_where_their_numbers_are(drift):
    drawn = effects(drift.changes[:3], 0.25)
    low, high = drawn.ends
    for row in drawn.rows:
        assert row.low <= row.at <= row.high
        assert low + row.at / 100 * (high - low) == pytest.approx(row.change.difference, abs=0.02)
    assert sum(drawn.bounds) == pytest.approx(100)


def test_an_outline_goes_along_the_bins(drift):
    histogram = drift.changes[0].histogram
    top = max(histogram.reference)
    levels = [float(v) for v in re.findall(r"V([\d.]+)", outline(histogram, histogram.reference, top))]
    assert levels[:-1] == pytest.approx([90 * (1 - s / top) for s in histogram.reference], abs=0.06)
