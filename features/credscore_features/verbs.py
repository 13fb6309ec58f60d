"""The forms of an English verb: regular by rule, irregular from ``irregular_verbs.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_VOWEL_Y = re.compile(r"[aeiou]y$")
_HISSING = re.compile(r"(?:s|x|z|ch|sh|[^aeiou]o)$")


@cache
def _irregular() -> dict[str, list[str]]:
    return tomllib.loads(files("credscore_features").joinpath("irregular_verbs.toml").read_text("utf-8"))


@cache
def forms(verb: str) -> tuple[str, ...]:
    """Every form of a verb, base first.

    >>> forms("deny")
    ('deny', 'denies', 'denying', 'denied')
    >>> forms("say")
    ('say', 'says', 'saying', 'said')
    """
    irregular = _irregular().get(verb)
    if irregular is not None:
        return (verb, *irregular)
    if verb.endswith("y") and not _VOWEL_Y.search(verb):
        return verb, f"{verb[:-1]}ies", f"{verb}ing", f"{verb[:-1]}ied"
    third = f"{verb}es" if _HISSING.search(verb) else f"{verb}s"
    stem = verb.removesuffix("e") if not verb.endswith(("ee", "oe", "ye")) else verb
    return verb, third, f"{stem}ing", f"{stem}ed" if not verb.endswith("ee") else f"{verb}d"


@cache
def irregular_pasts() -> frozenset[str]:
    """Past tenses and participles of the irregular verbs, without those of "be".

    >>> {"wrote", "written"} <= irregular_pasts(), "write" in irregular_pasts()
    (True, False)
    """
    return frozenset(past for verb, others in _irregular().items() if verb != "be" for past in others[2:])
