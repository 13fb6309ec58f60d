"""A comparison as a run in MLflow."""

from __future__ import annotations

import json

import mlflow
import numpy as np

from credscore.drift import compare
from credscore.drift.logged import log
from tests.drift.made import COLUMNS, sample


def test_a_run_holds_parameters_metrics_and_both_documents(store):
    rng = np.random.default_rng(30)
    found = compare(sample(rng, 40), sample(rng, 40, shift=2.0), names=("before", "now"), draws=199)
    run = mlflow.MlflowClient(store).get_run(log(found, tracking_uri=store, experiment="drift"))
    assert run.info.status == "FINISHED"
    assert run.info.run_name == "now"
    assert run.data.tags["credscore.alarming"] == str(found.alarming).lower()
    assert run.data.params["reference"] == "before"
    assert run.data.params["bound.effect"] == "0.25"
    assert run.data.metrics["alarms"] == sum(found.alarms.values())
    moved = next(c for c in found.changes if c.measure.name == COLUMNS[0])
    assert run.data.metrics[f"difference.{moved.measure.key}"] == moved.difference
    with mlflow_at(store):
        held = mlflow.artifacts.load_text(f"{run.info.artifact_uri}/drift.json")
        shown = mlflow.artifacts.load_text(f"{run.info.artifact_uri}/drift.html")
    assert json.loads(held)["schema"] == "credscore.drift/1"
    assert shown.startswith("<!doctype html>")


def mlflow_at(store):
    from credscore.tracking.store import connected

    return connected(store)
