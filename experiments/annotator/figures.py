"""Figures of a network on the dev windows: quick ones by the piece, to choose by while it learns.

The figures that count are those of the whole toolkit on whole articles; these only say how training goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from network import Network, predicted
from scipy.stats import spearmanr
from tasks import RETRACTS, Example

from credscore_features.annotation import AT, FLAGS, GRADES, ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

HEADLINE = ("attribution.source", "attribution.cue", "attribution.content", "flags", "retractions", "support")
"""Their mean decides which epoch is kept."""


def figures(network: Network, dev: Mapping[str, Sequence[Example]]) -> dict[str, float]:
    """All of them, and ``headline``."""
    out = {task: predicted(network, examples) for task, examples in dev.items()}
    found: dict[str, float] = {}
    for task in ("attribution", "other_genres"):
        for role in ROLES:
            truth, logits = _known(dev[task], out[task], role)
            found[f"{task}.{role}"] = f1(truth > 0.5, logits > 0)
    for task, outputs in (("flags", ("flag",)), ("retractions", tuple(f"retraction.{name}" for name in RETRACTS))):
        best = [
            x[example.within()][:, [AT[o] for o in outputs]].max()
            for example, x in zip(dev[task], out[task], strict=True)
        ]
        truth = np.array([peak[1] for example in dev[task] for peak in example.peaks])
        found[task] = f1(truth > 0.5, np.array(best) > 0)
    for part in ("flag.claimant", "flag.claim"):
        truth, logits = _known(dev["flags"], out["flags"], part)
        found[part] = f1(truth > 0.5, logits > 0)
    for part in ("retraction.who", "retraction.what"):
        truth, logits = _known(dev["retractions"], out["retractions"], part)
        found[part] = f1(truth > 0.5, logits > 0)
    found |= _labels(dev["flags"], out["flags"])
    for task, outputs in (("passages", (*GRADES, "sourcing", "hedging", "tone")), ("certainty", ("certainty",))):
        for output in outputs:
            found[output] = _correlation(dev[task], out[task], output)
    return found | {"headline": float(np.mean([found[name] for name in HEADLINE]))}


def f1(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    """2 TP / (2 TP + FP + FN)."""
    return float(2 * (truth & said).sum() / max(1, truth.sum() + said.sum()))


def _known(examples: Sequence[Example], out: Sequence[Any], output: str) -> tuple[Any, Any]:
    told = [
        (example.targets[output], x[:, AT[output]])
        for example, x in zip(examples, out, strict=True)
        if output in example.targets
    ]
    truth, logits = (np.concatenate(each) for each in zip(*told, strict=True))
    return truth[~np.isnan(truth)], logits[~np.isnan(truth)]


def _labels(examples: Sequence[Example], out: Sequence[Any]) -> dict[str, float]:
    """Which flag, and who flags, at the cue of each gold flag."""
    outputs = [f"flag.{label}" for label in FLAGS]
    right, voice = [], []
    for example, x in zip(examples, out, strict=True):
        on = np.nan_to_num(example.targets["flag"]) > 0
        if not on.any():
            continue
        gold = np.array([np.nansum(example.targets[o]) for o in outputs]).argmax()
        right.append(x[on][:, [AT[o] for o in outputs]].mean(0).argmax() == gold)
        if "flag.by_source" in example.targets:
            by = np.nanmean(example.targets["flag.by_source"])
            voice.append((x[on][:, AT["flag.by_source"]].mean() > 0) == (by > 0.5))
    return {"flags.label": float(np.mean(right)), "flags.voice": float(np.mean(voice))}


def _correlation(examples: Sequence[Example], out: Sequence[Any], output: str) -> float:
    said: dict[str, list[float]] = {}
    truth = {}
    for example, x in zip(examples, out, strict=True):
        if output in example.means:
            said.setdefault(example.text, []).append(float(x[1:-1, AT[output]].mean()))
            truth[example.text] = example.means[output]
    return float(spearmanr([np.mean(said[text]) for text in truth], list(truth.values()))[0])
