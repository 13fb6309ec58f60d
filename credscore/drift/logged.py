"""A comparison as a run in MLflow, so that a series of them can be looked at over time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from credscore import __version__
from credscore.drift.documents import document
from credscore.drift.page import page
from credscore.drift.result import SCHEMA
from credscore.tracking.store import connected, mlflow, running

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore.drift.result import Drift


def require() -> None:
    """Tells at once where MLflow is missing.

    Raises:
        MissingExtraError: it is not installed.
    """
    mlflow()


def log(drift: Drift, *, tracking_uri: str | None, experiment: str) -> str:
    """Logs parameters, metrics, ``drift.json`` and ``drift.html``. Returns the run's id.

    Args:
        drift: the comparison.
        tracking_uri: of the store; see :func:`credscore.tracking.store.uri_of`.
        experiment: of the store, made where there is none of that name.

    Raises:
        MissingExtraError: MLflow is not installed.
    """
    tags = {
        "credscore.version": __version__,
        "credscore.schema": SCHEMA,
        "credscore.alarming": str(drift.alarming).lower(),
    }
    with connected(tracking_uri) as flow, running(flow, drift.new.name, experiment=experiment, tags=tags) as run:
        flow.log_params(_parameters(drift))
        flow.log_metrics(_metrics(drift))
        flow.log_text(document(drift), "drift.json")
        flow.log_text(page(drift), "drift.html")
        found: str = run.info.run_id
        return found


def _parameters(drift: Drift) -> Mapping[str, object]:
    sides = {"reference": drift.reference, "new": drift.new}
    return {
        **{name: side.name for name, side in sides.items()},
        **{f"{name}.articles": side.articles for name, side in sides.items()},
        "model": drift.new.model,
        "annotator": drift.new.annotator,
        "scope": drift.scope,
        "draws": drift.draws,
        "seed": drift.seed,
        **{f"bound.{name}": value for name, value in drift.bounds.to_dict().items()},
    }


def _metrics(drift: Drift) -> Mapping[str, float]:
    """Alarms, and of each column how far it moved."""
    found = {f"alarms.{kind}": float(number) for kind, number in drift.alarms.items()} | {
        "alarms": float(sum(drift.alarms.values())),
        "detectable": drift.detectable,
        "unreadable": float(drift.unreadable),
    }
    for change in drift.changes:
        found[f"difference.{change.measure.key}"] = change.difference
        found[f"distance.{change.measure.key}"] = change.distance
    for reach in drift.reach:
        found[f"outside.{reach.column}"] = reach.outside
    if drift.mix is not None:
        found["mix"] = drift.mix.association
    return {name: value for name, value in found.items() if math.isfinite(value)}
