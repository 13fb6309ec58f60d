"""Holds a model against the checks that ship, and writes down what it does.

    python experiments/checks/run.py [--model MODEL] [--annotator ANNOTATOR] [--real N] [--again]

Writes ``results.json`` and the tables of ``README.md`` beside this file, and ``tests/checks/known_gaps.toml``: the
bounds that the model does not keep today, which the tests expect to be broken and complain of when they are not. Look
at the difference before you commit it: a gap that opens is a step back. With ``--real`` the same names and forms are
also exchanged in up to N published passages a check (CREDSCORE_DATA names the corpora); without it those figures stay
what they were. With ``--again`` nothing is scored; the tables and the gaps are made of ``results.json``.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from real import real_checks

import credscore
from credscore.checks import checks, measured, texts
from credscore.cli.progress import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from credscore.checks import Check

HERE = Path(__file__).parent
GAPS = HERE.parents[1] / "tests" / "checks" / "known_gaps.toml"
BEGIN, END = "<!-- results -->", "<!-- /results -->"
NAMED = ("people", "parties", "countries", "religions", "outlets", "places", "agencies", "datelines")
SAME = ("check", "grade", "cases", "mean", "95th percentile", "most", "moves most", "bound")
MOVES = ("check", "grade", "cases", "right [95% interval]", "mean change", "moves most", "bound")


def scored(scorer: credscore.Scorer, wanted: Sequence[Check]) -> dict[str, Any]:
    """What the model does on these checks."""
    with shown(scorer.score_many(texts(wanted)), visible=sys.stderr.isatty()) as reports:
        return measured(wanted, reports).to_dict()


def tables(found: Mapping[str, Any]) -> str:
    """What must not move, and what must."""
    same = [r for r in found["results"] if r["right"] is None]
    moves = [r for r in found["results"] if r["right"] is not None]
    lines = ["**Nothing that a grade rests on has changed** (points of 0-100, absolute)", ""]
    lines += [*_header(SAME), *(_row(_same(r)) for r in same)]
    lines += ["", "**Something has changed that a grader would answer**", ""]
    lines += [*_header(MOVES), *(_row(_moves(r)) for r in moves)]
    if "real" in found:
        lines += ["", "**In published passages** (dev; names where they occur)", ""]
        lines += [*_header(SAME), *(_row(_same(r)) for r in found["real"]["results"])]
    lines += ["", "Mean change by group of names, signed, in points:", ""]
    lines += [*_header(("check", "lowest", "highest")), *(_row(_groups(r)) for r in same if r["check"] in NAMED)]
    return "\n".join(lines)


def _same(r: Mapping[str, Any]) -> Sequence[str]:
    figures = (f"{r[name]:.2f}" for name in ("mean", "p95", "most"))
    return r["check"], r["grade"], str(r["cases"]), *figures, _columns(r), _bound(r)


def _moves(r: Mapping[str, Any]) -> Sequence[str]:
    low, high = r["right_interval"]
    share = f"{r['right']:.3f} [{low:.2f}, {high:.2f}]"
    return r["check"], r["grade"], str(r["cases"]), share, f"{r['mean']:.1f}", _columns(r), _bound(r)


def _groups(r: Mapping[str, Any]) -> Sequence[str]:
    said = [f"{name} {points:+.1f}" for name, points in r["groups"].items()]
    return f"{r['check']}, {r['grade']}", "; ".join(said[:3]), "; ".join(said[-3:])


def _columns(r: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name}`" for name in list(r["columns"])[:2])


def _bound(r: Mapping[str, Any]) -> str:
    return "; ".join(r["broken"]) or "kept"


def _header(names: Sequence[str]) -> tuple[str, str]:
    return _row(names), _row(["---"] * len(names))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def gaps(found: Mapping[str, Any]) -> Iterator[str]:
    """The file of known gaps, line by line."""
    yield "# Bounds that the shipped model does not keep; written by experiments/checks/run.py."
    for r in found["results"]:
        if r["broken"]:
            yield from ("", "[[gap]]", f'check = "{r["check"]}"', f'grade = "{r["grade"]}"')
            yield f"broken = {json.dumps(r['broken'])}"


def main() -> None:
    """Scores, measures, writes."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--model", help="a folder or an address; the built-in one where not given")
    given.add_argument("--annotator", help="encoder, rules or a folder")
    given.add_argument("--real", type=int, metavar="N", help="also in up to N published passages a check")
    given.add_argument("--again", action="store_true", help="make tables and gaps of results.json")
    options = given.parse_args()
    results = HERE / "results.json"
    if not options.again:
        known = json.loads(results.read_text("utf-8")) if results.exists() else {}
        scorer = credscore.load(options.model, annotator=options.annotator)
        found = {"model": scorer.model.info.to_dict()} | scored(scorer, tuple(checks().values()))
        if options.real:
            found["real"] = scored(scorer, tuple(real_checks(options.real)))
        elif "real" in known:
            found["real"] = known["real"]
        results.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    found = json.loads(results.read_text("utf-8"))
    readme = HERE / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    readme.write_text(f"{before}{BEGIN}\n{tables(found)}\n{END}{after}", "utf-8")
    GAPS.write_text("\n".join(gaps(found)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
