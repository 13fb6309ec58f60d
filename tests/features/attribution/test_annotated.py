"""What the annotator marks, as findings and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credscore_features import Finding, Reading, Scope
from credscore_features.annotation import AT, ROLES
from credscore_features.attribution import FEATURE, make
from credscore_features.attribution.measures import is_saying, measure
from credscore_features.attribution.wording import group_of
from tests.annotations import annotation, spans

if TYPE_CHECKING:
    from pathlib import Path

    from credscore_features import Feature


def reading_of(text: str, source: tuple[str, ...], cue: tuple[str, ...], content: tuple[str, ...]) -> Reading:
    reading = Reading(text)
    marked = {"source": spans(text, *source), "cue": spans(text, *cue), "content": spans(text, *content)}
    reading.annotation = annotation(text, marked)
    return reading


def found(reading: Reading, feature: Feature = FEATURE) -> list[Finding]:
    assert feature.find is not None
    return list(feature.find(reading, {}))


def test_a_finding_says_all_that_the_rules_say() -> None:
    text = "Ilse Brandt grumbled that the wards were “close to full.”"
    reading = reading_of(text, ("Ilse Brandt",), ("grumbled",), ("that the wards were “close to full.”",))
    (finding,) = found(reading)
    assert (finding.text, finding.label, finding.voice, finding.origin) == (
        "grumbled",
        "mixed",
        "writer",
        "head:attribution",
    )
    assert (finding.source_type, finding.anonymous, finding.quote) == ("named_person", False, "close to full.")
    assert finding.message == "Says who: Ilse Brandt."
    assert finding.sentence == (0, len(text))
    assert 0.99 < finding.confidence <= 1


def test_the_annotator_decides_alone() -> None:
    text = "Ms. Pew said the well was dry."
    reading = Reading(text)
    assert len(found(reading)) == 1
    reading.annotation = annotation(text, {})
    assert found(reading) == []


def test_a_cue_without_a_content_is_none() -> None:
    assert found(reading_of("Ms. Pew said so.", ("Ms. Pew",), ("said",), ())) == []


def test_doubtful_attributions_are_none() -> None:
    text = "Ms. Pew said the well was dry."
    reading = reading_of(text, ("Ms. Pew",), ("said",), ("the well was dry",))
    assert reading.annotation is not None
    logits = reading.annotation.logits
    logits[logits > 0] = 0.5
    assert len(found(reading)) == 1
    logits[logits > 0] = 0.05
    logits[reading.annotation.pieces(*spans(text, "said")[0]), AT["cue"]] = 0.45  # enough for a cue, not for all three
    assert found(reading) == []


def test_a_source_and_a_content_get_the_weak_cue_between_them() -> None:
    text = "Ms. Pew kvetched that the well was dry."
    reading = reading_of(text, ("Ms. Pew",), ("kvetched",), ("that the well was dry",))
    assert reading.annotation is not None
    reading.annotation.logits[reading.annotation.pieces(*spans(text, "kvetched")[0]), AT["cue"]] = -0.5
    (finding,) = found(reading)
    assert finding.text == "kvetched"
    assert finding.confidence < 0.5


def test_an_inner_speaker_is_quoted() -> None:
    text = "“The agent denied it twice,” Mr. Okello said."
    reading = reading_of(text, ("The agent", "Mr. Okello"), ("denied", "said"), ("it twice",))
    assert [finding.voice for finding in found(reading)] == ["quoted"]


def test_somebodys_own_cue_is_found_beside_the_annotators(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[group]]\nname = "say"\nphrases = ["<kvetch>"]\n', "utf-8")
    text = "Ms. Orlin kvetched that the tea was cold. Mr. Abel said it was not."
    reading = reading_of(text, ("Mr. Abel",), ("said",), ("it was not",))
    assert [(f.text, f.origin) for f in found(reading, make(own))] == [
        ("kvetched", "rule:attribution.say"), ("said", "head:attribution")
    ]  # fmt: skip
    again = reading_of(text, ("Ms. Orlin",), ("kvetched",), ("that the tea was cold",))
    assert [f.origin for f in found(again, make(own))] == ["head:attribution"]


@pytest.mark.parametrize(
    ("cue", "group"),
    [("has repeatedly said", "say"), ("According to", "according"), ("praised", "object"), (":", None), ("", None)],
)
def test_what_a_cues_words_say(cue: str, group: str | None) -> None:
    assert group_of(cue) == group


def test_words_are_told_from_judgements_by_the_cue() -> None:
    text = "The board praised the plan. Ms. Orlin said it was sound. Pew: “No.”"
    reading = reading_of(
        text, ("The board", "Ms. Orlin", "Pew"), ("praised", "said", ":"), ("the plan", "it was sound", "“No.”")
    )
    attributions = found(reading)
    assert [is_saying(finding) for finding in attributions] == [False, True, True]
    numbers = measure(Scope(reading, 0, len(text), tuple(attributions)))
    assert numbers["saying_per_100_words"] == pytest.approx(2 * numbers["judgements_per_100_words"])


WORDS = st.lists(
    st.sampled_from(["said", "Pew", "the", "“well", "dry.”", ",", ":", "\n\n", "He", "—", "👍"]), max_size=40
)
MARKS = st.lists(
    st.tuples(st.sampled_from([*ROLES, *(f"{role}.begin" for role in ROLES)]), st.integers(0, 150), st.integers(1, 40))
)


@settings(max_examples=150, deadline=None)
@given(WORDS.map(" ".join), MARKS, st.sampled_from([8.0, 0.7, 0.3]))
def test_whatever_is_marked_the_spans_lie_in_the_text(
    text: str, marks: list[tuple[str, int, int]], sure: float
) -> None:
    marked: dict[str, list[tuple[int, int]]] = {}
    for output, start, length in marks:
        marked.setdefault(output, []).append((start, start + length))
    reading = Reading(text)
    reading.annotation = annotation(text, marked)
    reading.annotation.logits[reading.annotation.logits > 0] = sure
    for finding in found(reading):
        assert text[finding.start : finding.end] == finding.text
        assert finding.part("content")
        every = [span for parts in finding.parts.values() for span in parts]
        assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in every)
        assert 0 <= finding.confidence <= 1


def contents(reading: Reading) -> list[list[str]]:
    return [[reading.text[start:end] for start, end in finding.part("content")] for finding in found(reading)]


def test_a_content_does_not_run_into_a_sentence_that_says_something_else() -> None:
    text = "Ilse Brandt said the wards were full. The hospital opened in the spring of 1968 and has two wings."
    reading = reading_of(text, ("Ilse Brandt",), ("said",), ("the wards were full. The hospital opened",))
    assert contents(reading) == [["the wards were full."]]


def test_a_content_goes_on_where_most_of_the_next_sentence_is_said_too() -> None:
    text = "Ilse Brandt said the wards were full. Nobody would be sent away, though."
    reading = reading_of(text, ("Ilse Brandt",), ("said",), ("the wards were full. Nobody would be sent away,",))
    assert contents(reading) == [["the wards were full. Nobody would be sent away,"]]


def test_a_quotation_goes_on_however_little_of_its_sentence_it_is() -> None:
    text = "“The wards are full,” said Ilse Brandt. “Quite full,” she was heard to repeat as she left the building."
    reading = reading_of(text, ("Ilse Brandt",), ("said",), ("“The wards are full,”", "“Quite full,”"))
    assert contents(reading) == [["“The wards are full,”", "“Quite full,”"]]


def test_a_single_word_beside_a_longer_content_is_no_content() -> None:
    text = "Ilse Brandt told them on Monday that the wards were full."
    reading = reading_of(text, ("Ilse Brandt",), ("told",), ("them", "that the wards were full"))
    assert contents(reading) == [["that the wards were full"]]
