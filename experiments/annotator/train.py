"""Trains the annotator on all tasks at once and logs the run to MLflow.

    CREDSCORE_DATA=... python experiments/annotator/train.py --out build/annotator

Takes a good hour on two cores, and goes on where it was stopped. ``OUT/together.pt`` holds the annotator,
``OUT/foldN.pt`` those that have not seen a fold of the graded passages; ``export.py`` makes of them what ships.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from figures import figures
from network import Loss, Network, checkpoint, stacked
from tasks import Example, Tasks
from tokenizers import Tokenizer

from credscore import corpora, evaluation
from credscore.corpora.folder import located
from credscore.language.annotator.windows import Windows
from credscore.tracking.graded import graded
from credscore.tracking.store import connected, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

HERE = Path(__file__).parent
CORPORA = (  # from the last five come sentences and passages of labels/, never what they say of reliability
    ("polnear", ("train", "dev")),
    ("gum_attribution", ("all",)),
    ("unsupported_flags", ("train", "dev")),
    ("retractions", ("train", "dev")),
    ("passages", ("train", "dev")),
    ("certainty_sentence", ("all",)),
    ("allsides", ("all",)),
    ("fakenewsnet_v1", ("all",)),
    ("healthstory", ("all",)),
    ("hyperpartisan_byarticle", ("all",)),
    ("misinfotext_buzzfeed", ("all",)),
)
SORTED_TOGETHER = 50
"""Batches whose examples are sorted by length together, so that little is padding."""
REPORT_EVERY = 50


def tokenizer_of(folder: str) -> Tokenizer:
    """The tokenizer that lies beside a checkpoint, without padding and truncation."""
    tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """An epoch: random batches of examples of similar length."""
    order = list(examples)
    rng.shuffle(order)
    made = []
    for begin in range(0, len(order), size * SORTED_TOGETHER):
        chunk = sorted(order[begin : begin + size * SORTED_TOGETHER], key=lambda example: len(example.window.ids))
        made += [chunk[place : place + size] for place in range(0, len(chunk), size)]
    rng.shuffle(made)
    return made


class Training:
    """One run: its settings, examples, network and optimiser."""

    def __init__(self, settings: Mapping[str, Any], device: str) -> None:
        self.settings = settings
        self.device = device
        how = settings["training"]
        torch.set_num_threads(how["threads"])
        random.seed(how["seed"])
        np.random.seed(how["seed"])  # noqa: NPY002 - transformers' and torch's world uses it
        torch.manual_seed(how["seed"])
        folder = checkpoint(settings["encoder"]["checkpoint"])
        self.tokenizer = tokenizer_of(folder)
        tasks = Tasks(Windows(self.tokenizer, settings["windows"]["longest"], settings["windows"]["overlap"]))
        self.train, self.dev = tasks.all("train"), tasks.all("dev")
        self.network = Network(folder, settings["encoder"]["dropout"]).to(device)
        for name, parameter in self.network.encoder.named_parameters():
            if name.startswith(tuple(settings["encoder"]["frozen"])):
                parameter.requires_grad = False
        self.loss = Loss(settings["weights"])
        self.hidden = self.tokenizer.token_to_id("[MASK]")

    def epochs_of(self, stage: Mapping[str, Any], *, without: frozenset[str]) -> list[list[list[Example]]]:
        """The batches of each epoch; ``without`` names texts that are not shown."""
        how = self.settings["training"]
        plan = []
        for number in range(stage["epochs"]):
            rng = random.Random(how["seed"] + number)  # noqa: S311 - an order of examples is no secret
            examples = []
            for task, times in stage["fold_repeats" if without else "repeats"].items():
                each = [example for example in self.train[task] if example.text not in without]
                whole, part = int(times), times - int(times)
                examples += each * whole + rng.sample(each, round(part * len(each)))
            plan.append(batches(examples, how["batch"], rng))
        return plan

    def optimiser(
        self, stage: Mapping[str, Any], steps: int
    ) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
        """AdamW, a short warm-up, then linearly to nothing."""
        moving = [(name, p) for name, p in self.network.named_parameters() if p.requires_grad]
        encoder = [p for name, p in moving if name.startswith("encoder")]
        head = [p for name, p in moving if not name.startswith("encoder")]
        decay = self.settings["training"]["weight_decay"]
        optimiser = torch.optim.AdamW(
            [
                {"params": encoder, "lr": stage["encoder_rate"], "weight_decay": decay},
                {"params": head, "lr": stage["head_rate"], "weight_decay": 0.0},
            ],
            fused=True,
        )
        warm = max(1, round(self.settings["training"]["warm_up"] * steps))
        rate = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda step: min((step + 1) / warm, max(0.02, 1 - step / steps))
        )
        return optimiser, rate

    def load(self, weights: Path) -> None:
        """Goes on from weights that were written before."""
        self.network.load_state_dict(torch.load(weights, weights_only=True, map_location=self.device))

    def step(self, batch: Sequence[Example]) -> torch.Tensor:
        """The loss of a batch."""
        ids, mask, quoted = (tensor.to(self.device) for tensor in stacked(batch))
        how = self.settings["training"]
        hide = (torch.rand(ids.shape, device=self.device) < how["masked"]) & (ids > self.hidden)
        ids = torch.where(hide, self.hidden, ids)
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=how["bf16"]):
            logits = self.network(ids, mask, quoted)
        # The losses are many small sums over ragged pieces: cheap, and simplest on the processor.
        return self.loss(self.network, logits.float().cpu(), batch, mask.sum().cpu())

    def run(
        self, stage: Mapping[str, Any], weights: Path, *, without: frozenset[str] = frozenset()
    ) -> Iterator[dict[str, Any]]:
        """One stage; yields what is worth logging. The best epoch's weights by the dev figures lie in ``weights``."""
        plan = self.epochs_of(stage, without=without)
        steps = sum(len(each) for each in plan)
        optimiser, rate = self.optimiser(stage, steps)
        step, smooth, best, begun = 0, 0.0, -1.0, time.monotonic()
        for number, epoch in enumerate(plan, 1):
            self.network.train()
            for batch in epoch:
                loss = self.step(batch)
                optimiser.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
                optimiser.step()
                rate.step()
                step += 1
                smooth += (float(loss.detach()) - smooth) * max(0.02, 1 / step)
                if step % REPORT_EVERY == 0 or step == steps:
                    yield {"step": step, "steps": steps, "loss": smooth, "seconds": time.monotonic() - begun}
            if without and number < len(plan):
                continue  # a fold is no candidate: its last epoch is taken
            found = figures(self.network.cpu(), self.dev)
            self.network.to(self.device)
            if better := found["headline"] > best:
                best = found["headline"]
                torch.save(self.network.state_dict(), weights)
            yield {"step": step, "epoch": number, "dev": found, "kept": better}
        self.load(weights)


def held_out(settings: Mapping[str, Any]) -> list[frozenset[str]]:
    """The graded passages (by id) that each fold leaves out, disjoint by outlet, article and wording."""
    passages = graded("passages:train", HERE)
    how = settings["training"]
    fold = evaluation.folds(passages.groups, how["folds"], seed=how["seed"])
    names = passages.table["id"].to_numpy()
    return [frozenset(names[fold == number]) for number in range(how["folds"])]


def flat(settings: Mapping[str, Any]) -> dict[str, Any]:
    """``{"training.batch": 16, "stages.spans.epochs": 3, ...}``."""
    settings = settings | {f"stages.{stage['name']}": stage for stage in settings["stages"]}
    return {
        f"{section}.{name}": value
        for section, values in settings.items()
        if isinstance(values, dict)
        for name, value in values.items()
    }


def digests() -> dict[str, str]:
    """The SHA-256 of each file that is read."""
    return {
        f"data.{name}.{part}": corpora.digest(located(corpora.get(name), part))
        for name, parts in CORPORA
        for part in parts
    }


class Log:
    """Every line of a stage goes to a file, to the terminal and to MLflow."""

    def __init__(self, flow: ModuleType, path: Path) -> None:
        self._flow = flow
        self._path = path

    def follow(self, stage: str, told: Iterator[dict[str, Any]]) -> None:
        """Trains to the end of the stage."""
        with self._path.open("a", encoding="utf-8") as log:
            for line in told:
                text = json.dumps({"stage": stage, **line})
                log.write(text + "\n")
                log.flush()
                print(text, flush=True)
                if "dev" in line:
                    found = {f"{stage}.dev.{name}": value for name, value in line["dev"].items()}
                    self._flow.log_metrics(found, step=line["step"])
                else:
                    self._flow.log_metric(f"{stage}.loss", line["loss"], step=line["step"])


def work(training: Training, log: Log, out: Path, only: str | None) -> None:
    """Every stage, and the one with ``fold_repeats`` once more for each fold. What is in ``out`` is not trained again.

    Args:
        training: the run.
        log: where it is told.
        out: ``<stage>.pt`` and ``fold<number>.pt`` are written there.
        only: a stage, ``folds``, or None for all.
    """
    before: dict[str, Path | None] = {}
    last = None
    for stage in training.settings["stages"]:
        before[stage["name"]], last = last, out / f"{stage['name']}.pt"
        if only in {None, stage["name"]} and not last.exists():
            _stage(training, log, stage["name"], stage, before[stage["name"]], last)
    folded = next(stage for stage in training.settings["stages"] if "fold_repeats" in stage)
    for number, held in enumerate(held_out(training.settings)):
        weights = out / f"fold{number}.pt"
        if only in {None, "folds"} and not weights.exists():
            _stage(training, log, f"fold{number}", folded, before[folded["name"]], weights, without=held)


def _stage(
    training: Training,
    log: Log,
    name: str,
    stage: Mapping[str, Any],
    begin: Path | None,
    weights: Path,
    *,
    without: frozenset[str] = frozenset(),
) -> None:
    if begin is not None:
        training.load(begin)
    part = weights.with_suffix(".part")
    log.follow(name, training.run(stage, part, without=without))
    part.rename(weights)


def main() -> None:
    """Reads the settings, trains, logs."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--out", type=Path, required=True, help="folder for the weights and the log")
    given.add_argument("--config", type=Path, default=HERE / "annotator.toml")
    given.add_argument("--only", help="one stage, or folds, where those before it are there")
    given.add_argument("--store", help="MLflow tracking URI; mlflow.db in the working folder where not given")
    options = given.parse_args()
    settings = tomllib.loads(options.config.read_text("utf-8"))
    options.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    training = Training(settings, device)
    counts = {f"windows.{task}": len(each) for task, each in training.train.items()}
    print(counts, flush=True)
    with (
        connected(options.store) as flow,
        running(flow, settings["name"], experiment="annotator", tags={"device": device}),
    ):
        flow.log_params(flat(settings) | counts | digests())
        flow.log_artifact(str(options.config))
        (options.out / "run.txt").write_text(flow.active_run().info.run_id, "utf-8")
        work(training, Log(flow, options.out / "log.jsonl"), options.out, options.only)
        for name in (f"{settings['stages'][-1]['name']}.pt", "log.jsonl"):
            if (options.out / name).exists():
                flow.log_artifact(str(options.out / name))


if __name__ == "__main__":
    main()
