"""What to say where a name is none of the known ones: the value, the nearest known name, and the choices."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def hint(value: str, choices: Iterable[str]) -> str:
    """The nearest choice as a question, with a space before it; nothing where none is near.

    >>> hint("hedgin", ["attribution", "hedging"])
    " Did you mean 'hedging'?"
    """
    near = get_close_matches(value.lower(), list(choices), n=1, cutoff=0.6)
    return f" Did you mean {near[0]!r}?" if near else ""


def unknown(what: str, value: object, choices: Iterable[str]) -> str:
    """One sentence or two that name the thing, the value and the choices.

    >>> unknown("severity", "warn", ["suggestion", "warning", "error"])
    "There is no severity 'warn'. Did you mean 'warning'? Choices: suggestion, warning, error."
    """
    known = list(choices)
    return f"There is no {what} {value!r}.{hint(str(value), known)} Choices: {', '.join(known)}."
