"""``credscore train``: runs an experiment and logs it to MLflow."""

from __future__ import annotations

from pathlib import Path

import click

from credscore.cli.options import EXPERIMENT, STORE, examples
from credscore.tracking import train


@click.command(
    short_help="Trains a model and logs the run to MLflow.",
    epilog=examples(
        "CREDSCORE_DATA=corpora credscore train experiments/rules_linear",
        "credscore train experiment.toml --limit 300 --experiment trials",
        "mlflow ui --backend-store-uri sqlite:///mlflow.db",
    ),
)
@click.argument("path", metavar="EXPERIMENT.toml", type=click.Path(path_type=Path))
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only N passages of each part, for a trial.")
@STORE
@EXPERIMENT
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def command(path: Path, *, limit: int | None, tracking_uri: str | None, experiment: str | None, quiet: bool) -> None:
    """Trains a model and logs the run: parameters, data, figures, plots and the model itself.

    EXPERIMENT.toml says what to train on what, and how it is validated; its folder will do. Prints the id of the
    run. Needs the extra credscore[mlflow].
    """
    shown = False if quiet else None
    click.echo(train(path, tracking_uri=tracking_uri, experiment=experiment, limit=limit, progress=shown))
