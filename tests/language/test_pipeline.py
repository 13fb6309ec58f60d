"""The spaCy pipeline: sentences and findings on any text."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from credscore.article import Article, Block
from credscore.language import annotate, build
from credscore_features import Reading, chosen

TEXT = "The U.S. delegation left on Monday. “We may return. We may not,” said Gen. Ada Moss.\n\nIt rained"


@pytest.fixture(scope="module")
def nlp():
    return build(chosen(["hedging"]))


def test_sentences_are_ours(nlp):
    assert [s.text.strip() for s in nlp(TEXT).sents] == [
        "The U.S. delegation left on Monday.",
        "“We may return.",
        "We may not,” said Gen. Ada Moss.",
        "It rained",
    ]


def test_findings_lie_on_the_doc(nlp):
    found = nlp(TEXT)._.credscore_findings
    assert [f.text for f in found if f.kind == "hedge"] == ["may", "may"]


def test_the_components_work_in_anybodys_pipeline():
    theirs = spacy.blank("en")
    theirs.add_pipe("sentencizer")
    theirs.add_pipe("credscore_findings", config={"features": ["hedging"]})
    doc = theirs("It could rain. It may not.")
    assert [f.text for f in doc._.credscore_findings if f.kind == "hedge"] == ["could", "may"]
    assert [doc.text[slice(*f.sentence)] for f in doc._.credscore_findings if f.kind == "hedge"] == [
        "It could rain.",
        "It may not.",
    ]


def test_an_article_is_read_as_its_text_is(nlp):
    article = Article(text=TEXT, id="a")
    assert annotate(nlp, article)._.credscore_findings == nlp(TEXT)._.credscore_findings


def test_nothing_is_found_in_boilerplate(nlp):
    text = "It may rain.\n\nYou may also like this."
    article = Article(text=text, id="a", blocks=(Block("body", 0, 12), Block("boilerplate", 14, len(text))))
    assert [f.start for f in annotate(nlp, article)._.credscore_findings if f.kind == "hedge"] == [3]


def test_lone_surrogates_are_read_and_offsets_stay(nlp):
    article = Article(text="A \ud800 sign. It may rain.", id="a")
    doc = annotate(nlp, article)
    (hedge,) = [f for f in doc._.credscore_findings if f.kind == "hedge"]
    assert article.text[hedge.start : hedge.end] == "may"


@given(text=st.text(st.characters(exclude_categories=("Cs",)), max_size=200))
def test_the_docs_text_and_sentences_are_those_of_the_reading(text):
    doc = _NLP(text)
    assert doc.text == text
    begins = {s.start_char for s in doc.sents}
    inside = {start for start, _ in Reading(text).sentences}
    # A sentence that begins in the middle of a token begins, for spaCy, with the next token.
    assert len(begins) <= len(inside) + 1


_NLP = build([])
