"""Text to a spaCy Doc with sentences and findings on it."""

from credscore.language.pipeline import annotate, build

__all__ = ["annotate", "build"]
