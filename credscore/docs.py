"""Writes the pages of ``docs/`` that the code itself can say: commands, features, settings, the report's fields.

``python -m credscore.docs`` writes them, ``python -m credscore.docs --check`` tells which are out of date.
"""

from __future__ import annotations

import inspect
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from credscore import config
from credscore.cli import COMMANDS, main
from credscore.cli.errors import complain
from credscore.cli.features import markdown
from credscore.report import formats, schema
from credscore_features.builtin import discover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

FOLDER = Path(__file__).parent.parent / "docs"
_WIDTH = 96
_NOTE = "<!-- Written by `python -m credscore.docs`; edit the code that it is read from. -->"


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {name: f"{_NOTE}\n\n" + "\n".join(make()).rstrip() + "\n" for name, make in _PAGES.items()}


def stale(folder: Path) -> list[str]:
    """Names of the pages in the folder that are missing or say something else than the code."""
    return [name for name, text in pages().items() if _read(folder / name) != text]


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


def _commands() -> Iterator[str]:
    yield from ("# The command line", "")
    names = main.context_settings["help_option_names"]
    top = click.Context(main, info_name="credscore", terminal_width=_WIDTH, help_option_names=names)
    yield from _help("credscore", main, top)
    for name in COMMANDS:
        command = main.get_command(top, name)
        if command is not None:
            context = click.Context(command, info_name=name, parent=top, terminal_width=_WIDTH)
            yield from _help(f"credscore {name}", command, context)


def _help(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    yield from (f"## `{name}`", "", "```", *command.get_help(context).splitlines(), "```", "")


def _features() -> Iterator[str]:
    yield from (
        "# Features",
        "",
        "What is found and measured. A column is one number a passage; *better* says which direction is certain,",
        "and `neither` where the sign does not hold over corpora. `credscore features` prints the same.",
        "",
        markdown(sorted(discover(), key=lambda feature: feature.name)),
    )


def _settings() -> Iterator[str]:
    _, _, example = inspect.cleandoc(config.__doc__ or "").partition("A file with every key::")
    yield from (
        "# Settings",
        "",
        "They are read from `credscore.toml` or from `[tool.credscore]` of a `pyproject.toml`: the first that is",
        "found from the working directory upwards, or the one that `--config` names. Options go before settings.",
        "In a `pyproject.toml` the tables are called `[tool.credscore.features]` and so on. An unknown key or an",
        "impossible value is an error that names the choices.",
        "",
        "A `credscore.toml` with every key:",
        "",
        "```toml",
        textwrap.dedent(example).strip(),
        "```",
        "",
    )
    yield from ("## What each does", "")
    for kind in (config.Config, config.Limits):
        yield from _attributes(kind)


def _attributes(kind: type) -> Iterator[str]:
    """The ``Attributes:`` of a docstring as a list."""
    _, _, listed = inspect.cleandoc(kind.__doc__ or "").partition("Attributes:\n")
    for entry in textwrap.dedent(listed).replace("\n    ", " ").splitlines():
        name, _, said = entry.partition(": ")
        if name and name != "file":  # where the settings were read is no key
            yield f"- `{name}`: {said.replace('``', '`')}"


def _report() -> Iterator[str]:
    whole = schema()
    yield from (f"# The report: `{whole['title']}`", "", whole["description"], "")
    yield from (
        "`credscore score FILE --format json` prints one such document for one article and an array for several;",
        "`--format jsonl` prints one a line. In Python it is `Report.to_dict()`. The JSON schema is",
        "`credscore/report/report.schema.json`, and `credscore.report.schema()` returns it.",
        "",
        "## Document",
        "",
        *_fields(whole),
    )
    for name, part in whole["properties"].items():
        if "properties" in part:
            yield from (f"## {name}", "", *_fields(part))
    for name, part in whole["$defs"].items():
        if "properties" in part:
            yield from (f"## {name}", "", *_fields(part))
    yield from ("## Other formats", "", "| format | suffix | what it is |", "| --- | --- | --- |")
    yield from (f"| `{f.name}` | `{f.suffix}` | {f.summary} |" for f in formats().values())


def _fields(part: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| field | type | what it says |", "| --- | --- | --- |")
    always = set(part.get("required", ()))
    for name, value in part["properties"].items():
        optional = "" if name in always else " (not always there)"
        yield f"| `{name}` | {_type(value, name)}{optional} | {_said(value)} |"
    yield ""


def _type(value: Mapping[str, Any], name: str = "") -> str:
    if "$ref" in value:
        target = value["$ref"].rpartition("/")[2]
        found = schema()["$defs"][target]
        return f"[{target}](#{target})" if "properties" in found else _type(found, target)
    if "properties" in value and name in schema()["properties"]:
        return f"[{name}](#{name})"
    if "const" in value or "enum" in value:
        choices = value["enum"] if "enum" in value else [value["const"]]
        return ", ".join(f"`{'null' if c is None else c}`" for c in choices)
    return _plain_type(value)


def _plain_type(value: Mapping[str, Any]) -> str:
    kinds = [value["type"]] if isinstance(value["type"], str) else value["type"]
    if kinds == ["array"]:
        items = value.get("items") or value["prefixItems"][0]
        return f"array of {_type(items)}"
    if kinds == ["object"] and isinstance(value.get("additionalProperties"), dict):
        return f"object of {_type(value['additionalProperties'])}"
    if kinds == ["object"]:
        return "object of " + ", ".join(f"`{n}`: {_type(v)}" for n, v in value["properties"].items())
    return " or ".join(kinds)


def _said(value: Mapping[str, Any]) -> str:
    found = schema()["$defs"][value["$ref"].rpartition("/")[2]] if "$ref" in value else {}
    said: str = value.get("description") or found.get("description", "")
    return said


_PAGES: Mapping[str, Callable[[], Iterator[str]]] = {
    "cli.md": _commands,
    "configuration.md": _settings,
    "features.md": _features,
    "report.md": _report,
}


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; end with status 1 where a page is out of date.")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, help="Where the pages lie.")
def command(*, check: bool, folder: Path) -> None:
    """Writes the generated pages, or checks that they say what the code says."""
    if check:
        old = stale(folder)
        for name in old:
            complain(f"{folder.name}/{name} is out of date: run python -m credscore.docs")
        raise SystemExit(1 if old else 0)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    command()
