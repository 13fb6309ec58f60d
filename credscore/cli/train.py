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
@click.option(
    "--annotations",
    multiple=True,
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="FILE.npz",
    help="Kept annotations of passages (several times); the encoder reads those that are in none.",
)
@STORE
@EXPERIMENT
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def command(
    path: Path,
    *,
    limit: int | None,
    annotations: tuple[Path, ...],
    tracking_uri: str | None,
    experiment: str | None,
    quiet: bool,
) -> None:
    """Trains a model and logs the run: parameters, data, figures, plots and the model itself.

    EXPERIMENT.toml says what to train on what, and how it is validated; its folder will do. Prints the id of the
    run. Needs the extra credscore[mlflow].
    """
    run = train(
        path,
        tracking_uri=tracking_uri,
        experiment=experiment,
        limit=limit,
        annotations=annotations,
        progress=False if quiet else None,
    )
    click.echo(run)
