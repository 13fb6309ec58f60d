"""Models without exact contributions: what interactions between columns, and everything at once, would add.

They are measured as the experiments are, in the same folds, and never ship.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Never

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge

from credscore.model.estimators import TEXT, AdditiveSplines, GradeModel, TfidfRidge, inner_folds
from credscore.model.fitting import Spec, directions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from credscore.contract import Grade
    from credscore.model.ordinal import Array
    from credscore_features import Column


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
            left[test] -= self._splines().fitted_index(X.iloc[train], y[train], X.iloc[test])
        self.main_ = self._splines()
        self.main_._fit_index(X, y)  # noqa: SLF001 - a kind fits its parts as itself
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

    def _splines(self) -> _Splines:
        return _Splines(monotone=self.monotone)

    def _index(self, X: pd.DataFrame) -> Array:  # noqa: N803
        moved: Array = self.main_._index(X) + self.trees_.predict(X[self.paired_].to_numpy(float))  # noqa: SLF001
        return moved


class _Splines(AdditiveSplines):
    def fitted_index(self, X: pd.DataFrame, y: Array, new: pd.DataFrame) -> Array:  # noqa: N803
        """The index of other rows, fitted on these."""
        self._fit_index(X, y)
        return self._index(new)


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


REFERENCES: Mapping[str, type[Reference]] = {"pairs": Pairs, "free_boosting": FreeBoosting, "stack": Stack}


@dataclass(frozen=True, kw_only=True)
class ReferenceSpec(Spec):
    """As :class:`Spec`, of a kind of :data:`REFERENCES`."""

    def estimator(self, grade: Grade, columns: Iterable[Column] = ()) -> GradeModel:
        """Unfitted; directions that are certain go to the kinds that can hold them."""
        model = REFERENCES[self.kind](**self.params)
        if "monotone" in model.get_params():
            model.set_params(monotone=directions(columns, grade))
        return model
