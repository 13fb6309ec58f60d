"""From the annotator's numbers by the word piece to cues with their parts, and their join with the rules'."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from credscore_features import Finding, Reading
from credscore_features.annotation import AT, OUTPUTS, Annotation
from credscore_features.marks import Family
from credscore_features.stretches import Words
from tests.annotations import annotation, spans

TEXT = "The mill shut. Nobody at the old mill has shown that it leaked, and nobody will."
FAMILY = Family(
    cue=("flag",),
    labels={"none": "flag.no_evidence", "false": "flag.disputed"},
    parts={"claim": "flag.claim"},
    alone=2.0,
    confirm=-3.0,
    part=-1.0,
)


def told(*said: tuple[str, str, float]) -> Annotation:
    """What the annotator says of :data:`TEXT`: output, words, logit; a plain no elsewhere."""
    made = annotation(TEXT, {})
    for output, words, logit in said:
        made.logits[made.pieces(*spans(TEXT, words)[0]), AT[output]] = logit
    return made


def by_rule(words: str) -> Finding:
    start, end = spans(TEXT, words)[0]
    return Finding(
        kind="evidence", label="none", start=start, end=end, text=words, sentence=Reading(TEXT).sentence_at(start),
        voice="writer", origin="rule:evidence.x", message="",
    )  # fmt: skip


def joined(made: Annotation, *found: Finding, family: Family = FAMILY) -> list[tuple[str, str, str | None]]:
    """The cue that the annotator marks, its label, and what a rule found beside it."""
    return [
        (TEXT[slice(*mark.cue)], mark.label, finding and finding.text)
        for mark, finding in family.joined(Reading(TEXT), made, found)
    ]


def claim(made: Annotation) -> str | None:
    ((mark, _),) = FAMILY.joined(Reading(TEXT), made, ())
    return TEXT[slice(*mark.parts["claim"][0])] if "claim" in mark.parts else None


@pytest.mark.parametrize(("logit", "found"), [(2.5, [("has shown", "none", None)]), (1.5, [])])
def test_alone_the_annotator_must_be_sure(logit: float, found: list[object]) -> None:
    assert joined(told(("flag", "has shown", logit), ("flag.no_evidence", "has shown", 4.0))) == found


@pytest.mark.parametrize(("logit", "found"), [(-2.0, ["Nobody"]), (-4.0, [])])
def test_a_rule_needs_less(logit: float, found: list[str]) -> None:
    made = told(("flag", "shown", logit))
    assert [rule for _, _, rule in joined(made, by_rule("Nobody"))] == found


def test_only_the_rules_own_sentence_confirms_it() -> None:
    assert joined(told(("flag", "shut", 1.0)), by_rule("Nobody")) == []


def test_where_both_find_one_sentence_the_rules_cue_is_told_once_each() -> None:
    made = told(("flag", "has shown", 5.0))
    assert [rule for _, _, rule in joined(made, by_rule("Nobody"), by_rule("nobody"))] == ["Nobody", "nobody"]


def test_one_cue_a_sentence_and_the_strongest() -> None:
    made = told(("flag", "Nobody", 3.0), ("flag", "nobody will", 5.0), ("flag", "shut", 4.0))
    assert [cue for cue, _, _ in joined(made)] == ["shut", "nobody will"]


def test_a_cue_goes_on_over_a_word_but_not_over_two() -> None:
    assert [cue for cue, _, _ in joined(told(("flag", "Nobody", 3.0), ("flag", "the", 4.0)))] == ["Nobody at the"]
    assert [cue for cue, _, _ in joined(told(("flag", "Nobody", 3.0), ("flag", "old", 4.0)))] == ["old"]


def test_the_label_is_that_of_the_cues_words() -> None:
    made = told(
        ("flag", "has shown", 5.0), ("flag.disputed", "has shown", -1.0), ("flag.no_evidence", "mill shut", 6.0)
    )
    assert [label for _, label, _ in joined(made)] == ["false"]


def test_a_part_is_the_run_with_most_words_to_bet_on() -> None:
    cue = ("flag", "Nobody", 5.0)
    assert claim(told(cue, ("flag.claim", "it leaked", 2.0), ("flag.claim", "will", 7.0))) == "it leaked"
    assert claim(told(cue, ("flag.claim", "it leaked", -2.0))) is None


def test_parts_of_another_sentence_are_not_taken() -> None:
    assert claim(told(("flag", "Nobody", 5.0), ("flag.claim", "mill shut", 7.0))) is None


def test_of_several_outputs_the_strongest_marks_the_cue() -> None:
    family = replace(FAMILY, cue=("flag.no_evidence", "flag.disputed"))
    made = told(("flag.no_evidence", "Nobody", 1.0), ("flag.disputed", "will", 5.0))
    assert joined(made, family=family) == [("will", "false", None)]


def test_the_probability_is_that_of_the_strongest_word() -> None:
    ((mark, _),) = FAMILY.joined(Reading(TEXT), told(("flag", "Nobody", 2.5), ("flag", "at", 3.0)), ())
    assert mark.probability == pytest.approx(1 / (1 + np.exp(-3.0)))


def test_a_text_without_pieces_has_no_marks() -> None:
    nothing = Annotation(np.zeros((0, 2), np.int64), np.zeros((0, len(OUTPUTS)), np.float32))
    assert joined(nothing, by_rule("Nobody")) == []


def test_a_mark_that_stands_between_words_is_no_cue() -> None:
    text = "...\n\nThe mill shut."
    made = annotation(text, {"flag": [(0, 3)]})
    assert list(FAMILY.joined(Reading(text), made, ())) == []


def test_a_word_has_the_strongest_of_its_pieces_and_marks_have_no_word() -> None:
    text = "Unseen, all."
    logits = np.full((4, len(OUTPUTS)), -8.0, np.float32)
    logits[:, AT["flag"]] = [-1.0, 3.0, 9.0, -2.0]
    pieces = Annotation(np.array([(0, 2), (2, 6), (6, 7), (8, 11)]), logits)
    words = Words.of(Reading(text), pieces, (0, len(text)))
    assert list(zip(words.starts.tolist(), words.ends.tolist(), strict=True)) == [(0, 6), (8, 11)]
    assert words.logits[:, AT["flag"]].tolist() == [3.0, -2.0]


def test_the_ending_of_a_possessor_is_no_part_of_it() -> None:
    text = "The mill’s claim."
    words = Words.of(Reading(text), annotation(text, {}), (0, len(text)))
    assert [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)] == ["The", "mill", "claim"]
