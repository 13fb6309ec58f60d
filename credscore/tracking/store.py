"""The MLflow store: how it is reached, and a run that never stays RUNNING."""

from __future__ import annotations

import os
import signal
import threading
import warnings
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credscore.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import FrameType, ModuleType

EXPERIMENT = "credscore"
_STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]

_ENVIRONMENT = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    # The check asks a package index for each requirement; tracking must work without a network.
    "MLFLOW_SKIP_PIP_REQUIREMENTS_CHECK": "true",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_LOGGING_LEVEL": "WARNING",
    # MLflow looks for git and says so on stderr where there is none.
    "GIT_PYTHON_REFRESH": "quiet",
}


def mlflow() -> ModuleType:
    """MLflow, imported without its telemetry.

    Raises:
        MissingExtraError: it is not installed.
    """
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        return import_module("mlflow")
    except ImportError as error:
        raise MissingExtraError("Tracked runs need MLflow: pip install 'credscore[mlflow]'.") from error


def uri_of(given: str | None) -> str:
    """The tracking URI: as given, else ``MLFLOW_TRACKING_URI``, else ``mlflow.db`` in the working folder.

    MLflow's own default turns to its file store, which it refuses to write, where an old ``mlruns`` lies about.
    """
    return given or os.environ.get("MLFLOW_TRACKING_URI") or f"sqlite:///{Path.cwd() / 'mlflow.db'}"


@contextmanager
def connected(tracking_uri: str | None = None) -> Iterator[ModuleType]:
    """MLflow pointed at a store; what was set before is set again at the end."""
    with warnings.catch_warnings():
        # Hints and deprecations inside MLflow and the SQLAlchemy that it uses: nothing that a user could mend.
        warnings.filterwarnings("ignore", module=r"mlflow\.")
        yield from _pointed(mlflow(), tracking_uri)


def _pointed(flow: ModuleType, tracking_uri: str | None) -> Iterator[ModuleType]:
    # MLflow keeps both addresses in the environment too, so that is where what was set before can be read.
    before = {name: os.environ.get(name) for name in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI")}
    store = uri_of(tracking_uri)
    flow.set_tracking_uri(store)
    flow.set_registry_uri(before["MLFLOW_REGISTRY_URI"] or store)
    try:
        yield flow
    finally:
        flow.set_tracking_uri(None)
        flow.set_registry_uri(None)
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextmanager
def running(flow: ModuleType, name: str, *, experiment: str | None, tags: Mapping[str, str]) -> Iterator[Any]:
    """A run that ends FINISHED, FAILED (an exception) or KILLED (Ctrl-C, a signal to stop), never RUNNING."""
    with _stop_signals_raise():
        status = "KILLED"
        try:
            with _held_back():
                flow.set_experiment(experiment or EXPERIMENT)
                run = flow.start_run(run_name=name, tags=dict(tags))
            yield run
            status = "FINISHED"
        except Exception:
            status = "FAILED"
            raise
        finally:
            with _held_back():
                flow.end_run(status)


def _stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a handler
    raise SystemExit(128 + number)


@contextmanager
def _stop_signals_raise() -> Iterator[None]:
    """SIGTERM and SIGHUP unwind the stack as Ctrl-C does; only the main thread can see to that."""
    with _handlers({number: _stop for number in _STOPPING if number != signal.SIGINT}):
        yield


@contextmanager
def _held_back() -> Iterator[None]:
    """Signals to stop wait until the block is done, so that no run is opened or closed by half."""
    waiting: list[int] = []
    with _handlers(dict.fromkeys(_STOPPING, lambda number, _: waiting.append(number))):
        yield
    for number in waiting[:1]:
        signal.raise_signal(number)


@contextmanager
def _handlers(wanted: Mapping[int, Any]) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
