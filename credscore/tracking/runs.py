"""Finished runs, read back from MLflow."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from credscore.contract import GRADES, Grade
from credscore.errors import ModelError
from credscore.evaluation import MEASURES, Difference, Measured, difference
from credscore.tracking import predictions
from credscore.tracking.store import EXPERIMENT

if TYPE_CHECKING:
    from types import ModuleType

RUN_ID = re.compile(r"[0-9a-f]{32}")
TESTED = ("spearman", "rps")
"""Figures that are tested between runs: the order of the passages, and the five probabilities."""
Results: TypeAlias = Mapping[tuple[str, Grade, str], Measured]
"""Figures by part (cv, dev), grade and name."""


@dataclass(frozen=True)
class Run:
    """A finished run of an experiment.

    Attributes:
        id, name: in MLflow.
        parameters: settings, as text.
        tags: those of :class:`credscore.tracking.setup.Setup`.
        results: figures with their intervals.
        table: predictions, see :func:`credscore.tracking.predictions.to_table`.
    """

    id: str
    name: str
    parameters: Mapping[str, str]
    tags: Mapping[str, str]
    results: Results
    table: pd.DataFrame

    @property
    def label(self) -> str:
        """Name with the beginning of the id: names are not unique."""
        return f"{self.name} ({self.id[:8]})"

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Feature columns that it was fitted on."""
        return tuple(json.loads(self.tags["credscore.columns"]))

    def parts(self) -> tuple[str, ...]:
        """``cv``, and ``dev`` where there is one."""
        return tuple(dict.fromkeys(self.table["part"]))

    def digest(self, part: str) -> str:
        """What two runs must share to be compared passage by passage: the folds, or the file of dev."""
        return self.tags[{"cv": "credscore.folds", "dev": "credscore.dev"}[part]]

    def rows(self, part: str) -> pd.DataFrame:
        """Predictions of a part, by id."""
        return self.table[self.table["part"] == part].sort_values("id", ignore_index=True)


def comparable(first: Run, second: Run, part: str) -> bool:
    """Whether both predicted the same passages, cut into the same folds."""
    if part not in first.parts() or part not in second.parts() or first.digest(part) != second.digest(part):
        return False
    return first.rows(part)["id"].equals(second.rows(part)["id"])


def tested(first: Run, second: Run, part: str, grade: Grade, name: str, *, resamples: int) -> Difference:
    """First minus second in one figure, with a paired test; the runs must be comparable."""
    a, b = first.rows(part), second.rows(part)
    judged = (predictions.judged_of(a, grade), predictions.judged_of(b, grade))
    return difference(*judged, a["group"].to_numpy(), name, resamples=resamples)


def find(flow: ModuleType, named: str, experiment: str | None = None) -> Run:
    """A run by its id, or the latest finished one of that name.

    Raises:
        ModelError: there is none, it did not finish, or credscore did not make it.
    """
    found = _by_id(flow, named) if RUN_ID.fullmatch(named) else _by_name(flow, named, experiment or EXPERIMENT)
    status = found.info.status
    if status != "FINISHED":
        raise ModelError(f"Run {named!r} is {status}; only a FINISHED run can be used.")
    if "credscore.columns" not in found.data.tags:
        raise ModelError(f"Run {named!r} was not made by `credscore train`.")
    return Run(
        found.info.run_id,
        found.info.run_name,
        dict(found.data.params),
        dict(found.data.tags),
        _results(found.data.metrics),
        _predictions(flow, found.info.run_id),
    )


def _by_id(flow: ModuleType, run_id: str) -> Any:
    try:
        return flow.get_run(run_id)
    except flow.exceptions.MlflowException as error:
        raise ModelError(f"There is no run {run_id!r} in {flow.get_tracking_uri()}.") from error


def _by_name(flow: ModuleType, name: str, experiment: str) -> Any:
    finished = flow.search_runs(
        experiment_names=[experiment],
        filter_string="attributes.status = 'FINISHED'",
        order_by=["attributes.start_time DESC"],
        output_format="list",
    )
    for run in finished:
        if run.info.run_name == name:
            return run
    known = ", ".join(sorted({run.info.run_name for run in finished})) or "none"
    raise ModelError(f"There is no finished run {name!r} in the experiment {experiment!r}. Finished runs: {known}.")


def _results(metrics: Mapping[str, float]) -> Results:
    results = {}
    for part in ("cv", "dev"):
        for grade in GRADES:
            for name in MEASURES:
                key = f"{part}/{grade}/{name}"
                if key in metrics:
                    results[part, grade, name] = Measured(metrics[key], metrics[f"{key}_low"], metrics[f"{key}_high"])
    return results


def _predictions(flow: ModuleType, run_id: str) -> pd.DataFrame:
    uri = f"runs:/{run_id}/{predictions.FILE}"
    try:
        return pd.read_parquet(flow.artifacts.download_artifacts(artifact_uri=uri))
    except (flow.exceptions.MlflowException, OSError) as error:
        raise ModelError(f"Run {run_id!r} has lost its predictions ({predictions.FILE}).") from error
