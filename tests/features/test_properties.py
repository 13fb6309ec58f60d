"""What holds for every feature and any text at all."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credscore_features import Feature, Finding, Reading, chosen, features, findings, row
from credscore_features.segmentation import paragraphs, quotations, sentences
from tests.annotations import annotation

SEEDS = (
    "“We may lose,” Gen. Ilse Brandt said on May 4, without offering evidence.",
    "Critics say the U.S. lied!\n\n“It could,\n\n“be so,” he said, adding that it was reportedly untrue.",
    "According to two officials, about 40% left. THEY KNEW IT. Who asked you?",
    "Correction: an earlier version misspelled the name of the mill's owner.",
    "'Never,' she told the Carrow Post; the ministry's claim could not be verified.",
)
ODD = (
    "\0",
    "\u200f",
    "\u202e",
    "\u2028",
    "\x85",
    "\xa0",
    "\u3000",
    "\ufeff",
    "😀",
    "𝔄",
    "İ",
    "ß",
    "ﬁ",
    "é",
    "\r\n",
    "\n\n",
    "\t",
)
MARKS = tuple("\"'“”‘’«»„‟`.,;:!?…-–—()[]<>*#%$0aA ")
WORDS = tuple(sorted({word for seed in SEEDS for word in seed.split()}))

# Any text, and texts built of what the rules look for, with odd characters between.
ANYTHING = st.text(st.characters(codec="utf-8"), max_size=120)
NEWSLIKE = st.lists(st.sampled_from(WORDS + ODD + MARKS + SEEDS), max_size=40).flatmap(
    lambda parts: st.sampled_from(["", " ", " ", "\n"]).map(lambda between: between.join(parts))
)
TEXTS = st.one_of(ANYTHING, NEWSLIKE)
EVERY_FEATURE = pytest.mark.parametrize("feature", features(), ids=lambda feature: feature.name)


def assert_in_order(text: str, spans: list[tuple[int, int]]) -> None:
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def assert_sound(text: str, finding: Finding) -> None:
    assert 0 <= finding.start < finding.end <= len(text)
    assert text[finding.start : finding.end] == finding.text
    assert finding.sentence[0] <= finding.sentence[1]
    assert 0.0 <= finding.confidence <= 1.0
    assert finding.voice in {"writer", "quoted"}
    for spans in finding.parts.values():
        assert all(0 <= start < end <= len(text) for start, end in spans), finding


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_segments_are_ordered_and_stripped(text: str) -> None:
    whole, parts = list(paragraphs(text)), list(sentences(text))
    assert_in_order(text, whole)
    assert_in_order(text, parts)
    assert_in_order(text, quotations(text))
    for start, end in (*whole, *parts):
        assert text[start:end] == text[start:end].strip()
    assert "".join(text[s:e] for s, e in whole).split() == text.split() or len(whole) > 1
    inside = {(s, e) for s, e in parts for a, b in whole if a <= s and e <= b}
    assert inside == set(parts), "a sentence crosses the end of a paragraph"


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_sentences_leave_only_white_space_out(text: str) -> None:
    held = set()
    for start, end in sentences(text):
        held.update(range(start, end))
    assert all(text[i].isspace() for i in range(len(text)) if i not in held)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_words_lie_where_they_are_said_to(text: str) -> None:
    reading = Reading(text)
    assert len(reading.words) == len(reading.word_starts) == len(reading.word_ends)
    assert_in_order(text, list(zip(reading.word_starts, reading.word_ends, strict=True)))
    assert sum(map(len, reading.places.values())) == len(reading.words)


@EVERY_FEATURE
@given(text=TEXTS)
@settings(max_examples=120, deadline=None)
def test_findings_are_what_the_text_says(feature: Feature, text: str) -> None:
    found = findings(Reading(text), chosen([feature.name]))
    kinds = {kind for needed in chosen([feature.name]) for kind in needed.kinds}
    for finding in found:
        assert_sound(text, finding)
        assert finding.rule in kinds, "a kind that its feature does not declare"
    assert [f.id for f in found] == [f"f{n}" for n in range(1, len(found) + 1)]
    assert [f.start for f in found] == sorted(f.start for f in found)


@EVERY_FEATURE
@given(text=TEXTS, data=st.data())
@settings(max_examples=80, deadline=None)
def test_measures_are_the_declared_columns(feature: Feature, text: str, data: st.DataObject) -> None:
    if feature.measure is None:
        return
    reading = Reading(text)
    if feature.needs_annotation:
        reading.annotation = annotation(text, {})
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    numbers = row(reading, (start, end), findings(reading, chosen([feature.name])), [feature])
    assert list(numbers) == [column.name for column in feature.columns]
    assert all(math.isfinite(number) for number in numbers.values()), numbers


@EVERY_FEATURE
@pytest.mark.parametrize("text", SEEDS)
def test_finding_twice_gives_the_same(feature: Feature, text: str) -> None:
    needed = chosen([feature.name])
    assert findings(Reading(text), needed) == findings(Reading(text), needed)
