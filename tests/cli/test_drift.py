"""``credscore drift`` from tables to an exit status."""

from __future__ import annotations

import json

import jsonschema
import pytest

import credscore
from credscore.drift.documents import schema
from credscore.ingest import read
from credscore.report import write

OPEN = (
    "The harbour council of Ostmere approved {n} new berths on Monday, according to minutes that the clerk published. "
    "Ilse Torvik, who chairs the council, said in an interview that the work would cost {n} million crowns. A report "
    "by the port authority puts the cost {m} million higher, and Torvik confirmed that figure on Tuesday."
)
LOUD = (
    "It is an absolute outrage, and everyone knows it! The rotten {n} berths of Ostmere are the worst disgrace in all "
    "of history. Critics whisper that a secret circle stole everything, without offering evidence. You must wake up, "
    "because the lying clowns will utterly destroy the harbour for {m} crowns!"
)


def written(path, text, count=16, source="ledger.example"):
    rows = [{"id": f"a{n}", "text": text.format(n=n + 2, m=3 * n + 5), "source": source} for n in range(count)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Tables of articles, and the same scored, as ``score`` writes them."""
    folder = tmp_path_factory.mktemp("tables")
    made = {
        "before": written(folder / "before.jsonl", OPEN),
        "same": written(folder / "same.jsonl", OPEN, 18),
        "loud": written(folder / "loud.jsonl", LOUD),
    }
    scorer = credscore.load(annotator="rules")
    for name, path in dict(made).items():
        reports = list(scorer.score_many(read([str(path)])))
        for suffix in ("jsonl", "csv", "parquet"):
            made[f"{name}.{suffix}"] = folder / f"{name}.scores.{suffix}"
            write(reports, suffix, path=made[f"{name}.{suffix}"])
    return made


def drift(run, *args):
    return run("drift", *args, "--annotator", "rules", "--draws", 999)


def test_articles_are_scored_and_a_change_is_an_alarm(run, tables):
    result = drift(run, tables["before"], tables["loud"], "--format", "json")
    assert result.exit_code == 1, result.stderr
    found = json.loads(result.stdout)
    jsonschema.validate(found, schema())
    assert found["alarms"]["columns"] > 5
    support = next(c for c in found["changes"] if (c["name"], c["level"]) == ("support", "article"))
    assert support["alarm"]
    assert support["new"] < support["reference"] - 10
    tone = next(c for c in found["changes"] if (c["family"], c["name"]) == ("finding", "tone"))
    assert tone["new"] > tone["reference"]
    assert found["reach"]
    assert found["reference"]["annotator"] == "rules"


def test_no_change_is_status_0(run, tables):
    result = drift(run, tables["before.jsonl"], tables["same.jsonl"])
    assert result.exit_code == 0, result.stdout + result.stderr
    assert "No alarm." in result.stdout
    assert "only 16 articles" in " ".join(result.stdout.split())


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_files_that_score_wrote_are_not_scored_again(run, tables, monkeypatch, suffix):
    monkeypatch.setattr("credscore.load", lambda *_, **__: pytest.fail("scored again"))
    result = drift(run, tables[f"before.{suffix}"], tables[f"loud.{suffix}"], "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    with tables["loud.jsonl"].open(encoding="utf-8") as rows:
        scores = [json.loads(row)["score"]["support"] for row in rows]
    support = next(c for c in found["changes"] if (c["name"], c["level"]) == ("support", "article"))
    assert support["new"] == pytest.approx(sum(scores) / len(scores))
    assert any("findings are not compared" in note for note in found["notes"]) == (suffix != "jsonl")
    assert found["reach"]


def test_the_page_is_written_whole(run, tables, tmp_path):
    out = tmp_path / "drift.html"
    assert drift(run, tables["before.jsonl"], tables["loud.jsonl"], "--out", out).exit_code == 1
    assert out.read_text("utf-8").startswith("<!doctype html>")
    assert drift(run, tables["before.jsonl"], tables["loud.jsonl"], "--out", tmp_path / "drift.doc").exit_code == 2


def test_bounds_decide_what_is_an_alarm(run, tables):
    result = drift(run, tables["before.jsonl"], tables["loud.jsonl"], "--rate", 1e-6, "--outside", 0.999)
    assert result.exit_code == 0
    assert "false discovery rate under 1e-06" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["before.jsonl"], "Missing argument"),
        (["before.jsonl", "nowhere.jsonl"], "nowhere.jsonl"),
        (["before.jsonl", "one.jsonl"], "holds 1 articles"),
        (["before.jsonl", "before.jsonl", "--format", "pdf"], "Choices: table, json, html"),
        (["before.jsonl", "before.jsonl", "--rate", "2"], "--rate"),
    ],
)
def test_errors_of_use_and_input_are_status_2(run, fakes, tmp_path, args, message):
    (tmp_path / "before.jsonl").write_text("Some words.\n---\nOther words.\n", "utf-8")
    (tmp_path / "one.jsonl").write_text("Some words.", "utf-8")
    written = [tmp_path / a if a.endswith("jsonl") and a != "nowhere.jsonl" else a for a in args]
    if "nowhere.jsonl" in args:
        written = [tmp_path / "before.jsonl", tmp_path / "bad-nowhere.jsonl"]
    result = run("drift", *written)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_what_cannot_be_read_is_told_and_the_rest_compared(run, tables, tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(tables["same.jsonl"].read_text("utf-8") + '{"id": "x", "text": 7}\n', "utf-8")
    result = drift(run, tables["before.jsonl"], path, "--format", "json")
    assert result.exit_code == 2
    assert "row 19" in result.stderr
    assert json.loads(result.stdout)["unreadable"] == 1
    assert json.loads(result.stdout)["new"]["articles"] == 18


def test_samples_of_different_models_are_refused(run, tables, tmp_path):
    out = tables["before.jsonl"]
    other = tmp_path / "other.jsonl"
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    for row in rows:
        row["model"]["version"] = "0.0.1"
    other.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    result = run("drift", out, other)
    assert result.exit_code == 2
    assert "score both with the same" in result.stderr


def test_it_is_logged_where_that_is_asked_for(run, tables, monkeypatch):
    calls = {}
    monkeypatch.setattr("credscore.drift.logged.log", lambda _found, **options: calls.update(options) or "run-7")
    result = drift(
        run, tables["before.jsonl"], tables["same.jsonl"], "--mlflow", "--tracking-uri", "sqlite:///a.db", "-q"
    )
    assert result.exit_code == 0
    assert calls == {"tracking_uri": "sqlite:///a.db", "experiment": "drift"}
    assert "run-7" in result.stderr
