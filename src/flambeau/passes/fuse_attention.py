"""Lets attention that a program spells out by products and a softmax run without the matrix of its scores.

    %p: Tensor = aten::mul.Scalar(%q, %scale)
    %s: Tensor = aten::matmul(%p, %k)
    %t: Tensor = aten::add.Tensor(%s, %bias, alpha=1)
    %u: Tensor = aten::softmax.int(%t, -1, None)
    %y: Tensor = aten::matmul(%u, %v)
        =>
    %y: Tensor = flambeau::attention(%q, %scale, %k, %v, %bias, None, None, None)

Scale and bias may be missing. A mask may be added in another grouping of the leading dims, as Swin adds that of its
windows, also where that happens in one branch of an `if` only; the branches then yield the mask instead of the scores::

    %w: Tensor = if %is_shifted {
      %5: Tensor = aten::view(%t, %mask_shape)
      %6: Tensor = aten::add.Tensor(%5, %mask, alpha=1)
      %7: Tensor = aten::view(%6, %shape)
      yield %7
    } else {
      yield %t
    }

Each step must be the only reader of the one before. The operator looks at what it gets: where it can't be computed in
blocks, it runs the operators one after another.
"""

from __future__ import annotations

from dataclasses import dataclass

from .. import types
from ..ir import Block, Graph, Op, Value, walk
from ..types import TensorType, Type
from .alias import Aliases
from .rewrite import Rewriter, constant_of

_INTS = types.list_of(types.INT)
_MASK_TYPES: list[Type] = [types.optional(types.TENSOR), types.optional(_INTS), types.optional(_INTS)]


@dataclass
class _Mask:
    """What is added in another grouping: ``(scores.view(mask_shape) + mask).view(shape)``, by these ops."""

    mask: Value
    mask_shape: Value
    shape: Value
    ops: list[Op]  # the last one first


@dataclass
class _Scores:
    """``matmul(query * scale, keys) + bias``, by these ops."""

    query: Value
    scale: Value | None
    keys: Value
    bias: Value | None
    ops: list[Op]  # the last one first


def fuse_attention(graph: Graph) -> None:
    for function in graph.functions.values():
        aliases = Aliases(function)
        rewriter = Rewriter(function)
        for op in list(walk(function.body)):
            if op.name == "aten::softmax.int" and not rewriter.is_erased(op):
                _fuse(op, aliases, rewriter)
        rewriter.finish()


def _fuse(softmax: Op, aliases: Aliases, rewriter: Rewriter) -> None:
    if constant_of(softmax.operands[1]) != -1 or constant_of(softmax.operands[2]) is not None:
        return
    product = _only_user(softmax.result, rewriter)
    if product is None or product.name != "aten::matmul" or product.operands[0] is not softmax.result:
        return
    block = softmax.parent
    assert block is not None
    if product.parent is not block or rewriter.users[softmax.operands[0]] != [softmax]:
        return
    value = softmax.operands[0]
    branch = value.op if value.op is not None and value.op.name == "if" and value.op.parent is block else None
    mask: _Mask | None
    if branch is not None:
        found = _mask_of_branch(branch, rewriter)
        if found is None:
            return
        mask, unmasked, users = found
        if sorted(map(id, rewriter.users[unmasked])) != sorted(map(id, users)):
            return
    else:
        mask = _mask_of(value, block, rewriter)
        unmasked = mask.ops[-1].operands[0] if mask is not None else value
        if mask is not None and len(rewriter.users[unmasked]) != 1:
            return
    scores = _scores_of(unmasked, block, rewriter)
    if scores is None:
        return
    # What each op reads is now read where the last product stood.
    for op in [*scores.ops, *(mask.ops if mask is not None else [])]:
        if any(aliases.is_written_between(v, op, product) for v in op.operands):
            return
    _emit(softmax, product, scores, mask, branch, aliases, rewriter)


def _only_user(value: Value, rewriter: Rewriter) -> Op | None:
    users = rewriter.users[value]
    return users[0] if len(users) == 1 else None


def _is_sum(op: Op | None, block: Block) -> bool:
    """Whether ``op`` adds a Tensor to its first operand, in this block."""
    return (
        op is not None
        and op.parent is block
        and op.name == "aten::add.Tensor"
        and constant_of(op.operands[2]) in (1, 1.0)
        and all(isinstance(v.type, TensorType) for v in op.operands[:2])
    )


def _mask_of(value: Value, block: Block, rewriter: Rewriter) -> _Mask | None:
    """The mask whose sum with other scores ``value`` is, all within ``block``."""
    back = value.op
    if back is None or back.name != "aten::view" or back.parent is not block:
        return None
    add = back.operands[0].op
    if add is None or not _is_sum(add, block) or rewriter.users[add.result] != [back]:
        return None
    view = add.operands[0].op
    if view is None or view.name != "aten::view" or view.parent is not block or rewriter.users[view.result] != [add]:
        return None
    if not all(v.type == _INTS for v in (view.operands[1], back.operands[1])):
        return None
    return _Mask(add.operands[1], view.operands[1], back.operands[1], [back, add, view])


def _mask_of_branch(branch: Op, rewriter: Rewriter) -> tuple[_Mask, Value, list[Op]] | None:
    """The mask that one branch adds to scores that the other one yields as they are; the scores, and who reads them."""
    ends = [block.terminator for block in branch.blocks]
    if len(branch.results) != 1 or any(end is None or end.name != "yield" for end in ends):
        return None
    for block, end, other in zip(branch.blocks, ends, reversed(ends)):
        assert end is not None and other is not None
        mask = _mask_of(end.operands[0], block, rewriter)
        if mask is None or rewriter.users[end.operands[0]] != [end]:
            continue
        unmasked = mask.ops[-1].operands[0]
        if other.operands[0] is unmasked:
            return mask, unmasked, [mask.ops[-1], other]
    return None


def _scores_of(value: Value, block: Block, rewriter: Rewriter) -> _Scores | None:
    ops: list[Op] = []
    bias: Value | None = None
    op = value.op
    if op is not None and _is_sum(op, block):
        ops.append(op)
        value, bias = op.operands[:2]
        op = value.op
        if rewriter.users[value] != ops:
            return None
    if op is None or op.name != "aten::matmul" or op.parent is not block:
        return None
    ops.append(op)
    query, keys = op.operands
    if bias is value or not all(isinstance(v.type, TensorType) for v in (query, keys)):
        return None
    scaled = query.op
    if (
        scaled is None
        or scaled.name != "aten::mul.Scalar"
        or scaled.parent is not block
        or scaled.operands[1].type != types.FLOAT
        or rewriter.users[query] != [op]
    ):
        return _Scores(query, None, keys, bias, ops)
    return _Scores(scaled.operands[0], scaled.operands[1], keys, bias, [*ops, scaled])


def _emit(
    softmax: Op,
    product: Op,
    scores: _Scores,
    mask: _Mask | None,
    branch: Op | None,
    aliases: Aliases,
    rewriter: Rewriter,
) -> None:
    none = rewriter.constant_before(product, None, types.NONE)
    added = [none, none, none]
    if mask is not None:
        added = [mask.mask, mask.mask_shape, mask.shape]
    operands = [scores.query, scores.scale or none, scores.keys, product.operands[1], scores.bias or none]
    if branch is not None and mask is not None:
        added = _yield_mask(branch, mask, rewriter)
    fused = rewriter.insert_before(
        product, "flambeau::attention", [*operands, *added], [product.result.type], softmax.span
    )
    fused.result.name = product.result.name
    aliases.adopt(fused.result, product.result, product)
    rewriter.replace(product.result, fused.result)
    for op in [product, softmax, *(mask.ops if mask is not None else []), *scores.ops]:
        rewriter.erase(op)


def _yield_mask(branch: Op, mask: _Mask, rewriter: Rewriter) -> list[Value]:
    """Lets ``branch`` give the mask and its shapes instead of scores; None where it adds none."""
    for block in branch.blocks:
        end = block.terminator
        assert end is not None
        if block is mask.ops[0].parent:
            rewriter.set_operands(end, [mask.mask, mask.mask_shape, mask.shape])
        else:
            rewriter.set_operands(end, [rewriter.constant_before(end, None, types.NONE)] * 3)
    branch.results = []
    return [branch.add_result(type, name) for type, name in zip(_MASK_TYPES, ("mask", "mask_shape", "shape"))]
