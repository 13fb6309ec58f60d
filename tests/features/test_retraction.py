"""The retraction family: who takes back what, whether it happened, the columns, the floor on the corpora."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credscore_features import Finding, Reading, chosen, findings, row
from credscore_features.retraction import feature

if TYPE_CHECKING:
    from pathlib import Path

HAPPENED = {"own_correction", "reported_retraction"}


def found(text: str) -> list[Finding]:
    return [f for f in findings(Reading(text), chosen(["retraction"])) if f.kind == "retraction"]


def part(text: str, finding: Finding, name: str) -> str:
    return " ... ".join(text[start:end] for start, end in finding.part(name))


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("The envoy walked back his threat on Sunday.", "The envoy", "his threat"),
        (
            "The envoy has since retracted the accusation against the guild.",
            "The envoy",
            "the accusation against the guild",
        ),
        (
            "The envoy, who lives abroad, later deleted a tweet about the queen.",
            "The envoy, who lives abroad",
            "a tweet about the queen",
        ),
        ("Correction: An earlier version of this story misspelled the name of the envoy.", "", "the name of the envoy"),
    ],
)
def test_who_takes_back_what(text: str, who: str, what: str) -> None:
    finding = found(text)[-1]
    assert (part(text, finding, "who"), part(text, finding, "what")) == (who, what)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The envoy retracted the claim.", "reported_retraction"),
        ("The envoy was forced to retract the claim.", "reported_retraction"),
        ("The envoy tried to walk back the claim.", "reported_retraction"),
        ("The envoy appeared to backtrack after he said the war was over.", "reported_retraction"),
        ("The envoy must retract the claim.", "demand"),
        ("The letter gave the envoy a week to retract the claim.", "demand"),
        ("The envoy took the floor to walk back the claim.", "reported_retraction"),
        ("The envoy has never retracted the claim.", "demand"),
        ("The envoy will not retract the claim.", "demand"),
        ("The guild urged the envoy to retract the claim.", "demand"),
        ("It may rain, and the envoy retracted the claim.", "reported_retraction"),
    ],
)
def test_whether_it_happened(text: str, label: str) -> None:
    assert [f.label for f in found(text)] == [label]


def test_only_reported_ones_are_for_an_editor_to_look_at() -> None:
    severities = {
        f.label: f.severity
        for f in found(
            "Correction: An earlier version of this story misstated the year. The envoy retracted the claim."
            " The guild must retract the statement."
        )
    }
    assert severities == {"own_correction": None, "reported_retraction": "suggestion", "demand": None}


def test_somebody_elses_words_are_not_ones_own_to_take_back() -> None:
    assert found("The doctor walked back Mr. Orvane's claims.") == []
    assert found("The doctor walked back his claims.") != []


def test_columns_count_each_kind() -> None:
    text = "This article has been corrected. The envoy retracted the claim. The guild must retract the statement."
    features = chosen(["retraction"])
    reading = Reading(text)
    numbers = row(reading, (0, len(text)), findings(reading, features), features)
    assert (numbers["own_corrections"], numbers["reported_retractions"], numbers["retraction_demands"]) == (1, 1, 1)


def test_the_users_own_cues_are_found(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[[group]]\nname = "taken_back"\nphrases = ["ate crow"]\n', "utf-8")
    own = feature((file,))
    assert own.find is not None
    assert [f.text for f in own.find(Reading("The envoy ate crow."), {"attribution": ()})] == ["ate crow"]
