"""The opaque reference: an encoder that is fine-tuned on the grades alone and explains nothing.

    CREDSCORE_DATA=... python experiments/scorer/opaque.py --begin build/annotator/spans_again.pt --out build/opaque

It starts where the annotator stands before it sees grades, reads each passage whole, and predicts both grades from the
mean of the last states (squared error; three epochs, about ten minutes on two free cores). What it says of dev is kept
in ``OUT/dev.npz``: ``support`` and ``transparency`` in grades, (n,), in the order of the file. It is here to tell what
it costs that the shipped model can be read; it does not ship.
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from scipy.stats import spearmanr
from torch import Tensor, nn
from torch.nn.functional import mse_loss

ANNOTATOR = Path(__file__).parents[1] / "annotator"
sys.path.insert(0, str(ANNOTATOR))

from network import Network, checkpoint  # noqa: E402 - the annotator's scripts are no package
from train import tokenizer_of  # noqa: E402

from credscore import corpora  # noqa: E402
from credscore.contract import GRADES  # noqa: E402

EPOCHS, BATCH, LONGEST = 3, 16, 320
ENCODER_RATE, HEAD_RATE, WARM_UP = 6e-5, 1e-3, 50
SORTED_TOGETHER = 50

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tokenizers import Tokenizer

Passage = tuple[list[int], list[float]]


class Opaque(nn.Module):
    """The annotator's encoder and one linear layer on the mean of its states."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(network.encoder.config.hidden_size, len(GRADES))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(batch, 2): support and transparency, in grades from the middle one."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask[..., None].float()
        return self.head(self.dropout((states * weight).sum(1) / weight.sum(1)))


def stacked(passages: list[Passage]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, mask and grades of a batch, padded to its longest."""
    ids = nn.utils.rnn.pad_sequence([torch.tensor(each) for each, _ in passages], batch_first=True)
    return ids, (ids != 0).long(), torch.tensor([grades for _, grades in passages]) - 3


def epoch(passages: list[Passage], rng: random.Random) -> list[list[Passage]]:
    """Random batches of passages of similar length."""
    order = rng.sample(passages, len(passages))
    made = []
    for begin in range(0, len(order), BATCH * SORTED_TOGETHER):
        chunk = sorted(order[begin : begin + BATCH * SORTED_TOGETHER], key=lambda each: len(each[0]))
        made += [chunk[place : place + BATCH] for place in range(0, len(chunk), BATCH)]
    rng.shuffle(made)
    return made


@torch.no_grad()
def predicted(network: Opaque, passages: list[Passage]) -> np.ndarray:
    """Grades of each passage, (n, 2)."""
    network.eval()
    out = [network(*stacked(passages[at : at + BATCH])[:2]) for at in range(0, len(passages), BATCH)]
    network.train()
    return torch.cat(out).numpy() + 3


def passages_of(part: str, tokenizer: Tokenizer) -> list[Passage]:
    """Word pieces and grades of the graded passages."""
    return [
        (tokenizer.encode(row["text"]).ids[:LONGEST], [float(row[grade]) for grade in GRADES])
        for row in corpora.stream("passages", part)
    ]


def train(network: Opaque, passages: list[Passage]) -> Iterator[int]:
    """Trains, and gives the number of each epoch when it ends."""
    plan = [epoch(passages, random.Random(number)) for number in range(EPOCHS)]  # noqa: S311 - no secret
    steps = sum(map(len, plan))
    groups = [
        {"params": network.encoder.parameters(), "lr": ENCODER_RATE},
        {"params": network.head.parameters(), "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, fused=True)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / WARM_UP, max(0.02, 1 - step / steps))
    )
    for number, batches in enumerate(plan, 1):
        for batch in batches:
            ids, mask, grades = stacked(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                said = network(ids, mask)
            optimiser.zero_grad()
            mse_loss(said.float(), grades).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            rate.step()
        yield number


def main() -> None:
    """Trains, and keeps what it says of dev."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--begin", type=Path, required=True, help="the annotator's weights before the grades")
    given.add_argument("--out", type=Path, required=True)
    options = given.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    folder = checkpoint(tomllib.loads((ANNOTATOR / "annotator.toml").read_text("utf-8"))["encoder"]["checkpoint"])
    tokenizer = tokenizer_of(folder)
    torch.manual_seed(0)
    annotator = Network(folder)
    annotator.load_state_dict(torch.load(options.begin, weights_only=True))
    network = Opaque(annotator)
    dev = passages_of("dev", tokenizer)
    truth = np.array([grades for _, grades in dev])
    for number in train(network, passages_of("train", tokenizer)):
        said = predicted(network, dev)
        print(number, {g: round(float(spearmanr(said[:, at], truth[:, at])[0]), 4) for at, g in enumerate(GRADES)})
        np.savez(options.out / "dev.npz", **{grade: said[:, at] for at, grade in enumerate(GRADES)})


if __name__ == "__main__":
    main()
