"""A text read once."""

from __future__ import annotations

import pytest
import spacy

from credscore_features import Finding, Reading, Scope


def attribution(content: tuple[int, int]) -> Finding:
    return Finding(
        kind="attribution", label="indirect", start=0, end=1, text="x", sentence=(0, 1), voice="writer",
        origin="rule:x", message="", parts={"content": (content,)},
    )  # fmt: skip


def test_words_are_lower_case_with_straight_apostrophes() -> None:
    reading = Reading("Ms. O’Hara's half-built U.S. mill isn’t 3.5 km; the workers' is.")
    expected = "ms o'hara's half-built u.s mill isn't 3.5 km the workers' is".split()  # noqa: SIM905
    assert reading.words == expected
    places = zip(reading.word_starts, reading.word_ends, strict=True)
    assert [reading.text[start:end].lower().replace("’", "'") for start, end in places] == expected


def test_places() -> None:
    reading = Reading("No, no: NO.")
    assert reading.places["no"] == [0, 4, 8]


def test_words_in_counts_those_that_start_inside() -> None:
    assert Reading("one two three").words_in(1, 8) == (1, 2)
    assert Reading("one two three").words_in(0, 99) == (0, 3)


def test_sentence_at_and_in() -> None:
    reading = Reading("It rained. It poured.")
    assert reading.sentence_at(3) == (0, 10)
    assert reading.sentence_at(10) == (0, 10)
    assert reading.sentence_at(11) == (11, 21)
    assert reading.sentences_in(1, 12) == ((11, 21),)


def test_a_text_without_sentences_is_one() -> None:
    assert Reading("  ").sentence_at(1) == (0, 2)
    assert Reading("").sentences == ()


def test_given_sentences_are_stripped_and_empty_ones_dropped() -> None:
    assert Reading("One. Two. ", [(0, 5), (5, 9), (9, 10)]).sentences == ((0, 4), (5, 9))


def test_voice() -> None:
    text = "“We lost,” he said, adding that the mill would close. The mill is old."
    reading = Reading(text)
    lost, mill, old = (text.index(w) for w in ("lost", "mill", "old"))
    reported = attribution((text.index("that"), text.index("close") + 5))
    assert reading.voice(lost, lost + 4) == "quoted"
    assert reading.voice(mill, mill + 4) == "writer"
    assert reading.voice(mill, mill + 4, (reported,)) == "quoted"
    assert reading.voice(mill, mill + 4, iter([reported])) == "quoted"
    assert reading.voice(mill, mill + 4, ()) == "writer"
    assert reading.voice(old, old + 3, [reported]) == "writer"


def test_the_quotation_that_holds_a_span() -> None:
    reading = Reading("He said “stop” twice.")
    assert reading.quotation_at(9, 13) == (8, 14)
    assert reading.quotation_at(9, 16) is None
    assert reading.quotation_at(0, 2) is None


def test_of_doc_takes_the_docs_sentences_or_makes_its_own() -> None:
    nlp = spacy.blank("en")
    assert Reading.of_doc(nlp("It rained. It poured.")).sentences == ((0, 10), (11, 21))
    doc = nlp("It rained. It poured.")
    for token in doc:
        token.is_sent_start = token.i == 0
    assert Reading.of_doc(doc).sentences == ((0, 21),)


class TestScope:
    def test_counts_what_starts_inside(self) -> None:
        reading = Reading("It rained. It poured on them.")
        scope = Scope(reading, 11, len(reading.text), ())
        assert (scope.text, scope.words, scope.sentences) == ("It poured on them.", 4, ((11, 29),))
        assert scope.per_100_words(1) == 25.0

    def test_nothing_to_count_gives_zero(self) -> None:
        scope = Scope(Reading("?!"), 0, 0, ())
        assert scope.per_100_words(3) == 0.0
        assert scope.share_of_sentences([]) == 0.0

    def test_findings_by_kind_label_and_voice(self) -> None:
        one = attribution((0, 1))
        scope = Scope(Reading("It rained."), 0, 10, (one,))
        assert scope.of("attribution") == (one,)
        assert scope.of("attribution", "direct") == ()
        assert scope.of("attribution", "indirect", voice="writer") == (one,)
        assert scope.of("attribution", voice="quoted") == ()
        assert scope.of("tone") == ()

    @pytest.mark.parametrize(("sentence", "share"), [((0, 10), 0.5), ((5, 9), 0.0)])
    def test_share_of_sentences(self, sentence: tuple[int, int], share: float) -> None:
        reading = Reading("It rained. It poured.")
        finding = Finding(
            kind="x", label="x", start=0, end=2, text="It", sentence=sentence, voice="writer", origin="x", message=""
        )
        assert Scope(reading, 0, 21, (finding,)).share_of_sentences([finding, finding]) == share
