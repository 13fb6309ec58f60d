"""Folds for cross-validation that never part a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from credscore.errors import ConfigError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def folds(groups: ArrayLike, count: int, *, seed: int = 0) -> NDArray[np.int64]:
    """Fold of each passage, 0 to count - 1, (n,): largest group first, always into the smallest fold.

    Args:
        groups: of each passage, (n,).
        count: number of folds.
        seed: order among groups of one size.

    Raises:
        ConfigError: there are fewer groups than folds.
    """
    _, place, sizes = np.unique(np.asarray(groups), return_inverse=True, return_counts=True)
    if len(sizes) < count:
        raise ConfigError(f"{count} folds need at least {count} groups of passages; there are {len(sizes)}.")
    shuffled = np.random.default_rng(seed).permutation(len(sizes))
    order = shuffled[np.argsort(-sizes[shuffled], kind="stable")]
    filled = np.zeros(count, dtype=np.int64)
    fold_of = np.zeros(len(sizes), dtype=np.int64)
    for group in order:
        fold_of[group] = int(np.argmin(filled))
        filled[fold_of[group]] += sizes[group]
    chosen: NDArray[np.int64] = fold_of[place]
    return chosen
