"""What the 8 bits cost: the dev figures of the network that was trained beside those of the files that ship.

    python experiments/annotator/parity.py --weights build/annotator/together.pt --shipped FOLDER --out parity.json

Also writes the table as Markdown beside the JSON. Ends with status 1 where a headline figure loses more than half a
point.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from figures import HEADLINE, figures
from network import Network, checkpoint
from tasks import Tasks
from torch import Tensor
from train import HERE, tokenizer_of

from credscore.language.annotator.encoder import Encoder
from credscore.language.annotator.windows import Window, Windows

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_LOST = 0.005


class Shipped:
    """An encoder in the place of a network: the same figures are computed of both."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def eval(self) -> None:
        """Nothing to turn off."""

    def train(self) -> None:
        """Nothing to turn on."""

    def __call__(self, ids: Tensor, mask: Tensor, quoted: Tensor) -> Tensor:
        """(batch, pieces, outputs), 0 beyond the pieces of a row; each row is run by itself."""
        sizes = mask.sum(1).tolist()
        none = np.zeros(0, dtype=np.int64)
        rows = [
            torch.from_numpy(self.encoder.logits(Window(row[:size], inside[:size], none)))
            for row, inside, size in zip(ids.numpy(), quoted.numpy(), sizes, strict=True)
        ]
        return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)


def table(found: Mapping[str, Mapping[str, float]]) -> str:
    """Markdown, in points of a hundred; headline figures in bold."""
    lines = ["| dev figure | float32 | 8 bits | difference |", "|---|---|---|---|"]
    for name, each in found.items():
        shown = f"**{name}**" if name in HEADLINE else name
        lines.append(
            f"| {shown} | {100 * each['float32']:.2f} | {100 * each['int8']:.2f} | {100 * each['difference']:+.2f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Computes both, writes, judges."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--weights", type=Path, required=True, help="what was exported")
    given.add_argument("--shipped", type=Path, help="folder of the exported files; that of the package if not given")
    given.add_argument("--out", type=Path, required=True, help="a .json file; the table lies beside it as .md")
    given.add_argument("--config", type=Path, default=HERE / "annotator.toml")
    options = given.parse_args()
    torch.set_num_threads(1)
    settings = tomllib.loads(options.config.read_text("utf-8"))
    folder = checkpoint(settings["encoder"]["checkpoint"])
    network = Network(folder)
    network.load_state_dict(torch.load(options.weights, weights_only=True, map_location="cpu"))
    encoder = Encoder.load(options.shipped)
    dev = Tasks(Windows(tokenizer_of(folder), **settings["windows"])).all("dev")
    before, after = figures(network, dev), figures(Shipped(encoder), dev)  # type: ignore[arg-type]
    found = {
        name: {"float32": value, "int8": after[name], "difference": after[name] - value}
        for name, value in before.items()
    }
    options.out.write_text(json.dumps({"sha256": encoder.sha256, "dev": found}, indent=1) + "\n", "utf-8")
    options.out.with_suffix(".md").write_text(table(found), "utf-8")
    print(table(found))
    if lost := [name for name in HEADLINE if found[name]["difference"] < -MOST_LOST]:
        raise SystemExit(f"More than {100 * MOST_LOST} points are lost of {', '.join(lost)}.")


if __name__ == "__main__":
    main()
