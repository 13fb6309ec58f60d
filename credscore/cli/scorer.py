"""The scorer that the settings and the options of a command ask for."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from credscore.cli.errors import complain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore.config import Config
    from credscore.scoring import Scorer

OPTIONS = ("model", "annotator", "threads", "fail_on")
"""Settings that an option of the same name goes before."""


def overridden(settings: Config, given: Mapping[str, Any]) -> Config:
    """What the file says, and over it what the command line says."""
    return replace(settings, **{name: given[name] for name in OPTIONS if given.get(name) is not None})


def scorer_of(settings: Config) -> Scorer:
    """Loads it; what speaks against its model and annotator going together is told on standard error."""
    from credscore import load  # noqa: PLC0415 - imports spaCy, which --help has no use for

    with warnings.catch_warnings(record=True) as doubts:
        warnings.simplefilter("always", UserWarning)
        scorer = load(settings.model, config=settings)
    for doubt in doubts:
        complain(doubt.message)
    return scorer
