"""Makes runs' models those that ship: a ``model.json`` and its card for each kind of annotator, in the package.

Usage: python experiments/ship.py [--card] [RUN]...    (default: both; the store is that of MLFLOW_TRACKING_URI)

The card of the model that the encoder reads for also says what was tested of it afterwards (``evidence.py``); with
``--card`` only the cards are written, from the models that ship.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from evidence import further

from credscore import __version__
from credscore.language.annotator import DEFAULT_ANNOTATOR
from credscore.model import ScoringModel, shipped
from credscore.tracking import resolve
from credscore.tracking.card import card
from credscore.tracking.runs import find
from credscore.tracking.store import connected

RUNS = ("encoder_splines", "rules_wording")
NAMES = {"encoder": "credscore", "rules": "credscore-rules"}


def ship(run: str) -> None:
    """Fetches the model of the latest finished run of that name, and writes it and its card where it belongs."""
    with connected() as flow:
        found = find(flow, run)
    model = ScoringModel.load(resolve(found.id))
    kind = model.annotator.kind
    model = replace(model, name=NAMES[kind])
    path = model.save(shipped(kind))
    write_card(kind)
    size = path.stat().st_size / 1e6
    print(f"{kind}: {model.name} {model.info.version} (credscore {__version__}), {size:.1f} MB")


def write_card(kind: str) -> None:
    """Writes the card of the model that ships for that kind of annotator."""
    path = shipped(kind)
    told = further() if kind == DEFAULT_ANNOTATOR else ""
    path.with_name("MODEL_CARD.md").write_text(card(ScoringModel.load(path), told), "utf-8")


def main(*given: str) -> None:
    """Ships each."""
    if given == ("--card",):
        for kind in NAMES:
            write_card(kind)
        return
    for run in given or RUNS:
        ship(run)


if __name__ == "__main__":
    main(*sys.argv[1:])
