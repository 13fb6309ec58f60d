"""What the model card says besides its run: checks, attacks, labels of reliability, the opaque reference.

Usage: python experiments/evidence.py      (logs it to the MLflow store of MLFLOW_TRACKING_URI, as the run ``evidence``)
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from credscore.tracking.store import connected, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HERE = Path(__file__).parent
TEMPLATE = "evidence.md.j2"
GRADES = ("support", "transparency")
OPEN = "## What remains open to attack"


def further() -> str:
    """The sections, in Markdown, from each experiment's ``results.json`` and README."""
    checks, attacks, scorer = (_results(name) for name in ("checks", "attacks", "scorer"))
    defended = list(attacks.values())[-1]
    pages = Environment(  # noqa: S701 - Markdown, and every value is ours
        loader=FileSystemLoader(HERE), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return pages.get_template(TEMPLATE).render(
        checks=checks,
        same=list(_same(checks["results"])),
        moved=list(_moved(checks["results"])),
        passages=defended["invented"]["passages"],
        before=defended["invented"]["before"],
        attacks=list(_attacks(defended)),
        search=list(_search(defended["invented"])),
        open=_open(),
        reliability=_between((HERE / "reliability" / "README.md").read_text("utf-8"), "results"),
        opaque={grade: _opaque(scorer["runs"]["opaque"]["difference"]["dev"][grade]) for grade in GRADES},
    )


def _results(name: str) -> Any:
    return json.loads((HERE / name / "results.json").read_text("utf-8"))


def _by_check(results: Sequence[Mapping[str, Any]], *, same: bool) -> dict[str, dict[str, Mapping[str, Any]]]:
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for each in results:
        if (each["expected"] == "same") == same:
            found.setdefault(each["check"], {})[each["grade"]] = each
    return found


def _same(results: Sequence[Mapping[str, Any]]) -> Iterator[Sequence[str]]:
    for name, grades in _by_check(results, same=True).items():
        changes = (f"{grades[g]['mean']:.1f}, {grades[g]['most']:.1f}" if g in grades else "" for g in GRADES)
        yield name.replace("_", " "), str(next(iter(grades.values()))["cases"]), *changes


def _moved(results: Sequence[Mapping[str, Any]]) -> Iterator[Sequence[str]]:
    for name, grades in _by_check(results, same=False).items():
        yield name.replace("_", " "), *(_right(grades[g]) if g in grades else "" for g in GRADES)


def _right(result: Mapping[str, Any]) -> str:
    low, high = result["right_interval"]
    return f"{result['expected']}: {result['right']:.2f} [{low:.2f}, {high:.2f}] of {result['cases']}"


def _attacks(found: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    invented, dev = found["invented"], found.get("dev", {"dose_3": {}})
    rows = [(name.replace("_", " "), row, dev["dose_3"].get(name)) for name, row in invented["dose_3"].items()]
    rows += [(f"**honest, {dose} more sentences**", row, None) for dose, row in invented["honest"].items()]
    for name, row, real in sorted(rows, key=lambda each: -each[1]["support"]["mean"]):
        gains = (f"{each[grade]['mean']:+.1f}" if each else "" for each in (row, real) for grade in GRADES)
        yield name, f"{row['words']:.0f}", *gains


def _search(found: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for budget, row in found["search"].items():
        honest = found["search_honest"][budget]
        yield budget, *(f"{each[grade]:+.1f}" for each in (row, honest) for grade in GRADES)


def _open() -> str:
    """The list under its heading in the attacks' README."""
    _, _, rest = (HERE / "attacks" / "README.md").read_text("utf-8").partition(OPEN)
    return "What remains open to attack:\n" + rest[rest.index("\n- ") :].partition("\n#")[0].rstrip()


def _between(page: str, name: str) -> str:
    return page.partition(f"<!-- {name} -->\n")[2].partition(f"\n<!-- /{name} -->")[0]


def _opaque(difference: Sequence[float]) -> str:
    value, low, high, _ = difference
    return f"{value:+.3f} [{low:+.3f}, {high:+.3f}]"


def metrics() -> dict[str, float]:
    """The figures by name, for MLflow."""
    checks, attacks, reliability = (_results(name) for name in ("checks", "attacks", "reliability"))
    found = {}
    for each in checks["results"]:
        kind, value = ("mean", each["mean"]) if each["expected"] == "same" else ("right", each["right"])
        found[f"checks/{each['check']}/{each['grade']}/{kind}"] = value
    for name, row in list(attacks.values())[-1]["invented"]["dose_3"].items():
        found |= {f"attacks/{name}/{grade}": row[grade]["mean"] for grade in GRADES}
    for name, row in (reliability["corpora"] | reliability["controls"]).items():
        found |= {f"reliability/{name}/{grade}": row[grade]["auc"] for grade in GRADES}
    return found


def main() -> None:
    """Logs figures, results and sections."""
    with connected() as flow, running(flow, "evidence", experiment=None, tags={}):
        flow.log_metrics(metrics())
        flow.log_text(further(), "evidence.md")
        for name in ("checks", "attacks", "reliability", "scorer"):
            flow.log_artifact(str(HERE / name / "results.json"), name)


if __name__ == "__main__":
    main()
