"""What ships and is loaded: one ordinal model a grade, how wide its intervals are, and what it was made from.

One JSON file, no pickle. The file holds the digest of its own content; a file that was changed is refused.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from credscore.contract import GRADES, RULES, AnnotatorInfo, Grade, ModelInfo
from credscore.errors import ModelError
from credscore.model.additive import AdditiveOrdinal
from credscore.model.words import WordsOrdinal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from credscore.model.ordinal import Array
    from credscore.model.scored import Scored

FORMAT = "credscore.model/1"
FILE = "model.json"
SHIPPED = Path(__file__).parent / "shipped"
"""A folder for each kind of annotator: the columns of one are not those of the other."""

Scorable: TypeAlias = AdditiveOrdinal | WordsOrdinal
_LOADERS: dict[str, Callable[[Mapping[str, Any]], Scorable]] = {
    "additive": AdditiveOrdinal.from_dict,
    "words": WordsOrdinal.from_dict,
}


def shipped(kind: str) -> Path:
    """The model file that ships for columns measured by that kind of annotator, ``encoder`` or ``rules``."""
    return SHIPPED / kind / FILE


@dataclass(frozen=True, slots=True)
class Margin:
    """How far off a score can be.

    Attributes:
        factor: a passage's 90% interval is its score plus and minus so many standard deviations of its grade
            (conformal: the 0.9 quantile over passages that the model had not seen; Lei et al. 2018).
        shared: correlation of the errors of two passages of one article, 0 to 1.
        scores, factors: where scores low, middling and high need another factor: at so many points it is so much,
            between them it goes in a straight line (Guan 2023, Localized conformal prediction). Empty where ``factor``
            holds everywhere.
    """

    factor: float
    shared: float
    scores: tuple[float, ...] = ()
    factors: tuple[float, ...] = ()

    def alone(self, points: Array, deviations: Array) -> Array:
        """Half the width of each passage's interval, in points, (n,)."""
        factor = np.interp(points, self.scores, self.factors) if self.scores else self.factor
        half: Array = factor * np.asarray(deviations)
        return half

    def half_width(self, points: Array, deviations: Array, weights: Array) -> float:
        """Of a weighted mean of passages; the weights add up to one. Points."""
        each = weights * self.alone(points, deviations)
        apart, together = float((each**2).sum()), float(each.sum()) ** 2
        return float(np.sqrt(self.shared * together + (1.0 - self.shared) * apart))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        plain: dict[str, Any] = {"factor": self.factor, "shared": self.shared}
        # Older models keep their digest.
        return plain | ({"scores": list(self.scores), "factors": list(self.factors)} if self.scores else {})

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Margin:
        """From :meth:`to_dict`; older models have one factor."""
        scores, factors = (tuple(map(float, data.get(name, ()))) for name in ("scores", "factors"))
        if len(scores) != len(factors):
            raise ValueError(f"A margin has {len(scores)} scores and {len(factors)} factors.")
        return cls(float(data["factor"]), float(data["shared"]), scores, factors)


@dataclass(frozen=True, kw_only=True)
class ScoringModel:
    """A model for each grade, its margins, and where it came from.

    Attributes:
        name, version: as the report states them.
        grades: the ordinal models.
        margins: widths of the intervals.
        annotator: what its columns were measured by.
        facts: kind, data with digests, figures: what the model card says.
    """

    name: str
    version: str
    grades: Mapping[Grade, Scorable]
    margins: Mapping[Grade, Margin]
    annotator: AnnotatorInfo = RULES
    facts: Mapping[str, Any] = field(default_factory=dict)

    def doubt(self, annotator: AnnotatorInfo) -> str | None:
        """What is to be said before columns measured by that annotator are scored; None where they are the model's own.

        Columns of another encoder mean the same and come out a little different, so they can be scored, but the
        intervals were not measured for them: that is a doubt. Rules and encoders measure different columns: an error.
        A model without columns knows no annotator.

        Raises:
            ModelError: one of the two is rules, and the other is not.
        """
        if not self.columns or annotator == self.annotator:
            return None
        name, own = f"{self.name} {self.version}", self.annotator
        if RULES in {annotator, own}:
            raise ModelError(
                f"The model {name} scores columns that were measured by {own}, not by {annotator}:"
                f" choose the annotator {own.kind!r}, or a model that was made with {annotator.kind!r}."
            )
        return (
            f"The model {name} was made for columns measured by {own}; {annotator} measures them a little differently."
        )

    @property
    def columns(self) -> frozenset[str]:
        """Every column that it needs."""
        return frozenset(name for model in self.grades.values() for name in model.columns)

    @property
    def info(self) -> ModelInfo:
        """For the report."""
        return ModelInfo(name=self.name, version=self.version, sha256=_digest(self.to_dict()))

    def telling_words(self, grade: Grade, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Words and pairs of words that pull the wording of a text down most, and up most; none without a wording."""
        model = self.grades[grade]
        words = model if isinstance(model, WordsOrdinal) else model.words
        return ((), ()) if words is None else words.telling(text)

    def neutral(self, grade: Grade, column: str) -> float | None:
        """The number of a column that neither raises nor lowers the grade's score; None where there is none."""
        model = self.grades[grade]
        return None if isinstance(model, WordsOrdinal) else model.neutral(column)

    def score(self, grade: Grade, texts: Sequence[str], table: Mapping[str, Array]) -> Scored:
        """Scores passages given as texts and as columns of numbers; a column that is absent counts as missing."""
        return self.grades[grade].scored(texts, table)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "name": self.name,
            "version": self.version,
            "annotator": self.annotator.to_dict(),
            "grades": {
                grade: {"kind": "words" if isinstance(model, WordsOrdinal) else "additive", **model.to_dict()}
                for grade, model in self.grades.items()
            },
            "margins": {g: m.to_dict() for g, m in self.margins.items()},
            "facts": dict(self.facts),
        }

    def save(self, path: Path) -> Path:
        """Writes the model; into ``model.json`` where the path is a folder. Returns the file's path."""
        file = path / FILE if path.suffix != ".json" else path
        file.parent.mkdir(parents=True, exist_ok=True)
        body = self.to_dict()
        whole = {"format": FORMAT, "sha256": _digest(body), "model": body}
        file.write_text(json.dumps(whole, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n", "utf-8")
        return file

    @classmethod
    def load(cls, path: Path) -> ScoringModel:
        """Reads a model file, or the one in a folder.

        Raises:
            ModelError: there is none, it is of another format, damaged or changed.
        """
        file = path / FILE if path.is_dir() else path
        try:
            whole = json.loads(file.read_text("utf-8"))
        except OSError as error:
            raise ModelError(f"There is no model at {file}: {error.strerror}.") from error
        except ValueError as error:
            raise ModelError(f"The model {file} is no JSON file: {error}.") from error
        if not isinstance(whole, dict) or whole.get("format") != FORMAT:
            raise ModelError(f"The file {file} is no model of the format {FORMAT!r}.")
        body: Any = whole.get("model")
        if whole.get("sha256") != _digest(body):
            raise ModelError(f"The model {file} was changed after it was saved: its digest does not fit.")
        return cls._from_dict(body, file)

    @classmethod
    def _from_dict(cls, body: Mapping[str, Any], file: Path) -> ScoringModel:
        try:
            return cls(
                name=body["name"],
                version=body["version"],
                grades={g: _LOADERS[body["grades"][g]["kind"]](body["grades"][g]) for g in GRADES},
                margins={g: Margin.from_dict(body["margins"][g]) for g in GRADES},
                # a model of a version that had no annotator
                annotator=AnnotatorInfo(**body["annotator"]) if "annotator" in body else RULES,
                facts=body["facts"],
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"The model {file} cannot be understood: {type(error).__name__}: {error}.") from error


def _digest(body: Any) -> str:
    plain = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()
