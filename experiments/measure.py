"""Measures the installed credscore on the annotated corpora, and holds the figures against their floors.

Usage: python experiments/measure.py [--annotator encoder|rules] [--write] [--task NAME]...

Needs CREDSCORE_DATA. The status is 1 where a figure is below its floor in ``floors.toml`` or has none, or the data have
another digest than the one that the floors were set on. With ``--write`` the figures go to ``figures.json`` and to the
README. Lowering a floor is a deliberate edit of ``floors.toml`` and a line in the changelog.

How it is counted: a sentence counts as flagged (or as reporting a retraction) where a finding with one of the labels
overlaps it, its neighbours being given as context. A token has a role where a character of it lies in a span of that
role of any attribution; tokens without a letter or digit do not count for content. A source mention is matched to the
attribution whose source overlaps it most.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import credscore
from credscore import corpora
from credscore.evaluation import metrics
from credscore.language.annotator import CHOICES, DEFAULT_ANNOTATOR, ENCODER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from credscore import Scorer
    from credscore_features import Finding

HERE = Path(__file__).parent
README, FIGURES, FLOORS = HERE.parent / "README.md", HERE / "figures.json", HERE / "floors.toml"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
LEAD = """\
On development texts: choices were made on them, and nothing was fitted to them. Only the kind of source was measured
in articles from which the encoder learned who says what, so that its figure for all mentions is too kind to it."""
FLAGS = {"no_evidence", "unverified", "disputed"}
READ_BY = {ENCODER: "Read by the encoder, then by rules:", "rules": "Read by rules alone (`--annotator rules`):"}
HAPPENED = {"own_correction", "reported_retraction"}


def f1(right: int, wrong: int, missed: int) -> float:
    """Harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def sentences(scorer: Scorer, part: str, kind: str, positive: set[str]) -> dict[str, float]:
    """F1 of sentences with a finding of the positive labels, and how often the label is right too."""
    count: Counter[str] = Counter()
    for item in corpora.stream(part, "dev"):
        before = f"{item['before']} " if item["before"] else ""
        text = before + item["text"] + (f" {item['after']}" if item["after"] else "")
        low, high = len(before), len(before) + len(item["text"])
        found = [f for f in scorer.score(text).findings if f.kind == kind and f.start < high and low < f.end]
        labels = {f.label for f in found} & positive
        gold = item["label"] in positive
        count["right" if labels and gold else "wrong" if labels else "missed" if gold else "silent"] += 1
        count["labelled"] += gold and item["label"] in labels
    return {
        "f1": f1(count["right"], count["wrong"], count["missed"]),
        "label_accuracy": count["labelled"] / max(1, count["right"]),
    }


def attributions(scorer: Scorer) -> dict[str, float]:
    """Token F1 of source, cue and content over PolNeAR's development articles."""
    count: Counter[tuple[str, str]] = Counter()
    for item in corpora.stream("polnear", "dev"):
        if item["primary"]:
            found = [f.parts for f in scorer.score(item["text"]).findings if f.kind == "attribution"]
            for role in ("source", "cue", "content"):
                gold = _tokens(item, role, item["attributions"])
                mine = _tokens(item, role, found)
                count[role, "right"] += len(gold & mine)
                count[role, "wrong"] += len(mine - gold)
                count[role, "missed"] += len(gold - mine)
    return {r: f1(*(count[r, what] for what in ("right", "wrong", "missed"))) for r in ("source", "cue", "content")}


def _tokens(item: Mapping[str, Any], role: str, given: Iterable[Mapping[str, Any]]) -> set[int]:
    inside = _characters(span for parts in given for span in parts.get(role) or ())
    ignored = _characters(item["discard"])
    return {
        at
        for at, (start, end, punctuation) in enumerate(item["tokens"])
        if inside.intersection(range(start, end))
        and not ignored.intersection(range(start, end))
        and (role == "cue" or not punctuation)
    }


def _characters(spans: Iterable[Iterable[int]]) -> set[int]:
    return {offset for start, end in spans for offset in range(start, end)}


def sources(scorer: Scorer) -> dict[str, float]:
    """Share of all source mentions that are found with the right kind, and of those found."""
    wanted = list(corpora.stream("source_types", "dev"))
    names = {item["doc"] for item in wanted}
    texts = {
        i["doc_id"]: i["text"] for i in corpora.stream("polnear", "train") if i["doc_id"] in names and i["primary"]
    }
    found = {name: [f for f in scorer.score(text).findings if f.part("source")] for name, text in texts.items()}
    best = [(item, _nearest(item, found[item["doc"]])) for item in wanted]
    matched = [(item, f) for item, f in best if f is not None]
    right = sum(f.source_type == item["type"] for item, f in matched)
    return {"accuracy": right / len(wanted), "accuracy_matched": right / len(matched)}


def _nearest(item: Mapping[str, Any], found: Iterable[Finding]) -> Finding | None:
    wanted = _characters(item["spans"])
    overlaps = [(len(wanted & _characters(f.part("source"))), f) for f in found]
    most = max(overlaps, key=lambda pair: pair[0], default=(0, None))
    return most[1] if most[0] else None


def passages(scorer: Scorer) -> dict[str, float]:
    """Spearman of the graded passages; one without a score counts as the middle of the scale."""
    items = list(corpora.stream("passages", "dev"))
    scores = [scorer.score(item["text"]).score.estimates for item in items]
    return {
        grade: metrics.spearman([i[grade] for i in items], [s[grade].value if s else 50.0 for s in scores])
        for grade in ("support", "transparency")
    }


TASKS: Mapping[str, tuple[str, str, Callable[[Scorer], dict[str, float]]]] = {
    "flags": ("unsupported_flags", "dev", lambda s: sentences(s, "unsupported_flags", "evidence", FLAGS)),
    "retractions": ("retractions", "dev", lambda s: sentences(s, "retractions", "retraction", HAPPENED)),
    "attributions": ("polnear", "dev", attributions),
    "sources": ("source_types", "dev", sources),
    "passages": ("passages", "dev", passages),
}
SAID = {
    "flags": "claims flagged as unsupported: {f1:.3f} F1 of sentences, the kind of flag right in {label_accuracy:.0%}",
    "retractions": "retractions and corrections: {f1:.3f} F1 of sentences",
    "attributions": "who says what (PolNeAR): token F1 of source {source:.3f}, cue {cue:.3f}, content {content:.3f}",
    "sources": "kind of source: right for {accuracy:.0%} of all mentions, for {accuracy_matched:.0%} of those found",
    "passages": "grades of passages: Spearman {support:.3f} for support, {transparency:.3f} for transparency",
}


def digest(task: str) -> str:
    """SHA-256 of the file that a task is measured on."""
    corpus, part, _ = TASKS[task]
    return corpora.digest(corpora.folder() / corpora.get(corpus).file(part))


def measured(task: str, scorer: Scorer) -> dict[str, float]:
    """The figures of a task, rounded to four places."""
    return {name: round(float(value), 4) for name, value in TASKS[task][2](scorer).items()}


def floors() -> dict[str, Any]:
    """``sha256`` by task, and by annotator and task the least that each figure may be."""
    return tomllib.loads(FLOORS.read_text("utf-8"))


def below(annotator: str, task: str, figures: Mapping[str, float], data: str) -> list[str]:
    """What is wrong: figures below their floor, no floor at all, or data that the floors were not set on."""
    held = floors()
    if data != held["sha256"][task]:
        return [f"{task}: the data are not those that the floors were set on (SHA-256 {data})."]
    least = held.get(annotator, {}).get(task)
    if least is None:
        return [f"{task}: there is no floor for {annotator}."]
    return [
        f"{task} {name} by {annotator}: {figures[name]} is below its floor of {floor}."
        for name, floor in least.items()
        if figures[name] < floor
    ]


def kept() -> dict[str, dict[str, dict[str, float]]]:
    """The figures that were written last, by annotator and task."""
    found: dict[str, dict[str, dict[str, float]]] = json.loads(FIGURES.read_text("utf-8"))
    return found


def write(annotator: str, figures: Mapping[str, Mapping[str, float]]) -> None:
    """Keeps the figures of one annotator, and puts those of all into the README, the default one's first."""
    every = kept()
    every[annotator] = {**every.get(annotator, {}), **figures}
    FIGURES.write_text(json.dumps(every, indent=1) + "\n", "utf-8")
    order = sorted(every, key=lambda name: name != DEFAULT_ANNOTATOR)
    said = "\n\n".join(f"{READ_BY[name]}\n\n{_listed(every[name])}" for name in order)
    head, _, rest = README.read_text("utf-8").partition(BEGIN)
    tail = rest.partition(END)[2]
    README.write_text(f"{head}{BEGIN}\n{LEAD}\n\n{said}\n{END}{tail}", "utf-8")


def _listed(figures: Mapping[str, Mapping[str, float]]) -> str:
    return "\n".join(f"- {SAID[task].format(**figures[task])}" for task in TASKS if task in figures)


def main() -> int:
    """Measures, prints, writes; 1 where something is below its floor."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--annotator", choices=CHOICES, default=DEFAULT_ANNOTATOR)
    options.add_argument("--write", action="store_true")
    options.add_argument("--task", action="append", choices=TASKS)
    given = options.parse_args()
    scorer, figures, wrong = credscore.load(annotator=given.annotator), {}, []
    for task in given.task or TASKS:
        figures[task] = measured(task, scorer)
        wrong += below(given.annotator, task, figures[task], digest(task))
        print(f"{task}: {figures[task]}")
    if given.write:
        write(given.annotator, figures)
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
