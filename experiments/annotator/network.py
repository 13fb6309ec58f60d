"""The annotator's network: an encoder and one linear layer, and how far its outputs are from what is known."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from tasks import TYPES, Example
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from credscore_features.annotation import AT, GRADES, OUTPUTS, PRESENT, ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TYPES = [AT[name] for name in TYPES]
_CUTS = (-2.5, -1.0, 0.5, 2.0)


def checkpoint(named: str) -> str:
    """The folder of an initial checkpoint that an installed package carries; else the name itself."""
    if Path(named).is_dir():
        return named
    try:
        package = import_module(named)
    except ImportError:
        return named
    return str(next(Path(package.__path__[0]).rglob("config.json")).parent)


class Network(nn.Module):
    """An encoder of the BERT family; every output is one linear function of a piece's last state."""

    def __init__(self, folder: str, dropout: float = 0.1) -> None:
        super().__init__()
        # Dropout on attention weights would forbid the fast kernels and did not help.
        self.encoder = BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=dropout,
        )
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(self.encoder.config.hidden_size, len(OUTPUTS))
        self.cuts = nn.Parameter(torch.tensor([_CUTS] * len(GRADES)))

    def states(self, ids: Tensor, mask: Tensor, quoted: Tensor) -> Tensor:
        """(batch, pieces, width)."""
        return self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=quoted).last_hidden_state

    def forward(self, ids: Tensor, mask: Tensor, quoted: Tensor) -> Tensor:
        """(batch, pieces, len(OUTPUTS)), logits."""
        return self.head(self.dropout(self.states(ids, mask, quoted)))

    def grade_probabilities(self, mean: Tensor, grade: str) -> Tensor:
        """(..., 5): cumulative logits with learned cuts (McCullagh 1980)."""
        upto = torch.sigmoid(self.cuts[GRADES.index(grade)].sort().values - mean[..., None])
        edges = torch.cat([torch.zeros_like(upto[..., :1]), upto, torch.ones_like(upto[..., :1])], -1)
        return (edges[..., 1:] - edges[..., :-1]).clamp(min=1e-6)


def stacked(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, mask and quotation state of some windows, padded to the longest."""
    longest = max(len(example.window.ids) for example in batch)
    out = np.zeros((3, len(batch), longest), dtype=np.int64)
    for row, example in enumerate(batch):
        size = len(example.window.ids)
        out[0, row, :size] = example.window.ids
        out[1, row, :size] = 1
        out[2, row, :size] = example.window.quoted
    ids, mask, quoted = torch.from_numpy(out)
    return ids, mask, quoted


def _targets(batch: Sequence[Example], longest: int) -> Tensor:
    known = np.full((len(batch), longest, len(OUTPUTS)), np.nan, dtype=np.float32)
    for row, example in enumerate(batch):
        for output, values in example.targets.items():
            known[row, : len(values), AT[output]] = values
    return torch.from_numpy(known)


def _piece_weights(weights: Mapping[str, float]) -> Tensor:
    each = np.zeros(len(OUTPUTS), dtype=np.float32)
    for output, place in AT.items():
        if output in ROLES:
            each[place] = weights["roles"]
        elif output.endswith(".begin"):
            each[place] = weights["begins"]
        elif output.split(".")[0] in {"flag", "retraction"}:
            each[place] = weights["spans"]
        elif output == "type.anonymous":
            each[place] = weights["types"]
    return torch.from_numpy(each)


class Loss:
    """The sum of all tasks' losses on what a batch knows of each."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._by_piece = _piece_weights(weights)

    def __call__(self, network: Network, logits: Tensor, batch: Sequence[Example], size: Tensor) -> Tensor:
        """Args: the network, its logits, the examples, and the number of real pieces in the batch."""
        known = _targets(batch, logits.shape[1])
        total = self._pieces(logits, known, size) + self._weights["types"] * _types(logits, known, size)
        if peaks := [
            functional.binary_cross_entropy_with_logits(
                logits[row][at][:, [AT[o] for o in outputs]].max(), torch.tensor(value)
            )
            for row, example in enumerate(batch)
            for outputs, value, at in example.peaks
        ]:
            total = total + self._weights["sentences"] * torch.stack(peaks).sum() / len(batch)
        if means := [
            _mean_loss(network, logits[row, 1 : len(example.window.ids) - 1, AT[output]].mean(), output, value)
            for row, example in enumerate(batch)
            for output, value in example.means.items()
        ]:
            total = total + self._weights["means"] * torch.stack(means).sum() / len(batch)
        return total

    def _pieces(self, logits: Tensor, known: Tensor, size: Tensor) -> Tensor:
        told = ~torch.isnan(known)
        each = functional.binary_cross_entropy_with_logits(logits, known.nan_to_num(), reduction="none") * told
        count = told.sum((0, 1))
        # An output that few pieces of the batch know counts by the root of its share: less, but not little.
        return (each.sum((0, 1)) / count.clamp(min=1) * (count / size).sqrt() * self._by_piece).sum()


def _types(logits: Tensor, known: Tensor, size: Tensor) -> Tensor:
    told = ~torch.isnan(known[..., _TYPES[0]])
    if not told.any():
        return logits.new_zeros(())
    loss = functional.cross_entropy(logits[..., _TYPES][told], known[..., _TYPES][told].argmax(-1))
    return loss * (told.sum() / size).sqrt()


def _mean_loss(network: Network, mean: Tensor, output: str, value: float) -> Tensor:
    if output in GRADES:
        return -network.grade_probabilities(mean, output)[int(value) - 1].log()
    if output in PRESENT:
        return 0.3 * functional.binary_cross_entropy_with_logits(mean, torch.tensor(value))
    return 2.0 * (torch.sigmoid(mean) - value) ** 2


@torch.no_grad()
def predicted(network: Network, examples: Sequence[Example], size: int = 32) -> list[Any]:
    """The logits of each example, (pieces, outputs), in the order of the examples."""
    network.eval()
    out: list[Any] = [None] * len(examples)
    order = sorted(range(len(examples)), key=lambda place: len(examples[place].window.ids))
    for begin in range(0, len(order), size):
        batch = [examples[place] for place in order[begin : begin + size]]
        logits = network(*stacked(batch)).numpy()
        for row, place in enumerate(order[begin : begin + size]):
            out[place] = logits[row, : len(examples[place].window.ids)]
    network.train()
    return out
