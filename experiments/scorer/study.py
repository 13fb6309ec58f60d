"""How the scorers compare, and what the default's doubt is worth: from their runs in MLflow to ``results.json``.

    CREDSCORE_DATA=... python experiments/scorer/study.py --annotations build/annotator/folds.npz

Draws the pictures beside the README and logs them, and the tables, to MLflow as a run of their own.
"""

from __future__ import annotations

import argparse
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from scipy.special import expit, logit

from credscore.contract import GRADES, Grade
from credscore.evaluation import Judged, Measured, doubt, measure, measured_mean, metrics, outlet
from credscore.model.fitting import conformal_quantile, outlet_weights
from credscore.model.ordinal import spread, to_points
from credscore.tracking import figures, predictions
from credscore.tracking.columns import Columns
from credscore.tracking.experiment import Experiment
from credscore.tracking.runs import Run, comparable, find, tested
from credscore.tracking.setup import Setup
from credscore.tracking.store import connected, running
from credscore.tracking.validation import Task, learning_predictions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from credscore.evaluation.metrics import Array
    from credscore.tracking.graded import Graded

HERE = Path(__file__).parent
DEFAULT = "encoder_splines"
NAMES = (
    "base_rates", "tfidf_ridge", "linear_without_reading", "boosting_without_reading", "splines_without_reading",
    "reading_alone", "linear", "boosting", "encoder_wording", DEFAULT, "pairs", "free_boosting", "stack", "opaque",
)  # fmt: skip
"""In the order of the table; those that have no run are left out."""
SHOWN = ("spearman", "kappa", "rps", "skill", "calibration_error", "coverage")
KEPT = (1.0, 0.9, 0.8, 0.7, 0.5)
SHARES = (0.1, 0.25, 0.5, 0.75)
FEWEST = 60
"""Kinds of passage with fewer graded ones are not shown: their figures would be noise."""
SCORES = ("low scores", "middle scores", "high scores")


def numbers(found: Measured) -> list[float]:
    """Value, low and high, for JSON."""
    return [round(number, 4) for number in (found.value, found.low, found.high)]


def compared(runs: Mapping[str, Run], resamples: int) -> dict[str, Any]:
    """Figures of each run, and its paired differences from the default, by part and grade."""
    first, out = runs[DEFAULT], {}
    for name, run in runs.items():
        told: dict[str, Any] = {"figures": {}, "difference": {}}
        for (part, grade, figure), m in run.results.items():
            if figure in SHOWN:
                told["figures"].setdefault(part, {}).setdefault(grade, {})[figure] = numbers(m)
        for part in ("cv", "dev"):
            if run is not first and comparable(run, first, part):
                told["difference"][part] = {grade: _tested(run, first, part, grade, resamples) for grade in GRADES}
        out[name] = told
    return out


def _tested(run: Run, first: Run, part: str, grade: Grade, resamples: int) -> list[float]:
    """Difference in rank correlation, low, high, p."""
    d = tested(run, first, part, grade, "spearman", resamples=resamples)
    return [*numbers(Measured(d.value, d.low, d.high)), round(d.p, 4)]


class Part:
    """The default's predictions of one part beside what is known of its passages."""

    def __init__(self, run: Run, part: str, data: Graded) -> None:
        rows = run.table[run.table["part"] == part].set_index("id").loc[list(data.table["id"])]
        self.groups, self.fold = rows["group"].to_numpy(), rows["fold"].to_numpy()
        self.judged: Mapping[Grade, Judged] = {grade: predictions.judged_of(rows, grade) for grade in GRADES}
        self.sources = np.array([outlet(source) for source in data.table["source"]], dtype=object)
        self.corpus = data.table["corpus"].to_numpy(object)
        self.words = np.array([len(text.split()) for text in data.texts])
        self.articles = data.articles

    def kinds(self, grade: Grade, cuts: Mapping[str, Array]) -> dict[str, Array]:
        """Rows of each kind of passage: thirds of the score and of the length by the given cuts, corpora."""
        points = to_points(self.judged[grade].probabilities)
        every = np.ones(len(points), dtype=bool)
        found = {"all": every}
        found |= _thirds(points, cuts[grade], SCORES)
        found |= _thirds(self.words, cuts["words"], ("short", "of middle length", "long"))
        found |= {f"{name}": self.corpus == name for name in sorted(set(self.corpus)) if name}
        return {name: rows for name, rows in found.items() if rows.sum() >= FEWEST}

    @property
    def cuts(self) -> dict[str, Array]:
        """Where thirds begin."""
        by = {g: to_points(j.probabilities) for g, j in self.judged.items()} | {"words": self.words}
        return {name: np.quantile(values, [1 / 3, 2 / 3]) for name, values in by.items()}


def _thirds(values: Array, cuts: Array, names: Sequence[str]) -> dict[str, Array]:
    third = np.searchsorted(cuts, values, side="right")
    return {name: third == number for number, name in enumerate(names)}


# Calibration


def recalibrated(judged: Judged, fold: Array) -> Judged:
    """Each cut's probability mapped by a logistic curve that was learned on the other folds (Platt 1999)."""
    said, came = metrics.cumulative(judged.probabilities), metrics.reached(judged.gold)
    x, out = logit(np.clip(said, 1e-6, 1 - 1e-6)), np.zeros_like(said)
    for number in np.unique(fold):
        rest, rows = fold != number, fold == number
        for cut in range(x.shape[1]):
            slope, shift = _platt(x[rest, cut], came[rest, cut])
            out[rows, cut] = expit(slope * x[rows, cut] + shift)
    out = np.maximum.accumulate(out, axis=1)
    whole = np.diff(np.column_stack([np.zeros(len(out)), out, np.ones(len(out))]), axis=1)
    return Judged(judged.gold, whole, judged.low, judged.high)


def _platt(x: Array, came: Array) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - of use here alone

    model = LogisticRegression(C=1e4).fit(x[:, None], came)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def calibration(part: Part) -> dict[str, Any]:
    """RPS and calibration error as they are and recalibrated across folds, and the gain in RPS with its interval."""
    out = {}
    for grade, judged in part.judged.items():
        again = recalibrated(judged, part.fold)
        gain = doubt.ranked_errors(judged) - doubt.ranked_errors(again)
        out[grade] = {
            "as it is": {name: round(v, 4) for name, v in measure(judged, ["rps", "calibration_error"]).items()},
            "recalibrated": {name: round(v, 4) for name, v in measure(again, ["rps", "calibration_error"]).items()},
            "gain": [round(v, 5) for v in _ends(measured_mean(gain, part.groups))],
        }
    return out


def _ends(found: Measured) -> tuple[float, float, float]:
    return found.value, found.low, found.high


# Intervals


def constant(judged: Judged) -> Array:
    """The same width everywhere."""
    return np.ones(len(judged))


def scaled(judged: Judged) -> Array:
    """As wide as the grade's standard deviation."""
    return spread(judged.probabilities)


def intervals(judged: Judged, part: Part, scale: Callable[[Judged], Array], *, even: bool) -> Judged:
    """Conformal intervals with one factor, each fold's from the errors of the others; ``even`` counts all passages."""
    points, wide = to_points(judged.probabilities), np.maximum(scale(judged), 1e-6)
    wrong, half = np.abs(judged.gold_points - points) / wide, np.zeros(len(points))
    weights = outlet_weights(None if even else part.groups, len(points))
    for number in np.unique(part.fold):
        rest, rows = part.fold != number, part.fold == number
        half[rows] = wide[rows] * conformal_quantile(wrong[rest], weights[rest])
    low, high = np.maximum(points - half, 0.0), np.minimum(points + half, 100.0)
    return Judged(judged.gold, judged.probabilities, low, high)


def conformal(part: Part) -> dict[str, Any]:
    """Coverage by third of the score, and width, of several ways to make an interval."""
    ways: dict[str, Callable[[Judged], Judged]] = {
        "one width": partial(intervals, part=part, scale=constant, even=True),
        "scaled by the grade's deviation": partial(intervals, part=part, scale=scaled, even=True),
        "and no outlet counts for more than 30 passages": partial(intervals, part=part, scale=scaled, even=False),
        "and a factor that goes with the score (ships)": lambda judged: judged,
    }
    out: dict[str, Any] = {}
    for way, make in ways.items():
        for grade, judged in part.judged.items():
            found, thirds = make(judged), part.kinds(grade, part.cuts)
            shares = [found.at(np.flatnonzero(thirds[name])) for name in ("all", *SCORES)]
            cells = [round(measure(share, ["coverage"])["coverage"], 3) for share in shares]
            out.setdefault(way, {})[grade] = [*cells, round(measure(found, ["width"])["width"], 1)]
    return out


def covered(parts: Mapping[str, Part]) -> pd.DataFrame:
    """Coverage of the run's own intervals by kind of passage."""
    rows, cuts = [], parts["cv"].cuts
    for name, part in parts.items():
        for grade, j in part.judged.items():
            inside = (j.low <= j.gold_points) & (j.gold_points <= j.high)
            for kind, at in part.kinds(grade, cuts).items():
                found = measured_mean(inside[at], part.groups[at])
                ends = dict(zip(("value", "low", "high"), numbers(found), strict=True))
                rows.append({"part": name, "grade": grade, "kind": kind, "passages": int(at.sum()), **ends})
    return pd.DataFrame(rows)


# Doubt


def abstention(part: Part) -> dict[str, Any]:
    """Mean loss where only the least doubtful are kept, and how much of what the best order saves is saved."""
    out: dict[str, Any] = {}
    for grade, j in part.judged.items():
        for loss, of in doubt.LOSSES.items():
            losses = of(j)
            curves = {name: doubt.risk_coverage(losses, by(j)) for name, by in doubt.DOUBTS.items()}
            best = doubt.risk_coverage(losses, losses)
            out.setdefault(grade, {})[loss] = {
                "kept": list(KEPT),
                "deviation": [round(curves["deviation"].at(k), 4) for k in KEPT],
                "entropy": [round(curves["entropy"].at(k), 4) for k in KEPT],
                "best": [round(best.at(k), 4) for k in KEPT],
                "saved": {name: round(doubt.saved(losses, by(j)), 3) for name, by in doubt.DOUBTS.items()},
            }
    return out


def together(part: Part, grade: Grade, names: Sequence[Any], resamples: int = 1000) -> dict[str, Any]:
    """Correlation of the errors of two passages under one name (an article, an outlet), with its interval."""
    j = part.judged[grade]
    wrong = (j.gold_points - to_points(j.probabilities)) / spread(j.probabilities)
    known = np.array([bool(name) for name in names])
    _, place = np.unique(np.asarray(names, dtype=object)[known].astype(str), return_inverse=True)
    wrong = wrong[known]
    size, total = np.bincount(place), np.bincount(place, weights=wrong)
    square = np.bincount(place, weights=wrong**2)
    pairs = size * (size - 1)
    if not pairs.sum():
        return {"pairs": 0}
    draws = np.random.default_rng(0).integers(len(size), size=(resamples, len(size)))

    def shared(at: Array) -> Array:
        several = (total**2 - square)[at].sum(-1) / np.maximum(pairs[at].sum(-1), 1)
        return several / (square[at].sum(-1) / size[at].sum(-1))

    low, high = np.quantile(shared(draws), [0.025, 0.975])
    value = float(shared(np.arange(len(size))))
    return {
        "pairs": int(pairs.sum() // 2),
        "names": int((size > 1).sum()),
        "value": [round(v, 3) for v in (value, low, high)],
    }


# More graded passages


def learning(task: Task, part: Part, seed: int) -> pd.DataFrame:
    """Mean ranked error of each kind of passage against the number fitted on, and what the second half still gained."""
    whole = (1 - 1 / task.folds) * len(task.fold)
    judged = {share: learning_predictions(task, share, seed) for share in SHARES}
    rows, cuts = [], part.cuts
    for grade in GRADES:
        sizes = [(judged[s][0], doubt.ranked_errors(judged[s][1][grade])) for s in SHARES]
        sizes.append((whole, doubt.ranked_errors(part.judged[grade])))
        gained = sizes[SHARES.index(0.5)][1] - sizes[-1][1]
        for kind, at in (part.kinds(grade, cuts) | _graded_kinds(part, grade)).items():
            gain = measured_mean(gained[at], part.groups[at])
            curve = [[round(size), round(float(error[at].mean()), 4)] for size, error in sizes]
            rows.append(
                {"grade": grade, "kind": kind, "passages": int(at.sum()), "curve": curve, "gain": numbers(gain)}
            )
    return pd.DataFrame(rows)


def _graded_kinds(part: Part, grade: Grade) -> dict[str, Array]:
    gold = part.judged[grade].gold
    return {"graded 1 or 2": gold <= 2, "graded 3": gold == 3, "graded 4 or 5": gold >= 4}


def learning_figure(table: pd.DataFrame) -> Figure:
    """A panel a grade, a line a kind."""
    figure = Figure(figsize=(11, 5), layout="constrained")
    panels = figure.subplots(1, 2, sharey=True)
    for panel, grade in zip(panels, GRADES, strict=True):
        for row in table[table["grade"] == grade].to_dict("records"):
            curve = np.array(row["curve"])
            bold = row["kind"] == "all"
            panel.plot(curve[:, 0], curve[:, 1], "o-", markersize=3, linewidth=2.5 if bold else 1,
                       color="black" if bold else None, label=f"{row['kind']} ({row['passages']})")  # fmt: skip
        panel.set(title=f"{grade}, cross-validated", xlabel="passages fitted on", ylabel="ranked probability score")
    panels[1].legend(frameon=False, fontsize=7, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def write(columns: Columns, annotations: Sequence[Path], resamples: int = 300) -> None:
    """``results.json``, the pictures, and a run that holds both."""
    setup = Setup.of(Experiment.read(HERE.parent / DEFAULT), None, annotations)
    train, dev = setup.train, setup.dev
    if dev is None:
        raise ValueError(f"{DEFAULT} names no dev.")
    with connected() as flow:
        runs = _found(flow)
        first = runs[DEFAULT]
        parts = {"cv": Part(first, "cv", train), "dev": Part(first, "dev", dev)}
        task = Task(
            setup.spec, columns.of(setup, train, lambda: None), train.grades, train.groups, setup.fold, setup.columns
        )
        by_kind, curve = covered(parts), learning(task, parts["cv"], setup.experiment.seed)
        results = {
            "runs": compared(runs, resamples),
            "calibration": calibration(parts["cv"]),
            "intervals": conformal(parts["cv"]),
            "coverage": by_kind.to_dict("records"),
            "abstention": {name: abstention(part) for name, part in parts.items()},
            "articles": {g: together(parts["cv"], g, parts["cv"].articles) for g in GRADES},
            "outlets": {g: together(parts["cv"], g, list(parts["cv"].sources)) for g in GRADES},
            "learning": curve.to_dict("records"),
        }  # fmt: skip
        judged = {name: part.judged for name, part in parts.items()}
        pictures = {
            "reliability": figures.reliability_diagram(judged),
            "coverage": figures.coverage_by(by_kind),
            "risk_coverage": figures.risk_coverage(judged),
            "learning": learning_figure(curve),
        }
        (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
        with running(flow, "scorer_study", experiment=None, tags={"mlflow.note.content": "How the scorers compare."}):
            flow.log_artifact(str(HERE / "results.json"))
            for name, picture in pictures.items():
                picture.savefig(HERE / f"{name}.png", dpi=100)
                flow.log_figure(picture, f"{name}.png")


def _found(flow: Any) -> dict[str, Run]:
    found = {}
    for name in NAMES:
        try:
            found[name] = find(flow, name)
        except Exception as error:  # noqa: BLE001 - said, and the table goes without it
            print(error)
    return found


def main() -> None:
    """Studies the runs that are there."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--annotations", type=Path, required=True)
    given.add_argument("--columns", type=Path, help="folder that keeps measured columns for the next time")
    options = given.parse_args()
    write(Columns(options.columns), [options.annotations])


if __name__ == "__main__":
    main()
