"""Which corpora there are: files, origin, licence, citation. The list itself is ``corpora.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from credscore.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

Format: TypeAlias = Literal["jsonl", "json", "conllu"]
LIST = Path(__file__).with_name("corpora.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A corpus, described; its text is not here.

    Attributes:
        name: unique.
        about: what it holds, one line.
        parts: file by part (``train``, ``dev``, ``all``), relative to the folder of the corpora.
        origin: public address it can be had from.
        licence: as its makers state it.
        citation: the paper that describes it.
        format: of its files; ``.gz`` is unpacked while reading.
    """

    name: str
    about: str
    parts: Mapping[str, str]
    origin: str
    licence: str
    citation: str
    format: Format = "jsonl"

    def file(self, part: str) -> str:
        """Name of the file of a part.

        Raises:
            ConfigError: the corpus has no such part.
        """
        if part not in self.parts:
            raise ConfigError(f"Corpus {self.name!r} has no part {part!r}. Its parts: {', '.join(self.parts)}.")
        return self.parts[part]


@cache
def registry() -> Mapping[str, Corpus]:
    """All corpora by name, in the order of the list."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return {name: Corpus(name=name, **fields) for name, fields in listed.items()}


def get(name: str) -> Corpus:
    """The corpus of that name.

    Raises:
        ConfigError: there is none; the message lists those there are.
    """
    if name not in registry():
        raise ConfigError(f"There is no corpus {name!r}. Known corpora: {', '.join(registry())}.")
    return registry()[name]
