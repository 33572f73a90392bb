"""Gives layers weights of a smaller type, for ``precision="bf16"`` and ``"int8"``.

    %y: Tensor = flambeau::linear(%x, tensor(float32, [4, 3], #0), b, 'relu')
        =>
    %y: Tensor = flambeau::reduced_linear(%x, tensor(bfloat16, [4, 3], #0), None, b, 1.0, 0, 'relu')

or, with int8 weights and a scale for each output, where ``input_scale`` and ``input_zero`` say how a byte of the input
stands for a float (schemas/reduced.def)::

    %y: Tensor = flambeau::reduced_linear(%x, tensor(int8, [4, 3], #0), tensor(float32, [4], #1), b, 0.02, 128, 'relu')

Taken are two-dimensional convolutions without groups, linear layers, and products of a matrix with a constant one. It
isn't in the pipeline: int8 needs what calibration has found out about each layer's input.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch

from ..ir import Graph, Op, Value, walk
from ..ir.text import literal_type
from .alias import Aliases
from .describe import Description, describe
from .rewrite import Rewriter, constant_of

_MATRIX_ONLY = ("aten::mm", "aten::addmm")  # their first factor must be a matrix; that of a linear layer needn't be
_DEEPEST_INT8 = 64_000  # what fits an int32


@dataclass(frozen=True, slots=True)
class ByteRange:
    """How bytes stand for a layer's input: x = scale * (q - zero)."""

    scale: float
    zero: int


def reducible(graph: Graph) -> dict[Op, Layer]:
    """The layers of ``graph`` that ``reduce_precision`` can take, in order."""
    layers = {}
    for function in graph.functions.values():
        found, aliases = describe(function), Aliases(function)
        layers.update({op: layer for op in walk(function.body) if (layer := _layer(op, found, aliases)) is not None})
    return layers


def reduce_precision(graph: Graph, ranges: Mapping[Op, ByteRange] | None = None) -> int:
    """Rewrites the layers in ``ranges`` to int8, without ``ranges`` all to bfloat16. Returns how many."""
    done: dict[
        Any, tuple[torch.Tensor, torch.Tensor, torch.Tensor | None]
    ] = {}  # with the old one: its address is kept
    count = 0
    for function in graph.functions.values():
        found, aliases = describe(function), Aliases(function)
        rewriter = Rewriter(function)
        for op in list(walk(function.body)):
            layer = _layer(op, found, aliases)
            if layer is None or (ranges is not None and op not in ranges):
                continue
            key = layer.source.data_ptr(), layer.source.shape, layer.source.stride(), layer.is_transposed
            if key not in done:
                weight = layer.weight()
                done[key] = layer.source, *((weight.bfloat16(), None) if ranges is None else quantise_weight(weight))
            _, weight, scales = done[key]
            _rewrite(op, layer.reduced(weight, scales, ranges[op] if ranges is not None else None), rewriter)
            count += 1
        rewriter.finish()
    return count


def quantise_weight(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """(outputs, ...) in int8, and what each output's are to be multiplied by; the largest magnitude becomes 127."""
    rows = weight.double().flatten(1)
    largest = rows.abs().amax(1) if rows.numel() else rows.new_zeros(len(rows))
    scales = torch.where(largest > 0, largest / 127, torch.ones_like(largest))
    quantised = (rows / scales[:, None]).round().to(torch.int8)
    return quantised.reshape(weight.shape), scales.float()


@dataclass(frozen=True, slots=True)
class Layer:
    """What an op that can be reduced is made of."""

    input: Value
    source: torch.Tensor  # the weight, (outputs, channels, ...)
    bias: Value | None
    rest: list[Value]  # of the new operator's operands, behind input_zero; empty for a product without an activation
    is_transposed: bool = False  # whether the source is (channels, outputs)

    def __str__(self) -> str:
        return f"the layer with a weight of {list(self.source.shape)}"

    @property
    def depth(self) -> int:
        """How many products a sum has."""
        return len(self.source) if self.is_transposed else self.source[0].numel()

    def weight(self) -> torch.Tensor:
        """(outputs, channels, ...), contiguous."""
        return (self.source.t() if self.is_transposed else self.source).contiguous()

    def reduced(self, weight: torch.Tensor, scales: torch.Tensor | None, range: ByteRange | None) -> list[Any]:
        """The new operator's operands: Values of the old one's, and Python values for constants."""
        scale, zero = (1.0, 0) if range is None else (range.scale, range.zero)
        scales = None if scales is None else (scales.double() * scale).float()
        return [self.input, weight, scales, self.bias, scale, zero, *self.rest] + ([] if self.rest else [""])


def reduced_name(op: Op) -> str:
    """The operator that takes the place of ``op``."""
    return "flambeau::reduced_conv2d" if op.name == "flambeau::conv2d" else "flambeau::reduced_linear"


def _layer(op: Op, found: Description, aliases: Aliases) -> Layer | None:
    """None where ``op`` stays as it is."""
    layer = _parts(op, found)
    if layer is None:
        return None
    factors = [v for v in op.operands if isinstance(constant_of(v), torch.Tensor)]
    if any(map(aliases.is_written, factors)) or layer.source.numel() == 0 or not bool(layer.source.isfinite().all()):
        return None
    return layer if layer.depth <= _DEEPEST_INT8 else None


def _parts(op: Op, found: Description) -> Layer | None:
    if op.name == "flambeau::conv2d":
        x, weight, bias, stride, padding, dilation, groups, *end = op.operands
        tensor = _float32(weight, 4)
        if tensor is None or constant_of(groups) != 1:
            return None
        return Layer(x, tensor, bias, [stride, padding, dilation, *end])
    if op.name == "flambeau::linear":
        x, weight, bias, activation = op.operands
        tensor = _float32(weight, 2)
        return None if tensor is None else Layer(x, tensor, bias, [activation])
    if op.name in ("aten::mm", "aten::matmul"):
        (x, weight), offset = op.operands, None
    elif op.name == "aten::addmm" and [constant_of(v) for v in op.operands[3:]] == [1, 1]:
        offset, x, weight = op.operands[:3]
    else:
        return None
    tensor = _float32(weight, 2)
    if tensor is None or (op.name in _MATRIX_ONLY and found.shape(x).rank != 2):
        return None
    if offset is not None:
        bias_tensor = _float32(offset, 1)
        if bias_tensor is None or len(bias_tensor) != tensor.shape[1]:
            return None
    return Layer(x, tensor, offset, [], is_transposed=True)


def _float32(value: Value, rank: int) -> torch.Tensor | None:
    """The constant tensor that ``value`` is, if it is one of float32 and ``rank`` dims."""
    tensor = constant_of(value)
    fits = isinstance(tensor, torch.Tensor) and tensor.dtype == torch.float32 and tensor.dim() == rank
    return tensor if fits else None


def _rewrite(op: Op, operands: list[Any], rewriter: Rewriter) -> None:
    def value_of(operand: Any) -> Value:
        if isinstance(operand, Value):
            return operand
        return rewriter.constant_before(op, operand, literal_type(operand))

    reduced = rewriter.insert_before(op, reduced_name(op), list(map(value_of, operands)), [op.result.type], op.span)
    reduced.result.name = op.result.name
    rewriter.replace(op.result, reduced.result)
    rewriter.erase(op)
