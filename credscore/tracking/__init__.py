"""Experiments in MLflow: train, compare, promote, and find a tracked model again.

Nothing here is imported to score with the shipped model or with a model file. What needs MLflow raises
:class:`credscore.errors.MissingExtraError` where the extra ``credscore[mlflow]`` is not installed.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from credscore.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credscore.tracking.comparison import Comparison
    from credscore.tracking.promotion import Promotion

__all__ = ["compare", "promote", "resolve", "train"]


EXTRA = ("mlflow", "matplotlib")
"""What the extra brings; without it, the modules behind these doors cannot even be imported."""


def _require_extra() -> None:
    missing = [name for name in EXTRA if find_spec(name) is None]
    if missing:
        raise MissingExtraError(f"Tracked runs need {' and '.join(missing)}: pip install 'credscore[mlflow]'.")


def train(
    path: Path | str,
    *,
    tracking_uri: str | None = None,
    experiment: str | None = None,
    limit: int | None = None,
    annotations: Sequence[Path] = (),
    progress: bool | None = None,
) -> str:
    """Runs an experiment and logs it.

    Args:
        path: of ``experiment.toml``, or of the folder that holds it.
        tracking_uri: of the MLflow store; ``MLFLOW_TRACKING_URI`` or ``sqlite:///mlflow.db`` here where None.
        experiment: name of the MLflow experiment; ``credscore`` where None.
        limit: use only so many passages of each part, drawn with the experiment's seed; for a quick trial.
        annotations: files of kept annotations; passages that are in none of them are read by the experiment's own
            annotator. A scorer learns from annotators that have not seen its passages.
        progress: show a progress bar on stderr; only where that is a terminal where None.

    Returns:
        The id of the run.

    Raises:
        ConfigError: a setting of the experiment is unknown or impossible, ``CREDSCORE_DATA`` is not set, or there are
            annotations and the experiment reads by rules.
        InputError: the graded passages or the annotations cannot be read.
        MissingExtraError: MLflow is not installed.
    """
    _require_extra()
    from credscore.tracking.training import train as run  # noqa: PLC0415 - imports MLflow and scikit-learn

    return run(
        Path(path),
        tracking_uri=tracking_uri,
        experiment=experiment,
        limit=limit,
        annotations=annotations,
        progress=progress,
    )


def compare(
    runs: Sequence[str],
    *,
    tracking_uri: str | None = None,
    experiment: str | None = None,
    resamples: int = 500,
) -> Comparison:
    """Puts runs side by side: figures with intervals, what differs in their settings, and paired tests.

    Args:
        runs: two or more run ids or run names; a name means its latest finished run.
        tracking_uri: as for :func:`train`.
        experiment: as for :func:`train`; where names are looked up.
        resamples: of the paired tests.

    Returns:
        A comparison with ``show(console)`` and ``save(path)`` (``.png`` or ``.html``).

    Raises:
        ConfigError: fewer than two runs.
        ModelError: there is no such run, or it did not finish.
        MissingExtraError: MLflow is not installed.
    """
    _require_extra()
    from credscore.tracking.comparison import compare as run  # noqa: PLC0415 - imports MLflow

    return run(runs, tracking_uri=tracking_uri, experiment=experiment, resamples=resamples)


def promote(
    run: str,
    *,
    name: str = "credscore",
    alias: str = "champion",
    force: str | None = None,
    tracking_uri: str | None = None,
    experiment: str | None = None,
) -> Promotion:
    """Registers a run's model and gives it the alias, unless it is worse than the model that has it.

    Args:
        run: id or name, as for :func:`compare`.
        name: of the registered model.
        alias: that the model gets.
        force: a reason for promoting it although the gate refuses; it is kept as a tag of the model version.
        tracking_uri: as for :func:`train`.
        experiment: as for :func:`compare`.

    Returns:
        The version with the verdict of the gate.

    Raises:
        RefusedError: the model is worse; the message says where.
        ConfigError: the reason given to ``force`` is empty.
        ModelError: there is no such run, or it did not finish.
        MissingExtraError: MLflow is not installed.
    """
    _require_extra()
    from credscore.tracking.promotion import promote as run_promote  # noqa: PLC0415 - imports MLflow

    return run_promote(run, name=name, alias=alias, force=force, tracking_uri=tracking_uri, experiment=experiment)


def resolve(uri: str | Path, *, tracking_uri: str | None = None) -> Path:
    """The model file behind an address.

    Args:
        uri: a folder or file; ``models:/credscore@champion``, ``models:/credscore/3``, ``runs:/ID`` or a run id.
        tracking_uri: as for :func:`train`; used for addresses in MLflow only.

    Returns:
        Path of a ``model.json`` on this machine.

    Raises:
        ModelError: there is no such model; the message names the address.
        MissingExtraError: the address is in MLflow, which is not installed.
    """
    from credscore.tracking.addresses import resolve as run  # noqa: PLC0415 - beside the other doors

    return run(uri, tracking_uri=tracking_uri)
