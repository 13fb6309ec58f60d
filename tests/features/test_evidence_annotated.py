"""What becomes of a flag that the annotator marks: message, origin, confidence, voice, parts beside the rule's."""

from __future__ import annotations

import math

import pytest

from credscore_features import Finding, Reading, chosen, findings
from credscore_features.annotation import AT
from tests.annotations import annotation, spans

FLAGS = {"no_evidence", "unverified", "disputed"}
TEXT = "The clerk wrongly stated that the vault was empty."


def flags(text: str, marked: dict[str, tuple[str, ...]], logit: float = 8.0) -> list[Finding]:
    """Flags where the annotator says so much of some words."""
    reading = Reading(text)
    reading.annotation = annotation(text, {})
    for output, words in marked.items():
        for span in spans(text, *words):
            reading.annotation.logits[reading.annotation.pieces(*span), AT[output]] = logit
    return [f for f in findings(reading, chosen(["evidence"])) if f.label in FLAGS]


def test_alone_it_says_what_an_editor_should_do_and_how_sure_it_is() -> None:
    text = "Whether the vault was empty nobody can tell."
    (flag,) = flags(text, {"flag": ("nobody can tell",), "flag.unverified": ("nobody can tell",)}, logit=5.0)
    assert (flag.label, flag.origin, flag.severity) == ("unverified", "head:evidence.unverified", "warning")
    assert flag.message.endswith(".")
    assert flag.confidence == pytest.approx(1 / (1 + math.exp(-5.0)))
    assert flag.text == text[flag.start : flag.end] == "nobody can tell"
    assert flag.parts == {"cue": ((flag.start, flag.end),)}
    assert flag.sentence == (0, len(text))


def test_beside_a_rule_the_cue_and_the_origin_are_the_rules() -> None:
    marked = {"flag": ("stated",), "flag.disputed": ("stated",), "flag.claim": ("the vault",)}
    (flag,) = flags(TEXT, marked)
    assert (flag.text, flag.origin.partition(":")[0], flag.label) == ("wrongly stated", "rule", "disputed")
    assert flag.parts == {
        "cue": ((flag.start, flag.end),),
        "claimant": tuple(spans(TEXT, "The clerk")),  # the annotator has none, the rule does
        "claim": tuple(spans(TEXT, "the vault")),  # both have one: the annotator's
    }


def test_a_rule_that_the_annotator_plainly_denies_does_not_count() -> None:
    assert flags(TEXT, {}) == []
    assert [f.label for f in findings(Reading(TEXT), chosen(["evidence"])) if f.label in FLAGS] == ["disputed"]


def test_the_annotator_says_in_whose_voice_it_is_flagged() -> None:
    marked = {"flag": ("wrongly stated",), "flag.by_source": ("wrongly stated",)}
    assert [f.voice for f in flags(TEXT, marked)] == ["quoted"]
    assert [f.voice for f in flags(TEXT, {"flag": ("wrongly stated",)})] == ["writer"]
