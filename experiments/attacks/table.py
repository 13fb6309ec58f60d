"""Writes what was measured (``results.json``) into README.md, between the markers ``results``.

Usage: python experiments/attacks/table.py [--check]

With ``--check`` nothing is written, and the status is 1 where the README shows something else.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).parent
README, RESULTS = HERE / "README.md", HERE / "results.json"
BEGIN, END = "<!-- results -->", "<!-- /results -->"
ORIGINS = {"invented": "Invented passages", "dev": "The weakest development passages"}
GRADES = ("support", "transparency")


def tables(results: Mapping[str, Any]) -> str:
    """All tables, in the order in which the results were first made."""
    return "\n".join(line for name, found in results.items() for line in _measured(name, found)).rstrip()


def _measured(name: str, found: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {name}: {found['model']['name']} {found['model']['version']}\n"
    for origin, title in ORIGINS.items():
        if origin in found:
            yield from _attacks(title, found[origin])
            yield from _search(found[origin])


def _attacks(title: str, found: Mapping[str, Any]) -> Iterator[str]:
    before = found["before"]
    yield (
        f"{title} ({found['passages']}; before: support {before['support']:.0f},"
        f" transparency {before['transparency']:.0f}), three sentences edited:\n"
    )
    yield "| edit | words | support | a word | over 50 | transparency | a word | over 50 |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    rows = [(name, row) for name, row in found["dose_3"].items()]
    rows += [(f"**honest, {dose}**", row) for dose, row in found.get("honest", {}).items()]
    for name, row in sorted(rows, key=lambda row: -row[1]["support"]["mean"]):
        yield f"| {name} | {row['words']:.0f} | {' | '.join(_gain(row[grade]) for grade in GRADES)} |"
    yield ""


def _gain(row: Mapping[str, Any]) -> str:
    a_word = "-" if row["per_word"] is None else f"{row['per_word']:.1f}"
    over = "-" if row["crossing"] is None else f"{row['crossing']:.0%}"
    return f"{row['mean']:+.1f} ({row['p95']:+.1f}) | {a_word} | {over}"


def _search(found: Mapping[str, Any]) -> Iterator[str]:
    if "search" not in found:
        return
    passages = next(iter(found["search"].values()))["texts"]
    yield f"The writer who sees the score, and the reporter with as many words ({passages} of the passages):\n"
    yield "| words at most | attacks: support | transparency | over 50 | honest: support | transparency |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for budget, row in found["search"].items():
        honest = found.get("search_honest", {}).get(budget)
        told = f"{honest['support']:+.1f} | {honest['transparency']:+.1f}" if honest else "- | -"
        gains = f"{row['support']:+.1f} | {row['transparency']:+.1f} | {row['crossing_support']:.0%}"
        yield f"| {budget} | {gains} | {told} |"
    yield ""


def filled(readme: str) -> str:
    """The README with the tables between its markers."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables(json.loads(RESULTS.read_text('utf-8')))}\n{END}{after}"


def main() -> int:
    """Writes, or compares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare only")
    given = parser.parse_args()
    there = README.read_text("utf-8")
    wanted = filled(there)
    if given.check:
        return int(there != wanted)
    README.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
