"""Lets a convolution of one tap scale its input's channels as it reads them: how squeeze and excitation ends.

    %m: Tensor = aten::mul.Tensor(%s, %x)
    %y: Tensor = flambeau::conv2d(%m, W, b, [1, 1], [0, 0], [1, 1], 1, %r, '', True)
        =>
    %y: Tensor = flambeau::scaled_conv2d(%s, %x, W, b, %r, '', True)

One factor must be seen to come from a pool over the whole map, or to have a size of 1 in both directions; the operator
looks at both when it runs, and multiplies first where neither scales channels. The convolution must be the product's
only reader. Layers whose weights are going to get a smaller type are left alone.
"""

from __future__ import annotations

from ..ir import Graph, Op, Value, walk
from ..types import TensorType
from .alias import Aliases
from .describe import LIKE_FIRST, Description, describe
from .join_convolutions import is_one_tap
from .rewrite import Rewriter, argument, constant_of


def scale_convolution(graph: Graph) -> None:
    for function in graph.functions.values():
        found, aliases = describe(function), Aliases(function)
        rewriter = Rewriter(function)
        for op in list(walk(function.body)):
            if is_one_tap(op):
                product = _only_product(op, found, aliases, rewriter)
                if product is not None:
                    _join(product, op, aliases, rewriter)
        rewriter.finish()


def _only_product(conv: Op, found: Description, aliases: Aliases, rewriter: Rewriter) -> Op | None:
    """The product that ``conv`` alone reads, in the same block, of something and a scale."""
    value = conv.operands[0]
    product = value.op
    if product is None or product.name != "aten::mul.Tensor" or product.parent is not conv.parent:
        return None
    factors = product.operands
    if rewriter.users[value] != [conv] or not all(isinstance(v.type, TensorType) for v in factors):
        return None
    if not any(_is_scale(v, found) for v in factors):
        return None
    is_changed = any(aliases.is_written_between(v, product, conv) for v in factors)
    return None if is_changed else product


def _is_scale(value: Value, found: Description) -> bool:
    """Whether a tensor is likely to have a size of 1 in both directions of an image."""
    while True:
        if found.shape(value).dims[-2:] == (1, 1):
            return True
        op = value.op
        if op is None:
            return False
        if op.name == "aten::mean.dim":
            dims = constant_of(argument(op, "dim"))
            return dims in ((2, 3), (3, 2), (-1, -2), (-2, -1)) and constant_of(argument(op, "keepdim")) is True
        if op.name not in LIKE_FIRST and not is_one_tap(op):
            return False
        value = op.operands[0]


def _join(product: Op, conv: Op, aliases: Aliases, rewriter: Rewriter) -> None:
    end = [argument(conv, name) for name in ("residual", "activation", "channels_last")]
    operands = [*product.operands, *conv.operands[1:3], *end]
    joined = rewriter.insert_before(conv, "flambeau::scaled_conv2d", operands, [conv.result.type], conv.span)
    joined.result.name = conv.result.name
    aliases.adopt(joined.result, conv.result, conv)
    rewriter.replace(conv.result, joined.result)
    rewriter.erase(conv)
    rewriter.erase(product)
