"""``credscore promote``: makes a run's model the one to use, behind a gate."""

from __future__ import annotations

import click

from credscore.cli.options import EXPERIMENT, STORE, examples
from credscore.tracking import promote


@click.command(
    short_help="Makes a run's model the one to use, behind a gate.",
    epilog=examples(
        "credscore promote rules_additive",
        "credscore score article.txt --model models:/credscore@champion",
    ),
)
@click.argument("run", metavar="RUN")
@click.option("--name", default="credscore", show_default=True, metavar="NAME", help="Of the registered model.")
@click.option("--alias", default="champion", show_default=True, metavar="ALIAS", help="That the model gets.")
@click.option("--force", metavar="REASON", help="Promote it although the gate refuses; the reason is kept.")
@STORE
@EXPERIMENT
def command(
    run: str, *, name: str, alias: str, force: str | None, tracking_uri: str | None, experiment: str | None
) -> None:
    """Registers a run's model and gives it the alias, unless it is worse than the model that has it.

    RUN is the id or the name of a run; a name means its latest finished run. A refusal says why and ends with
    status 2. Needs the extra credscore[mlflow].
    """
    done = promote(run, name=name, alias=alias, force=force, tracking_uri=tracking_uri, experiment=experiment)
    for refusal in done.verdict.refusals:
        click.echo(f"The gate refused: {refusal}")
    click.echo(f"{done.name} version {done.version} is {done.alias} now: --model {done.address}")
