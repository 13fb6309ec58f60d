"""The command line: one module a command, imported when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from credscore import __version__
from credscore.choices import unknown
from credscore.cli.errors import ClosedError, status_of
from credscore.cli.options import examples

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    "score",
    "explain",
    "features",
    "outlets",
    "drift",
    "model",
    "evaluate",
    "check",
    "train",
    "compare",
    "promote",
)


class Commands(click.Group):
    """Finds a command in the module of its name; turns errors into one line and a status."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Commands in the order in which somebody meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Imports the command's module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"credscore.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Names the nearest command where there is none of that name."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise click.UsageError(unknown("command", args[0], COMMANDS), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Keeps a closed pipe from click, which would take it for an error of its own."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ClosedError from error

    def main(  # type: ignore[override] # click overloads it for its own modes; ours is always the same
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> None:
        """Runs the command and ends the process with 0 (clean), 1 (findings) or 2 (an error); alone, it helps."""
        args = list(sys.argv[1:] if args is None else args) or ["--help"]
        options = extra | {"standalone_mode": False}
        sys.exit(status_of(lambda: super(Commands, self).main(args, prog_name or "credscore", **options)))


@click.group(
    name="credscore",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "credscore score article.txt",
        "credscore score news/ --format html --out report.html",
        "credscore explain article.txt",
        "credscore features",
    ),
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Shows how well the claims of news text are supported and how openly they are sourced, span by span.

    The exit status is 0 where all is clean, 1 where findings reach --fail-on, 2 after an error of use or input.
    """
