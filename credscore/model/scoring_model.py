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

from credscore.contract import GRADES, Grade, ModelInfo
from credscore.errors import ModelError
from credscore.model.additive import AdditiveOrdinal
from credscore.model.words import WordsOrdinal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from credscore.model.ordinal import Array
    from credscore.model.scored import Scored

FORMAT = "credscore.model/1"
FILE = "model.json"
SHIPPED = Path(__file__).parent / "shipped" / FILE

Scorable: TypeAlias = AdditiveOrdinal | WordsOrdinal
_LOADERS: dict[str, Callable[[Mapping[str, Any]], Scorable]] = {
    "additive": AdditiveOrdinal.from_dict,
    "words": WordsOrdinal.from_dict,
}


@dataclass(frozen=True, slots=True)
class Margin:
    """How far off a score can be.

    Attributes:
        factor: a passage's 90% interval is its score plus and minus so many standard deviations of its grade
            (conformal: the 0.9 quantile over passages that the model had not seen; Lei et al. 2018).
        shared: correlation of the errors of two passages of one article, 0 to 1.
    """

    factor: float
    shared: float

    def half_width(self, deviations: Array, weights: Array) -> float:
        """Of a weighted mean of passages; the weights add up to one. Points."""
        apart = float(((weights * deviations) ** 2).sum())
        together = float((weights * deviations).sum()) ** 2
        return self.factor * float(np.sqrt(self.shared * together + (1.0 - self.shared) * apart))


@dataclass(frozen=True, kw_only=True)
class ScoringModel:
    """A model for each grade, its margins, and where it came from.

    Attributes:
        name, version: as the report states them.
        grades: the ordinal models.
        margins: widths of the intervals.
        facts: kind, data with digests, figures: what the model card says.
    """

    name: str
    version: str
    grades: Mapping[Grade, Scorable]
    margins: Mapping[Grade, Margin]
    facts: Mapping[str, Any] = field(default_factory=dict)

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

    def score(self, grade: Grade, texts: Sequence[str], table: Mapping[str, Array]) -> Scored:
        """Scores passages given as texts and as columns of numbers; a column that is absent counts as missing."""
        return self.grades[grade].scored(texts, table)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "name": self.name,
            "version": self.version,
            "grades": {
                grade: {"kind": "words" if isinstance(model, WordsOrdinal) else "additive", **model.to_dict()}
                for grade, model in self.grades.items()
            },
            "margins": {g: {"factor": m.factor, "shared": m.shared} for g, m in self.margins.items()},
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
    def load(cls, path: Path | None = None) -> ScoringModel:
        """Reads a model file, or the one in a folder; the shipped one where no path is given.

        Raises:
            ModelError: there is none, it is of another format, damaged or changed.
        """
        file = SHIPPED if path is None else path / FILE if path.is_dir() else path
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
                margins={g: Margin(**body["margins"][g]) for g in GRADES},
                facts=body["facts"],
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"The model {file} cannot be understood: {type(error).__name__}: {error}.") from error


def _digest(body: Any) -> str:
    plain = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()
