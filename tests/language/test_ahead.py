"""Articles are annotated a bounded number ahead, in order, and each for itself."""

import itertools
import threading

import pytest

from credscore.article import Article
from credscore.language import ahead, read
from credscore.language.ahead import AHEAD_ARTICLES, AHEAD_CHARACTERS
from tests.annotators import Marker, cues

BOTH = pytest.mark.parametrize("beside", [False, True], ids=["in turn", "beside"])


def articles(texts):
    return (Article(text=text, id=str(number)) for number, text in enumerate(texts))


def test_without_an_annotator_nothing_is_taken_ahead():
    taken = []
    stream = read(articles(taken.append(n) or "It rained." for n in range(9)))
    next(stream)
    assert taken == [0]


@BOTH
def test_order_is_kept_and_each_article_gets_its_own(beside):
    texts = [f"Ana Brill said {number}." if number % 3 else "It rained." for number in range(AHEAD_ARTICLES * 2 + 5)]
    done = list(read(articles(texts), Marker(), beside=beside))
    assert [article.text for article, _ in done] == texts
    assert all(reading.text == article.text for article, reading in done)
    assert [len(cues(reading)) for _, reading in done] == [bool(number % 3) for number in range(len(texts))]


@BOTH
def test_how_far_it_goes_ahead_is_bounded(beside):
    taken = []
    stream = read(articles(taken.append(n) or "It rained." for n in itertools.count()), Marker(), beside=beside)
    next(stream)
    assert len(taken) == AHEAD_ARTICLES * (2 if beside else 1)
    stream.close()


def test_long_articles_are_not_held_together():
    marker = Marker()
    texts = ["It rained. " * (AHEAD_CHARACTERS // 22 + 1)] * 5
    assert len(list(read(articles(texts), marker))) == 5
    assert marker.batches == [2, 2, 1]


@BOTH
def test_an_empty_stream(beside):
    assert list(read(articles([]), Marker(), beside=beside)) == []


def test_beside_means_in_a_thread_of_its_own():
    one, two = Marker(), Marker()
    list(read(articles(["It rained."]), one))
    list(read(articles(["It rained."]), two, beside=True))
    assert one.threads == {threading.current_thread().name}
    assert two.threads.isdisjoint(one.threads)


@BOTH
def test_what_goes_wrong_in_the_annotator_is_raised(beside):
    class Broken(Marker):
        def annotate(self, readings):
            raise ValueError(f"broken after {len(readings)}")

    with pytest.raises(ValueError, match="broken after 1"):
        list(read(articles(["It rained."]), Broken(), beside=beside))


def test_lone_surrogates_are_read_as_what_they_are_not():
    (read_one,) = read(articles(["An odd \ud800 mark."]), Marker())
    assert read_one[1].text == "An odd \ufffd mark."
    assert ahead.reading_of(read_one[0]).text == read_one[1].text
