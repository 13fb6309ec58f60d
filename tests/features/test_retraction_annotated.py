"""What becomes of a retraction that the annotator marks: label, severity, origin, voice, parts beside the rule's."""

from __future__ import annotations

import pytest

from credscore_features import Finding, Reading, chosen, findings
from credscore_features.annotation import RETRACTIONS
from tests.annotations import annotation, spans

TEXT = "The envoy has since retracted the accusation."


def retractions(text: str, marked: dict[str, tuple[str, ...]]) -> list[Finding]:
    reading = Reading(text)
    reading.annotation = annotation(text, {output: spans(text, *words) for output, words in marked.items()})
    return [f for f in findings(reading, chosen(["retraction"])) if f.kind == "retraction"]


@pytest.mark.parametrize("label", RETRACTIONS)
def test_alone_it_is_told_by_its_label(label: str) -> None:
    text = "The harbour list now says otherwise, at last."
    (found,) = retractions(text, {f"retraction.{label}": ("now says otherwise",)})
    assert (found.label, found.origin) == (label, f"head:retraction.{label}")
    assert found.severity == ("suggestion" if label == "reported_retraction" else None)
    assert found.message.endswith(".")
    assert found.text == "now says otherwise"


def test_beside_a_rule_the_cue_is_the_rules_and_parts_are_shared() -> None:
    (found,) = retractions(TEXT, {"retraction.reported_retraction": ("since",), "retraction.what": ("accusation",)})
    assert (found.text, found.origin.partition(":")[0]) == ("has since retracted", "rule")
    assert found.parts["who"] == tuple(spans(TEXT, "The envoy"))
    assert found.parts["what"] == tuple(spans(TEXT, "accusation"))


def test_a_rule_that_the_annotator_plainly_denies_does_not_count() -> None:
    assert retractions(TEXT, {}) == []


def test_inside_a_quotation_it_is_somebody_elses() -> None:
    text = "“My story is another one now,” said the envoy."
    (found,) = retractions(text, {"retraction.reported_retraction": ("another one",)})
    assert found.voice == "quoted"
