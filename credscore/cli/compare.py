"""``credscore compare``: runs side by side, and whether they differ at all."""

from __future__ import annotations

from pathlib import Path

import click

from credscore.cli.options import EXPERIMENT, STORE, examples
from credscore.tracking import compare


@click.command(
    short_help="Puts runs side by side: is the difference real?",
    epilog=examples(
        "credscore compare rules_linear rules_additive",
        "credscore compare rules_linear rules_additive --out comparison.png",
    ),
)
@click.argument("runs", nargs=-1, required=True, metavar="RUN RUN...")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Draw it too: a .png or an .html file.")
@click.option(
    "--resamples", type=click.IntRange(min=1), default=500, show_default=True, metavar="N", help="Of the paired tests."
)
@STORE
@EXPERIMENT
def command(
    runs: tuple[str, ...], *, out: Path | None, resamples: int, tracking_uri: str | None, experiment: str | None
) -> None:
    """Puts runs side by side: figures with intervals, what differs in their settings, and paired tests.

    RUN is the id or the name of a run; a name means its latest finished run. The tests ask whether a difference on
    the same passages could be chance. Needs the extra credscore[mlflow].
    """
    from rich.console import Console  # noqa: PLC0415 - --help has no use for it

    found = compare(runs, tracking_uri=tracking_uri, experiment=experiment, resamples=resamples)
    found.show(Console())
    if out is not None:
        found.save(out)
