from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.article import SCORED, Article, Passage
from credscore.ingest import article_of, passages_of
from credscore_features.segmentation import sentences


def sentence(words: int, first: str = "The") -> str:
    return " ".join([first, *["pier"] * (words - 1)]) + "."


def cut(text: str) -> tuple[Article, tuple[Passage, ...]]:
    article = article_of(text)
    return article, passages_of(article, list(sentences(text)))


def lengths(*paragraphs: str) -> list[int]:
    return [len(p.text.split()) for p in cut("\n\n".join(paragraphs))[1]]


@pytest.mark.parametrize("words", [1, 5, 39, 40, 100, 150, 151, 160])
def test_one_paragraph_is_one_passage(words: int) -> None:
    assert lengths(" ".join([sentence(10)] * (words // 10) + ([sentence(words % 10)] if words % 10 else []))) == [words]


def test_a_long_paragraph_is_cut_evenly_between_sentences() -> None:
    assert lengths(" ".join([sentence(20)] * 10)) == [100, 100]


def test_paragraphs_that_fit_stay_alone() -> None:
    assert lengths(sentence(60), sentence(45), sentence(140)) == [60, 45, 140]


def test_short_neighbours_are_merged() -> None:
    assert lengths(*[sentence(20)] * 4) == [40, 40]


def test_a_short_paragraph_between_long_ones_takes_sentences_of_them() -> None:
    long = " ".join([sentence(20)] * 7)
    found = lengths(long, sentence(20), long)
    assert sum(found) == 300
    assert all(40 <= words <= 150 for words in found)


def test_a_sentence_is_never_cut() -> None:
    assert lengths(sentence(300)) == [300]


def test_a_quotation_stays_with_what_introduces_it() -> None:
    intro = sentence(44).removesuffix(".") + " then said:"
    assert lengths(sentence(50), intro, f"“{sentence(49)}”") == [50, 95]


def test_a_correction_is_a_passage_of_its_own() -> None:
    note = "Correction: an earlier version of this story gave the wrong day."
    assert lengths(sentence(20), note, sentence(25)) == [20, 11, 25]


def test_nothing_is_merged_across_a_block_that_is_not_scored() -> None:
    assert lengths(sentence(20), "Photo: the pier in winter", sentence(25)) == [20, 25]


def test_the_sentences_may_be_anything() -> None:
    text = sentence(20)
    assert [p.text for p in passages_of(article_of(text), [(3, 9), (9, 400)])] == [text]


WORDS = st.lists(st.sampled_from(["Pier", "closed", "said.", "“We", "go.”", "U.S.", "No!"]), min_size=1, max_size=90)
TEXTS = st.text() | st.lists(WORDS.map(" ".join), max_size=8).map("\n\n".join)


@given(TEXTS)
def test_passages_are_exact_ordered_and_complete(text: str) -> None:
    article, passages = cut(text)
    assert all(text[p.start : p.end] == p.text and p.text for p in passages)
    assert [p.index for p in passages] == list(range(len(passages)))
    assert all(a.end <= b.start for a, b in pairwise(passages))
    scored = [text[start:end] for start, end in article.spans(SCORED)]
    assert "".join("".join(p.text.split()) for p in passages) == "".join("".join(s.split()) for s in scored)
    silent = [b for b in article.blocks if b.kind not in SCORED]
    assert not any(p.start < b.end and b.start < p.end for p in passages for b in silent)
    assert cut(text)[1] == passages
