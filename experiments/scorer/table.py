"""Fills the tables of the README from ``results.json``.

Usage: python experiments/scorer/table.py [--check]      (nothing is written; 1 where the README shows something else)
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credscore.contract import GRADES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

HERE = Path(__file__).parent
README, RESULTS = HERE / "README.md", HERE / "results.json"
DEFAULT = "encoder_splines"
EXACT = {"pairs": "by pairs", "free_boosting": "no", "stack": "no", "opaque": "no"}
PARTS = {"cv": "cross-validated on train", "dev": "dev"}


def alternatives(kept: Mapping[str, Any]) -> str:
    """Every scorer with its figures and its paired difference from the default, a table a part."""
    tables = []
    for part, told in PARTS.items():
        heads = ["scorer", "exact"]
        heads += [f"{name}, {g}" for g in GRADES for name in ("Spearman", "difference", "skill", "kappa")]
        rows = [
            [_name(name), EXACT.get(name, "yes"), *(cell for g in GRADES for cell in _cells(run, part, g))]
            for name, run in kept["runs"].items()
            if part in run["figures"]
        ]
        tables.append(f"**{told[0].upper()}{told[1:]}**\n\n{_table(heads, rows)}")
    return "\n\n".join(tables)


def _name(name: str) -> str:
    return f"**{name}** (the default)" if name == DEFAULT else name


def _cells(run: Mapping[str, Any], part: str, grade: str) -> Iterable[str]:
    found = run["figures"][part][grade]
    yield _ends(found["spearman"])
    apart = run["difference"].get(part, {}).get(grade)
    yield (
        "-"
        if apart is None
        else f"{apart[0]:+.3f} [{apart[1]:+.3f}, {apart[2]:+.3f}]{'' if apart[3] < 0.05 else ' ns'}"
    )
    yield f"{found['skill'][0]:.3f}"
    yield f"{found['kappa'][0]:.3f}"


def calibration(kept: Mapping[str, Any]) -> str:
    """Ranked probability score and calibration error, as they are and recalibrated."""
    rows = [
        [
            grade,
            *(
                f"{found[way][name]:.4f}"
                for name in ("calibration_error", "rps")
                for way in ("as it is", "recalibrated")
            ),
            _ends(found["gain"], 4),
        ]
        for grade, found in kept["calibration"].items()
    ]
    heads = ["grade", "calibration error", "recalibrated", "RPS", "recalibrated", "RPS gained"]
    return _table(heads, rows)


def intervals(kept: Mapping[str, Any]) -> str:
    """Four ways to make an interval."""
    rows = [
        [way, grade, *(f"{share:.3f}" for share in found[:4]), f"{found[4]:.1f}"]
        for way, grades in kept["intervals"].items()
        for grade, found in grades.items()
    ]
    heads = ["interval", "grade", "covers", "low scores", "middle scores", "high scores", "mean width, points"]
    return _table(heads, rows)


def coverage(kept: Mapping[str, Any]) -> str:
    """Coverage by kind of passage."""
    kinds: dict[str, dict[tuple[str, str], Mapping[str, Any]]] = {}
    for row in kept["coverage"]:
        kinds.setdefault(row["kind"], {})[row["part"], row["grade"]] = row
    rows = [
        [
            kind,
            " + ".join(str(found[part, GRADES[0]]["passages"]) for part in PARTS if (part, GRADES[0]) in found),
            *(_covered(found.get((part, grade))) for part in PARTS for grade in GRADES),
        ]
        for kind, found in kinds.items()
    ]
    heads = ["passages", "number, train + dev", *(f"{grade}, {part}" for part in PARTS for grade in GRADES)]
    return _table(heads, rows)


def _covered(row: Mapping[str, Any] | None) -> str:
    return "-" if row is None else _ends([row[name] for name in ("value", "low", "high")])


def abstention(kept: Mapping[str, Any]) -> str:
    """Error of what keeps a score."""
    rows, shares = [], []
    for part, grades in kept["abstention"].items():
        for grade, losses in grades.items():
            found = losses["mae"]
            shares = found["kept"]
            for order in ("deviation", "entropy", "best"):
                saved = found["saved"].get(order)
                cells = [f"{risk:.3f}" for risk in found[order]]
                rows.append([part, grade, order, *cells, "" if saved is None else f"{saved:.0%}"])
    heads = [
        "part",
        "grade",
        "left out first by",
        *(f"{share:.0%} kept" for share in shares),
        "of the best order's gain",
    ]
    return _table(heads, rows)


def together(kept: Mapping[str, Any]) -> str:
    """Correlation of errors under one article and one outlet."""
    rows = []
    for kind in ("articles", "outlets"):
        for grade, found in kept[kind].items():
            rows.append([kind, grade, str(found["pairs"]), _ends(found["value"]) if found["pairs"] > 1 else "-"])
    return _table(["pairs of passages of the same", "grade", "pairs", "correlation of their errors"], rows)


def learning(kept: Mapping[str, Any]) -> str:
    """The learning curve by kind of passage."""
    rows = [
        [
            row["grade"],
            row["kind"],
            str(row["passages"]),
            *(f"{error:.4f}" for _, error in row["curve"]),
            _ends(row["gain"], 4),
        ]
        for row in kept["learning"]
    ]
    sizes = [f"{size:,.0f}" for size, _ in kept["learning"][0]["curve"]]
    return _table(["grade", "passages", "number", *sizes, "gained by the second half"], rows)


SECTIONS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "alternatives": alternatives,
    "calibration": calibration,
    "intervals": intervals,
    "coverage": coverage,
    "abstention": abstention,
    "together": together,
    "learning": learning,
}


def filled(text: str, kept: Mapping[str, Any]) -> str:
    """The README with each section's table between its markers."""
    for name, made in SECTIONS.items():
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}\n{made(kept)}\n{end}{rest.partition(end)[2]}"
    return text


def _ends(found: Iterable[float], places: int = 3) -> str:
    value, low, high = (f"{number:.{places}f}" for number in found)
    return f"{value} [{low}, {high}]"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


def main() -> int:
    """Writes, or compares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare only")
    given = parser.parse_args()
    text = README.read_text("utf-8")
    wanted = filled(text, json.loads(RESULTS.read_text("utf-8")))
    if given.check:
        return int(wanted != text)
    README.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
