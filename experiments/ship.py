"""Makes a run's model the one that ships: ``model.json`` and its card, in the package.

Usage: python experiments/ship.py [RUN]      (default: rules_wording; the store is that of MLFLOW_TRACKING_URI)
"""

from __future__ import annotations

import sys
from dataclasses import replace

from credscore import __version__
from credscore.model import ScoringModel
from credscore.model.scoring_model import SHIPPED
from credscore.tracking import resolve
from credscore.tracking.card import card
from credscore.tracking.runs import find
from credscore.tracking.store import connected


def main(run: str = "rules_wording") -> None:
    """Fetches the model of the latest finished run of that name, and writes it and its card."""
    with connected() as flow:
        found = find(flow, run)
    model = replace(ScoringModel.load(resolve(found.id)), name="credscore")
    path = model.save(SHIPPED)
    SHIPPED.with_name("MODEL_CARD.md").write_text(card(model), "utf-8")
    print(f"{path.name} {model.info.version} (credscore {__version__}), {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
