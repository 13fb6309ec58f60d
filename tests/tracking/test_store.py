from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from credscore import tracking
from credscore.errors import MissingExtraError
from credscore.tracking import store as module
from credscore.tracking.progress import bars, phase
from credscore.tracking.store import connected, running, uri_of

if TYPE_CHECKING:
    from pathlib import Path


def test_without_mlflow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mlflow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'credscore\[mlflow\]'"):
        tracking.resolve("models:/credscore@champion")


def test_a_folder_needs_no_mlflow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "mlflow", None)
    (tmp_path / "model.json").write_text("{}")
    assert tracking.resolve(tmp_path) == tmp_path / "model.json"


def test_the_doors_are_light() -> None:
    code = "import sys, credscore.tracking; sys.exit(bool({'mlflow', 'sklearn', 'pandas'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_store_is_a_file_here_unless_something_else_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    monkeypatch.chdir(tmp_path)
    assert uri_of(None) == f"sqlite:///{tmp_path / 'mlflow.db'}"
    assert uri_of("sqlite:///other.db") == "sqlite:///other.db"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:5000")
    assert uri_of(None) == "http://127.0.0.1:5000"


def test_what_was_set_before_is_set_again(store: str) -> None:
    with connected(store) as flow:
        assert flow.get_tracking_uri() == store
    assert not flow.is_tracking_uri_set()
    assert "MLFLOW_TRACKING_URI" not in os.environ
    assert os.environ["MLFLOW_DISABLE_TELEMETRY"] == "true"


def test_a_store_that_the_environment_names_stays_named(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "sqlite:///elsewhere.db")
    with connected(store) as flow:
        assert flow.get_tracking_uri() == store
    assert flow.get_tracking_uri() == "sqlite:///elsewhere.db"
    monkeypatch.undo()
    assert not flow.is_tracking_uri_set()


def test_the_handlers_of_signals_are_put_back(store: str) -> None:
    before = [signal.getsignal(number) for number in module._STOPPING]
    with connected(store) as flow, running(flow, "quiet", experiment="interrupted", tags={}):
        assert signal.getsignal(signal.SIGTERM) is module._stop
    assert [signal.getsignal(number) for number in module._STOPPING] == before


def test_a_run_can_be_made_outside_the_main_thread(store: str) -> None:
    found: list[str] = []

    def work() -> None:
        with connected(store) as flow, running(flow, "threaded", experiment="interrupted", tags={}) as run:
            found.append(run.info.run_id)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    with connected(store) as flow:
        assert flow.get_run(found[0]).info.status == "FINISHED"


def test_a_signal_during_opening_waits_until_the_run_can_be_closed(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with connected(store) as flow:
        opened = []
        start = flow.start_run

        def interrupted(**settings: object) -> object:
            opened.append(start(**settings))
            signal.raise_signal(signal.SIGTERM)
            return opened[0]

        monkeypatch.setattr(flow, "start_run", interrupted)
        with (
            pytest.raises(SystemExit) as caught,
            running(flow, "early", experiment="interrupted", tags={}),
        ):
            pytest.fail("the run must not begin")
        assert caught.value.code == 128 + signal.SIGTERM
        assert flow.get_run(opened[0].info.run_id).info.status == "KILLED"


def test_bars_are_shown_only_where_asked_or_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    for shown, expected in ((True, True), (False, False), (None, False)):
        with bars(shown) as progress:
            step = phase(progress, "counting", 2)
            step()
            step()
        assert ("counting" in capsys.readouterr().err) == expected
