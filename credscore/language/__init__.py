"""Text to a spaCy Doc with sentences, annotations and findings on it."""

from credscore.language.ahead import read
from credscore.language.pipeline import annotate, build

__all__ = ["annotate", "build", "read"]
