"""Where a model file is: a folder, a file, a run, a registered model. Only MLflow's own addresses import MLflow."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from credscore.errors import ModelError

if TYPE_CHECKING:
    from types import ModuleType

FILE = "model.json"
_RUN_ID = re.compile(r"[0-9a-f]{32}")
_TRACKED = re.compile(r"(?:models|runs|mlflow-artifacts):/")


def resolve(uri: str | Path, *, tracking_uri: str | None = None) -> Path:
    """See :func:`credscore.tracking.resolve`."""
    here = Path(uri)
    if isinstance(uri, Path) or here.exists():
        return _in_folder(here, str(uri))
    if _RUN_ID.fullmatch(uri):
        uri = f"runs:/{uri}"
    if not _TRACKED.match(uri):
        raise ModelError(
            f"There is no model {uri!r}: no such file or folder, and no address in MLflow"
            " (models:/NAME@ALIAS, models:/NAME/VERSION, runs:/ID, or a run's id)."
        )
    return _in_folder(_fetched(uri, tracking_uri), uri)


def _in_folder(path: Path, told: str) -> Path:
    """The model file itself, or the only one below a folder."""
    if path.is_file():
        return path
    found = sorted(path.rglob(FILE)) if path.is_dir() else []
    if len(found) != 1:
        raise ModelError(f"There is no single {FILE} in {told!r}; found {len(found)}.")
    return found[0]


def _fetched(uri: str, tracking_uri: str | None) -> Path:
    """Downloads the model's folder, or names it where it lies on this machine."""
    from credscore.tracking.store import connected  # noqa: PLC0415 - imports nothing heavy, but only needed here

    with connected(tracking_uri) as flow:
        try:
            return Path(flow.artifacts.download_artifacts(artifact_uri=_of_run(uri)))
        except _errors(flow) as error:
            raise ModelError(f"There is no model {uri!r} in the MLflow store: {str(error).splitlines()[0]}") from error


def _of_run(uri: str) -> str:
    """``runs:/ID`` means the model that the run logged."""
    run = re.fullmatch(r"runs:/([0-9a-f]{32})/?", uri)
    return f"runs:/{run[1]}/model" if run else uri


def _errors(flow: ModuleType) -> tuple[type[Exception], ...]:
    return (flow.exceptions.MlflowException, OSError)
