"""Writes the figures of each experiment's latest run into the READMEs, between the markers ``results``.

Usage: python experiments/table.py [--store] [--check]

Figures are kept in ``results.json`` beside each experiment, so that the tables can be checked without any store.
With ``--store`` they are fetched anew from MLflow. With ``--check`` nothing is written, and the status is 1 where a
README shows something else than ``results.json``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from credscore.contract import GRADES
from credscore.evaluation import MEASURES, Measured

HERE = Path(__file__).parent
BEGIN, END = "<!-- results -->", "<!-- /results -->"
SHOWN = ("spearman", "kappa", "rps", "skill", "calibration_error", "mae", "coverage", "width")
ALL = ("spearman", "skill", "calibration_error")
"""Figures in the table of all experiments."""
PARTS = {"cv": "cross-validated on train", "dev": "dev"}
ORDER = (
    "base_rates",
    "tfidf_ridge",
    "rules_linear",
    "rules_additive",
    "rules_splines",
    "rules_wording",
    "encoder_wording",
)


def folders() -> list[Path]:
    """The experiments, simplest first; others after those, by name."""
    found = [path.parent for path in HERE.glob("*/experiment.toml")]
    return sorted(found, key=lambda path: (ORDER.index(path.name) if path.name in ORDER else len(ORDER), path.name))


def shown() -> list[Path]:
    """Those of the experiments that have figures."""
    return [folder for folder in folders() if (folder / "results.json").is_file()]


def fetch(folder: Path) -> None:
    """Writes ``results.json`` from the latest finished run of the experiment's name."""
    from credscore.tracking.runs import find  # noqa: PLC0415 - MLflow, which the tables themselves do without
    from credscore.tracking.store import connected  # noqa: PLC0415

    name = tomllib.loads((folder / "experiment.toml").read_text("utf-8"))["name"]
    with connected() as flow:
        run = find(flow, name)
    figures: dict[str, Any] = {}
    for (part, grade, figure), m in run.results.items():
        at = figures.setdefault(part, {}).setdefault(grade, {})
        at[figure] = [round(number, 4) for number in (m.value, m.low, m.high)]
    kept = {
        "run": run.id,
        "train": run.tags["credscore.train"],
        "dev": run.tags["credscore.dev"],
        "passages": int(run.parameters["passages"]),
        "groups": int(run.parameters["groups"]),
        "columns": len(run.columns),
        "figures": figures,
    }
    (folder / "results.json").write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def results(folder: Path) -> dict[str, Any]:
    """What :func:`fetch` kept."""
    kept: dict[str, Any] = json.loads((folder / "results.json").read_text("utf-8"))
    return kept


def one(folder: Path) -> str:
    """The table of one experiment: every figure of both grades, with 95% intervals."""
    kept = results(folder)
    lines = [_head("figure", *(f"{grade}, {told}" for told in PARTS.values() for grade in GRADES))]
    for name in SHOWN:
        cells = [_cell(kept, part, grade, name) for part in PARTS for grade in GRADES]
        lines.append(_row(f"{name} ({_wanted(name)})", *cells))
    lines.append("")
    lines.append(
        f"{kept['passages']:,} passages in {kept['groups']} groups (outlet, article, near-duplicate text);"
        f" {kept['columns']} columns. Data: {_data(kept['train'])}; {_data(kept['dev'])}."
    )
    return "\n".join(lines)


def everything() -> str:
    """The table of all experiments."""
    heads = [f"{name}, {grade}" for grade in GRADES for name in ALL]
    tables = []
    for part, told in PARTS.items():
        lines = [f"**{told[0].upper()}{told[1:]}**", "", _head("experiment", *heads)]
        for folder in shown():
            kept = results(folder)
            cells = [_cell(kept, part, grade, name) for grade in GRADES for name in ALL]
            lines.append(_row(f"[{folder.name}]({folder.name}/README.md)", *cells))
        tables.append("\n".join(lines))
    return "\n\n".join(tables)


def filled(readme: str, table: str) -> str:
    """A README with the table between its markers."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def _wanted(name: str) -> str:
    return "0.90 wanted" if MEASURES[name].better == "target" else f"{MEASURES[name].better} is better"


def _cell(kept: dict[str, Any], part: str, grade: str, name: str) -> str:
    found = kept["figures"].get(part, {}).get(grade, {}).get(name)
    if found is None:
        return "-"
    m = Measured(*found)
    return str(m) if name != "width" else f"{m.value:.1f} [{m.low:.1f}, {m.high:.1f}]"


def _data(tag: str) -> str:
    name, _, digest = tag.partition(" ")
    return f"`{name}`, SHA-256 `{digest[:12]}`"


def _head(*cells: str) -> str:
    return f"{_row(*cells)}\n{_row(*['---'] * len(cells))}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Writes, or compares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--store", action="store_true", help="fetch the figures from MLflow first")
    parser.add_argument("--check", action="store_true", help="compare only")
    given = parser.parse_args()
    if given.store:
        for folder in folders():
            fetch(folder)
    tables = {folder / "README.md": one(folder) for folder in shown()} | {HERE / "README.md": everything()}
    stale = [
        readme
        for readme, table in tables.items()
        if filled(readme.read_text("utf-8"), table) != readme.read_text("utf-8")
    ]
    for readme in stale:
        print(f"{readme.relative_to(HERE.parent)} {'shows other figures' if given.check else 'written'}")
        if not given.check:
            readme.write_text(filled(readme.read_text("utf-8"), tables[readme]), "utf-8")
    return int(bool(stale) and given.check)


if __name__ == "__main__":
    sys.exit(main())
