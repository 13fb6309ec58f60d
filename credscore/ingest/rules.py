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
TAIL = 140
"""Rules about the end of a paragraph see so many characters of it."""

LONGEST = 300
"""No rule is about longer paragraphs."""

_PART = re.compile(r"\{([a-z]+)\}")
_ENDS: Mapping[At, str] = {"start": "", "whole": r"\Z", "end": r"\s*\Z", "anywhere": ""}


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
    unless: re.Pattern[str] | None = None

    def holds(self, paragraph: str, *, stopped: bool) -> bool:
        """Whether a paragraph of no more words than the rule allows shows this."""
        if (self.unstopped and stopped) or not self._matches(paragraph):
            return False
        return self.unless is None or self.unless.search(paragraph) is None

    def _matches(self, paragraph: str) -> bool:
        if self.at in {"start", "whole"}:
            return self.pattern.match(paragraph) is not None
        start = max(0, len(paragraph) - TAIL) if self.at == "end" else 0
        return self.pattern.search(paragraph, start) is not None


@cache
def _all_rules() -> tuple[Rule, ...]:
    data = tomllib.loads(files(__package__).joinpath("blocks.toml").read_text("utf-8"))
    return tuple(_rule(table, data["part"]) for table in data["rule"])


def rules(words: int) -> Mapping[BlockKind, tuple[Rule, ...]]:
    """The rules of each kind for a paragraph of so many words, those that decide alone first."""
    return _rules(min(words, LONGEST))


@cache
def _rules(words: int) -> Mapping[BlockKind, tuple[Rule, ...]]:
    fit = sorted((rule for rule in _all_rules() if words <= rule.words), key=lambda rule: -rule.weight)
    found = {kind: tuple(rule for rule in fit if rule.kind == kind) for kind in KINDS}
    return {kind: some for kind, some in found.items() if some}


def _rule(table: dict[str, Any], parts: Mapping[str, str]) -> Rule:
    flags = re.NOFLAG if table.get("case") else re.IGNORECASE
    pattern = _any_of(table["patterns"], parts) + _ENDS[table.get("at", "start")]
    unless = table.get("unless")
    keys = ("name", "kind", "at", "words", "weight", "unstopped", "opens")
    return Rule(
        pattern=re.compile(pattern, flags),
        unless=re.compile(_any_of(unless, parts), flags) if unless else None,
        **{key: table[key] for key in keys if key in table},
    )


def _any_of(patterns: list[str], parts: Mapping[str, str]) -> str:
    filled = (_PART.sub(lambda name: parts[name[1]], pattern) for pattern in patterns)
    return f"(?:{'|'.join(filled)})"
