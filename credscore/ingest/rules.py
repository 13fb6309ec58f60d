"""The rules of ``blocks.toml``: how a paragraph shows by its words that it is no running text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore.article import BlockKind

At: TypeAlias = Literal["start", "whole", "end", "anywhere"]
KINDS: tuple[BlockKind, ...] = ("correction", "byline", "caption", "boilerplate")
"""Kinds that have rules, in the order in which they are tried."""

_PART = re.compile(r"\{([a-z_]+)\}")
_SHAPES: Mapping[At, str] = {
    "start": "{}",
    "whole": r"(?:{})\Z",
    "end": r"(?:{})\s*\Z",
    "anywhere": "{}",
}
_END = 200
"""Rules about the end of a paragraph see so many characters of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; the keys are explained in ``blocks.toml``."""

    name: str
    kind: BlockKind
    at: At = "start"
    words: int = 40
    weight: float = 1.0
    unstopped: bool = False
    opens: bool = False
    pattern: re.Pattern[str]

    def holds(self, paragraph: str, *, words: int, stopped: bool) -> bool:
        """Whether the paragraph, which has so many words, shows this."""
        if words > self.words or (self.unstopped and stopped):
            return False
        if self.at in {"start", "whole"}:
            return self.pattern.match(paragraph) is not None
        return self.pattern.search(paragraph, max(0, len(paragraph) - _END) if self.at == "end" else 0) is not None


@cache
def rules() -> Mapping[BlockKind, tuple[Rule, ...]]:
    """The rules of each kind."""
    data = tomllib.loads(files(__package__).joinpath("blocks.toml").read_text("utf-8"))
    made = [_rule(table, data["part"]) for table in data["rule"]]
    return {kind: tuple(rule for rule in made if rule.kind == kind) for kind in KINDS}


def _rule(table: dict[str, Any], parts: Mapping[str, str]) -> Rule:
    choices = "|".join(f"(?:{_PART.sub(lambda m: parts[m[1]], p)})" for p in table["patterns"])
    shape = _SHAPES[table.get("at", "start")].replace("{}", choices)
    keys = ("name", "kind", "at", "words", "weight", "unstopped", "opens")
    return Rule(
        pattern=re.compile(shape, 0 if table.get("case") else re.IGNORECASE),
        **{key: table[key] for key in keys if key in table},
    )
