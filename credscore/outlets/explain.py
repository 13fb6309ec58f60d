"""What each column did to the scores of a table, which holds the columns but not their effects.

The model that made the table says it again from its numbers; nothing is read or measured anew.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from credscore.contract import GRADES, Contribution
from credscore.errors import InputError
from credscore.model import ScoringModel, shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from credscore.contract import Grade
    from credscore.model import Scored
    from credscore.report.scored import ScoredArticle, ScoredPassage

_KINDS = ("encoder", "rules")
_ROUNDING = 0.01
"""Points by which a score that was rounded for a file may miss the model's."""


class Explainer:
    """Gives articles of a table their contributions, where the model that scored them is at hand.

    Args:
        model: file or folder of a model; None for those that ship.
    """

    def __init__(self, model: Path | None = None) -> None:
        self._path = model

    @cached_property
    def _models(self) -> Mapping[str, ScoringModel]:
        paths = [self._path] if self._path else [shipped(kind) for kind in _KINDS]
        return {f"{m.name} {m.version}": m for m in map(ScoringModel.load, paths)}

    def explained(self, article: ScoredArticle) -> ScoredArticle:
        """The article with contributions; as it is where it has some, or where its model is not at hand.

        Raises:
            InputError: the model scores a passage otherwise than the table says.
        """
        scored = [p for p in article.passages if p.score.abstained is None]
        if not scored or scored[0].contributions is not None or article.model not in self._models:
            return article
        return replace(article, passages=tuple(_explained(article, scored, self._models[article.model])))


def _explained(
    article: ScoredArticle, passages: Sequence[ScoredPassage], model: ScoringModel
) -> Iterator[ScoredPassage]:
    names = sorted(model.columns & passages[0].features.keys())
    table = {name: np.array([p.features[name] for p in passages]) for name in names}
    found = {grade: model.score(grade, [p.text for p in passages], table) for grade in GRADES}
    for at, passage in enumerate(passages):
        _check(article, passage, {grade: float(s.points[at]) for grade, s in found.items()})
        contributions = tuple(_contributions(found, at))
        yield replace(passage, contributions=contributions, base={grade: s.base for grade, s in found.items()})


def _check(article: ScoredArticle, passage: ScoredPassage, points: Mapping[Grade, float]) -> None:
    for grade, given in points.items():
        said = passage.score.estimates[grade].value
        if abs(said - given) > _ROUNDING:
            raise InputError(
                f"Passage {passage.index} of the article {article.id!r} has the {grade} {said:.2f} in the table, and"
                f" {article.model} gives {given:.2f}: the table was changed, or another model of that name made it."
            )


def _contributions(found: Mapping[Grade, Scored], at: int) -> Iterator[Contribution]:
    for grade, s in found.items():
        for name, value, effect in zip(s.columns, s.values[at].tolist(), s.effects[at].tolist(), strict=True):
            if effect != 0.0:
                yield Contribution(grade, name, value, effect)
