"""``credscore model``: which model scores, what it was made from, and its figures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from credscore.cli.options import ANNOTATOR, CONFIG, MODEL, examples, format_of
from credscore.cli.scorer import overridden
from credscore.config import load_config
from credscore.language.annotator import DEFAULT_ANNOTATOR, kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credscore.config import Config


@click.command(
    short_help="Shows the card of the model that scores.",
    epilog=examples("credscore model", "credscore model --model models:/credscore@champion --format json"),
)
@format_of("text", "json")
@MODEL
@ANNOTATOR
@CONFIG
def command(**given: Any) -> None:
    """Shows the card of the model that scores: name, version, digest, what it was made from and its figures."""
    card = _card(overridden(load_config(given["config"]), given))
    click.echo(
        json.dumps(card, indent=2, ensure_ascii=False) if given["format_"] == "json" else "\n".join(_lines(card))
    )


def _card(settings: Config) -> dict[str, Any]:
    from credscore.model import ScoringModel, shipped  # noqa: PLC0415 - imports numpy, which --help has no use for

    if settings.model is None:
        model = ScoringModel.load(shipped(kind(settings.annotator or DEFAULT_ANNOTATOR)))
    else:
        from credscore.tracking import resolve  # noqa: PLC0415 - of use for addresses only

        model = ScoringModel.load(resolve(settings.model))
    return model.info.to_dict() | {"annotator": model.annotator.to_dict()} | dict(model.facts)


def _lines(card: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Names and values, a table in a table further in."""
    for name, value in card.items():
        if isinstance(value, dict):
            yield f"{indent}{name}:"
            yield from _lines(value, indent + "  ")
        else:
            shown = ", ".join(map(str, value)) if isinstance(value, list) else value
            yield f"{indent}{name}: {round(shown, 4) if isinstance(shown, float) else shown}"
