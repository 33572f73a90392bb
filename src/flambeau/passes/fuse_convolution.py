"""Gives a convolution or linear layer its bias, residual and activation, to be applied where the sums are at hand.

    %y: Tensor = aten::conv2d(%x, W, b, [1, 1], [1, 1], [1, 1], 1)
    %s: Tensor = aten::add.Tensor(%y, %r, alpha=1)
    %z: Tensor = aten::relu(%s)
        =>
    %z: Tensor = flambeau::conv2d(%x, W, b, [1, 1], [1, 1], [1, 1], 1, %r, 'relu', False)

The weight must be a constant, which is packed when the program is loaded, and each step the only reader of the one
before. A residual is taken only where it is known to have the convolution's own shape and dtype.
"""

from __future__ import annotations

import torch

from .. import types
from ..ir import Graph, Op, Value, walk
from ..ops import operators
from .alias import Aliases
from .describe import Description, describe
from .rewrite import NOT_CONSTANT, Rewriter, argument, constant_of

# What the kernels of flambeau::conv2d and flambeau::linear can apply to each sum; "" is nothing.
_ACTIVATIONS = {
    "aten::relu": "relu",
    "aten::relu6": "relu6",
    "aten::hardswish": "hardswish",
    "aten::hardsigmoid": "hardsigmoid",
    "aten::silu": "silu",
    "aten::sigmoid": "sigmoid",
}
_FUSED = {
    "aten::conv2d": "flambeau::conv2d",
    "aten::conv2d.padding": "flambeau::conv2d",
    "aten::linear": "flambeau::linear",
}
_FLOAT32 = torch.float32


def fuse_convolution(graph: Graph) -> None:
    for function in graph.functions.values():
        found, aliases = describe(function), Aliases(function)
        rewriter = Rewriter(function)
        for op in list(walk(function.body)):
            if _FUSED.get(op.name) in operators() and _has_packable_weight(op):
                _Fusion(op, found, aliases, rewriter).run()
        rewriter.finish()


def _has_packable_weight(op: Op) -> bool:
    weight, bias = constant_of(op.operands[1]), constant_of(op.operands[2])
    if not isinstance(weight, torch.Tensor) or weight.dtype != _FLOAT32:
        return False
    return bias is None or (isinstance(bias, torch.Tensor) and bias.dtype == _FLOAT32)


class _Fusion:
    """One producer and the ops behind it that it takes in."""

    def __init__(self, producer: Op, found: Description, aliases: Aliases, rewriter: Rewriter) -> None:
        self.producer = producer
        self.found = found
        self.aliases = aliases
        self.rewriter = rewriter
        self.taken: list[Op] = [producer]
        self.residual: Value | None = None
        self.activation = ""

    def run(self) -> None:
        is_conv = self.producer.name != "aten::linear"
        geometry = self._geometry() if is_conv else []
        if geometry is None or any(map(self.aliases.is_written, self.producer.operands[1:3])):
            return
        follower = self._follower()
        if is_conv and follower is not None and follower.name == "aten::add.Tensor":
            self.residual = self._as_residual(follower)
            if self.residual is not None:
                self.taken.append(follower)
                follower = self._follower()
        if follower is not None:
            self.activation = self._as_activation(follower)
            if self.activation != "":
                self.taken.append(follower)
        self._emit(is_conv, geometry)

    def _follower(self) -> Op | None:
        """The only reader of what has been taken so far, in the same block."""
        last = self.taken[-1]
        users = self.rewriter.users[last.result]
        if len(users) != 1 or users[0].parent is not last.parent:
            return None
        # The whole now runs where the follower stood.
        read = [self.producer.operands[0], *([self.residual] if self.residual is not None else [])]
        is_changed = any(self.aliases.is_written_between(v, self.producer, users[0]) for v in read)
        return None if is_changed else users[0]

    def _as_residual(self, add: Op) -> Value | None:
        if constant_of(add.operands[2]) not in (1, 1.0) or add not in self.found.matching:
            return None
        result = self.producer.result
        (other,) = [v for v in add.operands[:2] if v is not result] or [result]
        return None if other is result else other

    def _as_activation(self, op: Op) -> str:
        if op.name == "aten::gelu":
            return "gelu" if constant_of(op.operands[1]) == "none" else ""
        if op.name in ("aten::hardtanh", "aten::clamp"):
            low, high = constant_of(op.operands[1]), constant_of(op.operands[2])
            return "relu6" if (low, high) == (0, 6) else ""
        return _ACTIVATIONS.get(op.name, "")

    def _geometry(self) -> list[object] | None:
        """Stride, padding, dilation and groups, None where one isn't known or can't be said in numbers."""
        op = self.producer
        names = ("stride", "padding", "dilation", "groups")
        stride, padding, dilation, groups = (constant_of(argument(op, n)) for n in names)
        if NOT_CONSTANT in (stride, padding, dilation, groups):
            return None
        kernel = constant_of(op.operands[1]).shape[2:]
        stride, dilation = (tuple(n) * 2 if len(n) == 1 else tuple(n) for n in (stride, dilation))
        if padding == "valid":
            padding = (0, 0)
        elif padding == "same":
            total = [d * (k - 1) for d, k in zip(dilation, kernel)]
            if any(t % 2 for t in total) or stride != (1, 1):
                return None
            padding = tuple(t // 2 for t in total)
        return [stride, tuple(padding) * 2 if len(padding) == 1 else tuple(padding), dilation, groups]

    def _emit(self, is_conv: bool, geometry: list[object]) -> None:
        last = self.taken[-1]
        rewriter, span = self.rewriter, self.producer.span
        operands = self.producer.operands[:3]
        if is_conv:
            for value in geometry:
                type = types.INT if isinstance(value, int) else types.list_of(types.INT)
                operands.append(rewriter.constant_before(last, value, type))
            operands.append(self.residual or rewriter.constant_before(last, None, types.NONE))
        operands.append(rewriter.constant_before(last, self.activation, types.STR))
        if is_conv:
            operands.append(rewriter.constant_before(last, False, types.BOOL))
        fused = rewriter.insert_before(last, _FUSED[self.producer.name], operands, [last.result.type], span)
        fused.result.name = last.result.name
        self.aliases.adopt(fused.result, last.result, last)
        rewriter.replace(last.result, fused.result)
        for op in reversed(self.taken):
            rewriter.erase(op)
