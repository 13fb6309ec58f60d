from __future__ import annotations

import pytest

from credscore_features import Finding, Reading, chosen, findings, row
from credscore_features.feature import Scope
from credscore_features.sourcing import FEATURE
from credscore_features.sourcing.measures import measure

FEATURES = chosen(["sourcing"])


def measured(text: str) -> dict[str, float]:
    reading = Reading(text)
    return row(reading, (0, len(text)), findings(reading, FEATURES), FEATURES)


def test_it_measures_what_attribution_finds() -> None:
    assert FEATURE.find is None
    assert [feature.name for feature in FEATURES] == ["attribution", "sourcing"]


def test_shares_of_the_kinds_of_source_add_up() -> None:
    numbers = measured(
        "Ilse Brandt said the port was safe. Critics said it was not. An aide said she was tired. He said so too."
    )
    kinds = ("named", "unnamed", "collective", "anaphor", "missing")
    assert [numbers[f"sources_{kind}_share"] for kind in kinds] == [0.25, 0.25, 0.25, 0.25, 0.0]


def test_the_same_name_is_one_source() -> None:
    numbers = measured(
        "Ilse Brandt said the crane fell. Ms. Brandt’s office said a rope tore. Brandt said the quay was shut."
    )
    assert numbers["named_sources"] == 2
    assert numbers["distinct_sources"] == 2


def test_a_pronoun_alone_is_one_source() -> None:
    assert measured("He said the crane fell. She said a rope tore.")["distinct_sources"] == 1


def _said(text: str, source: str, antecedent: str, source_type: str = "anaphor") -> Finding:
    """What a source says that stands for somebody named elsewhere."""
    spans = {
        name: ((text.index(words), text.index(words) + len(words)),)
        for name, words in (("source", source), ("antecedent", antecedent), ("content", "the ferry would sail"))
        if words
    }
    (start, end) = spans["source"][0]
    return Finding(
        kind="attribution",
        label="indirect",
        start=start,
        end=end,
        text=source,
        sentence=(0, len(text)),
        voice="writer",
        origin="test",
        message="",
        parts=spans,
        source_type=source_type,
    )


@pytest.mark.parametrize(
    ("found", "named", "distinct"),
    [
        ([("Lund", "Ada Lund", "named_person"), ("she", "Ada Lund", "anaphor")], 1, 1),
        ([("she", "Ada Lund", "anaphor")], 1, 1),
        ([("she", "Ada Lund", "anaphor"), ("Abel", "", "named_person")], 2, 2),
        ([("they", "critics", "anaphor"), ("critics", "", "collective")], 0, 1),
        ([("they", "", "anaphor"), ("Abel", "", "named_person")], 1, 1),
    ],
)
def test_whom_a_pronoun_stands_for_is_the_same_source(
    found: list[tuple[str, str, str]], named: int, distinct: int
) -> None:
    text = "Ada Lund met critics and Abel, and they heard from her that the ferry would sail, as she knew."
    numbers = measure(Scope(Reading(text), 0, len(text), tuple(_said(text, *each) for each in found)))
    assert (numbers["named_sources"], numbers["distinct_sources"]) == (named, distinct)


def test_identified_words_are_those_of_a_name_or_a_document() -> None:
    numbers = measured("Ilse Brandt said four words were true. Critics said four words were true.")
    assert numbers["identified_word_share"] == pytest.approx(4 / 13)
    assert numbers["identified_sentence_share"] == 0.5


def test_an_expectation_of_nobody_is_vague() -> None:
    numbers = measured("The bill is expected to pass in June.")
    assert numbers["sources_missing_share"] == 1.0
    assert numbers["vague_per_100_words"] == pytest.approx(100 / 8)


def test_own_staff_are_counted_apart() -> None:
    numbers = measured("Our correspondents saw smoke over the depot.")
    assert numbers["own_observation_per_100_words"] == pytest.approx(100 / 7)
    assert numbers["named_sources"] == 0


def test_nothing_is_measured_where_there_is_nothing() -> None:
    assert set(measured("").values()) == {0.0}
