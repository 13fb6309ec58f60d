"""``credscore features``: what is found and measured, as the features themselves say it."""

from __future__ import annotations

import json
import shutil
import textwrap
from typing import TYPE_CHECKING, Any

import click

from credscore.cli.options import examples, format_of
from credscore_features import features

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from credscore_features import Column, Feature

_NEEDS = "Left out where rules read alone: it needs an annotator"
_BETTER = {"higher": "higher is better", "lower": "lower is better", "neither": ""}


def markdown(listed: Iterable[Feature]) -> str:
    """A heading and a table a family."""
    return "\n".join(line for feature in listed for line in _section(feature))


def _section(feature: Feature) -> Iterator[str]:
    yield from (f"## {feature.name}", "", feature.summary, "", f"Source: {feature.source}", "")
    if feature.needs_annotation:
        yield from (f"{_NEEDS}.", "")
    if feature.kinds:
        yield from ("Finds: " + ", ".join(f"`{kind}`" for kind in feature.kinds) + ".", "")
    if feature.columns:
        yield from ("| column | unit | better | what it says |", "| --- | --- | --- | --- |")
        yield from (f"| `{c.name}` | {c.unit} | {c.better} | {_cell(c.summary)} |" for c in feature.columns)
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _json(listed: Iterable[Feature]) -> str:
    return json.dumps([_document(feature) for feature in listed], indent=2, ensure_ascii=False)


def _document(feature: Feature) -> dict[str, Any]:
    return {
        "name": feature.name,
        "summary": feature.summary,
        "source": feature.source,
        "needs_annotation": feature.needs_annotation,
        "finds": list(feature.kinds),
        "columns": [
            {
                "name": c.name,
                "unit": c.unit,
                "better": c.better,
                "summary": c.summary,
                "evidence": list(c.evidence),
            }
            for c in feature.columns
        ],
    }


def _table(listed: Iterable[Feature]) -> str:
    width = max(60, min(110, shutil.get_terminal_size().columns))
    return "\n".join(line for feature in listed for line in _family(feature, width)).rstrip()


def _family(feature: Feature, width: int) -> Iterator[str]:
    yield from textwrap.wrap(f"{feature.name}: {feature.summary}", width)
    yield from textwrap.wrap(f"Source: {feature.source}", width, initial_indent="  ", subsequent_indent="  ")
    if feature.needs_annotation:
        yield f"  {_NEEDS}"
    if feature.kinds:
        finds = f"Finds: {', '.join(feature.kinds)}"
        yield from textwrap.wrap(finds, width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    for column in feature.columns:
        yield f"  - {column.name} ({_unit(column)})"
        yield from textwrap.wrap(column.summary, width, initial_indent=" " * 6, subsequent_indent=" " * 6)
    yield ""


def _unit(column: Column) -> str:
    return "; ".join(part for part in (column.unit, _BETTER[column.better]) if part)


_FORMATS: Mapping[str, Callable[[Iterable[Feature]], str]] = {
    "table": _table,
    "json": _json,
    "markdown": markdown,
}


@click.command(
    short_help="Lists what is found and measured.",
    epilog=examples("credscore features", "credscore features --format markdown"),
)
@format_of(*_FORMATS)
def command(format_: str) -> None:
    """Lists every family of features: what it finds, the columns that it measures, and where it comes from.

    Families that need an annotator say so; with --annotator rules they are left out.

    Families of other people's packages are among them (entry points in the group credscore.features).
    """
    click.echo(_FORMATS[format_](features()))
