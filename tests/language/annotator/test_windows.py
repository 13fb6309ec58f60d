"""Texts are cut so that nothing is lost, what belongs together stays together, and offsets are exact."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models

from credscore.errors import ModelError
from credscore.language.annotator.encoder import SHIPPED, TOKENIZER
from credscore.language.annotator.windows import Windows
from credscore_features import Reading

TOKENS = Tokenizer.from_file(str(SHIPPED / TOKENIZER))
WINDOWS = Windows(TOKENS)
NARROW = Windows(TOKENS, longest=24, overlap=8)

STRANGE = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs",)),
        st.sampled_from(
            "aé\u0301\u0327\u0334\u200f\u200e\u202e\u00a0\u2028\r\n \t“”\"'.,!?한글ﬁ🧑‍🌾🇺🇳\x00\ufffd\ufeff"
        ),
    ),
    max_size=120,
)
PLAIN = st.text(st.sampled_from("ab “”.?!\n"), max_size=400)


def check(cutter: Windows, text: str) -> None:
    """What holds of every text."""
    pieces = cutter(Reading(text))
    starts, ends = pieces.offsets.T
    assert (np.diff(starts) >= 0).all()
    assert (np.diff(ends) >= 0).all()
    assert (starts <= ends).all()
    assert len(starts) == 0 or (starts[0] >= 0 and ends[-1] <= len(text))
    read = [window.pieces[window.pieces >= 0] for window in pieces.windows]
    assert set(np.concatenate(read).tolist() if read else []) == set(range(len(starts)))
    for window, each in zip(pieces.windows, read, strict=True):
        assert len(window.ids) == len(window.quoted) == len(window.pieces) <= cutter.longest
        assert (np.diff(each) == 1).all()
        assert window.ids[0] == TOKENS.token_to_id("[CLS]")
        assert window.ids[-1] == TOKENS.token_to_id("[SEP]")


@given(STRANGE)
@settings(deadline=None)
def test_any_unicode(text: str) -> None:
    check(WINDOWS, text)
    check(NARROW, text)


@given(PLAIN)
@settings(deadline=None)
def test_any_paragraphs_sentences_and_quotations(text: str) -> None:
    check(NARROW, text)


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\n", "\u00a0\u2003\r\n", "\u200b"])
def test_a_text_without_words_has_no_windows(text: str) -> None:
    pieces = WINDOWS(Reading(text))
    assert pieces.offsets.shape == (0, 2)
    assert pieces.windows == ()


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said: no.",
        "Cafe\u0301 owners objected.",
        "🧑‍🌾 farmers — 🇺🇳 envoys — agreed.",
        "\u200fשלום\u200e said the envoy.",
        "One line.\r\nAnother\u00a0line.\r\n\r\nA paragraph.",
        "İstanbul’s ﬁrst 한국 office",
    ],
)
def test_each_word_is_covered_by_its_own_pieces(text: str) -> None:
    pieces = WINDOWS(Reading(text))
    covered = {place for start, end in pieces.offsets.tolist() for place in range(start, end)}
    letters = {place for place, letter in enumerate(text) if unicodedata.category(letter)[0] in "LNPS"}
    assert letters <= covered
    assert not any(text[place].isspace() for place in covered)


def test_a_piece_is_what_its_offsets_say() -> None:
    text = "“Ça va”, said Zoë.\n\nNo evidence."
    pieces = WINDOWS(Reading(text))
    found = [text[start:end] for start, end in pieces.offsets.tolist()]
    assert "".join(found) == text.replace(" ", "").replace("\n", "")
    assert found[-3:] == ["No", "evidence", "."]


def test_quotation_marks_and_what_they_hold_are_told_apart_from_the_rest() -> None:
    text = "He said “we will come” and left."
    (window,) = WINDOWS(Reading(text)).windows
    offsets = WINDOWS(Reading(text)).offsets
    quoted = [
        text[slice(*offsets[piece])] for piece, inside in zip(window.pieces, window.quoted, strict=True) if inside
    ]
    assert quoted == ["“", "we", "will", "come", "”"]


@pytest.mark.parametrize("text", ["“It’s over,” he said.", "«It‘s over,» he said.", "„It's over,‟ he said."])
def test_quotation_marks_of_every_style_are_the_same_pieces(text: str) -> None:
    pieces, straight = WINDOWS(Reading(text)), WINDOWS(Reading('"It\'s over," he said.'))
    assert pieces.offsets.tolist() == straight.offsets.tolist()
    assert pieces.windows[0].ids.tolist() == straight.windows[0].ids.tolist()


def test_paragraphs_that_fit_are_not_cut() -> None:
    paragraphs = [f"Paragraph {number} has eight pieces here." for number in range(9)]
    text = "\n\n".join(paragraphs)
    pieces = NARROW(Reading(text))
    assert len(pieces.windows) > 1
    seen = []
    for window in pieces.windows:
        real = window.pieces[window.pieces >= 0]
        seen.append(text[pieces.offsets[real[0], 0] : pieces.offsets[real[-1], 1]])
    assert "\n\n".join(seen) == text
    assert all(part in paragraphs for each in seen for part in each.split("\n\n"))


def test_a_separator_stands_behind_each_paragraph() -> None:
    (window,) = WINDOWS(Reading("One.\n\nTwo.")).windows
    assert window.pieces.tolist() == [-1, 0, 1, -1, 2, 3, -1]
    after = TOKENS.token_to_id("[SEP]")
    assert window.ids[[3, 6]].tolist() == [after, after]


def test_a_long_paragraph_is_cut_between_sentences_and_the_parts_overlap() -> None:
    sentences = [f"Sentence {number} says so." for number in range(12)]
    text = " ".join(sentences)
    pieces = NARROW(Reading(text))
    assert len(pieces.windows) > 2
    last = -1
    for window in pieces.windows:
        real = window.pieces[window.pieces >= 0]
        part = text[pieces.offsets[real[0], 0] : pieces.offsets[real[-1], 1]]
        assert part.startswith("Sentence")
        assert part.endswith("so.")
        assert last < 0 or real[0] <= last
        last = real[-1]


def test_an_enormous_sentence_is_cut_anyhow_and_its_parts_overlap() -> None:
    text = "and so on " * 400
    pieces = WINDOWS(Reading(text))
    firsts = [int(window.pieces[1]) for window in pieces.windows]
    lasts = [int(window.pieces[-2]) for window in pieces.windows]
    assert all(len(window.ids) == WINDOWS.longest for window in pieces.windows[:-1])
    assert [last + 1 - first for last, first in zip(lasts, firsts[1:], strict=False)] == [WINDOWS.overlap] * (
        len(firsts) - 1
    )


def test_a_word_of_a_thousand_letters_is_one_piece() -> None:
    pieces = WINDOWS(Reading("x" * 1000 + " said."))
    assert pieces.offsets.tolist() == [[0, 1000], [1001, 1005], [1005, 1006]]


def test_a_tokenizer_of_another_family_is_refused() -> None:
    with pytest.raises(ModelError, match=r"\[CLS\]"):
        Windows(Tokenizer(models.WordLevel({"a": 0}, unk_token="a")))
