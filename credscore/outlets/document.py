"""The profiles as one JSON document, ``credscore.outlets/1``, and its schema."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any

from credscore import __version__
from credscore.contract import GRADES
from credscore.outlets.interval import LEVEL
from credscore.report.documents import dumps
from credscore.report.plain import is_unicode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credscore.contract import Estimate, Grade
    from credscore.outlets.difference import Difference, Part
    from credscore.outlets.profile import Contrast, Group, Profile, Standing
    from credscore.outlets.survey import Survey

SCHEMA = "credscore.outlets/1"
MOST = 8
"""Parts of an outlet's deviation from the mean of all; the rest is one number."""
_DIGITS = 6


@cache
def schema() -> Mapping[str, Any]:
    """The JSON schema (draft 2020-12) of the document."""
    text = files("credscore.outlets").joinpath("outlets.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def write_json(survey: Survey, out: IO[str]) -> None:
    """One document."""
    out.write(dumps(to_dict(survey), indent=2, ascii_only=not is_unicode(out)) + "\n")


def to_dict(survey: Survey) -> dict[str, Any]:
    """The document as plain JSON types."""
    found = survey.profiles
    return {
        "schema": SCHEMA,
        "credscore": __version__,
        "model": survey.model,
        "annotator": survey.annotator,
        "articles": survey.articles,
        "at_least": found.at_least,
        "level": LEVEL,
        "spread": {
            grade: _estimate(s.centre, "mean") | {"between_sd": _round(s.between), "within_sd": _round(s.within)}
            for grade, s in found.spread.items()
        },
        "outlets": [_outlet(p, survey) for p in found.outlets],
        "groups": None
        if survey.by is None
        else {
            "column": survey.by,
            "groups": [_group(g) for g in found.groups],
            "contrasts": [_contrast(c) for c in found.contrasts],
        },
        "between": None if survey.pair is None else dict(_between(survey, *survey.pair)),
        "notes": list(survey.notes),
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _estimate(e: Estimate, name: str) -> dict[str, float | None]:
    return {name: _round(e.value), f"{name}_low": _round(e.low), f"{name}_high": _round(e.high)}


def _outlet(p: Profile, survey: Survey) -> dict[str, Any]:
    return {
        "outlet": p.outlet,
        "groups": list(p.groups),
        "articles": p.articles,
        "words": p.words,
        "scored": p.scored,
        "abstained": dict(p.abstained),
        "withheld": p.withheld,
        "scores": {grade: _standing(s) for grade, s in p.standings.items()},
        "months": [
            {"month": m.month, "articles": m.articles}
            | {k: v for grade in GRADES for k, v in _estimate(m.means[grade], grade).items()}
            for m in p.months
        ],
        "deviations": {grade: _deviation(d) for grade, d in survey.deviations.get(p.outlet, {}).items()},
    }


def _standing(s: Standing) -> dict[str, Any]:
    return _estimate(s.raw, "raw") | _estimate(s.shrunk, "shrunk") | {"share": _round(s.share)}


def _deviation(d: Difference) -> dict[str, Any]:
    shown = d.parts[:MOST]
    rest = d.points - d.base - sum(part.points for part in shown)
    return {
        "points": _round(d.points),
        "base": _round(d.base),
        "parts": [_part(part) for part in shown],
        "rest": _round(rest),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "column": part.column,
        "points": _round(part.points),
        "first": _round(part.first),
        "second": _round(part.second),
    }


def _group(g: Group) -> dict[str, Any]:
    return {
        "group": g.name,
        "outlets": g.outlets,
        "articles": g.articles,
        "withheld": g.withheld,
        "means": {grade: _estimate(e, "mean") for grade, e in g.means.items()},
    }


def _contrast(c: Contrast) -> dict[str, Any]:
    return {
        "first": c.first,
        "second": c.second,
        "differences": {grade: _estimate(e, "points") for grade, e in c.differences.items()},
    }


def _between(survey: Survey, first: str, second: str) -> Iterator[tuple[str, Any]]:
    yield "first", first
    yield "second", second
    yield (
        "differences",
        {
            grade: {
                "points": _round(d.points),
                "base": _round(d.base),
                "parts": [_part(part) | {"examples": _examples(survey, grade, part)} for part in d.parts],
            }
            for grade, d in survey.differences.items()
        },
    )


def _examples(survey: Survey, grade: Grade, part: Part) -> list[dict[str, Any]]:
    return [
        {"outlet": outlet, "article": e.article, "text": e.text, "points": _round(e.points)}
        for outlet, e in survey.examples(grade, part)
    ]
