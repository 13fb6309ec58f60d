"""Graded passages: what experiments are trained and measured on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from credscore import corpora
from credscore.contract import GRADES, Grade
from credscore.corpora.folder import located
from credscore.errors import ConfigError, InputError
from credscore.evaluation import groups

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from credscore.evaluation.metrics import Array


@dataclass(frozen=True)
class Graded:
    """n graded passages and where they come from.

    Attributes:
        name: ``corpus:part`` or a file's name, as the experiment says it.
        origin: public address of the corpus, or the file's name.
        sha256: of the file.
        table: columns ``id``, ``text``, ``source``, ``article``, ``corpus``, ``support``, ``transparency``; n rows.
    """

    name: str
    origin: str
    sha256: str
    table: pd.DataFrame

    def __len__(self) -> int:
        return len(self.table)

    @property
    def texts(self) -> list[str]:
        """The passages."""
        return list(self.table["text"])

    @property
    def articles(self) -> list[str]:
        """Article of each passage."""
        return list(self.table["article"])

    @cached_property
    def grades(self) -> Mapping[Grade, Array]:
        """Gold grades 1 to 5, each (n,)."""
        return {grade: self.table[grade].to_numpy(float) for grade in GRADES}

    @cached_property
    def groups(self) -> NDArray[np.int64]:
        """Group of each passage, (n,): outlet, article and near-duplicate text."""
        return groups(self.texts, list(self.table["source"]), self.articles)


def graded(named: str, folder: Path, *, limit: int | None = None, seed: int = 0) -> Graded:
    """Reads graded passages.

    Args:
        named: ``corpus:part``, or a JSONL file relative to ``folder`` whose rows hold ``text``, ``support`` and
            ``transparency`` and may hold ``id``, ``source``, ``doc`` and ``corpus``.
        folder: of the experiment.
        limit: draw only so many of them.
        seed: of the draw.

    Raises:
        ConfigError: no such corpus or part, or the folder of the corpora is not set.
        InputError: a file or a row cannot be used; the message names both.
    """
    path, origin = _found(named, folder)
    rows = [_row(row, path, number) for number, row in enumerate(corpora.read(path), 1)]
    if not rows:
        raise InputError(f"{path} holds no passages.")
    table = pd.DataFrame(rows)
    if limit is not None and limit < len(table):
        chosen = np.sort(np.random.default_rng(seed).choice(len(table), size=limit, replace=False))
        table = table.iloc[chosen].reset_index(drop=True)
    return Graded(named, origin, corpora.digest(path), table)


def _found(named: str, folder: Path) -> tuple[Path, str]:
    corpus, colon, part = named.partition(":")
    if colon and not named.endswith(".jsonl"):
        listed = corpora.get(corpus)
        return located(listed, part), listed.origin
    path = folder / named
    if not path.is_file():
        raise ConfigError(
            f"There are no graded passages {named!r}: neither a file in {folder} nor a corpus and its part,"
            " for example passages:train."
        )
    return path, path.name


def _row(row: Mapping[str, Any], path: Path, number: int) -> dict[str, Any]:
    _check(isinstance(row.get("text"), str), path, number, "text", row, "a string")
    for grade in GRADES:
        _check(row.get(grade) in range(1, 6), path, number, grade, row, "a whole number from 1 to 5")
    name = str(row.get("id", number))
    return {
        "id": name,
        "text": row["text"],
        "source": str(row.get("source") or ""),
        "article": str(row.get("doc") or name),
        "corpus": str(row.get("corpus") or ""),
        **{grade: int(row[grade]) for grade in GRADES},
    }


def _check(fits: bool, path: Path, number: int, name: str, row: Mapping[str, Any], wanted: str) -> None:
    if not fits:
        raise InputError(f"{path} row {number}: {name} must be {wanted}, not {row.get(name)!r:.40}.")
