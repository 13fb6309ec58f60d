"""Pictures of an experiment, for MLflow. Matplotlib's figures without its global state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from credscore.contract import GRADES, Grade
from credscore.evaluation import MEASURES, doubt
from credscore.evaluation.metrics import reliability

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from credscore.evaluation import Judged
    from credscore.model import ScoringModel
    from credscore.model.additive import AdditiveOrdinal
    from credscore.tracking.runs import Run

COLOURS: Mapping[Grade, str] = {"support": "#1b6ca8", "transparency": "#c8641e"}
SHOWN = 20
"""So many columns are drawn, the most important first."""


def reliability_diagram(parts: Mapping[str, Mapping[Grade, Judged]]) -> Figure:
    """Said against observed probability of a grade at or below each cut; one panel a part (``cv``, ``dev``)."""
    figure = Figure(figsize=(5.2 * len(parts), 4.8), layout="constrained")
    panels = figure.subplots(1, len(parts), squeeze=False)[0]
    for panel, (part, judged) in zip(panels, parts.items(), strict=True):
        panel.plot([0, 1], [0, 1], color="0.7", linewidth=1, label="perfect")
        for grade, j in judged.items():
            points = reliability(j.gold, j.probabilities)
            panel.plot(points[:, 0], points[:, 1], "o-", color=COLOURS[grade], label=grade)
        panel.set(title=f"Reliability, {part} (n = {len(j)})", xlabel="probability said", ylabel="share observed")
        panel.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    panels[0].legend(frameon=False)
    return figure


def risk_coverage(parts: Mapping[str, Mapping[Grade, Judged]]) -> Figure:
    """Mean error of the passages that keep a score, the least doubtful first; one panel a part (``cv``, ``dev``).

    Dashed: the best order there could be, the largest errors left out first. Level: no order at all.
    """
    figure = Figure(figsize=(5.2 * len(parts), 4.2), layout="constrained")
    panels = figure.subplots(1, len(parts), squeeze=False, sharey=True)[0]
    for panel, (part, judged) in zip(panels, parts.items(), strict=True):
        for grade, j in judged.items():
            losses = doubt.absolute_errors(j)
            for unsure, style in ((doubt.deviation(j), "-"), (losses, "--"), (np.zeros(len(j)), ":")):
                curve = doubt.risk_coverage(losses, unsure)
                kept = curve.kept >= 0.05  # of a handful of passages the mean is noise
                risk = np.full(kept.sum(), losses.mean()) if style == ":" else curve.risk[kept]
                panel.plot(curve.kept[kept], risk, style, color=COLOURS[grade], label=grade if style == "-" else None)
        panel.set(title=f"Error of what keeps a score, {part} (n = {len(j)})", xlabel="share of passages kept")
    panels[0].set_ylabel("mean absolute error, grades")
    panels[0].legend(frameon=False)
    return figure


def coverage_by(table: pd.DataFrame) -> Figure:
    """Share of gold grades inside the 90% interval, by kind of passage, with its interval.

    Args:
        table: columns ``part``, ``grade``, ``kind``, ``passages``, ``value``, ``low``, ``high``.
    """
    kinds = list(dict.fromkeys(table["kind"]))[::-1]
    parts = list(dict.fromkeys(table["part"]))
    figure = Figure(figsize=(4.6 * len(parts) + 1.5, 1.2 + 0.34 * len(kinds)), layout="constrained")
    panels = figure.subplots(1, len(parts), squeeze=False, sharey=True, sharex=True)[0]
    for panel, part in zip(panels, parts, strict=True):
        panel.axvspan(0.88, 0.92, color="0.92")
        panel.axvline(0.9, color="0.6", linewidth=1)
        for grade, shift in zip(GRADES, (0.15, -0.15), strict=True):
            rows = table[(table["part"] == part) & (table["grade"] == grade)]
            places = np.array([kinds.index(kind) for kind in rows["kind"]]) + shift
            panel.hlines(places, rows["low"], rows["high"], color=COLOURS[grade], linewidth=1)
            panel.plot(rows["value"], places, "o", color=COLOURS[grade], markersize=4, label=grade)
        panel.set(title=f"Coverage of 90% intervals, {part}", yticks=range(len(kinds)), yticklabels=kinds)
    panels[0].legend(frameon=False, fontsize=8)
    return figure


def learning_curve(table: pd.DataFrame, figure_name: str = "spearman") -> Figure:
    """A figure against the number of passages that the model was fitted on."""
    figure = Figure(figsize=(6, 4), layout="constrained")
    panel = figure.subplots()
    for grade in GRADES:
        part = table[table["grade"] == grade]
        panel.plot(part["passages"], part[figure_name], "o-", color=COLOURS[grade], label=grade)
    panel.set(title="Learning curve", xlabel="passages fitted on", ylabel=f"{figure_name}, cross-validated")
    panel.legend(frameon=False)
    return figure


def importances(table: pd.DataFrame) -> Figure:
    """Loss by column where it is shuffled, the most important at the top."""
    wide = table.pivot_table(index="column", columns="grade", values="loss", sort=False).fillna(0.0)
    wide = wide.loc[wide.max(axis=1).sort_values(ascending=False).index[:SHOWN]][::-1]
    figure = Figure(figsize=(7, 1.2 + 0.36 * len(wide)), layout="constrained")
    panel = figure.subplots()
    places = np.arange(len(wide))
    for shift, grade in zip((0.2, -0.2), GRADES, strict=True):
        panel.barh(places + shift, wide[grade], height=0.38, color=COLOURS[grade], label=grade)
    panel.set_yticks(places, wide.index)
    panel.axvline(0, color="0.7", linewidth=1)
    panel.set(title="Permutation importance", xlabel="ranked probability score lost where shuffled")
    panel.legend(frameon=False, loc="lower right")
    return figure


def partial_effects(
    model: ScoringModel, table: pd.DataFrame, columns: Sequence[str], units: Mapping[str, str]
) -> Figure | None:
    """What each column does to the score, everything else left as it is: the model's own curves.

    Args:
        model: fitted.
        table: the columns' numbers in the training passages; a curve is drawn between their 1st and 99th percentile.
        columns: most important first; those without a curve are left out.
        units: of the columns.

    Returns:
        One panel a column, in log-odds of a higher grade; None where the model has no curves.
    """
    from credscore.model.additive import AdditiveOrdinal  # noqa: PLC0415 - a light import, kept with its use

    additive = {g: m for g, m in model.grades.items() if isinstance(m, AdditiveOrdinal)}
    shown = [c for c in columns if any(c in m.columns for m in additive.values())][:SHOWN]
    if not shown:
        return None
    across = min(4, len(shown))
    down = -(-len(shown) // across)
    figure = Figure(figsize=(3.4 * across, 2.5 * down), layout="constrained")
    panels = figure.subplots(down, across, squeeze=False, sharey=True).ravel()
    for panel, column in zip(panels, shown, strict=False):
        _effect(panel, column, additive, table)
        panel.set_xlabel(units.get(column, ""), fontsize=8)
    for panel in panels[len(shown) :]:
        panel.set_axis_off()
    panels[0].legend(frameon=False, fontsize=8)
    figure.suptitle("Partial effects, log-odds of a higher grade")
    return figure


def _effect(panel: Axes, column: str, models: Mapping[Grade, AdditiveOrdinal], table: pd.DataFrame) -> None:
    low, high = np.nanquantile(table[column].to_numpy(float), [0.01, 0.99])
    x = np.linspace(low, high if high > low else low + 1.0, 200)
    for grade, model in models.items():
        for curve in model.curves:
            if curve.column == column:
                panel.plot(x, model.link.slope * curve(x), color=COLOURS[grade], label=grade)
    panel.axhline(0, color="0.8", linewidth=0.8)
    panel.set_title(column, fontsize=9)
    panel.tick_params(labelsize=7)


def side_by_side(runs: Sequence[Run], parts: Sequence[str]) -> Figure:
    """One panel a measure; in it a line for each run and grade, with its interval: dots for cv, rings for dev."""
    names = [name for name, measure in MEASURES.items() if measure.better != "target"] + ["coverage"]
    across = 4
    figure = Figure(figsize=(4.2 * across, 1.2 + 1.1 * len(runs) * 2), layout="constrained")
    panels = figure.subplots(-(-len(names) // across), across, squeeze=False, sharey=True).ravel()
    for panel, name in zip(panels, names, strict=False):
        for place, run in enumerate(runs):
            for part in parts:
                _dots(panel, run, part, name, len(runs) - place)
        panel.set(title=f"{name} ({MEASURES[name].better})", yticks=[])
        panel.tick_params(labelsize=8)
    places = range(len(runs), 0, -1)
    for panel in panels[::across]:
        panel.set_yticks(list(places), [run.label for run in runs], fontsize=8)
    for panel in panels[len(names) :]:
        panel.set_axis_off()
    panels[0].set_ylim(0.5, len(runs) + 0.5)
    _legend(figure, parts)
    return figure


def _dots(panel: Axes, run: Run, part: str, name: str, place: float) -> None:
    for grade, shift in zip(GRADES, (0.12, -0.12), strict=True):
        found = run.results.get((part, grade, name))
        if found is not None:
            y = place + shift - (0.06 if part == "dev" else 0.0)
            panel.plot([found.low, found.high], [y, y], color=COLOURS[grade], linewidth=1)
            face = COLOURS[grade] if part == "cv" else "white"
            panel.plot([found.value], [y], "o", color=COLOURS[grade], markerfacecolor=face, markersize=5)


def _legend(figure: Figure, parts: Sequence[str]) -> None:
    marks = [
        Line2D(
            [], [], color=colour, marker="o", markerfacecolor=colour if part == "cv" else "white", label=f"{g}, {part}"
        )
        for g, colour in COLOURS.items()
        for part in parts
    ]
    figure.legend(handles=marks, loc="outside lower center", ncols=len(marks), frameon=False)
