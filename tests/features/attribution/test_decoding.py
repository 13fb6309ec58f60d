"""Spans from logits by the piece."""

from __future__ import annotations

import numpy as np
import pytest

from credscore_features import Reading
from credscore_features.annotation import AT, Annotation
from credscore_features.attribution.decoding import CUE, Spans, decoded, units, weak_cue, without
from tests.annotations import SURE, annotation, spans

TEXT = "Ms. Pew said the old well was dry. Nobody else came."


def marked(text: str, made: Annotation) -> Spans:
    return decoded(units(Reading(text), made))


def said(text: str, parts: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in parts]


def test_spans_are_those_that_are_marked() -> None:
    made = annotation(
        TEXT,
        {"source": spans(TEXT, "Ms. Pew"), "cue": spans(TEXT, "said"), "content": spans(TEXT, "the old well was dry")},
    )
    found = marked(TEXT, made)
    assert said(TEXT, found.source) == ["Ms. Pew"]
    assert said(TEXT, found.cue) == ["said"]
    assert said(TEXT, found.content) == ["the old well was dry"]


def test_a_word_of_several_pieces_is_marked_as_a_whole() -> None:
    text = "Nobody's mother-in-law said so."
    for output, expected in ((8.0, ["Nobody's"]), (-4.0, [])):
        made = annotation(text, {"source": [(0, 6)]})
        made.logits[1:3, AT["source"]] = output
        assert said(text, marked(text, made).source) == expected


def test_a_beginning_cuts_contents_and_sources_but_no_cue() -> None:
    text = "alpha beta gamma"
    every = {f"{role}": [(0, len(text))] for role in ("content",)}
    begins = {"content.begin": [(0, 5), (6, 10)]}
    assert said(text, marked(text, annotation(text, every | begins)).content) == ["alpha", "beta gamma"]
    cue = annotation(text, {"cue": [(0, len(text))], "cue.begin": [(6, 10)]})
    assert said(text, marked(text, cue).cue) == [text]


def test_contents_run_over_sentences_and_sources_do_not() -> None:
    whole = [(0, len(TEXT))]
    assert said(TEXT, marked(TEXT, annotation(TEXT, {"content": whole})).content) == [TEXT]
    assert said(TEXT, marked(TEXT, annotation(TEXT, {"source": whole})).source) == [
        "Ms. Pew said the old well was dry.", "Nobody else came."
    ]  # fmt: skip


@pytest.mark.parametrize(("logit", "expected"), [(-1.0, ["the old well"]), (-6.0, ["the", "well"])])
def test_a_single_doubtful_word_is_filled(logit: float, expected: list[str]) -> None:
    made = annotation(TEXT, {"content": spans(TEXT, "the", "well"), "content.begin": []})
    made.logits[made.pieces(*spans(TEXT, "old")[0]), AT["content"]] = logit
    assert said(TEXT, marked(TEXT, made).content) == expected


def test_marks_alone_are_a_cue_but_no_content() -> None:
    text = "Mayor: no comment"
    assert said(text, marked(text, annotation(text, {"cue": [(5, 6)]})).cue) == [":"]
    assert marked(text, annotation(text, {"content": [(5, 6)]})).content == ()


def test_no_word_has_two_roles() -> None:
    made = annotation(TEXT, {"cue": spans(TEXT, "said"), "content": spans(TEXT, "said")})
    made.logits[made.pieces(*spans(TEXT, "said")[0]), AT["content"]] = 2.0
    assert (len(marked(TEXT, made).cue), len(marked(TEXT, made).content)) == (1, 0)


def test_a_cue_must_be_sure_somewhere() -> None:
    made = annotation(TEXT, {"cue": spans(TEXT, "said")})
    made.logits[made.logits > 0] = 0.2
    assert marked(TEXT, made).cue == ()


def test_weaker_words_belong_to_a_strong_cue() -> None:
    text = "She had often said so."
    for logit, expected in ((-0.3, ["had often said"]), (-0.7, ["often said"])):
        made = annotation(text, {"cue": spans(text, "often said")})
        made.logits[made.pieces(*spans(text, "had")[0]), AT["cue"]] = logit
        assert said(text, marked(text, made).cue) == expected


def test_the_weak_cue_of_a_source() -> None:
    made = annotation(TEXT, {"source": spans(TEXT, "Ms. Pew")})
    read = units(Reading(TEXT), made)
    found = decoded(read)
    assert weak_cue(read, found, found.source[0], (0, 34)) is None
    made.logits[made.pieces(*spans(TEXT, "said")[0]), AT["cue"]] = -0.5
    weak = weak_cue(units(Reading(TEXT), made), found, found.source[0], (0, 34))
    assert weak is not None
    assert TEXT[slice(*weak)] == "said"


def test_probabilities_are_means_over_words() -> None:
    made = annotation(TEXT, {"cue": spans(TEXT, "said")})
    read = units(Reading(TEXT), made)
    assert read.probability(CUE, spans(TEXT, "said")) > 0.99
    assert read.probability(CUE, spans(TEXT, "said the")) == pytest.approx(0.5, abs=0.01)


def test_holes_leave_no_space_behind() -> None:
    text = "one two three four"
    assert said(text, without(text, [(0, 18)], [(4, 7), (14, 18)])) == ["one", "three"]
    assert without(text, [(0, 3)], [(0, 3)]) == ()
    assert without(text, [(0, 3)], [(4, 7)]) == ((0, 3),)


def test_pieces_outside_words_and_astral_letters_keep_their_places() -> None:
    text = "𝓐𝓫𝓮 — said 👍 it"
    made = annotation(text, {"source": [(0, 3)], "cue": spans(text, "said"), "content": spans(text, "👍 it")})
    found = marked(text, made)
    assert (said(text, found.source), said(text, found.cue), said(text, found.content)) == (
        ["𝓐𝓫𝓮"],
        ["said"],
        ["👍 it"],
    )
    assert isinstance(units(Reading(text), made).starts, np.ndarray)


def test_a_source_goes_on_over_words_that_may_belong_to_it() -> None:
    text = "A senior aide, speaking in confidence about the talks, said so."
    made = annotation(text, {"source": spans(text, "A senior aide", "the talks"), "cue": spans(text, "said")})
    made.logits[:, AT["source.begin"]] = -SURE
    between = made.pieces(text.index(","), text.index("the talks"))
    assert len(marked(text, made).source) == 2
    made.logits[between, AT["source"]] = -1.0
    assert said(text, marked(text, made).source) == ["A senior aide, speaking in confidence about the talks"]
