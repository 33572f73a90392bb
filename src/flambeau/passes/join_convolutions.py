"""Joins a convolution of one tap with the depthwise one that alone reads it, so that the map between stays in cache.

    %y: Tensor = flambeau::conv2d(%x, W, b, [1, 1], [0, 0], [1, 1], 1, None, 'relu6', True)
    %z: Tensor = flambeau::conv2d(%y, V, c, [2, 2], [1, 1], [1, 1], 64, None, 'relu6', True)
        =>
    %z: Tensor = flambeau::conv2d_pair(%x, W, b, 'relu6', V, c, [2, 2], [1, 1], [1, 1], 64, 'relu6', True)

Such a pair begins each block of a MobileNet or EfficientNet; that map is the largest of the block. Layers whose weights
are going to get a smaller type are left alone.
"""

from __future__ import annotations

import torch

from ..ir import Graph, Op, walk
from .alias import Aliases
from .rewrite import Rewriter, argument, constant_of


def join_convolutions(graph: Graph) -> None:
    for function in graph.functions.values():
        aliases = Aliases(function)
        rewriter = Rewriter(function)
        for op in list(walk(function.body)):
            if _is_depthwise(op):
                producer = _only_producer(op, aliases, rewriter)
                if producer is not None:
                    _join(producer, op, aliases, rewriter)
        rewriter.finish()


def is_one_tap(op: Op) -> bool:
    """Whether ``op`` is a convolution that makes each pixel of the same one pixel, of all its channels."""
    if op.name != "flambeau::conv2d":
        return False
    weight = constant_of(argument(op, "weight"))
    geometry = [constant_of(argument(op, name)) for name in ("stride", "padding", "groups")]
    return isinstance(weight, torch.Tensor) and tuple(weight.shape[2:]) == (1, 1) and geometry == [(1, 1), (0, 0), 1]


def _is_depthwise(op: Op) -> bool:
    if op.name != "flambeau::conv2d" or constant_of(argument(op, "residual")) is not None:
        return False
    weight = constant_of(argument(op, "weight"))
    groups = constant_of(argument(op, "groups"))
    return isinstance(weight, torch.Tensor) and weight.shape[1] == 1 and weight.shape[0] == groups and groups != 1


def _only_producer(op: Op, aliases: Aliases, rewriter: Rewriter) -> Op | None:
    """The convolution of one tap that ``op`` alone reads, in the same block, where it may run as well."""
    value = op.operands[0]
    producer = value.op
    if producer is None or not is_one_tap(producer) or producer.parent is not op.parent:
        return None
    if rewriter.users[value] != [op] or constant_of(argument(producer, "residual")) is not None:
        return None
    is_changed = any(aliases.is_written_between(v, producer, op) for v in producer.operands[:3])
    return None if is_changed else producer


def _join(first: Op, second: Op, aliases: Aliases, rewriter: Rewriter) -> None:
    names = ("weight", "bias", "stride", "padding", "dilation", "groups", "activation", "channels_last")
    operands = [*first.operands[:3], argument(first, "activation"), *(argument(second, name) for name in names)]
    joined = rewriter.insert_before(second, "flambeau::conv2d_pair", operands, [second.result.type], second.span)
    joined.result.name = second.result.name
    aliases.adopt(joined.result, second.result, second)
    rewriter.replace(second.result, joined.result)
    rewriter.erase(second)
    rewriter.erase(first)
