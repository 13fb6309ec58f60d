"""CSV and Parquet: one row an outlet; or, where two outlets are compared, one row a column and grade."""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING, Any

from credscore.contract import GRADES, REASONS
from credscore.report.plain import encodable, fitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credscore.outlets.profile import Profile
    from credscore.outlets.survey import Survey


def write_csv(survey: Survey, out: IO[str]) -> None:
    """What is unknown is an empty field."""
    made = rows(survey)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(made[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(made)
    out.write(fitting(text.getvalue(), out))


def write_parquet(survey: Survey, out: IO[bytes]) -> None:
    """The same rows."""
    import pandas as pd  # noqa: PLC0415 - only where Parquet is asked for

    pd.DataFrame(rows(survey)).to_parquet(out, index=False)


def rows(survey: Survey) -> list[dict[str, Any]]:
    """At least one; all have the same columns."""
    return list(_parts(survey) if survey.pair else map(_outlet, survey.profiles.outlets))


def _outlet(p: Profile) -> dict[str, Any]:
    row: dict[str, Any] = {
        "outlet": encodable(p.outlet),
        "group": encodable("; ".join(p.groups)) or None,
        "articles": p.articles,
        "words": p.words,
        "scored": p.scored,
        "withheld": p.withheld,
    }
    row |= {f"abstained_{reason}": p.abstained.get(reason, 0) for reason in REASONS}
    for grade in GRADES:
        s = p.standings.get(grade)
        for name, e in (("raw", s and s.raw), ("shrunk", s and s.shrunk)):
            for end in ("value", "low", "high"):
                label = f"{grade}_{name}" if end == "value" else f"{grade}_{name}_{end}"
                row[label] = getattr(e, end) if e else None
        row[f"{grade}_share"] = s.share if s else None
    return row


def _parts(survey: Survey) -> Iterator[dict[str, Any]]:
    first, second = survey.pair or ("", "")
    for grade, d in survey.differences.items():
        about = {"first": encodable(first), "second": encodable(second), "grade": grade, "difference": d.points}
        base = {"column": "base", "points": d.base, "mean_first": None, "mean_second": None}
        yield about | base
        for part in d.parts:
            numbers = {"points": part.points, "mean_first": part.first, "mean_second": part.second}
            yield about | {"column": part.column} | numbers
