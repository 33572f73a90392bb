"""Says a batch norm with fixed statistics as a product and a sum, which can be fused with what comes around it.

    %y: Tensor = aten::batch_norm(%x, gamma, beta, mean, var, False, 0.1, eps, True)
    %z: Tensor = aten::relu(%y)
        =>
    %0: Tensor = aten::mul.Tensor(%x, k)
    %y: Tensor = aten::add.Tensor(%0, b, alpha=1)
    %z: Tensor = aten::relu(%y)

with k = gamma / sqrt(var + eps) and b = beta - mean * k, shaped to stand along dim 1: as eager PyTorch computes it too.
Only where it can be fused: the result is read by one pointwise operator and nothing else. The input's channels must be
known to be as many as the statistics, since a product would stretch one channel to many.
"""

from __future__ import annotations

import torch

from ..ir import Graph, Op, walk
from ..types import INT, TensorType
from .describe import Description, describe
from .rewrite import Rewriter, argument, constant_of, declared


def lower_batch_norm(graph: Graph) -> None:
    for function in graph.functions.values():
        found = describe(function)
        rewriter = Rewriter(function)
        for op in list(walk(function.body)):
            if op.name == "aten::batch_norm" and _feeds_pointwise(op, rewriter):
                _lower(op, found, rewriter)
        rewriter.finish()


def _feeds_pointwise(norm: Op, rewriter: Rewriter) -> bool:
    users = rewriter.users[norm.result]
    if len(users) != 1 or users[0].parent is not norm.parent:
        return False
    operator = declared(users[0])
    return operator is not None and operator.trait == "Pointwise" and not operator.schema.mutates


def _lower(norm: Op, found: Description, rewriter: Rewriter) -> None:
    names = ("weight", "bias", "running_mean", "running_var", "training", "eps")
    gamma, beta, mean, variance, training, eps = (constant_of(argument(norm, name)) for name in names)
    if training is not False or not isinstance(mean, torch.Tensor) or not isinstance(variance, torch.Tensor):
        return
    tensors = [t for t in (gamma, beta, mean, variance) if t is not None]
    dtype = found.dtypes.get(norm.operands[0])
    if not all(isinstance(t, torch.Tensor) and str(t.dtype)[6:] == dtype for t in tensors):
        return
    shape = found.shape(norm.result)
    if dtype not in ("float32", "float64") or shape.rank is None or shape.rank < 2 or shape.dims[1] != mean.numel():
        return
    scale = (variance.double() + eps).rsqrt()
    scale = scale if gamma is None else scale * gamma.double()
    offset = -mean.double() * scale if beta is None else beta.double() - mean.double() * scale
    along = [-1, *[1] * (shape.rank - 2)]
    kind = TensorType(dtype, shape.rank - 1)
    factor, shift = (
        rewriter.constant_before(norm, t.to(mean.dtype).reshape(along).detach(), kind) for t in (scale, offset)
    )
    type = norm.result.type
    product = rewriter.insert_before(norm, "aten::mul.Tensor", [norm.operands[0], factor], [type])
    one = rewriter.constant_before(norm, 1, INT)
    total = rewriter.insert_before(norm, "aten::add.Tensor", [product.result, shift, one], [type])
    total.result.name = norm.result.name
    rewriter.replace(norm.result, total.result)
    rewriter.erase(norm)
