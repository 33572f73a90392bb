"""Asks for shapes and dtypes as early as they are known, or not at all.

    %y: Tensor = aten::conv2d(%x, tensor(float32, [8, 3, 3, 3], #0), None, [1, 1], [1, 1], [1, 1], 1)
    %n: int = aten::dim(%y)
    %c: int = aten::size.int(%y, -3)
        =>
    %y: Tensor = aten::conv2d(%x, tensor(float32, [8, 3, 3, 3], #0), None, [1, 1], [1, 1], [1, 1], 1)
    %n: int = aten::dim(%x)
    %c: int = 8

The checks that every layer of a model makes of its input become one check of the model's input.
"""

from __future__ import annotations

import torch

from .. import types
from ..ir import Graph, Op, walk
from .describe import Description, describe
from .rewrite import Rewriter, constant_of


def resolve_metadata(graph: Graph) -> None:
    for function in graph.functions.values():
        found = describe(function)
        rewriter = Rewriter(function)
        for op in walk(function.body):
            rule = _RULES.get(op.name)
            if rule is not None:
                rule(op, found, rewriter)
        rewriter.finish()


def _becomes(op: Op, value: object, type: types.Type, rewriter: Rewriter) -> None:
    constant = rewriter.constant_before(op, value, type)
    constant.name = op.result.name
    rewriter.replace(op.result, constant)
    rewriter.erase(op)


def _dim(op: Op, found: Description, rewriter: Rewriter) -> None:
    shape = found.shape(op.operands[0])
    if shape.rank is not None:
        _becomes(op, shape.rank, types.INT, rewriter)
    elif shape.base is not None and shape.base is not op.operands[0] and shape.dropped == len(shape.dims):
        rewriter.set_operand(op, 0, shape.base)


def _size(op: Op, found: Description, rewriter: Rewriter) -> None:
    shape, index = found.shape(op.operands[0]), constant_of(op.operands[1])
    if not isinstance(index, int):
        return
    if shape.rank is not None and -shape.rank <= index < shape.rank:
        index %= shape.rank
        index -= shape.rank
    if not -len(shape.dims) <= index < 0:
        return
    size = shape.dims[index]
    if isinstance(size, int):
        _becomes(op, size, types.INT, rewriter)
    elif size[0] == "dim" and size[1] is not op.operands[0]:
        rewriter.set_operand(op, 0, size[1])
        rewriter.set_operand(op, 1, rewriter.constant_before(op, size[2], types.INT))


def _shape(op: Op, found: Description, rewriter: Rewriter) -> None:
    shape = found.shape(op.operands[0])
    if shape.rank is not None and all(isinstance(d, int) for d in shape.dims) and op.result.type == types.SIZE:
        _becomes(op, shape.dims, types.SIZE, rewriter)
    elif shape.base is not None and shape.base is not op.operands[0] and not shape.dropped and not shape.dims:
        rewriter.set_operand(op, 0, shape.base)


def _dtype(op: Op, found: Description, rewriter: Rewriter) -> None:
    name = found.dtypes.get(op.operands[0])
    if name is not None:
        _becomes(op, getattr(torch, name), types.DTYPE, rewriter)


def _is_floating(op: Op, found: Description, rewriter: Rewriter) -> None:
    name = found.dtypes.get(op.operands[0])
    if name is not None:
        _becomes(op, getattr(torch, name).is_floating_point, types.BOOL, rewriter)


_RULES = {
    "aten::dim": _dim,
    "aten::size.int": _size,
    "tensor::shape": _shape,
    "tensor::dtype": _dtype,
    "aten::is_floating_point": _is_floating,
}
