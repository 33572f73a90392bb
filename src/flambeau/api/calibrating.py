"""Calibration for ``precision="int8"``: how bytes stand for each layer's input, and which layers bear it.

The program is interpreted on the calibration inputs twice. The first time, the numbers that each layer is given are
sampled, and the range of bytes chosen that keeps them best: outliers are clipped where that makes the mean square error
smaller. The second time, each layer is computed with bytes as well, from the true input, and compared: one whose result
is off by more than ``LIMIT`` stays in float32, as does one that no input reaches.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from ..ir import Graph, Op, Value
from ..ir.interpret import interpret
from ..passes.reduce_precision import ByteRange, Layer, quantise_weight, reduced_name, reducible
from ..runtime import _core

LIMIT = 0.05  # of a layer's result: root of the mean square error, by that of the float32 result
_SAMPLE = 1 << 18  # numbers kept of a layer's inputs, where it is computed once for each example
_BINS = 4096  # of their histogram: several for each byte, even where the range is clipped
_PARTS = [1.0 - step / 40 for step in range(36)]  # of the full range, that are tried


@dataclass
class Calibration:
    """``ranges`` of the layers that take bytes; why the others don't, in the layers' order; each one's error."""

    ranges: dict[Op, ByteRange] = field(default_factory=dict)
    kept: dict[Op, str] = field(default_factory=dict)
    errors: dict[Op, float] = field(default_factory=dict)


def calibrate(graph: Graph, examples: Sequence[Sequence[Any]]) -> Calibration:
    """``graph`` has been through the pipeline. Raises what the program raises on an example."""
    layers = reducible(graph)
    samples: defaultdict[Op, list[torch.Tensor]] = defaultdict(list)
    _observe(graph, examples, layers, lambda op, x, *_: samples[op].append(_sampled(x, _SAMPLE // len(examples))))
    found = Calibration()
    for op in layers:
        numbers = torch.cat(samples[op]) if op in samples else torch.empty(0)
        if numbers.numel() == 0:
            found.kept[op] = "no calibration input reaches it"
        elif not bool(numbers.isfinite().all()):
            found.kept[op] = "its input isn't finite"
        else:
            found.ranges[op] = best_range(numbers)
    squares: defaultdict[Op, list[float]] = defaultdict(lambda: [0.0, 0.0])

    def measure(op: Op, x: torch.Tensor, values: dict[Value, Any], expected: torch.Tensor) -> None:
        weight, scales = weights[op]
        operands = layers[op].reduced(weight, scales, found.ranges[op])
        arguments = [values[o] if isinstance(o, Value) else o for o in operands]
        actual = _core.call(reduced_name(op), arguments)
        squares[op][0] += float((actual - expected).double().square().sum())
        squares[op][1] += float(expected.double().square().sum())

    weights = {op: quantise_weight(layers[op].weight()) for op in found.ranges}
    _observe(graph, examples, {op: layers[op] for op in found.ranges}, measure)
    for op in list(found.ranges):
        error, size = squares[op]
        found.errors[op] = (error / size) ** 0.5 if size > 0 else float(error > 0)
        if not found.errors[op] <= LIMIT:
            del found.ranges[op]
            found.kept[op] = f"bytes make it {found.errors[op]:.0%} wrong"
    found.kept = {op: f"{layers[op]}: {found.kept[op]}" for op in layers if op in found.kept}
    return found


def best_range(numbers: torch.Tensor) -> ByteRange:
    """The scale and zero with the least mean square error on a sample; 0.0 is always one of the 256 values."""
    low, high = min(float(numbers.min()), 0.0), max(float(numbers.max()), 0.0)
    if low == high:
        return ByteRange(1.0, 0)
    counts = torch.histc(numbers, _BINS, low, high).double()
    centres = low + (torch.arange(_BINS, dtype=torch.float64) + 0.5) * ((high - low) / _BINS)
    parts = torch.tensor(_PARTS, dtype=torch.float64)[:, None]
    scales = (high - low) * parts / 255
    zeros = (-low * parts / scales).round()
    kept = (centres / scales + zeros).round().clamp(0, 255).sub(zeros).mul(scales)
    best = int(((kept - centres).square() * counts).sum(1).argmin())
    return ByteRange(float(scales[best]), int(zeros[best]))


_Observer = Callable[[Op, torch.Tensor, dict[Value, Any], torch.Tensor], None]


def _observe(graph: Graph, examples: Sequence[Sequence[Any]], layers: dict[Op, Layer], observe: _Observer) -> None:
    """Interprets the graph; ``observe`` gets each layer with its float32 input, its operands and its result."""

    def hook(op: Op, arguments: list[Any], execute: Callable[[], list[Any]]) -> list[Any]:
        results = execute()
        if op in layers:
            values = dict(zip(op.operands, arguments))
            x = values[layers[op].input]
            if x.dtype == torch.float32 and x.numel() > 0:
                observe(op, x, values, results[0])
        return results

    for example in examples:
        interpret(graph, copy.deepcopy(tuple(example)), hook)


def _sampled(x: torch.Tensor, count: int) -> torch.Tensor:
    """About ``count`` of the numbers, evenly spread, and the extreme ones."""
    flat = x.detach().flatten()
    step = -(-flat.numel() // max(count, 256))
    return torch.cat([flat[::step], flat.min()[None], flat.max()[None]])
