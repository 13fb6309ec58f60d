"""The encoder's reading of a passage: the sentences that count, and the words behind a number."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from credscore_features import Finding, Reading, Scope, chosen, findings, row
from credscore_features.annotation import AT
from credscore_features.annotator import FEATURE
from credscore_features.annotator.certainty import own_sentences
from credscore_features.annotator.pulls import LONGEST, MOST, Pulls, pulls
from tests.annotations import annotation, spans

TEXT = (
    "The mill won the contract for nine years, a court record shows. "
    "Rivals blamed a secret deal, without offering any evidence at all."
)


def scope(text: str, found: tuple[Finding, ...] = (), **marked: list[str]) -> Scope:
    reading = Reading(text)
    reading.annotation = annotation(text, {name: spans(text, *words) for name, words in marked.items()})
    return Scope(reading, 0, len(text), found)


def words(text: str, found: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in found]


class TestMeasure:
    def test_a_text_that_no_annotator_has_read_is_refused(self) -> None:
        with pytest.raises(ValueError, match="has not read this text"):
            row(Reading(TEXT), (0, len(TEXT)), (), [FEATURE])

    def test_nothing_to_read_is_undecided(self) -> None:
        given = scope(TEXT)
        numbers = row(given.reading, (0, 0), (), [FEATURE])
        assert numbers == {c.name: 0.0 if c.unit == "log odds" else 0.5 for c in FEATURE.columns}

    def test_only_the_passage_counts(self) -> None:
        given = scope(TEXT, support=["Rivals blamed a secret deal, without offering any evidence at all."])
        second = TEXT.index("Rivals")
        assert row(given.reading, (0, second), (), [FEATURE])["annotator_support"] == -8
        assert row(given.reading, (second, len(TEXT)), (), [FEATURE])["annotator_support"] == 8

    def test_directions_are_certain_for_the_own_grade_only(self) -> None:
        for grade in ("support", "transparency"):
            certain = [c.name for c in FEATURE.columns if c.direction(grade) != "neither"]
            assert certain == [f"annotator_{grade}"]

    def test_it_asks_for_an_annotator_and_marks_nothing(self) -> None:
        assert FEATURE.needs_annotation
        assert FEATURE.find is None
        assert not any(c.evidence for c in FEATURE.columns)


class TestOwnSentences:
    @pytest.mark.parametrize(
        ("text", "own"),
        [
            ("The well is dry. “It may rain,” she said.", ["The well is dry."]),
            ("The well is dry. She said on Monday that it might rain soon.", ["The well is dry."]),
            ("The well is dry, and half of the village has already moved away, she said.", []),
            ("The well, which three teams have dug for a year, is “dry.”", None),
        ],
    )
    def test_those_of_which_the_writer_says_most(self, text: str, own: list[str] | None) -> None:
        reading = Reading(text)
        found = findings(reading, chosen(["attribution"]))
        kept = own_sentences(Scope(reading, 0, len(text), found))
        assert words(text, kept) == ([text] if own is None else own)


class TestPulls:
    def test_the_words_that_stand_out(self) -> None:
        given = scope(TEXT, support=["The mill won the contract for nine years, a court record shows."])
        assert given.reading.annotation is not None
        logits = given.reading.annotation.logits[:, AT["support"]]
        logits[:] = 0.0
        for phrase, value in (("without offering any evidence", -2.0), ("secret", -3.0), ("court record", 1.5)):
            (span,) = spans(TEXT, phrase)
            logits[given.reading.annotation.pieces(*span)] = value
        found = pulls(given, "support")
        assert words(TEXT, found.down) == ["secret deal, without offering any evidence"]
        assert words(TEXT, found.up) == ["court record"]

    def test_from_the_neutral_and_not_from_naught(self) -> None:
        given = scope(TEXT)
        assert given.reading.annotation is not None
        given.reading.annotation.logits[:, AT["support"]] = 1.0
        (span,) = spans(TEXT, "secret")
        given.reading.annotation.logits[given.reading.annotation.pieces(*span), AT["support"]] = 0.5
        assert words(TEXT, pulls(given, "support", neutral=0.8).down) == ["secret"]
        assert pulls(given, "support", neutral=0.4).down == ()

    def test_an_even_reading_names_no_words(self) -> None:
        assert pulls(scope(TEXT), "support") == Pulls()

    def test_phrases_are_short_few_apart_and_within_a_sentence(self) -> None:
        text = " ".join(f"On day {n} the three old boats of the north bay went out very early." for n in range(4))
        given = scope(text)
        assert given.reading.annotation is not None
        rng = np.random.default_rng(2)
        given.reading.annotation.logits[:, AT["support"]] = rng.normal(size=len(given.reading.annotation))
        found = pulls(given, "support")
        for spans_ in (found.down, found.up):
            assert 0 < len(spans_) <= MOST
            assert all(1 <= len(text[start:end].split()) <= LONGEST for start, end in spans_)
            assert all(len(given.reading.sentences_in(start, end)) <= 1 for start, end in spans_)
        both = sorted((*found.down, *found.up))
        assert all(before[1] <= after[0] for before, after in pairwise(both))

    def test_without_an_annotation_there_are_none(self) -> None:
        assert pulls(Scope(Reading(TEXT), 0, len(TEXT), ()), "support") == Pulls()
