"""Whose hedge, whose colour: what is a suggestion to an editor, and what is counted where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credscore_features import Finding, Reading, Scope, findings, load_cues, row
from credscore_features.hedging import FEATURE as HEDGING
from credscore_features.tone import FEATURE as TONE
from credscore_features.wordlists import WordLists, own_words

if TYPE_CHECKING:
    from pathlib import Path

    from credscore_features import Feature


def one(feature: Feature, text: str, *attributions: Finding) -> Finding:
    assert feature.find is not None
    (finding,) = feature.find(Reading(text), {"attribution": attributions})
    return finding


def attribution(text: str, content: str, source: str) -> Finding:
    def span(part: str) -> tuple[int, int]:
        return text.index(part), text.index(part) + len(part)

    return Finding(
        kind="attribution", label="indirect", start=0, end=1, text=text[0], sentence=(0, len(text)), voice="writer",
        origin="rule:attribution", message="", parts={"content": (span(content),), "source": (span(source),)},
    )  # fmt: skip


def test_hearsay_without_a_source_is_a_suggestion() -> None:
    assert one(HEDGING, "The clerk allegedly took the money.").severity == "suggestion"


def test_hearsay_with_a_source_in_its_sentence_is_none() -> None:
    text = "The clerk allegedly took the money and the car, the police said."
    named = attribution(text, "the car", "the police")
    assert one(HEDGING, text, named).severity is None
    assert one(HEDGING, text, named).voice == "writer"


def test_hearsay_that_somebody_reports_is_theirs() -> None:
    text = "The clerk allegedly took the money, the police said."
    finding = one(HEDGING, text, attribution(text, "The clerk allegedly took the money", "the police"))
    assert (finding.voice, finding.severity) == ("quoted", None)


def test_other_hedges_are_no_problem() -> None:
    assert one(HEDGING, "The clerk may return.").severity is None


def test_colour_is_a_suggestion_in_the_writers_voice_only() -> None:
    assert one(TONE, "The plan is disgraceful.").severity == "suggestion"
    assert one(TONE, "The plan is “disgraceful and old,” she said.").severity is None


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("The clerk may return soon or not at once today.", "hedging_density", 10.0),
        ("“The clerk may return soon or not,” said one lady.", "hedging_density", 0.0),
        ("“The clerk may return soon or not,” said one lady.", "quoted_hedging_density", 10.0),
        ("The clerk reportedly left. Nobody saw her.", "evidential_density", 100 / 7),
        ("The clerk left. She may return.", "mean_certainty", (1 + 0.45) / 2),
        ("About 40 clerks left.", "approximation_density", 25.0),
    ],
)
def test_hedges_by_voice(text: str, column: str, value: float) -> None:
    reading = Reading(text)
    assert row(reading, (0, len(text)), findings(reading, [HEDGING]), [HEDGING])[column] == pytest.approx(value)


def test_colour_by_voice() -> None:
    text = "The disgraceful plan was “a shameful thing,” said one clerk."
    reading = Reading(text)
    numbers = row(reading, (0, len(text)), findings(reading, [TONE]), [TONE])
    assert (numbers["loaded_density"], numbers["quoted_tone_density"]) == (10.0, 10.0)


@pytest.mark.parametrize("feature", [HEDGING, TONE], ids=lambda feature: feature.name)
def test_somebodys_own_cues_join(feature: Feature, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    label = feature.kinds[0].partition(".")[2]
    path.write_text(f'[[group]]\nname = "mine"\nlabel = "{label}"\nphrases = ["flibber"]\n', "utf-8")
    assert feature.reload is not None
    assert one(feature.reload((path,)), "The flibber sank.").text == "flibber"


def test_word_lists_count_outside_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text(
        '[[group]]\nname = "a"\nphrases = ["we", "can’t"]\n[[group]]\nname = "b"\nphrases = ["we"]\n', "utf-8"
    )
    text = "We can't. “We lost, we know,” she said; we won."
    words = own_words(Scope(Reading(text), 0, len(text), ()))
    assert WordLists(load_cues(path)).count(words) == {"a": 3, "b": 2}
    assert own_words(Scope(Reading(text), 12, 15, ())) == {}
