"""The model as MLflow serves it. MLflow copies this file beside the model and runs it there (models from code).

Input: a frame with one column of texts, or a list of texts, n of them. Output: a frame with n rows and the columns
``support``, ``support_low``, ``support_high``, ``transparency``, ``transparency_low``, ``transparency_high`` (points,
0 to 100, missing where nothing can be scored) and ``abstained`` (the reason, or missing).
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from mlflow.models import set_model
from mlflow.pyfunc.model import PythonModel

import credscore
from credscore.contract import Score


class CredscoreModel(PythonModel):
    """Scores texts with the model file that lies beside it."""

    def load_context(self, context: Any) -> None:
        """Loads the model once."""
        self.scorer = credscore.load(context.artifacts["model"])

    # MLflow reads the hint of model_input: a frame is the one that leaves the logged signature as it is.
    def predict(self, context: Any, model_input: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:  # noqa: ARG002
        """One row of scores a text."""
        texts = model_input.iloc[:, 0] if isinstance(model_input, pd.DataFrame) else model_input
        rows = [self._score(text).to_dict() for text in texts]
        return pd.DataFrame(rows, columns=list(Score().to_dict()))

    def _score(self, text: object) -> Score:
        if not isinstance(text, str) or not text.strip():
            return Score(abstained="too_short")
        return self.scorer.score(text).score


set_model(CredscoreModel())
