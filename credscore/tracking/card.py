"""The model card, written from what the model's own file says (Mitchell et al. 2019, Model cards)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from credscore.contract import GRADES
from credscore.corpora import get
from credscore.evaluation import MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from credscore.model import ScoringModel

SHOWN = ("spearman", "kappa", "rps", "skill", "calibration_error", "mae", "coverage", "width")
PARTS = {"cv": "cross-validated on train, grouped by outlet, article and near-duplicate text", "dev": "dev"}


def card(model: ScoringModel, further: str = "") -> str:
    """The card of a model that ``credscore train`` made, in Markdown.

    Args:
        model: made by a run.
        further: sections about what was tested besides, in Markdown; between the figures and the known failures.

    Raises:
        KeyError: the model does not say what it was made from.
    """
    loader = Environment(  # noqa: S701 - Markdown, and every value is ours
        loader=PackageLoader("credscore.tracking", "."), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    facts = model.facts
    return loader.get_template("card.md.j2").render(
        model=model.info,
        annotator=model.annotator,
        facts={"annotations": {}} | dict(facts),
        parts=[(said, _rows(facts["figures"][part])) for part, said in PARTS.items() if part in facts["figures"]],
        margins=model.margins,
        corpus=get(facts["data"]["train"]["name"].partition(":")[0]) if ":" in facts["data"]["train"]["name"] else None,
        columns=len(model.columns),
        worded=any(getattr(m, "words", None) is not None for m in model.grades.values()),
        grades=GRADES,
        further=further,
    )


def _rows(figures: Mapping[str, Any]) -> list[list[str]]:
    return [
        [f"{name}: {MEASURES[name].summary}", *(_interval(figures[grade][name]) for grade in GRADES)] for name in SHOWN
    ]


def _interval(figure: Sequence[float]) -> str:
    value, low, high = figure
    return f"{value:.3f} ({low:.3f} to {high:.3f})"
