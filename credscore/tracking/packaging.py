"""A fitted model as MLflow keeps it: the model file, the code that serves it, signature, example, requirements."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd

from credscore import __version__
from credscore.contract import RULES, Score

if TYPE_CHECKING:
    from types import ModuleType

    from credscore.model import ScoringModel

CODE = Path(__file__).with_name("pyfunc_model.py")
NAME = "model"
"""Of the logged model within its run: ``runs:/<id>/model``."""
PINNED = ("mlflow", "numpy", "pandas", "spacy", "textstat")
"""What a served score hangs on beside credscore itself."""
READ_BY = ("onnxruntime", "tokenizers")
"""Likewise where an encoder reads."""
EXAMPLES = (
    "The harbour board voted 6 to 2 on Tuesday to close the east quay, according to the minutes that it published.",
    "Insiders whisper that everyone at the ministry has known for years, and nobody will ever dare to say it aloud.",
)


def log_model(flow: ModuleType, model: ScoringModel) -> str:
    """Logs the model to the active run; returns MLflow's id of it."""
    with TemporaryDirectory() as folder:
        logged = flow.pyfunc.log_model(
            name=NAME,
            python_model=str(CODE),
            artifacts={"model": str(model.save(Path(folder) / "model.json"))},
            signature=signature(),
            input_example=example(),
            pip_requirements=requirements(model),
        )
    return str(logged.model_id)


def example() -> pd.DataFrame:
    """One column of texts."""
    return pd.DataFrame({"text": list(EXAMPLES)})


def requirements(model: ScoringModel) -> list[str]:
    """Exact versions; given, since MLflow takes ten seconds to guess them."""
    packages = PINNED if model.annotator == RULES else (*PINNED, *READ_BY)
    return [f"credscore=={__version__}", *(f"{package}=={version(package)}" for package in packages)]


def signature() -> Any:
    """One column of texts to the columns of a score."""
    from mlflow.models import ModelSignature  # noqa: PLC0415 - MLflow is imported where a run is logged
    from mlflow.types import ColSpec, Schema  # noqa: PLC0415

    names = list(Score().to_dict())
    return ModelSignature(
        inputs=Schema([ColSpec("string")]),
        outputs=Schema(
            [ColSpec("string" if name == "abstained" else "double", name, required=False) for name in names]
        ),
    )
