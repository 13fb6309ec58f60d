"""Options that several commands share, and the types of their values."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from credscore.choices import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MODEL = click.option(
    "--model",
    metavar="MODEL",
    help="A folder, an MLflow run or a registered model (models:/credscore@champion); by default the built-in one.",
)
CONFIG = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Settings; by default credscore.toml or [tool.credscore] of pyproject.toml, here or in a folder above.",
)

ANNOTATOR = click.option(
    "--annotator",
    metavar="ANNOTATOR",
    help="What reads the texts: encoder, rules, or the folder of an encoder; by default what the model was made with.",
)
THREADS = click.option(
    "--threads", type=click.IntRange(min=1), metavar="N", help="That the encoder may use; by default one."
)
NO_COLOR = click.option(
    "--no-color",
    is_flag=True,
    callback=lambda _ctx, _param, value: value or bool(os.environ.get("NO_COLOR")),  # no-color.org: any text will do
    help="No colours and no bars; also where NO_COLOR is set.",
)
STORE = click.option(
    "--tracking-uri",
    metavar="URI",
    help="Of the MLflow store; by default MLFLOW_TRACKING_URI, else sqlite:///mlflow.db here.",
)
EXPERIMENT = click.option(
    "--experiment", metavar="NAME", help="Of the MLflow experiment that holds the runs; by default credscore."
)


def examples(*commands: str) -> str:
    """What stands below a command's options."""
    return "\b\nExamples:\n" + "\n".join(f"  {command}" for command in commands)


def one_of(what: str, choices: Callable[[], Iterable[str]]) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """A callback that refuses a value which is none of the choices, naming the nearest."""

    def check(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is not None and value not in (known := tuple(choices())):
            raise click.BadParameter(unknown(what, value, known), ctx, param)
        return value

    return check


def listed(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """A callback for an option that may be given several times, or once with commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def format_of(*names: str) -> Callable[[Any], Any]:
    """The option ``--format`` of a command that has its own formats; the first is its default."""
    return click.option(
        "--format",
        "format_",
        default=names[0],
        show_default=True,
        metavar="FORMAT",
        callback=one_of("format", lambda: names),
        help=f"{', '.join(names[:-1])} or {names[-1]}.",
    )
