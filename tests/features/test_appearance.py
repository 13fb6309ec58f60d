"""A text as it looks, and the way back to the text as it is written."""

from __future__ import annotations

import numpy as np
import pytest

from credscore_features import Reading, chosen, findings, row
from credscore_features.annotation import AT
from credscore_features.appearance import appearance
from tests.annotations import annotation, spans

PLAIN = "The mayor reportedly lied. “It was a disaster,” said Ilse Marrow."
WRITTEN = [
    pytest.param(PLAIN.replace("reportedly", "repor\u200btedly").replace("Marrow", "\u2066Mar\u00adrow"), id="unseen"),
    pytest.param("\ufeff" + PLAIN.replace("disaster", "dis\u0001aster").replace("lied.", "lied.\u200b"), id="edges"),
    pytest.param(PLAIN.replace("reportedly", "repоrtedly").replace("said", "𝐬𝐚𝐢𝐝"), id="lookalikes"),
]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_text_looks_as_if_it_were_plainly_written(written: str) -> None:
    look = appearance(written)
    assert look is not None
    assert look.text == PLAIN


@pytest.mark.parametrize("text", [PLAIN, "TNFα fell in Москва, at the café", "naïve 𝑥"])
def test_what_looks_as_it_is_written_is_left_alone(text: str) -> None:
    assert appearance(text) is None


@pytest.mark.parametrize(
    ("written", "seen"), [("Jose\u0301 left", "José left"), ("of\ufb01cials left", "officials left")]
)
def test_accents_and_joined_letters_are_single_letters(written: str, seen: str) -> None:
    look = appearance(written)
    assert look is not None
    assert look.text == seen
    assert not look.disguised
    first = look.outward((0, seen.index(" ")))
    assert written[slice(*first)] == written.split(maxsplit=1)[0]
    assert look.inward(first) == (0, seen.index(" "))


@pytest.mark.parametrize("written", WRITTEN)
def test_nothing_is_hidden_from_the_rules_and_spans_are_exact(written: str) -> None:
    features = chosen(["attribution", "hedging", "tone"])
    plain, found = findings(Reading(PLAIN), features), findings(Reading(written), features)
    assert [(f.rule, f.voice) for f in found] == [(f.rule, f.voice) for f in plain]
    for finding in found:
        assert finding.text == written[finding.start : finding.end]
        assert all(written[s:e].strip() for part in finding.parts.values() for s, e in part)


@pytest.mark.parametrize("written", WRITTEN)
def test_no_number_changes(written: str) -> None:
    features = chosen(["attribution", "hedging", "tone", "readability", "specificity"])
    reading, plain = Reading(written), Reading(PLAIN)
    measured = row(reading, (0, len(written)), findings(reading, features), features)
    assert measured == row(plain, (0, len(PLAIN)), findings(plain, features), features)


def test_sentences_are_those_of_the_text_as_it_looks() -> None:
    reading = Reading("One fell.\u200b Two sto\u00adod.\u200b Three ran.")
    assert [reading.text[slice(*span)] for span in reading.sentences] == ["One fell.", "Two sto\u00adod.", "Three ran."]


def test_an_annotation_is_placed_where_the_words_are_written() -> None:
    written = "The ma\u200byor lied."
    reading = Reading(written)
    look = reading.appearance
    assert look is not None
    made = annotation(look.text, {"cue": spans(look.text, "mayor")})
    reading.annotation = look.annotation_outward(made)
    assert [written[s:e] for s, e in reading.annotation.offsets.tolist()] == ["The", "ma\u200byor", "lied", "."]
    assert reading.seen.annotation is not None
    assert np.array_equal(reading.seen.annotation.offsets, made.offsets)
    assert reading.seen.annotation.logits[1, AT["cue"]] > 0


def test_a_stretch_is_read_as_it_looks() -> None:
    written = "The ma\u200byor lied. The bаnk fell."
    assert Reading(written).as_seen(4, 10) == "mayor"
    assert Reading(written).as_seen(17, len(written)) == "The bank fell."
