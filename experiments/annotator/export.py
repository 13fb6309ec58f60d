"""Makes what ships of trained weights: an ONNX graph in 8 bits, the tokenizer, and a file that says what they are.

    python experiments/annotator/export.py --weights build/annotator/together.pt --out build/annotator/shipped

Refuses to write a graph whose logits are not the network's, or more than 30 MB in all. How much the 8 bits cost on
dev is what ``parity.py`` measures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from graph import Shape, Writer
from network import Network, checkpoint, predicted
from tasks import Example
from train import HERE, tokenizer_of

from credscore.language.annotator.encoder import DESCRIPTION, GRAPH, TOKENIZER, Encoder
from credscore.language.annotator.windows import Windows
from credscore_features import Reading
from credscore_features.annotation import GRADES, OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_BYTES = 30_000_000
MOST_APART = 0.25
"""Root mean square of the difference between the graph's and the network's logits, on the texts below: a graph that
was put together wrongly is off by far more."""
TEXTS = (
    "The harbour master said on Tuesday that two ferries had collided, but gave no evidence for it.",
    "“We have never seen such a flood,” said Maria Keller, who runs the mill.\n\nThe ministry denied the report.",
    "Correction: an earlier version of this article misstated the age of the bridge. It may be older than thought.",
)
"""Invented, to compare the graph with the network before anything is written."""


def shape_of(network: Network, longest: int) -> Shape:
    """What the graph has to know beside the weights."""
    config = network.encoder.config
    return Shape(config.num_hidden_layers, config.num_attention_heads, longest, config.layer_norm_eps)


def numbers(network: Network) -> dict[str, Any]:
    """The weights by name, float32."""
    return {name: tensor.numpy().astype(np.float32) for name, tensor in network.state_dict().items()}


def bare_tokenizer(folder: str) -> bytes:
    """The tokenizer's file without what cutting a text into pieces does not need."""
    said = json.loads((Path(folder) / "tokenizer.json").read_text("utf-8"))
    unused = {"truncation": None, "padding": None, "post_processor": None, "decoder": None}
    return json.dumps(said | unused, ensure_ascii=False, separators=(",", ":")).encode()


def description(network: Network, settings: Mapping[str, Any], files: Mapping[str, bytes], **told: Any) -> bytes:
    """``annotator.json``: what the files are and which they must be."""
    cuts = {grade: sorted(network.cuts[place].tolist()) for place, grade in enumerate(GRADES)}
    said = {
        "name": settings["name"],
        "version": told["version"],
        "outputs": OUTPUTS,
        "longest": settings["windows"]["longest"],
        "overlap": settings["windows"]["overlap"],
        "cuts": {grade: [round(cut, 4) for cut in each] for grade, each in cuts.items()},
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "source": {"checkpoint": settings["encoder"]["checkpoint"], "weights_sha256": told["weights_sha256"]},
    }
    return (json.dumps(said, indent=1) + "\n").encode()


def apart(network: Network, windows: Windows, encoder: Encoder, texts: Sequence[str] = TEXTS) -> float:
    """Root mean square of the difference of the logits."""
    readings = [Reading(text) for text in texts]
    pieces = [windows(reading) for reading in readings]
    examples = [Example(each.windows[0], each, "") for each in pieces]
    told = [
        logits[example.window.pieces >= 0]
        for logits, example in zip(predicted(network, examples), examples, strict=True)
    ]
    said = [annotation.logits for annotation in encoder.annotate(readings)]
    return float(np.sqrt(np.mean((np.concatenate(told) - np.concatenate(said)) ** 2)))


def main() -> None:
    """Builds, compares, writes."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--weights", type=Path, required=True, help="of one network, as train.py writes them")
    given.add_argument("--out", type=Path, required=True, help="folder for the files")
    given.add_argument("--config", type=Path, default=HERE / "annotator.toml")
    given.add_argument("--version", default="1")
    options = given.parse_args()
    torch.set_num_threads(1)
    settings = tomllib.loads(options.config.read_text("utf-8"))
    folder = checkpoint(settings["encoder"]["checkpoint"])
    network = Network(folder)
    network.load_state_dict(torch.load(options.weights, weights_only=True, map_location="cpu"))
    graph = Writer(numbers(network), shape_of(network, settings["windows"]["longest"])).model()
    files = {GRAPH: graph.SerializeToString(deterministic=True), TOKENIZER: bare_tokenizer(folder)}
    digest = hashlib.sha256(options.weights.read_bytes()).hexdigest()
    files[DESCRIPTION] = description(network, settings, files, version=options.version, weights_sha256=digest)
    if (size := sum(map(len, files.values()))) > MOST_BYTES:
        raise SystemExit(f"The files are {size:,} bytes in all; at most {MOST_BYTES:,} may ship.")
    difference = apart(network, Windows(tokenizer_of(folder), **settings["windows"]), Encoder.of_files(files))
    if difference > MOST_APART:
        raise SystemExit(f"The graph's logits are {difference:.3f} from the network's; at most {MOST_APART} may ship.")
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (options.out / name).write_bytes(content)
    print(f"{size:,} bytes in {options.out}; the logits are {difference:.3f} from the network's (root mean square)")


if __name__ == "__main__":
    main()
