"""What a cue's words say: which group of the cue file they belong to, whoever marked them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from credscore_features.cues import Cues, load
from credscore_features.reading import Reading


@cache
def _cues() -> Cues:
    return load(Path(__file__).with_name("cues.toml"))


@cache
def group_of(cue: str) -> str | None:
    """The group of the first phrase in a cue's words ("has repeatedly said": say); None where no list knows them."""
    found = _cues().find(Reading(cue))
    return found[0].group.name if found else None
