"""Holds article scores against labels of reliability that no part of credscore was trained on.

    CREDSCORE_DATA=corpora python experiments/reliability/run.py --scores build/reliability

Scores every article of the reliability corpora and of the negative controls (``--articles`` takes so many of each, at
random), keeps the scores in ``--scores`` so that a stopped run goes on, and writes ``results.json`` and the tables of
``README.md`` beside this file. With ``--again`` nothing is scored; the figures are made of what is kept.

An article that abstains takes the middle of the scale, so that no article is left out. Intervals are 95% percentile
bootstraps that draw whole outlets, since articles of one outlet resemble each other and often share one label.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

import credscore
from credscore import corpora
from credscore.cli.progress import shown
from credscore.evaluation import outlet
from credscore.evaluation.metrics import roc_auc
from credscore.language.annotator import CHOICES, DEFAULT_ANNOTATOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HERE = Path(__file__).parent
GRADES = ("support", "transparency")
CORPORA = ("allsides", "fakenewsnet_v1", "healthstory", "hyperpartisan_byarticle", "misinfotext_buzzfeed")
CONTROLS = ("fa_kes", "snopes312")
OF_OUTLET = "source_distant"
LEANS = ("left", "center", "right")
ABSTAINED = 50.0
RESAMPLES = 1000
FEWEST = 3
"""Outlets of a lean whose mean is shown."""
BEGIN, END = "<!-- results -->", "<!-- /results -->"


def drawn(corpus: str, most: int | None) -> list[dict[str, Any]]:
    """The articles of a corpus, each once, at random ``most`` of them."""
    rows = list({row["id"]: row for row in corpora.stream(corpus)}.values())
    order = np.random.default_rng(0).permutation(len(rows))[:most]
    return [rows[at] for at in np.sort(order)]


def scored(scorer: credscore.Scorer, rows: Sequence[Mapping[str, Any]], kept: Path) -> pd.DataFrame:
    """Scores what ``kept`` (JSONL) does not hold yet, and reads it whole."""
    there = {line["id"] for line in corpora.read(kept)} if kept.exists() else set()
    wanted = [row for row in rows if row["id"] not in there]
    reports = scorer.score_many(row["text"] for row in wanted)
    with kept.open("a", encoding="utf-8") as out, shown(reports, visible=sys.stderr.isatty()) as seen:
        for row, report in zip(wanted, seen, strict=True):
            estimates = report.score.estimates
            line = {"id": row["id"]} | {g: estimates[g].value if g in estimates else None for g in GRADES}
            out.write(json.dumps(line) + "\n")
    found = pd.DataFrame(corpora.read(kept)).set_index("id").reindex([row["id"] for row in rows])
    labels = pd.DataFrame([{n: row.get(n) for n in ("id", "label", "label_kind", "lean")} for row in rows])
    labels["source"] = [outlet(row.get("source")) or row["id"] for row in rows]  # one whose outlet is not told is alone
    return labels.set_index("id").join(found)


def auc(table: pd.DataFrame, grade: str) -> dict[str, Any]:
    """ROC-AUC of the article score, with its interval; None where all labels are one. Who abstains is in the middle."""
    if table["label"].mean() in {0, 1}:
        return {"auc": None, "interval": None}
    points = table[grade].astype(float).fillna(ABSTAINED).to_numpy()
    labels = table["label"].to_numpy()
    draws = [roc_auc(labels[at], points[at]) for at in _outlets(table) if 0 < labels[at].mean() < 1]
    return {"auc": roc_auc(labels, points), "interval": np.percentile(draws, [2.5, 97.5]).tolist()}


def _outlets(table: pd.DataFrame) -> Iterator[np.ndarray]:
    """Row numbers of outlets that are drawn with replacement."""
    groups = list(table.groupby("source").indices.values())
    rng = np.random.default_rng(0)
    for _ in range(RESAMPLES):
        yield np.concatenate([groups[at] for at in rng.integers(len(groups), size=len(groups))])


def figures(table: pd.DataFrame) -> dict[str, Any]:
    """Of one corpus."""
    return {
        "articles": len(table),
        "outlets": table["source"].nunique(),
        "label": table["label_kind"].iloc[0],
        "reliable": float(table["label"].mean()),
        "abstained": float(table["support"].isna().mean()),
    } | {grade: auc(table, grade) for grade in GRADES}


def within_lean(table: pd.DataFrame) -> dict[str, Any]:
    """ROC-AUC among outlets of one lean, and how far leans differ among outlets that are equally reliable."""
    parts = {lean: table[table["lean"] == lean] for lean in LEANS}
    aucs = {
        lean: {"articles": len(part), "outlets": part["source"].nunique()} | {g: auc(part, g) for g in GRADES}
        for lean, part in parts.items()
    }
    return {"leans": aucs, "gaps": [_gap(table, label, grade) for label in (1, 0) for grade in GRADES]}


def _gap(table: pd.DataFrame, label: int, grade: str) -> dict[str, Any]:
    """Mean score of the outlets of each lean, and the widest difference; the interval draws outlets."""
    outlets = table[table["label"] == label].groupby(["lean", "source"])[grade].mean().dropna()
    each = {lean: outlets[outlets.index.get_level_values(0) == lean].to_numpy() for lean in LEANS}
    each = {lean: means for lean, means in each.items() if len(means) >= FEWEST}
    rng = np.random.default_rng(0)
    draws = [_widest({k: rng.choice(v, size=len(v)).mean() for k, v in each.items()}) for _ in range(RESAMPLES)]
    return {
        "reliable": bool(label),
        "grade": grade,
        "outlets": {lean: len(means) for lean, means in each.items()},
        "means": {lean: float(means.mean()) for lean, means in each.items()},
        "gap": _widest({lean: means.mean() for lean, means in each.items()}),
        "interval": np.percentile(draws, [2.5, 97.5]).tolist(),
    }


def _widest(means: Mapping[str, float]) -> float:
    return float(max(means.values()) - min(means.values()))


def table_of(results: Mapping[str, Any]) -> str:
    """The README's tables."""
    lines = _header("corpus", "label", "articles", "outlets", *GRADES)
    for name, each in results["corpora"].items():
        lines.append(_line(name, each["label"].replace("_", " "), each))
    for kind, each in results["means"].items():
        lines.append(f"| **{kind}** | | | | **{each['support']:.3f}** | **{each['transparency']:.3f}** |")
    for name, each in results["controls"].items():
        lines.append(_line(f"{name} (control)", "the event happened", each))
    lines += ["", "Within one political lean (allsides; labels of outlets):", ""]
    lines += _header("lean", "articles", "outlets", *GRADES)
    for lean, each in results["lean"]["leans"].items():
        lines.append(f"| {lean} | {each['articles']} | {each['outlets']} | {_aucs(each)} |")
    lines += ["", "Mean score of equally reliable outlets by lean, in points (number of outlets):", ""]
    lines += _header("outlets", "score", *LEANS, "widest difference")
    for gap in results["lean"]["gaps"]:
        means = (f"{gap['means'][n]:.1f} ({gap['outlets'][n]})" if n in gap["means"] else "" for n in LEANS)
        low, high = gap["interval"]
        kind = "reliable" if gap["reliable"] else "others"
        widest = f"{gap['gap']:.1f} [{low:.1f}, {high:.1f}]" if len(gap["means"]) > 1 else ""
        lines.append(f"| {kind} | {gap['grade']} | {' | '.join(means)} | {widest} |")
    return "\n".join(lines)


def _header(*names: str) -> list[str]:
    return [f"| {' | '.join(names)} |", f"| {' | '.join('---' for _ in names)} |"]


def _line(name: str, label: str, each: Mapping[str, Any]) -> str:
    return f"| {name} | {label} | {each['articles']} | {each['outlets']} | {_aucs(each)} |"


def _aucs(each: Mapping[str, Any]) -> str:
    return " | ".join(_auc(each[grade]) for grade in GRADES)


def _auc(figure: Mapping[str, Any]) -> str:
    if figure["auc"] is None:
        return "one label only"
    low, high = figure["interval"]
    return f"{figure['auc']:.3f} [{low:.3f}, {high:.3f}]"


def main() -> None:
    """Scores, measures, writes."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--scores", type=Path, required=True, help="folder where the scores are kept")
    given.add_argument("--articles", type=int, help="so many of each corpus at random; all where not given")
    given.add_argument("--annotator", default=DEFAULT_ANNOTATOR, help=" or ".join(CHOICES))
    given.add_argument("--again", action="store_true", help="make the figures of what is kept")
    options = given.parse_args()
    options.scores.mkdir(parents=True, exist_ok=True)
    scorer = credscore.load(annotator=options.annotator)
    tables = {}
    for name in (*CORPORA, *CONTROLS):
        rows = drawn(name, options.articles)
        kept = options.scores / f"{name}.jsonl"
        if options.again:
            there = {line["id"] for line in corpora.read(kept)}
            rows = [row for row in rows if row["id"] in there]
        tables[name] = scored(scorer, rows, kept)
        print(name, len(tables[name]), flush=True)
    write(tables, scorer)


def write(tables: Mapping[str, pd.DataFrame], scorer: credscore.Scorer) -> None:
    """``results.json`` and the README's tables."""
    found = {name: figures(table) for name, table in tables.items()}
    kinds = {
        "mean, all": CORPORA,
        "mean, labels of articles": [n for n in CORPORA if found[n]["label"] != OF_OUTLET],
        "mean, labels of outlets": [n for n in CORPORA if found[n]["label"] == OF_OUTLET],
    }
    results = {
        "model": scorer.model.info.sha256,
        "corpora": {name: found[name] for name in CORPORA},
        "means": {
            kind: {grade: float(np.mean([found[n][grade]["auc"] for n in names])) for grade in GRADES}
            for kind, names in kinds.items()
        },
        "controls": {name: found[name] for name in CONTROLS},
        "lean": within_lean(tables["allsides"]),
    }
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    readme = HERE / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    readme.write_text(f"{before}{BEGIN}\n{table_of(results)}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
