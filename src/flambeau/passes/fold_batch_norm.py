"""Folds a batch norm with fixed statistics into the weights of the convolution or linear layer before it.

    %y: Tensor = aten::conv2d(%x, W, b, [1, 1], [0, 0], [1, 1], 1)
    %z: Tensor = aten::batch_norm(%y, gamma, beta, mean, var, False, 0.1, eps, True)
        =>
    %z: Tensor = aten::conv2d(%x, W', b', [1, 1], [0, 0], [1, 1], 1)

with k = gamma / sqrt(var + eps), W' = W * k along the output channels and b' = (b - mean) * k + beta, where k and b'
are computed in float64 (Jacob et al. 2017, "Quantization and Training of Neural Networks", equation 14). The batch norm
must be the only reader, and the channel its dim 1: so the rank of the convolution's result has to be known. A linear
layer's result of more dims, whose leading ones are flattened for the batch norm, has its channels last::

    %y: Tensor = aten::linear(%x, W, b)
    %f: Tensor = aten::flatten.using_ints(%y, 0, 1)
    %z: Tensor = aten::batch_norm(%f, gamma, beta, mean, var, False, 0.1, eps, True)
"""

from __future__ import annotations

import torch

from ..ir import Graph, Op, walk
from ..types import TensorType
from .alias import Aliases
from .describe import Description, describe
from .rewrite import Rewriter, argument, constant_of

# Each producer's spatial dims: its result has them behind (batch, channels).
_SPATIAL = {
    "aten::conv1d": 1, "aten::conv2d": 2, "aten::conv3d": 3, "aten::conv2d.padding": 2, "aten::conv1d.padding": 1,
    "aten::conv_transpose1d": 1, "aten::conv_transpose2d.input": 2, "aten::conv_transpose3d.input": 3,
    "aten::linear": 0,
}  # fmt: skip

# Of a tensor these don't read its elements.
_ASKING = frozenset({"tensor::shape", "tensor::dtype", "tensor::device", "aten::dim", "aten::size.int", "aten::numel"})


def fold_batch_norm(graph: Graph) -> None:
    for function in graph.functions.values():
        found, aliases = describe(function), Aliases(function)
        rewriter = Rewriter(function)
        for op in list(walk(function.body)):
            if op.name != "aten::batch_norm":
                continue
            made = op.operands[0].op
            producer = _flattened(made, found, rewriter) if made is not None else None
            if made is None or producer is None or producer.name not in _SPATIAL or producer.parent is not op.parent:
                continue
            if rewriter.users[made.result] != [op] or any(map(aliases.is_written, producer.operands[1:3])):
                continue
            if found.shape(op.result).rank == 2 + _SPATIAL[producer.name]:
                _fold(op, producer, made, rewriter)
        rewriter.finish()


def _flattened(made: Op, found: Description, rewriter: Rewriter) -> Op | None:
    """The layer behind ``made``: itself, or the linear one that ``made`` flattens but for the last dim."""
    if made.name != "aten::flatten.using_ints":
        return made
    layer, rank = made.operands[0].op, found.shape(made.operands[0]).rank
    if layer is None or layer.name != "aten::linear" or rank is None or constant_of(made.operands[1]) != 0:
        return None
    readers = rewriter.users[layer.result]
    alone = all(user is made or user.name in _ASKING for user in readers)
    return layer if alone and constant_of(made.operands[2]) in (rank - 2, -2) else None


def _fold(norm: Op, producer: Op, made: Op, rewriter: Rewriter) -> None:
    """``made``'s result, which is or comes of ``producer``'s, takes the place of ``norm``'s."""
    weight, bias = (constant_of(argument(producer, name)) for name in ("weight", "bias"))
    names = ("weight", "bias", "running_mean", "running_var", "training", "eps")
    gamma, beta, mean, variance, training, eps = (constant_of(argument(norm, name)) for name in names)
    if not all(isinstance(t, torch.Tensor) for t in (weight, mean, variance)) or training is not False:
        return
    tensors = [t for t in (weight, bias, gamma, beta, mean, variance) if t is not None]
    if not all(isinstance(t, torch.Tensor) and t.dtype == weight.dtype and t.is_floating_point() for t in tensors):
        return
    channels = mean.numel()
    scale = (variance.double() + eps).rsqrt()
    scale = scale if gamma is None else scale * gamma.double()
    offset = (bias.double() if bias is not None else torch.zeros(channels).double()) - mean.double()
    offset = offset * scale if beta is None else offset * scale + beta.double()
    groups = constant_of(argument(producer, "groups")) if _SPATIAL[producer.name] else 1
    if not isinstance(groups, int) or weight.shape[_output_dim(producer)] * _group_factor(producer, groups) != channels:
        return
    folded = _scale_outputs(producer, weight, scale.to(weight.dtype), groups)
    # The weight and the bias are the second and third argument of every producer.
    for index, tensor in ((1, folded.contiguous()), (2, offset.to(weight.dtype))):
        new = rewriter.constant_before(producer, tensor.detach(), TensorType(str(tensor.dtype)[6:], tensor.dim()))
        new.name = producer.operands[index].name
        rewriter.set_operand(producer, index, new)
    made.result.name = norm.result.name
    made.result.type = norm.result.type
    rewriter.replace(norm.result, made.result)
    rewriter.erase(norm)


def _is_transposed(producer: Op) -> bool:
    return "transpose" in producer.name


def _output_dim(producer: Op) -> int:
    return 1 if _is_transposed(producer) else 0


def _group_factor(producer: Op, groups: int) -> int:
    """A transposed convolution's weight is (in, out / groups, ...), any other's (out, in / groups, ...)."""
    return groups if _is_transposed(producer) else 1


def _scale_outputs(producer: Op, weight: torch.Tensor, scale: torch.Tensor, groups: int) -> torch.Tensor:
    if not _is_transposed(producer):
        return weight * scale.reshape(-1, *[1] * (weight.dim() - 1))
    per_group = weight.reshape(groups, weight.shape[0] // groups, *weight.shape[1:])
    scaled = per_group * scale.reshape(groups, 1, -1, *[1] * (weight.dim() - 2))
    return scaled.reshape(weight.shape)
