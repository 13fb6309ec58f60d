"""credscore: how well the claims of news text are supported and how openly they are sourced, span by span.

>>> import credscore
>>> scorer = credscore.load()
>>> report = scorer.score("The council voted 7 to 2 on Monday to close the pool, minutes of the meeting show.")
>>> report.to_dict()["schema"]
'credscore.report/1'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from credscore.article import Article
    from credscore.config import Config
    from credscore.contract import Report
    from credscore.scoring import FeatureTable, Scorer

__version__ = "0.1.0"
__all__ = ["Article", "Config", "FeatureTable", "Report", "Scorer", "__version__", "load"]

_HOMES = {
    "Article": "credscore.article",
    "Config": "credscore.config",
    "FeatureTable": "credscore.scoring",
    "Report": "credscore.contract",
    "Scorer": "credscore.scoring",
}


def load(
    model: str | Path | None = None, *, annotator: str | Path | None = None, config: Config | None = None
) -> Scorer:
    """A scorer, ready to use, offline.

    Args:
        model: None for the one that ships for the annotator; a model file or its folder; or, where MLflow is
            installed, ``models:/credscore@champion``, ``runs:/<id>`` or a run's id.
        annotator: what reads the texts: ``encoder`` (the one that ships), ``rules`` (word lists and rules alone), or
            the folder of another encoder. None for the one of the settings; else the one that the given model's
            columns were measured by; else the default one.
        config: settings; the defaults where not given (no file is searched for).

    Raises:
        credscore.errors.ConfigError: there is no such annotator.
        credscore.errors.ModelError: the model cannot be found, is damaged, or was made for rules where an encoder
            is to read, or the other way round.
    """
    from credscore.config import Config  # noqa: PLC0415 - `import credscore` stays light
    from credscore.language import annotator as annotators  # noqa: PLC0415
    from credscore.model import ScoringModel, shipped  # noqa: PLC0415
    from credscore.scoring import Scorer  # noqa: PLC0415

    settings = config or Config()
    scoring = None if model is None else ScoringModel.load(_path(model))
    fitting = annotators.DEFAULT_ANNOTATOR if scoring is None else scoring.annotator.kind
    choice = annotator or settings.annotator or fitting
    reader = annotators.load(choice, threads=settings.threads)
    return Scorer(scoring or ScoringModel.load(shipped(annotators.kind(choice))), settings, reader)


def _path(model: str | Path) -> Path:
    from credscore.tracking import resolve  # noqa: PLC0415 - imports MLflow for its addresses only

    return resolve(model)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
