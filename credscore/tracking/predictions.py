"""Predictions of a run as a table: ids and numbers, never texts. What later runs are compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from credscore.contract import GRADES, Grade
from credscore.evaluation import Judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

FILE = "predictions.parquet"
_PROBABILITIES = [f"p{grade}" for grade in range(1, 6)]


def to_table(
    part: str,
    ids: Sequence[str],
    groups: NDArray[np.int64],
    fold: NDArray[np.int64],
    judged: Mapping[Grade, Judged],
) -> pd.DataFrame:
    """One row a passage: ``part`` (cv or dev), ``id``, ``group``, ``fold``, and by grade gold, p1 to p5, low, high."""
    table = {"part": part, "id": list(ids), "group": groups, "fold": fold}
    for grade in GRADES:
        j = judged[grade]
        table |= {f"{grade}_gold": j.gold.astype(np.int64)}
        table |= {f"{grade}_{name}": j.probabilities[:, k] for k, name in enumerate(_PROBABILITIES)}
        table |= {f"{grade}_low": j.low, f"{grade}_high": j.high}
    return pd.DataFrame(table)


def judged_of(table: pd.DataFrame, grade: Grade) -> Judged:
    """Back from :func:`to_table`."""
    return Judged.of(
        table[f"{grade}_gold"],
        table[[f"{grade}_{name}" for name in _PROBABILITIES]],
        table[f"{grade}_low"],
        table[f"{grade}_high"],
    )
