"""The phrases behind the encoder's own reading of a passage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from credscore.article import Passage
from credscore.model import ScoringModel
from credscore.model.additive import AdditiveOrdinal, Curve
from credscore.model.ordinal import Link
from credscore.model.scoring_model import Margin
from credscore.model.words import WordsOrdinal
from credscore.report import schema
from credscore.scoring import Scorer
from credscore.scoring.pulls import pulls_of
from credscore_features import Reading
from tests.annotations import annotation, spans
from tests.annotators import Marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from credscore_features.annotation import Annotation

TEXT = "The clerk kept every receipt. Rivals blamed a secret deal."
NUMBERS = {"annotator_support": 0.0, "annotator_transparency": 0.0}
LINK = Link(1.0, (-1.0, 0.0, 1.0, 2.0))


def model(**neutral: float) -> ScoringModel:
    """A model whose curve for the encoder's reading of each grade goes up through nought at that number."""

    def graded(grade: str) -> AdditiveOrdinal:
        at = neutral.get(grade)
        curve = Curve(f"annotator_{grade}", "lines", (at - 1, at + 1), (-1.0, 1.0)) if at is not None else None
        return AdditiveOrdinal((curve,) if curve else (), LINK)

    grades = {grade: graded(grade) for grade in ("support", "transparency")}
    return ScoringModel(name="m", version="1", grades=grades, margins={})


def passage() -> Passage:
    start = TEXT.index("Rivals")
    return Passage(1, start, len(TEXT), TEXT[start:])


@pytest.fixture
def reading() -> Reading:
    made = Reading(TEXT)
    made.annotation = annotation(TEXT, {"support": spans(TEXT, "every receipt", "secret deal.")})
    return made


def words(found: tuple[tuple[int, int], ...]) -> list[str]:
    return [TEXT[start:end] for start, end in found]


def test_from_where_the_model_says_neither(reading: Reading) -> None:
    found = pulls_of(model(support=0.0, transparency=-8.0), reading, passage(), NUMBERS)
    assert (words(found["support"].down), words(found["support"].up)) == (["Rivals blamed a"], ["secret deal"])
    assert (found["transparency"].down, found["transparency"].up) == ((), ())
    above = pulls_of(model(support=9.0), reading, passage(), NUMBERS)
    assert above["support"].up == ()


def test_only_where_the_reading_counts(reading: Reading) -> None:
    assert set(pulls_of(model(support=0.0), reading, passage(), NUMBERS)) == {"support"}
    assert pulls_of(model(support=0.0), reading, passage(), {"annotator_transparency": 0.0}) == {}
    worded = WordsOrdinal({}, {}, 0.0)
    alone = ScoringModel(name="m", version="1", grades=dict.fromkeys(("support", "transparency"), worded), margins={})
    assert pulls_of(alone, reading, passage(), NUMBERS) == {}


class Doubter(Marker):
    """Takes everything for well supported but ``a secret deal``."""

    def annotate(self, readings: Iterable[Reading]) -> Iterator[Annotation]:
        for reading in readings:
            at = reading.text.find("a secret deal")
            whole = [(0, len(reading.text))] if at < 0 else [(0, at), (at + 13, len(reading.text))]
            yield annotation(reading.text, {"support": whole})


def test_a_report_carries_them_with_the_offsets_of_the_article() -> None:
    text = (
        "Rivals of the harbour's owner blamed a secret deal for the loss of the northern ferry line, and nobody at"
        " the yard has kept a single receipt of the nine years of the contract.\n\n"
        "The yard lies north of the town. It has two docks and one crane, and a wall that was built before the war"
        " and has been mended every spring since then by the men of the yard."
    )
    doubter = Doubter()
    margins = {"support": Margin(1.6, 0.3), "transparency": Margin(1.6, 0.3)}
    scorer = Scorer(replace(model(support=0.0), margins=margins, annotator=doubter.info), annotator=doubter)
    report = scorer.score(text)
    Draft202012Validator(schema()).validate(report.to_dict())
    assert [set(p.pulls) for p in report.passages] == [{"support"}] * len(report.passages)
    pulled = [text[slice(*span)] for p in report.passages for span in p.pulls["support"].down]
    assert pulled == ["a secret deal"]
    assert all("annotator_support" in {c.feature for c in p.contributions} for p in report.passages)
