"""Stores the weights of layers in the order in which their kernels read them, so that nothing is packed after loading.

    %y: Tensor = flambeau::linear(%x, tensor(float32, [256, 64], #0), b, 'relu')
        =>
    %y: Tensor = flambeau::panel_linear(%x, tensor(float32, [16384], #0), 256, 64, 16, b, 'relu', None, False)

A panel has the weights of ``width`` outputs, as many as a kernel of the machine that compiles multiplies at a time;
where that differs, they are packed anew (schemas/linalg.def). A convolution's weight is a matrix, too: (outputs, taps *
channels), or (outputs, channels * taps) where Winograd's way is likely, which transforms a channel's taps. Weights that
anything else reads stay as they are, and small ones, which are packed in no time. It comes after the pipeline, whose
passes know the layers by their names.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import torch

from .. import types
from ..ir import Graph, Op, Value, walk
from ..ir.text import literal_type
from .alias import Aliases
from .rewrite import Rewriter, constant_of

_LEAST = 1 << 14  # elements of a weight
# Which operand their weight is, and its rank.
_LAYERS = {
    "flambeau::linear": (1, 2),
    "flambeau::linear_add": (1, 2),
    "flambeau::conv2d": (1, 4),
    "flambeau::conv2d_pair": (1, 4),
    "flambeau::scaled_conv2d": (2, 4),
}


def store_panels(graph: Graph, width: int = 16) -> None:
    shared = _read_otherwise(graph)
    is_exact = graph.precision == "exact"
    layers: list[tuple[Op, Rewriter, Any]] = []
    for function in graph.functions.values():
        aliases, rewriter = Aliases(function), Rewriter(function)
        for op in walk(function.body):
            weight = _weight(op, aliases)
            if weight is not None and _pointer(weight) not in shared:
                by_channel = _suits_winograd(op) and not is_exact
                layers.append((op, rewriter, (weight.data_ptr(), weight.shape, weight.stride(), by_channel)))
    left = Counter(key for *_, key in layers)
    made: dict[Any, torch.Tensor] = {}
    for op, rewriter, key in layers:
        weight, by_channel = constant_of(op.operands[_LAYERS[op.name][0]]), key[-1]
        if key not in made:
            made[key] = in_panels(_matrix(weight, by_channel), width)
        _rewrite(op, weight, made[key], width, by_channel, rewriter)
        left[key] -= 1
        if left[key] == 0:  # not both of all weights at a time
            del made[key]
            rewriter.release(op.operands)
    for rewriter in {id(one): one for _, one, _ in layers}.values():
        rewriter.finish()


def in_panels(weight: torch.Tensor, width: int) -> torch.Tensor:
    """(outputs, depth) -> the panels' numbers, one after another."""
    outputs, depth = weight.shape
    whole = outputs // width
    left = outputs % width
    last = 0 if left == 0 else width // 2 if left <= width // 2 else width
    numbers = weight.new_zeros(depth * (whole * width + last))
    start = whole * width * depth
    numbers[:start].view(whole, depth, width).copy_(
        weight[: whole * width].reshape(whole, width, depth).transpose(1, 2)
    )
    if left:
        numbers[start:].view(depth, last)[:, :left] = weight[whole * width :].t()
    return numbers


def _matrix(weight: torch.Tensor, by_channel: bool) -> torch.Tensor:
    """(outputs, depth), taps before channels or the other way round."""
    return weight.flatten(1) if weight.dim() == 2 or by_channel else weight.permute(0, 2, 3, 1).flatten(1)


def _weight(op: Op, aliases: Aliases) -> torch.Tensor | None:
    """The weight of a layer that can be stored so."""
    if op.name not in _LAYERS:
        return None
    index, rank = _LAYERS[op.name]
    if any(map(aliases.is_written, op.operands[index : index + 2])):
        return None
    weight, bias = constant_of(op.operands[index]), constant_of(op.operands[index + 1])
    if not isinstance(weight, torch.Tensor) or weight.dtype != torch.float32 or weight.dim() != rank:
        return None
    if weight.numel() < _LEAST or weight.layout is not torch.strided or weight.device.type != "cpu":
        return None
    if bias is not None and not (isinstance(bias, torch.Tensor) and bias.shape == weight.shape[:1]):
        return None
    if op.name == "flambeau::conv2d" and constant_of(op.operands[6]) != 1:
        return None
    return weight.detach()


def _suits_winograd(op: Op) -> bool:
    """For some sizes of the input, at least."""
    if op.name != "flambeau::conv2d":
        return False
    weight, stride = constant_of(op.operands[1]), constant_of(op.operands[3])
    return tuple(weight.shape[2:]) == (3, 3) and min(weight.shape[:2]) >= 16 and set(stride) == {1}


def _read_otherwise(graph: Graph) -> set[int]:
    """Where the constants lie that something else than a layer's product reads."""
    found: set[int] = set()
    for function in graph.functions.values():
        for op in walk(function.body):
            for index, operand in enumerate(op.operands):
                if op.name not in _LAYERS or index != _LAYERS[op.name][0]:
                    _note(constant_of(operand), found)
    return found


def _note(value: Any, found: set[int]) -> None:
    if isinstance(value, torch.Tensor):
        if value.layout is torch.strided:
            found.add(_pointer(value))
    elif isinstance(value, dict):
        for part in value.values():
            _note(part, found)
    elif isinstance(value, (tuple, list)):
        for part in value:
            if type(part) not in (int, str):
                _note(part, found)


def _pointer(tensor: torch.Tensor) -> int:
    return tensor.untyped_storage().data_ptr()


def _rewrite(
    op: Op, weight: torch.Tensor, panels: torch.Tensor, width: int, by_channel: bool, rewriter: Rewriter
) -> None:
    def constant(value: Any) -> Value:
        return rewriter.constant_before(op, value, literal_type(value))

    index = _LAYERS[op.name][0]
    inputs, (bias, *rest) = op.operands[:index], op.operands[index + 1 :]
    sizes = [int(size) for size in weight.shape]
    if weight.dim() == 4:
        shape = rewriter.constant_before(op, tuple(sizes), types.list_of(types.INT))
        name = op.name.replace("::", "::panel_")
        if op.name == "flambeau::conv2d":
            name = "flambeau::winograd_conv2d" if by_channel else name
            stride, padding, dilation, _, *end = rest
            rest = [stride, padding, dilation, *end]
        operands = [*inputs, constant(panels), shape, constant(width), bias, *rest]
    else:
        rest = [*rest, constant(None), constant(False)] if op.name == "flambeau::linear" else [constant(""), *rest]
        name = "flambeau::panel_linear"
        operands = [*inputs, constant(panels), *map(constant, sizes), constant(width), bias, *rest]
    made = rewriter.insert_before(op, name, operands, [op.result.type], op.span)
    made.result.name = op.result.name
    rewriter.replace(op.result, made.result)
    rewriter.erase(op)
