"""The built-in features: every folder beside this file that holds a ``FEATURE``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credscore_features.feature import Feature


def discover() -> list[Feature]:
    """Imports each folder beside this file and returns its ``FEATURE``."""
    folders = sorted(path.parent.name for path in Path(__file__).parent.glob("*/__init__.py"))
    return [import_module(f"credscore_features.{name}").FEATURE for name in folders]
