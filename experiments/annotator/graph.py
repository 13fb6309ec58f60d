"""The annotator's network as an ONNX graph for one thread of a processor: 8-bit weights, fused operators.

The graph is written out here rather than traced: it is small, each operator is the one that measured fastest,
and nothing hangs on how a version of a tracer or of a fusing pass spells attention.

Matrices are kept in 8 bits with one scale a column, word embeddings with one scale a row. What goes into a matrix
product is brought to 8 bits as it comes, with one scale a tensor: so a window must be run by itself, or what is read
beside it would change its outputs. Run by itself it needs no padding and no mask either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping

FUSED = "com.microsoft"
"""The domain of onnxruntime's own operators."""
MOST = 127
"""The largest 8-bit weight; -128 is left out, so that zero is exact and scales are symmetric."""

Array = NDArray[Any]


@dataclass(frozen=True)
class Shape:
    """What the weights do not say about themselves.

    Attributes:
        layers: of the encoder.
        heads: of each layer's attention.
        longest: pieces of a window; later positions are left out.
        epsilon: of the layer normalisation.
    """

    layers: int
    heads: int
    longest: int
    epsilon: float


def eight_bits(weights: Array, axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Whole numbers and scales with ``weights ≈ numbers * scales``.

    Args:
        weights: two-dimensional.
        axis: along which a scale is shared: 0 for one scale a column, 1 for one a row.

    Returns:
        (rows, columns) numbers from -127 to 127; scales with 1 along ``axis``.
    """
    scales = np.maximum(np.abs(weights).max(axis=axis, keepdims=True), 1e-8) / MOST
    return np.rint(weights / scales).astype(np.int8), scales.astype(np.float32)


class Writer:
    """Collects the nodes and constants of a graph, each named by the weights that it stands for."""

    def __init__(self, weights: Mapping[str, Array], shape: Shape) -> None:
        self._weights = weights
        self._shape = shape
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def model(self) -> ModelProto:
        """The whole graph: ids and quoted, (batch, pieces), to logits, (batch, pieces, outputs)."""
        states = self._embedded("encoder.embeddings")
        for number in range(self._shape.layers):
            states = self._layer(f"encoder.encoder.layer.{number}", states)
        product = self._node("MatMul", "head.product", states, self._constant("head", self._weights["head.weight"].T))
        self._node("Add", "logits", product, self._constant("head.bias", self._weights["head.bias"]))
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "pieces"]) for name in INPUTS]
        sizes = ["batch", "pieces", len(self._weights["head.bias"])]
        output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, sizes)
        graph = helper.make_graph(self.nodes, "annotator", inputs, [output], self.constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
        made = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="credscore")
        checker.check_model(made)
        return made

    def _embedded(self, name: str) -> str:
        rows, scales = eight_bits(self._weights[f"{name}.word_embeddings.weight"], axis=1)
        found = self._node("Gather", f"{name}.found", self._constant(f"{name}.words", rows), "ids")
        scale = self._node("Gather", f"{name}.scale", self._constant(f"{name}.scales", scales), "ids")
        words = self._node(
            "Mul", f"{name}.word", self._node("Cast", f"{name}.cast", found, to=TensorProto.FLOAT), scale
        )
        kinds = self._constant(f"{name}.kinds", self._weights[f"{name}.token_type_embeddings.weight"])
        places = self._weights[f"{name}.position_embeddings.weight"][: self._shape.longest]
        zero = self._constant("zero", np.zeros(1, dtype=np.int64))
        length = self._node("Shape", "length", "ids", start=1, end=2)
        place = self._node("Slice", f"{name}.place", self._constant(f"{name}.places", places), zero, length, zero)
        kind = self._node("Gather", f"{name}.kind", kinds, "quoted")
        both = self._node("Add", f"{name}.word_and_kind", words, kind)
        return self._normal(f"{name}.LayerNorm", both, place)

    def _layer(self, name: str, states: str) -> str:
        parts = [self._linear(f"{name}.attention.self.{part}", states) for part in ("query", "key", "value")]
        seen = self._node("MultiHeadAttention", f"{name}.attention", *parts, domain=FUSED, num_heads=self._shape.heads)
        seen = self._linear(f"{name}.attention.output.dense", seen)
        states = self._normal(f"{name}.attention.output.LayerNorm", seen, states)
        wide = self._linear(f"{name}.intermediate.dense", states)
        # The tanh form of GELU is a quarter cheaper than erf and differs by less than the 8 bits do.
        wide = self._node("FastGelu", f"{name}.gelu", wide, domain=FUSED)
        return self._normal(f"{name}.output.LayerNorm", self._linear(f"{name}.output.dense", wide), states)

    def _linear(self, name: str, states: str) -> str:
        numbers, scales = eight_bits(self._weights[f"{name}.weight"].T, axis=0)
        return self._node(
            "DynamicQuantizeMatMul",
            f"{name}.product",
            states,
            self._constant(f"{name}.numbers", numbers),
            self._constant(f"{name}.scales", scales[0]),
            "",  # the zero point is zero
            self._constant(f"{name}.bias", self._weights[f"{name}.bias"]),
            domain=FUSED,
        )

    def _normal(self, name: str, one: str, other: str) -> str:
        # onnxruntime's SkipLayerNormalization would do both at once, at about five times the price.
        return self._node(
            "LayerNormalization",
            f"{name}.normal",
            self._node("Add", f"{name}.sum", one, other),
            self._constant(f"{name}.weight", self._weights[f"{name}.weight"]),
            self._constant(f"{name}.bias", self._weights[f"{name}.bias"]),
            epsilon=self._shape.epsilon,
            axis=-1,
        )

    def _node(self, operator: str, output: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def _constant(self, name: str, values: Array) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name


INPUTS = ("ids", "quoted")
