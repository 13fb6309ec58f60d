"""``train``, ``compare`` and ``promote`` pass on what they are given; what they do is tested with the tracking."""

from __future__ import annotations

from pathlib import Path

import pytest

from credscore.cli import compare, promote, train
from credscore.errors import ConfigError, MissingExtraError
from credscore.tracking.promotion import Promotion, Verdict


@pytest.fixture
def record(monkeypatch):
    """Replaces one of the three; gives what it was called with."""

    def replaced(module, name: str, result: object):
        calls: dict[str, object] = {}

        def called(first, **options):
            calls.update(options, first=first)
            if isinstance(result, Exception):
                raise result
            return result

        monkeypatch.setattr(module, name, called)
        return calls

    return replaced


def test_train(run, record):
    calls = record(train, "train", "run-7")
    result = run("train", "exp", "--limit", 3, "--tracking-uri", "sqlite:///a.db", "--experiment", "trials", "-q")
    assert (result.exit_code, result.stdout) == (0, "run-7\n")
    assert calls == {
        "first": Path("exp"),
        "limit": 3,
        "tracking_uri": "sqlite:///a.db",
        "experiment": "trials",
        "annotations": (),
        "progress": False,
    }
    run("train", "exp")
    assert calls["progress"] is None


def test_train_with_annotations(run, record, tmp_path):
    calls = record(train, "train", "run-7")
    for name in ("a.npz", "b.npz"):
        (tmp_path / name).touch()
    run("train", "exp", "--annotations", "a.npz", "--annotations", "b.npz")
    assert calls["annotations"] == (Path("a.npz"), Path("b.npz"))
    result = run("train", "exp", "--annotations", "c.npz")
    assert (result.exit_code, "c.npz" in result.stderr) == (2, True)


class Comparison:
    saved: Path | None = None

    def show(self, console):
        console.print("side by side")

    def save(self, path):
        self.saved = path


def test_compare(run, record):
    made = Comparison()
    calls = record(compare, "compare", made)
    result = run("compare", "a", "b", "--resamples", 9)
    assert (result.exit_code, result.stdout, made.saved) == (0, "side by side\n", None)
    assert calls == {"first": ("a", "b"), "tracking_uri": None, "experiment": None, "resamples": 9}
    run("compare", "a", "b", "--out", "both.png")
    assert made.saved == Path("both.png")


def test_promote(run, record):
    verdict = Verdict(refusals=("It is worse.",), against="b")
    done = Promotion(name="n", version="3", alias="challenger", run="a", verdict=verdict, forced="measured by hand")
    calls = record(promote, "promote", done)
    result = run("promote", "a", "--name", "n", "--alias", "challenger", "--force", "measured by hand")
    assert (result.exit_code, result.stdout) == (
        0,
        "The gate refused: It is worse.\nn version 3 is challenger now: --model models:/n@challenger\n",
    )
    assert calls == {
        "first": "a",
        "name": "n",
        "alias": "challenger",
        "force": "measured by hand",
        "tracking_uri": None,
        "experiment": None,
    }


@pytest.mark.parametrize(
    ("module", "args", "error"),
    [
        (train, ["train", "e"], ConfigError("e: no such setting")),
        (compare, ["compare", "a", "b"], MissingExtraError("Tracked runs need MLflow")),
        (promote, ["promote", "a"], ConfigError("worse")),
    ],
)
def test_an_error_is_one_line(run, record, module, args, error):
    record(module, args[0], error)
    result = run(*args)
    assert (result.exit_code, result.stderr) == (2, f"credscore: {error}\n")
