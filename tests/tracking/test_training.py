from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import credscore
from credscore import tracking
from credscore.contract import GRADES
from credscore.errors import ConfigError, InputError
from credscore.evaluation import MEASURES
from credscore.tracking.store import connected

KINDS = ("base_rates", "tfidf_ridge", "linear", "additive_boosting", "additive_wording")
SENTENCE = (
    "The harbour board of Velmora voted 6 to 2 on Tuesday to close the east quay for the winter, according to the"
    " minutes that it published, and two of its members said in an interview that they would appeal."
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_holds_all_that_it_promises(runs: dict[str, str], store: str, kind: str) -> None:
    with connected(store) as flow:
        run = flow.get_run(runs[kind])
        files = {file.path for file in flow.MlflowClient().list_artifacts(runs[kind])}
    assert run.info.status == "FINISHED"
    assert run.data.params["kind"] == kind
    assert run.data.params["passages"] == "90"
    assert run.data.tags["credscore.version"] == credscore.__version__
    assert {"facts.json", "predictions.parquet", "reliability.png", "learning_curve.png", "MODEL_CARD.md"} <= files
    assert ("partial_effects.png" in files) == (kind not in {"base_rates", "tfidf_ridge"})
    assert ("importances.csv" in files) == (kind != "base_rates")
    for part in ("cv", "dev"):
        for grade in GRADES:
            for name in MEASURES:
                key = f"{part}/{grade}/{name}"
                low, high = run.data.metrics[f"{key}_low"], run.data.metrics[f"{key}_high"]
                assert low <= run.data.metrics[key] <= high, key


def test_every_fold_and_the_learning_curve_are_steps(runs: dict[str, str], store: str) -> None:
    with connected(store) as flow:
        client = flow.MlflowClient()
        folds = client.get_metric_history(runs["linear"], "fold/support/spearman")
        curve = client.get_metric_history(runs["linear"], "learning/support/rps")
    assert [m.step for m in folds] == [0, 1, 2]
    assert max(m.step for m in curve) == 60


def test_data_are_logged_with_their_digest_and_without_their_texts(
    runs: dict[str, str], store: str, made: Path
) -> None:
    with connected(store) as flow:
        inputs = flow.get_run(runs["linear"]).inputs.dataset_inputs
        table = pd.read_parquet(
            flow.artifacts.download_artifacts(artifact_uri=f"runs:/{runs['linear']}/predictions.parquet")
        )
    digests = {tag.key: tag.value for i in inputs for tag in i.tags if tag.key == "sha256"}
    assert {i.dataset.name for i in inputs} == {"train.jsonl", "dev.jsonl"}
    assert digests["sha256"] in {credscore_digest(made / name) for name in ("train.jsonl", "dev.jsonl")}
    assert not any("text" in i.dataset.schema for i in inputs)
    assert set(table.select_dtypes(exclude="number").columns) == {"part", "id"}
    assert table.groupby("part").size().to_dict() == {"cv": 90, "dev": 30}


def credscore_digest(path: Path) -> str:
    from credscore.corpora import digest

    return digest(path)


def test_better_kinds_get_better_figures(runs: dict[str, str], store: str) -> None:
    with connected(store) as flow:
        skill = {kind: flow.get_run(run).data.metrics["cv/support/skill"] for kind, run in runs.items()}
    assert skill["base_rates"] < 0.02 < skill["linear"]
    assert skill["additive_boosting"] > 0.02


@pytest.mark.parametrize("kind", KINDS)
def test_the_logged_model_scores_frames_and_lists(runs: dict[str, str], store: str, kind: str) -> None:
    with connected(store) as flow:
        model = flow.pyfunc.load_model(f"runs:/{runs[kind]}/model")
        from_frame = model.predict(pd.DataFrame({"body": [SENTENCE, ""]}))
        from_list = model.predict([SENTENCE, ""])
    names = [f"{grade}{end}" for grade in GRADES for end in ("", "_low", "_high")]
    assert list(from_frame.columns) == [*names, "abstained"]
    pd.testing.assert_frame_equal(from_frame, from_list)
    assert 0 <= from_frame["support_low"][0] <= from_frame["support"][0] <= from_frame["support_high"][0] <= 100
    assert pd.isna(from_frame["support"][1])
    assert from_frame["abstained"][1] == "too_short"


def test_the_logged_model_names_its_signature_example_and_requirements(runs: dict[str, str], store: str) -> None:
    with connected(store) as flow:
        info = flow.models.get_model_info(f"runs:/{runs['linear']}/model")
        folder = Path(flow.artifacts.download_artifacts(artifact_uri=info.model_uri))
    assert [column.name for column in info.signature.outputs.inputs][-1] == "abstained"
    requirements = (folder / "requirements.txt").read_text().split()
    assert f"credscore=={credscore.__version__}" in requirements
    assert all("==" in line for line in requirements)
    assert "harbour board" in (folder / "input_example.json").read_text()
    assert not list(folder.rglob("*.pkl"))


def test_the_scorer_finds_the_model_by_run_and_by_folder(runs: dict[str, str], store: str, tmp_path: Path) -> None:
    file = tracking.resolve(runs["linear"], tracking_uri=store)
    by_address = tracking.resolve(f"runs:/{runs['linear']}", tracking_uri=store)
    assert file.read_bytes() == by_address.read_bytes()
    facts = json.loads(file.read_text())["model"]["facts"]
    assert facts["data"]["train"]["passages"] == 90
    assert set(facts["figures"]) == {"cv", "dev"}
    assert tracking.resolve(file.parent) == file
    report = credscore.load(file).score(SENTENCE)
    assert report.model.name == "made_linear"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("nowhere/at/all", "There is no model 'nowhere/at/all'"),
        ("models:/credscore@nobody", "There is no model 'models:/credscore@nobody' in the MLflow store"),
        ("runs:/" + "0" * 32, "There is no model 'runs:/0+' in the MLflow store"),
    ],
)
def test_an_address_that_leads_nowhere_is_named(store: str, address: str, message: str) -> None:
    with pytest.raises(credscore.errors.ModelError, match=message):
        tracking.resolve(address, tracking_uri=store)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(credscore.errors.ModelError, match=r"no single model\.json"):
        tracking.resolve(tmp_path)


def test_a_limit_draws_fewer_passages(made: Path) -> None:
    from credscore.tracking.experiment import Experiment
    from credscore.tracking.setup import Setup

    setup = Setup.of(Experiment.read(made / "linear.toml"), limit=40)
    assert len(setup.train) == 40
    again = Setup.of(Experiment.read(made / "linear.toml"), limit=40)
    assert setup.train.table["id"].tolist() == again.train.table["id"].tolist()
    assert setup.tags["credscore.folds"] == again.tags["credscore.folds"]


def test_bad_grades_are_named_with_their_row(made: Path, tmp_path: Path) -> None:
    rows = (made / "train.jsonl").read_text().splitlines()
    rows[4] = json.dumps(json.loads(rows[4]) | {"support": 7})
    (tmp_path / "train.jsonl").write_text("\n".join(rows))
    (tmp_path / "dev.jsonl").write_text("\n".join(rows[:3]))
    (tmp_path / "experiment.toml").write_text((made / "linear.toml").read_text())
    with pytest.raises(InputError, match=r"train\.jsonl row 5: support must be a whole number from 1 to 5, not 7"):
        tracking.train(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "linear"', 'kind = "lineal"', r"no kind of model 'lineal'\. Known kinds: base_rates,"),
        ("alpha = 5", "alpa = 5", r"'linear' has no parameter 'alpa'\. Known parameters: alpha"),
        ('"specificity"', '"specifity"', r"features\.families: There is no feature 'specifity'"),
        ("train.jsonl", "trian.jsonl", r"no graded passages 'trian\.jsonl'"),
        ("folds = 3", "folds = 70", r"70 folds need at least 70 groups"),
    ],
)
def test_what_cannot_be_trained_is_said_before_a_run_is_opened(
    made: Path, tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = (made / "linear.toml").read_text().replace(old, new)
    for name in ("train.jsonl", "dev.jsonl"):
        (tmp_path / name).write_text((made / name).read_text())
    (tmp_path / "experiment.toml").write_text(text)
    with pytest.raises(ConfigError, match=message):
        tracking.train(tmp_path, tracking_uri=f"sqlite:///{tmp_path / 'never.db'}")
    assert not (tmp_path / "never.db").exists()


STOPPED = """
import os, sys
import credscore.tracking.validation as validation
from credscore import tracking

def stuck(task, step):
    print("fitting", flush=True)
    {what}
    yield

import credscore.tracking.training as training
training.cross_validated = stuck
tracking.train({path!r}, tracking_uri={store!r}, experiment="interrupted")
"""


@pytest.mark.parametrize(
    ("what", "sent", "status"),
    [
        ("sys.stdin.read()", signal.SIGINT, "KILLED"),
        ("sys.stdin.read()", signal.SIGTERM, "KILLED"),
        ("raise ValueError('broken')", None, "FAILED"),
    ],
)
def test_a_run_that_is_stopped_does_not_stay_running(
    made: Path, store: str, what: str, sent: signal.Signals | None, status: str
) -> None:
    code = STOPPED.format(what=what, path=str(made / "base_rates.toml"), store=store)
    # A shell may have started these tests with SIGINT ignored, which children inherit.
    process = subprocess.Popen(
        [sys.executable, "-c", "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n" + code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "fitting\n"
    if sent is not None:
        process.send_signal(sent)
    _, problems = process.communicate()
    assert process.returncode != 0, problems
    with connected(store) as flow:
        latest = flow.search_runs(
            experiment_names=["interrupted"],
            order_by=["attributes.start_time DESC"],
            max_results=1,
            output_format="list",
        )
    assert [run.info.status for run in latest] == [status]
