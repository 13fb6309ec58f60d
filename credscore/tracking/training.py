"""Runs an experiment: cross-validates, fits, measures on dev once, and logs all of it to MLflow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from credscore.contract import GRADES, Grade
from credscore.evaluation import Judged, Measured, measure, measured
from credscore.model.estimators import TEXT
from credscore.model.fitting import fit
from credscore.tracking import figures, predictions
from credscore.tracking.card import card
from credscore.tracking.columns import Columns
from credscore.tracking.experiment import Experiment
from credscore.tracking.packaging import log_model
from credscore.tracking.progress import bars, phase
from credscore.tracking.setup import Setup
from credscore.tracking.store import connected, running
from credscore.tracking.validation import (
    Pooled,
    Task,
    cross_validated,
    importances,
    judged_with,
    learning_curve,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from matplotlib.figure import Figure
    from rich.progress import Progress

    from credscore.model import ScoringModel
    from credscore.tracking.graded import Graded

Results: TypeAlias = Mapping[Grade, Mapping[str, Measured]]


def train(
    path: Path,
    *,
    tracking_uri: str | None = None,
    experiment: str | None = None,
    limit: int | None = None,
    annotations: Sequence[Path] = (),
    progress: bool | None = None,
    columns: Columns | None = None,
    work: type[Work] | None = None,
) -> str:
    """See :func:`credscore.tracking.train`.

    ``columns`` remembers what was measured for other experiments; ``work`` does other steps than those of an
    experiment whose model ships.
    """
    setup = Setup.of(Experiment.read(path), limit, annotations)
    # One thread: on passages by the thousand, the threads of scikit-learn wait for each other most of the time.
    with (
        threadpool_limits(1),
        connected(tracking_uri) as flow,
        bars(progress) as shown,
        running(flow, setup.experiment.name, experiment=experiment, tags=setup.tags) as run,
    ):
        (work or Work)(flow, setup, shown, columns or Columns()).do()
    return str(run.info.run_id)


@dataclass(frozen=True)
class Work:
    """One run. Each step logs what it found before the next begins, so that a run can be watched."""

    flow: ModuleType
    setup: Setup
    progress: Progress
    columns: Columns

    def do(self) -> None:
        """All steps of an experiment."""
        train, dev = self.setup.train, self.setup.dev
        self._log_settings()
        inputs = self._inputs(train)
        task = Task(self.setup.spec, inputs, train.grades, train.groups, self.setup.fold, self.setup.columns)
        pooled = self._cross_validate(task)
        parts: dict[str, tuple[Graded, Mapping[Grade, Judged]]] = {"cv": (train, pooled.judged)}
        order = self._rank_columns(task, pooled)
        self._log_learning_curve(task, pooled)
        model = self._fit(inputs)
        self._log_figure(self._effects(model, inputs, order), "partial_effects")
        if dev is not None:
            parts["dev"] = (dev, self._judge(model, dev))
        self._log_parts(model, parts)

    def _log_settings(self) -> None:
        self.flow.log_params(self.setup.parameters)
        self.flow.log_dict(self.setup.facts, "facts.json")

    def _inputs(self, data: Graded) -> Any:
        """Frame of columns (n, p), or array of texts (n,), as the kind wants."""
        if self.setup.wants == "text":
            return np.array(data.texts, dtype=object)
        if not self.setup.features:
            return pd.DataFrame(index=range(len(data)))
        step = phase(self.progress, f"measuring {data.name}", len(data))
        table = self.columns.of(self.setup, data, step)
        return table.assign(**{TEXT: data.texts}) if self.setup.wants == "both" else table

    def _cross_validate(self, task: Task) -> Pooled:
        done = []
        for fold in cross_validated(task, phase(self.progress, "cross-validating", 2 * task.folds)):
            for grade, judged in fold.judged.items():
                found = {f"fold/{grade}/{name}": value for name, value in measure(judged).items()}
                self.flow.log_metrics(found, step=fold.number)
            done.append(fold)
        return Pooled(done)

    def _rank_columns(self, task: Task, pooled: Pooled) -> list[str]:
        """Columns by importance; in their own order where that is not asked for."""
        repeats = self.setup.experiment.validation.permutations
        if not repeats or not (task.columns or self.setup.wants == "text"):
            return [column.name for column in task.columns]
        step = phase(self.progress, "shuffling columns", 2 * task.folds)
        table = importances(task, pooled.folds, repeats, self.setup.experiment.seed, step)
        self.flow.log_text(table.to_csv(index=False), "importances.csv")
        self._log_figure(figures.importances(table), "importances")
        return list(dict.fromkeys(table["column"]))

    def _log_learning_curve(self, task: Task, pooled: Pooled) -> None:
        shares = self.setup.experiment.validation.learning_curve
        step = phase(self.progress, "learning curve", 2 * task.folds * len(shares))
        table = learning_curve(task, shares, self.setup.experiment.seed, step)
        whole = (1 - 1 / task.folds) * len(task.fold)
        rows = [{"passages": whole, "grade": grade, **measure(pooled.judged[grade])} for grade in GRADES]
        table = pd.concat([table, pd.DataFrame(rows)], ignore_index=True)
        for row in table.to_dict("records"):
            at = {f"learning/{row['grade']}/{name}": row[name] for name in ("spearman", "rps")}
            self.flow.log_metrics(at, step=round(row["passages"]))
        self._log_figure(figures.learning_curve(table), "learning_curve")

    def _fit(self, inputs: Any) -> ScoringModel:
        train, step = self.setup.train, phase(self.progress, "fitting on all", 1)
        model = fit(
            self.setup.spec,
            inputs,
            train.grades,
            train.groups.tolist(),
            articles=train.articles,
            columns=self.setup.columns,
        )
        step()
        return replace(model, annotator=self.setup.measured_by)

    def _effects(self, model: ScoringModel, inputs: Any, order: list[str]) -> Figure | None:
        units = {column.name: column.unit for column in self.setup.columns}
        return figures.partial_effects(model, inputs, order, units)

    def _judge(self, model: ScoringModel, data: Graded) -> Mapping[Grade, Judged]:
        inputs = self._inputs(data)
        names = [column.name for column in self.setup.columns]
        columns = {name: inputs[name].to_numpy(float) for name in names}
        return {
            grade: judged_with(
                data.grades[grade],
                model.score(grade, data.texts, columns).probabilities,
                model.margins[grade],
            )
            for grade in GRADES
        }

    def _log_parts(
        self, model: ScoringModel | None, parts: Mapping[str, tuple[Graded, Mapping[Grade, Judged]]]
    ) -> None:
        """Figures, predictions and the model itself, tied to each other and to the data; None where none ships."""
        every = {part: judged for part, (_, judged) in parts.items()}
        self._log_figure(figures.reliability_diagram(every), "reliability")
        self._log_figure(figures.risk_coverage(every), "risk_coverage")
        self._log_predictions(parts)
        step = phase(self.progress, "measuring figures", len(parts))
        results = {}
        for part, (data, judged) in parts.items():
            results[part] = self._measured(data, judged)
            step()
        model_id = None if model is None else self._log_model(model, results)
        for part, (data, _) in parts.items():
            self._log_results(part, data, results[part], model_id)

    def _log_model(self, model: ScoringModel, results: Mapping[str, Results]) -> str:
        told = replace(model, facts={**model.facts, **self.setup.facts, "figures": _plain(results)})
        self.flow.log_text(card(told), "MODEL_CARD.md")
        return log_model(self.flow, told)

    def _measured(self, data: Graded, judged: Mapping[Grade, Judged]) -> Results:
        e = self.setup.experiment
        return {
            grade: measured(j, data.groups, resamples=e.validation.resamples, seed=e.seed)
            for grade, j in judged.items()
        }

    def _log_results(self, part: str, data: Graded, results: Results, model_id: str | None) -> None:
        # Grades as floats: MLflow holds whole numbers to be never missing.
        table = data.table.drop(columns="text").astype(dict.fromkeys(GRADES, float))
        dataset = self.flow.data.from_pandas(table, name=data.name.replace(":", "_"), digest=data.sha256[:36])
        context = {"cv": "training", "dev": "evaluation"}[part]
        self.flow.log_input(dataset, context=context, tags={"sha256": data.sha256, "origin": data.origin})
        numbers = {
            f"{part}/{grade}/{name}{end}": value
            for grade, found in results.items()
            for name, m in found.items()
            for end, value in (("", m.value), ("_low", m.low), ("_high", m.high))
        }
        self.flow.log_metrics(numbers, model_id=model_id, dataset=dataset)

    def _log_predictions(self, parts: Mapping[str, tuple[Graded, Mapping[Grade, Judged]]]) -> None:
        unseen = -1  # dev passages are in no fold
        tables = [
            predictions.to_table(
                part,
                list(data.table["id"]),
                data.groups,
                self.setup.fold if part == "cv" else np.full(len(data), unseen),
                judged,
            )
            for part, (data, judged) in parts.items()
        ]
        with TemporaryDirectory() as folder:
            file = Path(folder) / predictions.FILE
            pd.concat(tables, ignore_index=True).to_parquet(file, index=False)
            self.flow.log_artifact(str(file))

    def _log_figure(self, figure: Figure | None, name: str) -> None:
        if figure is not None:
            self.flow.log_figure(figure, f"{name}.png")


def _plain(results: Mapping[str, Results]) -> dict[str, Any]:
    """For the model card: part, grade, figure, [value, low, high]."""
    return {
        part: {
            grade: {name: [round(m.value, 4), round(m.low, 4), round(m.high, 4)] for name, m in found.items()}
            for grade, found in by_grade.items()
        }
        for part, by_grade in results.items()
    }
