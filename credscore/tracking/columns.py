"""Columns of graded passages, measured once for several experiments: measuring costs far more than fitting."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

import credscore.language
import credscore_features
from credscore.contract import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from credscore.tracking.graded import Graded
    from credscore.tracking.setup import Setup

SOURCES = (credscore.language, credscore_features)
"""Packages whose files decide what is measured."""


class Columns:
    """Measures, and remembers what it measured.

    Args:
        folder: tables are kept there as Parquet, for other processes; None keeps them in this one alone. A table is
            found again only where passages, annotations, annotator and the code that measures are the same.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._held: dict[str, pd.DataFrame] = {}

    def of(self, setup: Setup, data: Graded, step: Callable[[], object]) -> pd.DataFrame:
        """The columns of an experiment's features, (n, p).

        Args:
            setup: of the experiment.
            data: one of its parts.
            step: called after each passage that is measured.
        """
        key = _key(setup, data)
        names = [column.name for column in setup.columns]
        found = self._found(key)
        if found is None or not set(names) <= set(found.columns):
            found = _measured(setup, data, step)
            self._keep(key, found)
        return found[names]

    def _found(self, key: str) -> pd.DataFrame | None:
        if key not in self._held and self.folder is not None and (file := self.folder / f"{key}.parquet").is_file():
            self._held[key] = pd.read_parquet(file)
        return self._held.get(key)

    def _keep(self, key: str, table: pd.DataFrame) -> None:
        self._held[key] = table
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / f".{key}.part"
            table.to_parquet(part, index=False)
            part.replace(self.folder / f"{key}.parquet")


def _measured(setup: Setup, data: Graded, step: Callable[[], object]) -> pd.DataFrame:
    from credscore.scoring import FeatureTable  # noqa: PLC0415 - brings spaCy, which some kinds do without

    families = [feature.name for feature in setup.features]
    reader = setup.annotator or RULES.name
    table: pd.DataFrame = FeatureTable(families=families, annotator=reader, progress=lambda _: step()).fit_transform(
        data.texts
    )
    return table


def _key(setup: Setup, data: Graded) -> str:
    """Digest of all that the numbers hang on."""
    told = [
        *data.table["id"],
        data.sha256,
        str(setup.measured_by.to_dict()),
        *sorted(setup.kept.values()),
        *(f"{name} {number}" for name, number in sorted(setup.versions.items())),
        _code(),
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]


def _code() -> str:
    """Digest of the source and data files of the packages that measure."""
    total = hashlib.sha256()
    for package in SOURCES:
        root = Path(str(package.__file__)).parent
        for file in sorted(root.rglob("*")):
            if file.suffix in {".py", ".toml"}:
                total.update(f"{file.relative_to(root)}\n".encode() + file.read_bytes())
    return total.hexdigest()
