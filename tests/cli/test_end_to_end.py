"""The real reader, features, scorer and renderers behind the command line, with a small model made here."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from credscore.contract import GRADES

WORDS = (
    "The harbour board of Ostmere approved the tender on Monday, according to the minutes of its meeting. "
    "Critics have repeatedly called the deal rigged, without offering any evidence. “It may cost us two years,” "
    "said Ilse Torvik, who chairs the board. The mayor, Per Lindqvist, declined to comment on Tuesday."
)


@pytest.fixture
def score(run, model, article):
    def invoke(text: str, *args: object, name: str = "news.txt"):
        return run("score", article(text, name), "--model", model, *args)

    return invoke


def found(result) -> list[str]:
    """Rules of the findings, of a JSON report."""
    document = json.loads(result.stdout)
    return [f"{f['kind']}.{f['label']}" for f in document["findings"]]


def test_an_article_is_scored(score):
    document = json.loads(score(WORDS, "--format", "json").stdout)
    assert document["model"]["name"] == "trial"
    assert document["score"]["abstained"] is None
    assert all(WORDS[f["start"] : f["end"]] == f["text"] for f in document["findings"])
    passage = document["passages"][0]
    for grade in GRADES:
        effects = sum(c["effect"] for c in passage["contributions"] if c["grade"] == grade)
        assert passage["base"][grade] + effects == pytest.approx(passage["score"][grade], abs=1e-3)


def test_explained(run, model, article):
    output = run("explain", article(WORDS), "--model", model).stdout
    assert output.startswith("news.txt, passage 0 of 0 to 0, line 1\n")
    assert "Mean length of a sentence in words" in output


def test_every_status(score):
    assert score(WORDS).exit_code == 0
    assert score(WORDS, "--fail-on", "warning").exit_code == 1
    assert score("", "--fail-on", "warning").exit_code == 2


class TestSettingsAreObeyed:
    def test_a_rule_that_is_off(self, score, article):
        assert "evidence.no_evidence" in found(score(WORDS, "--format", "json"))
        article("severity.evidence.no_evidence = 'off'", "credscore.toml")
        assert "evidence.no_evidence" not in found(score(WORDS, "--format", "json"))

    def test_a_severity(self, score, article):
        assert score(WORDS, "--fail-on", "error").exit_code == 0
        article("severity.evidence.no_evidence = 'error'", "credscore.toml")
        assert score(WORDS, "--fail-on", "error").exit_code == 1

    def test_a_family_that_is_off(self, score, article):
        assert "hedge.modal" in found(score(WORDS, "--format", "json"))
        article("features.hedging = false", "credscore.toml")
        result = score(WORDS, "--format", "json")
        assert not any(rule.startswith("hedge.") for rule in found(result))
        assert "hedging_density" not in json.loads(result.stdout)["passages"][0]["features"]

    def test_own_cues(self, score, article):
        article("[[group]]\nname = 'modal'\nphrases = ['word is going round']\n", "own.toml")
        text = WORDS + " Word is going round that the crane is for sale."
        assert "Word is going round" not in score(text, "--format", "json").stdout.replace(text, "")
        article("cues.hedging = ['own.toml']", "credscore.toml")
        findings = json.loads(score(text, "--format", "json").stdout)["findings"]
        assert "Word is going round" in {f["text"] for f in findings}

    @pytest.mark.parametrize("key", ["min_words", "passage_min_words"])
    def test_a_threshold(self, score, article, key):
        article(f"{key} = 500", "credscore.toml")
        document = json.loads(score(WORDS, "--format", "json").stdout)
        assert document["score"]["abstained"] == "too_short"

    def test_limits(self, score, article):
        for limit in ("max_bytes", "max_characters"):
            article(f"limits.{limit} = 100", "credscore.toml")
            result = score(WORDS)
            assert result.exit_code == 2
            assert "news.txt" in result.stderr

    def test_a_cue_file_that_cannot_be_read(self, score, article):
        article("[[group]]\nnome = 'x'\n", "own.toml")
        article("cues.hedging = ['own.toml']", "credscore.toml")
        result = score(WORDS)
        assert result.exit_code == 2
        assert "own.toml" in result.stderr
        assert result.stderr.count("\n") == 1


class TestBadInput:
    def test_the_rest_is_scored(self, run, model, article, tmp_path):
        article(WORDS, "good.txt")
        (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 4)
        rows = [{"id": "a", "text": WORDS}, {"id": "b"}]
        article("\n".join(map(json.dumps, rows)) + "\n{broken\n", "rows.jsonl")
        result = run("score", "gone.txt", "binary.txt", "rows.jsonl", "good.txt", "--model", model, "--format", "jsonl")
        assert result.exit_code == 2
        assert len(result.stdout.splitlines()) == 2
        told = result.stderr.splitlines()
        assert all(line.startswith("credscore: ") for line in told)
        for name in ("gone.txt", "binary.txt", "rows.jsonl"):
            assert any(name in line for line in told)

    @pytest.mark.parametrize("name", ["gone", "models:/", "."])
    def test_a_model_that_is_not_there(self, run, article, name):
        result = run("score", article(WORDS), "--model", name)
        assert result.exit_code == 2
        assert result.stderr.count("\n") == 1
        assert "Traceback" not in result.stderr


def command(*args: object) -> list[str]:
    return [sys.executable, "-m", "credscore", *map(str, args)]


def test_standard_input(run, model):
    result = run("score", "-", "--model", model, "--format", "jsonl", stdin=WORDS.encode())
    assert len(result.stdout.splitlines()) == 1


def test_a_reader_that_goes_away_is_no_error(model, article, tmp_path):
    article("\n".join(json.dumps({"text": WORDS, "id": str(n)}) for n in range(40)), "many.jsonl")
    with subprocess.Popen(
        command("score", "many.jsonl", "--model", model, "--format", "json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_nothing(model, tmp_path, number, status):
    """It waits for its input, with the output file begun, when it is told to stop."""
    (tmp_path / "out.jsonl").write_text("before", "utf-8")
    with subprocess.Popen(
        command("score", "-", "--model", model, "--out", "out.jsonl"),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stdin is not None
        row = json.dumps({"text": WORDS}).encode() + b"\n"
        for _ in range(70):
            process.stdin.write(row)
        process.stdin.flush()
        while not list(tmp_path.glob(".credscore-*")) and process.poll() is None:
            pass
        process.send_signal(number)
        process.wait()
    assert process.returncode == status
    assert {p.name for p in tmp_path.iterdir()} == {"out.jsonl"}
    assert (tmp_path / "out.jsonl").read_text("utf-8") == "before"
