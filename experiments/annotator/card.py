"""Writes the annotator's model card from what was logged and measured; nothing in it is typed by hand but the words.

python experiments/annotator/card.py --run build/annotator --parity build/annotator/parity.json
"""

from __future__ import annotations

import argparse
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import numpy as np
from figures import f1
from network import checkpoint, predicted
from parity import Shipped
from tasks import RETRACTS, Tasks
from train import CORPORA, HERE, digests, tokenizer_of

from credscore import corpora
from credscore.language.annotator.encoder import SHIPPED, Encoder
from credscore.language.annotator.windows import Windows
from credscore.tracking.store import connected
from credscore_features.annotation import AT, ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from tasks import Example

RESAMPLES = 1000
NAME = "ANNOTATOR_CARD.md"


def said_and_true(
    examples: Sequence[Example], out: Sequence[Any], outputs: Sequence[str], *, sentences: bool
) -> dict[str, list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]]:
    """By text: what is right and what is said, by the piece or (flags, retractions) by the sentence."""
    by_text: dict[str, list[Any]] = {}
    for example, logits in zip(examples, out, strict=True):
        if sentences:
            best = logits[example.within()][:, [AT[name] for name in outputs]].max()
            pair = np.array([example.peaks[0][1] > 0.5]), np.array([best > 0])
        elif outputs[0] not in example.targets:
            continue
        else:
            truth = example.targets[outputs[0]]
            told = ~np.isnan(truth)
            pair = truth[told] > 0.5, logits[told, AT[outputs[0]]] > 0
        by_text.setdefault(example.text, []).append(pair)
    return by_text


def interval(by_text: Mapping[str, Sequence[Any]], rng: np.random.Generator) -> tuple[float, float, float]:
    """F1 with its 95% percentile interval from resampling texts."""
    counts = np.array(
        [np.sum([(np.sum(t & s), np.sum(t) + np.sum(s)) for t, s in pairs], axis=0) for pairs in by_text.values()]
    )
    truth, said = (np.concatenate([pair[k] for pairs in by_text.values() for pair in pairs]) for k in (0, 1))
    drawn = counts[rng.integers(len(counts), size=(RESAMPLES, len(counts)))].sum(1)
    low, high = np.quantile(2 * drawn[:, 0] / np.maximum(drawn[:, 1], 1), [0.025, 0.975])
    return f1(truth, said), float(low), float(high)


def figures_of(encoder: Encoder, dev: Mapping[str, Sequence[Example]]) -> dict[str, tuple[float, float, float]]:
    """The figures of what ships, each with its interval."""
    network: Any = Shipped(encoder)
    out = {task: predicted(network, dev[task]) for task in ("attribution", "other_genres", "flags", "retractions")}
    wanted = [(f"{task}, {role}", task, (role,), False) for task in ("attribution", "other_genres") for role in ROLES]
    wanted += [("sentence flags a claim", "flags", ("flag",), True)]
    wanted += [("sentence reports a retraction", "retractions", tuple(f"retraction.{r}" for r in RETRACTS), True)]
    rng = np.random.default_rng(0)
    return {
        name: interval(said_and_true(dev[task], out[task], outputs, sentences=sentences), rng)
        for name, task, outputs, sentences in wanted
    }


def best_epochs(log: Path) -> list[dict[str, Any]]:
    """The epoch that was kept of each stage."""
    kept = {line["stage"]: line for line in map(json.loads, log.read_text("utf-8").splitlines()) if line.get("kept")}
    return list(kept.values())


def log(run: Path, parity: Path, store: str | None) -> None:
    """Puts what ships, its card and what the 8 bits cost into the MLflow run that trained it."""
    with connected(store) as flow, flow.start_run(run_id=(run / "run.txt").read_text("utf-8").strip()):
        flow.log_artifacts(str(SHIPPED), "shipped")
        flow.log_artifact(str(parity))


def main() -> None:
    """Fills the template."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--run", type=Path, required=True, help="folder that train.py wrote")
    given.add_argument("--parity", type=Path, required=True, help="what parity.py wrote")
    given.add_argument("--config", type=Path, default=HERE / "annotator.toml")
    given.add_argument("--store", help="MLflow tracking URI of the run; mlflow.db here where not given")
    options = given.parse_args()
    settings = tomllib.loads(options.config.read_text("utf-8"))
    encoder = Encoder.load()
    windows = Windows(tokenizer_of(checkpoint(settings["encoder"]["checkpoint"])), **settings["windows"])
    tasks = Tasks(windows)
    train = tasks.all("train")
    page = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, autoescape=False, undefined=jinja2.StrictUndefined)  # noqa: S701 - Markdown
    text = page.from_string((HERE / "card.md.j2").read_text("utf-8")).render(
        encoder=encoder,
        settings=settings,
        bytes=sum(path.stat().st_size for path in SHIPPED.iterdir() if path.name != NAME),
        corpora=[corpora.get(name) for name, _ in CORPORA],
        digests=digests(),
        counts={task: (len(each), sum(len(example.window.ids) for example in each)) for task, each in train.items()},
        figures=figures_of(encoder, tasks.all("dev")),
        parity=json.loads(options.parity.read_text("utf-8")),
        epochs=best_epochs(options.run / "log.jsonl"),
    )
    (SHIPPED / NAME).write_text(text, "utf-8")
    log(options.run, options.parity, options.store)
    print(SHIPPED / NAME)


if __name__ == "__main__":
    main()
