"""JSON and JSON lines: the report contract itself, and its JSON schema."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any

from credscore.report.plain import is_unicode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from credscore.contract import Report
    from credscore.report.format import Options

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Lone surrogates, which no encoding takes, and what some readers take for the end of a line."""


@cache
def schema() -> Mapping[str, Any]:
    """The JSON schema (draft 2020-12) of one report document, ``credscore.report/1``."""
    text = files("credscore.report").joinpath("report.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def write_json(reports: Iterable[Report], out: IO[str], _options: Options) -> None:
    """One document for one report, an array for several or none; never more than two are held."""
    waiting: Report | None = None
    several = False
    for report in reports:
        if waiting is not None:
            out.write(("" if several else "[\n") + _dumped(waiting, out, indent=2) + ",\n")
            several = True
        waiting = report
    last = "[]" if waiting is None else _dumped(waiting, out, indent=2)
    out.write(last + ("\n]\n" if several else "\n"))


def write_jsonl(reports: Iterable[Report], out: IO[str], _options: Options) -> None:
    """One document a line, each written as soon as it is there."""
    for report in reports:
        out.write(_dumped(report, out) + "\n")


def _dumped(report: Report, out: IO[str], *, indent: int | None = None) -> str:
    return dumps(report.to_dict(), indent=indent, ascii_only=not is_unicode(out))


def dumps(value: Any, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """Strict JSON: numbers that JSON lacks become null, lone surrogates and odd line ends are escaped."""
    text = json.dumps(_finite(value), indent=indent, ensure_ascii=ascii_only, allow_nan=False)
    return _ESCAPED.sub(lambda m: f"\\u{ord(m.group()):04x}", text)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return value
