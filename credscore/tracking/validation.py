"""Cross-validation, learning curve and permutation importances of one kind of model on graded passages.

Every figure is of passages that the model had not seen, nor any other passage of their group.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from credscore.contract import GRADES, Grade
from credscore.evaluation import Judged, measure
from credscore.evaluation.metrics import ranked_probability_score
from credscore.model.fitting import margin
from credscore.model.ordinal import spread, to_points

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from credscore.evaluation.metrics import Array
    from credscore.model.estimators import GradeModel
    from credscore.model.fitting import Spec
    from credscore.model.scoring_model import Margin
    from credscore_features import Column

    Step = Callable[[], None]


@dataclass(frozen=True)
class Task:
    """What is validated.

    Attributes:
        spec: kind and parameters.
        inputs: frame of columns (n, p) or array of texts (n,), as the kind wants.
        grades: gold, 1 to 5, each (n,).
        groups: of each passage, (n,).
        fold: of each passage, (n,).
        columns: descriptions of the frame's columns.
    """

    spec: Spec
    inputs: Any
    grades: Mapping[Grade, Array]
    groups: NDArray[np.int64]
    fold: NDArray[np.int64]
    columns: Sequence[Column] = ()

    @property
    def folds(self) -> int:
        """Number of folds."""
        return int(self.fold.max()) + 1

    def fitted(self, grade: Grade, rows: NDArray[np.int64]) -> GradeModel:
        """A model of one grade, fitted on some rows."""
        return self.spec.estimator(grade, self.columns).fit(
            taken(self.inputs, rows), self.grades[grade][rows], self.groups[rows]
        )


@dataclass(frozen=True)
class Fold:
    """One fold: its passages and the models that had not seen them."""

    number: int
    rows: NDArray[np.int64]
    models: Mapping[Grade, GradeModel]
    judged: Mapping[Grade, Judged]


@dataclass(frozen=True)
class Pooled:
    """All folds together, in the order of the passages."""

    folds: Sequence[Fold]
    judged: Mapping[Grade, Judged] = field(init=False)

    def __post_init__(self) -> None:
        order = np.argsort(np.concatenate([fold.rows for fold in self.folds]), kind="stable")
        judged = {g: joined([fold.judged[g] for fold in self.folds]).at(order) for g in GRADES}
        object.__setattr__(self, "judged", judged)


def cross_validated(task: Task, step: Step) -> Iterator[Fold]:
    """Each fold as soon as it is done; ``step`` is called after each model."""
    for number in range(task.folds):
        rest, rows = np.flatnonzero(task.fold != number), np.flatnonzero(task.fold == number)
        models, judged = {}, {}
        for grade in GRADES:
            models[grade] = task.fitted(grade, rest)
            judged[grade] = _held_out(task, grade, models[grade], rest, rows)
            step()
        yield Fold(number, rows, models, judged)


def _held_out(task: Task, grade: Grade, model: GradeModel, rest: NDArray[np.int64], rows: NDArray[np.int64]) -> Judged:
    wide = margin(model.held_out_, task.grades[grade][rest], task.groups[rest].tolist())
    return judged_with(task.grades[grade][rows], model.predict_proba(taken(task.inputs, rows)), wide)


def judged_with(gold: Array, probabilities: Array, wide: Margin) -> Judged:
    """Predictions with the intervals of single passages."""
    points = to_points(probabilities)
    half = wide.alone(points, spread(probabilities))
    return Judged.of(gold, probabilities, np.maximum(points - half, 0.0), np.minimum(points + half, 100.0))


def learning_curve(task: Task, shares: Sequence[float], seed: int, step: Step) -> pd.DataFrame:
    """Figures for models fitted on some of the training groups only, over all folds.

    Returns:
        Columns ``passages`` (mean number fitted on), ``grade``, and one for each figure.
    """
    rows = []
    for share in sorted(shares):
        size, judged = learning_predictions(task, share, seed, step)
        rows += [{"passages": size, "grade": grade, **measure(judged[grade])} for grade in GRADES]
    return pd.DataFrame(rows)


def learning_predictions(
    task: Task, share: float, seed: int, step: Step = lambda: None
) -> tuple[float, Mapping[Grade, Judged]]:
    """The mean number of passages fitted on, and every passage as a model of that share of the groups judges it."""
    sizes, done = [], []
    for number in range(task.folds):
        some, rows = _some(task, number, share, seed), np.flatnonzero(task.fold == number)
        sizes.append(len(some))
        models, judged = {}, {}
        for grade in GRADES:
            models[grade] = task.fitted(grade, some)
            judged[grade] = _held_out(task, grade, models[grade], some, rows)
            step()
        done.append(Fold(number, rows, models, judged))
    return float(np.mean(sizes)), Pooled(done).judged


def _some(task: Task, number: int, share: float, seed: int) -> NDArray[np.int64]:
    """Rows of a share of the groups that are not in the fold; a larger share holds the smaller ones."""
    rest = np.flatnonzero(task.fold != number)
    order = np.random.default_rng((seed, number)).permutation(np.unique(task.groups[rest]))
    kept = order[: max(2, round(share * len(order)))]
    return rest[np.isin(task.groups[rest], kept)]


def importances(task: Task, folds: Sequence[Fold], repeats: int, seed: int, step: Step) -> pd.DataFrame:
    """How much worse the ranked probability score gets where a column is shuffled (Breiman 2001; Fisher et al. 2019).

    Returns:
        Columns ``column``, ``grade``, ``loss`` (mean over folds and repeats), ``spread`` (standard deviation over
        folds), highest loss first. A model of texts has one column, ``text``.
    """
    rng = np.random.default_rng(seed)
    found: list[dict[str, Any]] = []
    for fold in folds:
        inputs = taken(task.inputs, fold.rows)
        for grade in GRADES:
            found += _of_fold(fold, grade, inputs, task.grades[grade][fold.rows], repeats, rng)
            step()
    table = pd.DataFrame(found, columns=["column", "grade", "loss"])
    by = table.groupby(["column", "grade"], sort=False)["loss"]
    summed = by.agg(loss="mean", spread="std").reset_index()
    return summed.sort_values("loss", ascending=False, ignore_index=True)


def _of_fold(
    fold: Fold, grade: Grade, inputs: Any, gold: Array, repeats: int, rng: np.random.Generator
) -> Iterator[dict[str, Any]]:
    model = fold.models[grade]
    inputs = model.prepared(inputs)
    intact = ranked_probability_score(gold, fold.judged[grade].probabilities)
    for name in names_of(inputs):
        for _ in range(repeats):
            shuffled = _shuffled(inputs, name, rng)
            loss = ranked_probability_score(gold, model.predict_proba(shuffled)) - intact
            yield {"column": name, "grade": grade, "loss": loss}


def names_of(inputs: Any) -> list[str]:
    """Column names of a frame; ``text`` for texts."""
    return list(inputs.columns) if isinstance(inputs, pd.DataFrame) else ["text"]


def _shuffled(inputs: Any, name: str, rng: np.random.Generator) -> Any:
    order = rng.permutation(len(inputs))
    if not isinstance(inputs, pd.DataFrame):
        return inputs[order]
    return inputs.assign(**{name: inputs[name].to_numpy()[order]})


def taken(inputs: Any, rows: NDArray[np.int64]) -> Any:
    """Rows of a frame or of an array of texts."""
    return inputs.iloc[rows] if isinstance(inputs, pd.DataFrame) else inputs[rows]


def joined(parts: Sequence[Judged]) -> Judged:
    """Predictions one after the other."""
    return Judged(*(np.concatenate([getattr(part, name) for part in parts]) for name in Judged.__dataclass_fields__))
