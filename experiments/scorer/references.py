"""Models without exact contributions: what interactions between columns, and everything at once, would add.

They are measured as the experiments are, in the same folds, and never ship.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, ClassVar, Never

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge

from credscore.contract import GRADES
from credscore.evaluation import folds
from credscore.model.estimators import KINDS, TEXT, AdditiveSplines, GradeModel, TfidfRidge, inner_folds
from credscore.model.fitting import margin
from credscore.tracking.training import Work
from credscore.tracking.validation import Pooled, Task, cross_validated, judged_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from credscore.contract import Grade
    from credscore.evaluation import Judged
    from credscore.model.ordinal import Array
    from credscore.tracking.graded import Graded


class Reference(GradeModel):
    """A kind that is only ever a point of comparison."""

    def compiled(self) -> Never:
        """There is nothing to ship.

        Raises:
            TypeError: always.
        """
        raise TypeError(f"{type(self).__name__} is a reference: it has no exact contributions, and does not ship.")


class Pairs(Reference):
    """The splines, and trees over pairs of the columns that count most for them, on what the splines leave.

    Lou, Caruana, Gehrke and Hooker (2013), Accurate intelligible models with pairwise interactions.

    Args:
        columns: so many are paired with each other.
        rounds: trees, each over one pair.
        rate: learning rate.
        monotone: of the splines.
    """

    def __init__(
        self, columns: int = 12, rounds: int = 120, rate: float = 0.05, monotone: Mapping[str, int] | None = None
    ) -> None:
        self.columns = columns
        self.rounds = rounds
        self.rate = rate
        self.monotone = monotone

    def _fit_index(self, X: pd.DataFrame, y: Array) -> None:  # noqa: N803 - scikit-learn's name
        # What the splines leave of passages that they have seen is too small: trees would learn nothing from it.
        left = y.copy()
        for train, test in inner_folds(len(y), None):
            left[test] -= self._splines(X.iloc[train], y[train])._index(X.iloc[test])  # noqa: SLF001 - its own part
        self.main_ = self._splines(X, y)
        spread = {c.column: float(np.std(c(X[c.column].to_numpy(float)))) for c in self.main_.curves_}
        self.paired_ = sorted(spread, key=lambda name: -spread[name])[: self.columns]
        self.trees_ = HistGradientBoostingRegressor(
            max_iter=self.rounds,
            learning_rate=self.rate,
            max_leaf_nodes=5,
            min_samples_leaf=60,
            l2_regularization=10.0,
            interaction_cst=[set(pair) for pair in combinations(range(len(self.paired_)), 2)],
            early_stopping=False,
        ).fit(X[self.paired_].to_numpy(float), left)

    def _splines(self, X: pd.DataFrame, y: Array) -> AdditiveSplines:  # noqa: N803
        splines = AdditiveSplines(monotone=self.monotone)
        splines._fit_index(X, y)  # noqa: SLF001 - its own part
        return splines

    def _index(self, X: pd.DataFrame) -> Array:  # noqa: N803
        moved: Array = self.main_._index(X) + self.trees_.predict(X[self.paired_].to_numpy(float))  # noqa: SLF001
        return moved


class FreeBoosting(Reference):
    """Gradient boosting of trees that may see any columns together.

    Args:
        rounds, rate, leaves, min_leaf: of the trees.
        seed: of the draws.
    """

    def __init__(
        self, rounds: int = 150, rate: float = 0.05, leaves: int = 8, min_leaf: int = 30, seed: int = 0
    ) -> None:
        self.rounds = rounds
        self.rate = rate
        self.leaves = leaves
        self.min_leaf = min_leaf
        self.seed = seed

    def _fit_index(self, X: pd.DataFrame, y: Array) -> None:  # noqa: N803
        self.trees_ = HistGradientBoostingRegressor(
            max_iter=self.rounds,
            learning_rate=self.rate,
            max_leaf_nodes=self.leaves,
            min_samples_leaf=self.min_leaf,
            l2_regularization=5.0,
            max_features=0.3,
            early_stopping=False,
            random_state=self.seed,
        ).fit(X.to_numpy(float), y)

    def _index(self, X: pd.DataFrame) -> Array:  # noqa: N803
        found: Array = self.trees_.predict(X.to_numpy(float))
        return found


class Stack(Reference):
    """The splines, the free boosting and the bag of words together, weighed on passages that none of them had seen."""

    wants = "both"

    def __init__(self, monotone: Mapping[str, int] | None = None) -> None:
        self.monotone = monotone

    def _fit_index(self, X: pd.DataFrame, y: Array) -> None:  # noqa: N803
        unseen = np.zeros((len(y), 3))
        for train, test in inner_folds(len(y), None, 3):
            parts = self._parts(X.iloc[train], y[train])
            unseen[test] = self._indices(parts, X.iloc[test])
        self.weights_ = Ridge(alpha=1.0, positive=True).fit(unseen, y)
        self.parts_ = self._parts(X, y)

    def _parts(self, X: pd.DataFrame, y: Array) -> tuple[GradeModel, ...]:  # noqa: N803
        parts: tuple[GradeModel, ...] = (AdditiveSplines(monotone=self.monotone), FreeBoosting(), TfidfRidge())
        for part in parts:
            part._fit_index(_taken(part, X), y)  # noqa: SLF001 - a kind fits its parts as itself
        return parts

    def _indices(self, parts: Iterable[GradeModel], X: pd.DataFrame) -> Array:  # noqa: N803
        return np.column_stack([part._index(_taken(part, X)) for part in parts])  # noqa: SLF001

    def _index(self, X: pd.DataFrame) -> Array:  # noqa: N803
        found: Array = self.weights_.predict(self._indices(self.parts_, X))
        return found


def _taken(part: GradeModel, X: pd.DataFrame) -> Any:  # noqa: N803
    return X[TEXT].to_numpy(object) if part.wants == "text" else X.drop(columns=TEXT, errors="ignore")


class Opaque(Reference):
    """What an encoder that explains nothing says of a passage, X, (n,), in grades: only calibrated here."""

    wants = "text"

    def _fit_index(self, X: Any, y: Array) -> None:  # noqa: ARG002, N803
        self.fitted_ = True

    def _index(self, X: Any) -> Array:  # noqa: N803
        return np.asarray(X, dtype=float)


REFERENCES: Mapping[str, type[Reference]] = {
    "pairs": Pairs,
    "free_boosting": FreeBoosting,
    "stack": Stack,
    "opaque": Opaque,
}
KINDS.update(REFERENCES)


class ReferenceWork(Work):
    """Cross-validates and measures on dev as an experiment does; there is no model to log."""

    def do(self) -> None:
        """The steps."""
        setup, train, dev = self.setup, self.setup.train, self.setup.dev
        self._log_settings()
        inputs = self._inputs(train)
        task = Task(setup.spec, inputs, train.grades, train.groups, setup.fold, setup.columns)
        parts = {"cv": (train, self._cross_validate(task).judged)}
        if dev is not None:
            parts["dev"] = (dev, self._on_dev(task, dev))
        self._log_parts(None, parts)

    def _on_dev(self, task: Task, dev: Graded) -> Mapping[Grade, Judged]:
        every, inputs, judged = np.arange(len(task.fold)), self._inputs(dev), {}
        for grade in GRADES:
            model = task.fitted(grade, every)
            wide = margin(model.held_out_, task.grades[grade], task.groups.tolist())
            judged[grade] = judged_with(dev.grades[grade], model.predict_proba(inputs), wide)
        return judged


class OpaqueWork(Work):
    """Only dev is there to be calibrated on: each fifth of its groups by the other four."""

    predictions: ClassVar[Path]
    """``.npz`` with ``support`` and ``transparency`` in grades, (n,) each, in the order of dev."""

    def do(self) -> None:
        """The steps."""
        self._log_settings()
        dev = self.setup.dev
        if dev is None:
            raise ValueError("The opaque reference is known on dev alone, and the experiment names none.")
        fold = folds(dev.groups, self.setup.experiment.validation.folds, seed=self.setup.experiment.seed)
        judged = {}
        with np.load(self.predictions, allow_pickle=False) as said:
            for grade in GRADES:
                task = Task(self.setup.spec, said[grade].astype(float), dev.grades, dev.groups, fold)
                judged[grade] = Pooled(list(cross_validated(task, lambda: None))).judged[grade]
        self._log_parts(None, {"dev": (dev, judged)})
