"""Readability: textstat's syllables, our own counts, and an import that stays cheap."""

from __future__ import annotations

import subprocess
import sys

import pytest

from credscore_features import Reading, Scope
from credscore_features.readability import FEATURE, is_difficult, syllables
from credscore_features.readability.light_import import absent

PLAIN = "The ferry left the harbour at noon. Nobody saw it again. The mayor asked the owners for an explanation."


def measured(text: str) -> dict[str, float]:
    assert FEATURE.measure is not None
    return dict(FEATURE.measure(Scope(Reading(text), 0, len(text), ())))


def test_the_formulas_are_textstats_where_the_counts_agree() -> None:
    from textstat.backend import metrics

    numbers = measured(PLAIN)
    assert numbers["flesch_reading_ease"] == pytest.approx(metrics.flesch_reading_ease(PLAIN, "en-US"))
    assert numbers["flesch_kincaid_grade"] == pytest.approx(metrics.flesch_kincaid_grade(PLAIN, "en-US"))


def test_abbreviations_end_no_sentence_here() -> None:
    assert measured("Gen. Pratt met Sen. Quill in the U.S. Senate.")["words_per_sentence"] == 9.0


def test_a_text_without_words_measures_zero() -> None:
    assert set(measured("?! …").values()) == {0.0}


@pytest.mark.parametrize(("word", "count"), [("harbour", 2), ("explanation", 4), ("a", 1), ("42", 1), ("x" * 300, 1)])
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    "word", ["isn't", "o'hara's", "half-built", "u.s", "3.5", "boys'", "naïve", "re-elected", "日本"]
)
def test_syllables_are_textstats(word: str) -> None:
    from textstat.backend import counts

    assert syllables(word) == counts.count_syllables(word, "en-US")


def test_pyphen_remembers_nothing() -> None:
    from textstat.backend import utils

    syllables("unforgettable")
    assert not utils.get_pyphen("en-US").hd.cache


def test_difficult_words_are_long_and_not_everyday() -> None:
    assert [w for w in ("water", "quip", "accountability", "ubiquitous") if is_difficult(w)] == [
        "accountability",
        "ubiquitous",
    ]


def test_hidden_packages_come_back() -> None:
    with absent("credscore_no_such_package", "pytest"):
        assert sys.modules["pytest"] is pytest
        assert sys.modules["credscore_no_such_package"] is None
    assert "credscore_no_such_package" not in sys.modules


CHEAP = """
import sys
from credscore_features import Reading, Scope
from credscore_features.readability import FEATURE
assert "textstat" not in sys.modules, "imported before anything is measured"
FEATURE.measure(Scope(Reading("It rained."), 0, 10, ()))
assert "textstat" in sys.modules
assert not {"sklearn", "scipy", "nltk"} & set(sys.modules), "the import drags heavy packages in"
import nltk.classify, sklearn
assert nltk.classify.SklearnClassifier, "somebody else's nltk is whole"
"""


def test_the_import_is_late_and_leaves_nothing_heavy_behind() -> None:
    done = subprocess.run([sys.executable, "-c", CHEAP], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
