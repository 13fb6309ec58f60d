"""The report: plain frozen values that every renderer, server and table reads. It knows nothing of how it was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from credscore_features import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from credscore.article import Article, Passage
    from credscore_features import Finding
    from credscore_features.annotator.pulls import Pulls

SCHEMA = "credscore.report/1"

Grade: TypeAlias = Literal["support", "transparency"]
GRADES: tuple[Grade, ...] = ("support", "transparency")
Reason: TypeAlias = Literal["too_short", "not_english", "not_prose", "no_claim"]
REASONS: Mapping[Reason, str] = {
    "too_short": "There are too few words to judge.",
    "not_english": "The text is not in English, and only English can be read so far.",
    "not_prose": "This is no running text (a list, a table, navigation or code).",
    "no_claim": "Nothing in it can be checked.",
}

WORDING = Column(
    name="wording",
    unit="grade",
    summary="How the words, names left out, compare with those of graded passages.",
    better="higher",
)
"""The one number that a model measures itself, beside those of the features."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number on the 0-100 scale with its 90% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Score:
    """Support and transparency, or why there is none.

    Attributes:
        estimates: by grade; empty exactly where ``abstained`` is given.
        probabilities: of the grades 1 to 5, by grade; empty for an article.
        abstained: a key of :data:`REASONS`, or None.
    """

    estimates: Mapping[Grade, Estimate] = field(default_factory=dict)
    probabilities: Mapping[Grade, tuple[float, ...]] = field(default_factory=dict)
    abstained: Reason | None = None

    def __getitem__(self, grade: Grade) -> Estimate | None:
        return self.estimates.get(grade)

    def to_dict(self) -> dict[str, Any]:
        """As in the report contract; the numbers are null where the score abstains."""
        out: dict[str, Any] = {}
        for grade in GRADES:
            e = self.estimates.get(grade)
            out[grade] = None if e is None else round(e.value, 4)
            out[f"{grade}_low"] = None if e is None else round(e.low, 4)
            out[f"{grade}_high"] = None if e is None else round(e.high, 4)
        if self.probabilities:
            out["grade_probabilities"] = {g: [round(p, 6) for p in ps] for g, ps in self.probabilities.items()}
        return out | {"abstained": self.abstained}


class Contribution(NamedTuple):
    """What one named number of a passage adds to one of its scores.

    Attributes:
        grade: support or transparency.
        feature: the column.
        value: the column's number in this passage.
        effect: points of the 0-100 scale; all effects of a grade add up to the score minus the base.
        findings: ids of the findings behind the number.

    A tuple, since every passage has some two hundred of them.
    """

    grade: Grade
    feature: str
    value: float
    effect: float
    findings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As in the report contract."""
        return {
            "grade": self.grade,
            "feature": self.feature,
            "value": round(self.value, 6),
            "effect": round(self.effect, 6),
            "findings": list(self.findings),
        }


@dataclass(frozen=True, kw_only=True)
class PassageReport:
    """A passage with its score, its numbers and what each of them did.

    Attributes:
        passage: the words.
        score: its two scores, or why there is none.
        features: every measured number by the name of its column.
        contributions: what each number did to each score.
        base: by grade, what the effects of the contributions are added to.
        pulls: by grade, the phrases that pull the encoder's own reading of the grade (the column
            ``annotator_support``, ``annotator_transparency``) down and up; empty without an encoder.
    """

    passage: Passage
    score: Score
    features: Mapping[str, float]
    contributions: tuple[Contribution, ...] = ()
    base: Mapping[Grade, float] = field(default_factory=dict)
    pulls: Mapping[Grade, Pulls] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """As in the report contract."""
        p = self.passage
        return {
            "index": p.index,
            "start": p.start,
            "end": p.end,
            "text": p.text,
            "score": self.score.to_dict(),
            "base": {grade: round(value, 4) for grade, value in self.base.items()},
            "features": {name: round(value, 6) for name, value in self.features.items()},
            "contributions": [c.to_dict() for c in self.contributions],
            "pulls": {grade: pulls.to_dict() for grade, pulls in self.pulls.items()},
        }


@dataclass(frozen=True, slots=True)
class AnnotatorInfo:
    """What read the text.

    Attributes:
        name: of the encoder; ``rules`` where rules read alone, whose version is that of credscore.
        version, sha256: of the encoder and its files; None for rules.
    """

    name: str
    version: str | None = None
    sha256: str | None = None

    @property
    def kind(self) -> str:
        """``rules`` or ``encoder``: numbers measured by one kind are not those of the other."""
        return "rules" if self.name == "rules" else "encoder"

    def to_dict(self) -> dict[str, str | None]:
        """As in the report contract."""
        return {"name": self.name, "version": self.version, "sha256": self.sha256}

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.version, (self.sha256 or "")[:12]) if part)


RULES = AnnotatorInfo("rules")
"""No annotator: word lists and rules alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """Which model scored: its name, version and the digest of its content."""

    name: str
    version: str
    sha256: str

    def to_dict(self) -> dict[str, str]:
        """As in the report contract."""
        return {"name": self.name, "version": self.version, "sha256": self.sha256}


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that credscore says about one article.

    Attributes:
        article: the article itself, its text unaltered.
        model: what scored it.
        annotator: what read it.
        score: of the whole article.
        passages: in text order.
        findings: in text order; suppressed ones are not among them.
        suppressed: findings that a comment in the text switched off.
        warnings: what is wrong with such comments, a sentence each.
        version: of credscore.
    """

    article: Article
    model: ModelInfo
    annotator: AnnotatorInfo = RULES
    score: Score
    passages: tuple[PassageReport, ...]
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    version: str

    @cached_property
    def by_id(self) -> Mapping[str, Finding]:
        """Findings by their id."""
        return {f.id: f for f in self.findings}

    def to_dict(self) -> dict[str, Any]:
        """The report contract (``credscore.report/1``) as plain JSON types."""
        a = self.article
        return {
            "schema": SCHEMA,
            "credscore": self.version,
            "model": self.model.to_dict(),
            "annotator": self.annotator.to_dict(),
            "article": {
                "id": a.id,
                "title": a.title,
                "source": a.source,
                "date": a.date,
                "author": a.author,
                "url": a.url,
                "language": a.language,
                "words": sum(len(p.passage.text.split()) for p in self.passages),
                "text_sha256": a.sha256,
            },
            "score": self.score.to_dict(),
            "passages": [p.to_dict() for p in self.passages],
            "findings": [f.to_dict() for f in self.findings],
            "suppressed": [f.id for f in self.suppressed],
            "warnings": list(self.warnings),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a passage: article, place, scores with intervals, and every feature's number."""
        import pandas as pd  # noqa: PLC0415 - only where a table is asked for

        rows = []
        for p in self.passages:
            score = p.score.to_dict()
            score.pop("grade_probabilities", None)
            place = {"article": self.article.id, "source": self.article.source, "passage": p.passage.index}
            span = {"start": p.passage.start, "end": p.passage.end, "text": p.passage.text}
            rows.append(place | span | score | dict(p.features))
        return pd.DataFrame(rows)
