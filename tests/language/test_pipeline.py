"""The spaCy pipeline: sentences and findings on any text."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from credscore.article import Article, Block
from credscore.language import build, findings_of, read
from credscore.language.components import Annotations
from credscore_features import Feature, Finding, Reading, chosen
from tests.annotators import Marker, cues

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


def found(article, features, annotator=None):
    """What is found in an article that is read without spaCy."""
    ((_, reading),) = read([article], annotator)
    return findings_of(article, reading, features)


def test_an_article_is_read_as_its_text_is(nlp):
    article = Article(text=TEXT, id="a")
    assert found(article, chosen(["hedging"])) == nlp(TEXT)._.credscore_findings


def test_nothing_is_found_in_boilerplate():
    text = "It may rain.\n\nYou may also like this."
    article = Article(text=text, id="a", blocks=(Block("body", 0, 12), Block("boilerplate", 14, len(text))))
    assert [f.start for f in found(article, chosen(["hedging"])) if f.kind == "hedge"] == [3]


def test_lone_surrogates_are_read_and_offsets_stay():
    article = Article(text="A \ud800 sign. It may rain.", id="a")
    (hedge,) = [f for f in found(article, chosen(["hedging"])) if f.kind == "hedge"]
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


def find_cues(reading, _found):
    """A finding for each cue, from the annotation."""
    for start, end in reading.annotation.offsets[reading.annotation.column("cue") > 0].tolist():
        yield Finding(
            kind="own",
            label="cue",
            start=start,
            end=end,
            text=reading.text[start:end],
            sentence=reading.sentence_at(start),
            voice="writer",
            origin="encoder:own.cue",
            message="",
        )


NEEDY = Feature(name="needy", summary="s", source="s", find=find_cues, kinds=("own.cue",), needs_annotation=True)


def built(annotator=None):
    """A pipeline whose only feature needs an annotator; it is not installed, so no name leads to it."""
    made = build([], annotator)
    made.get_pipe("credscore_findings").features = (NEEDY,)
    return made


class TestAnnotator:
    def test_it_reads_between_the_sentences_and_the_findings(self):
        read = built(Marker())
        assert read.pipe_names == ["credscore_sentences", "credscore_annotator", "credscore_findings"]
        assert [f.text for f in read("Ana Brill said so.")._.credscore_findings] == ["said"]

    def test_by_rules_there_is_no_such_component_and_what_needs_it_is_passed_over(self):
        alone = built()
        assert alone.pipe_names == ["credscore_sentences", "credscore_findings"]
        doc = alone("Ana Brill said so.")
        assert doc._.credscore_reading.annotation is None
        assert doc._.credscore_findings == ()

    def test_a_stream_is_read_in_order_and_many_texts_at_once(self):
        marker = Marker()
        texts = [f"Ana Brill said {n}." if n % 2 else "It rained." for n in range(7)]
        docs = list(build([], marker).pipe(texts, batch_size=3))
        assert [doc.text for doc in docs] == texts
        assert [len(cues(doc._.credscore_reading)) for doc in docs] == [n % 2 for n in range(7)]
        assert marker.batches == [3, 3, 1]

    def test_it_reads_what_has_no_reading_yet(self):
        theirs = spacy.blank("en")
        theirs.add_pipe("credscore_annotator").annotator = Marker()
        assert cues(theirs("Ana Brill said so.")._.credscore_reading) == ["said"]

    def test_what_is_annotated_already_is_not_read_again(self):
        marker = Marker()
        pipeline = build([], marker)
        reading = Reading("Ana Brill said so.")
        (reading.annotation,) = Marker().annotate([reading])
        before = reading.annotation
        doc = pipeline.make_doc(reading.text)
        doc._.credscore_reading = reading
        assert pipeline(doc)._.credscore_reading.annotation is before
        assert sum(marker.batches) == 0

    def test_an_article_is_read_as_its_text_is(self):
        article = Article(text="An odd \ud800 mark, Ana Brill said.", id="a")
        (cue,) = found(article, [NEEDY], Marker())
        assert article.text[cue.start : cue.end] == "said"

    def test_the_factory_loads_the_encoder_when_the_first_text_comes(self, monkeypatch):
        asked = []
        monkeypatch.setattr(
            "credscore.language.annotator.load", lambda choice, threads: asked.append((choice, threads)) or Marker()
        )
        theirs = spacy.blank("en")
        theirs.add_pipe("credscore_annotator", config={"model": "ours", "threads": 2})
        theirs.add_pipe("credscore_annotator", name="shipped")
        assert asked == []
        theirs("Ana Brill said so.")
        theirs("It rained.")
        assert asked[:1] == [("ours", 2)]
        assert theirs.config["components"]["credscore_annotator"]["model"] == "ours"

    def test_the_encoder_that_ships_unless_another_is_named(self, monkeypatch):
        asked = []
        monkeypatch.setattr(
            "credscore.language.annotator.load", lambda choice, threads: asked.append((choice, threads)) or Marker()
        )
        assert Annotations().annotator.name == "marker"
        assert asked == [("encoder", 1)]

    def test_rules_are_no_annotator_to_put_into_a_pipeline(self):
        with pytest.raises(ValueError, match="needs an encoder; leave it out to read by rules"):
            _ = Annotations("rules").annotator
