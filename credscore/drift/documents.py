"""The comparison as a JSON document, and its JSON schema."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from credscore.report.documents import dumps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore.drift.result import Drift


@cache
def schema() -> Mapping[str, Any]:
    """The JSON schema (draft 2020-12) of ``credscore.drift/1``."""
    loaded: dict[str, Any] = json.loads(files(__package__).joinpath("drift.schema.json").read_text("utf-8"))
    return loaded


def document(drift: Drift) -> str:
    """One JSON document with a line end; a number that is none is null."""
    return dumps(drift.to_dict(), indent=2, ascii_only=False) + "\n"
