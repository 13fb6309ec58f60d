"""Texts to readings, annotated and with findings; and the same as a spaCy pipeline."""

from credscore.language.ahead import findings_of, read
from credscore.language.pipeline import build

__all__ = ["build", "findings_of", "read"]
