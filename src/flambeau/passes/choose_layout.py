"""Lets convolutions hand on channels-last results where nobody can see how a tensor lies in memory.

    %y: Tensor = flambeau::conv2d(%x, W, b, [1, 1], [1, 1], [1, 1], 1, None, 'relu', False)
    %z: Tensor = flambeau::conv2d(%y, V, c, [1, 1], [1, 1], [1, 1], 1, None, 'relu', False)
    return %z
        =>
    %y: Tensor = flambeau::conv2d(%x, W, b, [1, 1], [1, 1], [1, 1], 1, None, 'relu', True)
    %z: Tensor = flambeau::conv2d(%y, V, c, [1, 1], [1, 1], [1, 1], 1, None, 'relu', False)
    return %z

A result may be channels-last if every way from it ends in an operator whose own result doesn't depend on its operand's
layout. Operators that pass a layout on are followed further; a view, a stride, the caller, a container that is kept and
whatever isn't in these lists could tell, and keep the result row-major.
"""

from __future__ import annotations

from ..ir import Graph, Op, Value, walk
from .alias import Aliases
from .rewrite import Rewriter, constant_of, declared

# The result is laid out in one way, whatever the operand is.
_ABSORBING = frozenset({
    "flambeau::conv2d", "flambeau::reduced_conv2d", "aten::linear", "flambeau::linear", "flambeau::reduced_linear",
    "aten::matmul", "aten::mm", "aten::addmm", "aten::bmm",
    "aten::dim", "aten::numel", "aten::size", "aten::size.int", "tensor::shape", "tensor::dtype", "tensor::device",
    "aten::is_floating_point", "tensor::item", "tensor::tolist", "tensor::bool", "tensor::int", "tensor::float",
    "aten::equal", "tensor::len",
})  # fmt: skip

# The result is laid out as the operand is, or is a view of it: what reads the result decides. `reshape` and `flatten`
# give the same elements for every layout, though maybe a view of other strides.
_PASSING = frozenset(
    "aten::" + name
    for name in (
        "conv2d batch_norm max_pool2d avg_pool2d adaptive_avg_pool2d adaptive_max_pool2d mean mean.dim sum "
        "sum.dim_IntList amax amin argmax argmin softmax.int log_softmax.int reshape flatten.using_ints "
        "permute transpose.int mT squeeze "
        "squeeze.dim unsqueeze select.int slice.Tensor upsample_bilinear2d.vec upsample_bilinear2d clone "
        "upsample_nearest2d.vec upsample_nearest2d constant_pad_nd pad dropout feature_dropout detach chunk "
        "split.Tensor layer_norm group_norm cat stack to.dtype expand index_select narrow "
        "movedim.int movedim.intlist swapaxes flip mul.Scalar"
    ).split()
) | {"tensor::select"}


def choose_layout(graph: Graph) -> None:
    for function in graph.functions.values():
        aliases = Aliases(function)
        rewriter = Rewriter(function)
        search = _Search(aliases, rewriter)
        for op in walk(function.body):
            if op.name == "flambeau::conv2d" and constant_of(op.operands[-1]) is False and search.is_hidden(op.result):
                rewriter.set_operand(op, len(op.operands) - 1, _true_before(op, rewriter))
        rewriter.finish()


def _true_before(op: Op, rewriter: Rewriter) -> Value:
    return rewriter.constant_before(op, True, op.operands[-1].type)


class _Search:
    """Whether the layout of a value stays hidden; each value is asked about once."""

    def __init__(self, aliases: Aliases, rewriter: Rewriter) -> None:
        self.aliases = aliases
        self.users = rewriter.users
        self.known: dict[Value, bool] = {}

    def is_hidden(self, start: Value) -> bool:
        # Depth-first over the users, without recursion: models are deep. A loop would lead back to a value that is
        # being looked at; loops and branches aren't followed, so there is none.
        order: list[Value] = []
        stack, seen = [start], {start}
        while stack:
            value = stack.pop()
            order.append(value)
            for following in self._followers(value) or ():
                if following not in seen and following not in self.known:
                    seen.add(following)
                    stack.append(following)
        # Users come after what they use, so going backwards until nothing changes takes few rounds.
        for value in reversed(self._by_dependence(order)):
            followers = self._followers(value)
            self.known[value] = followers is not None and all(self.known[f] for f in followers)
        return self.known[start]

    def _by_dependence(self, values: list[Value]) -> list[Value]:
        """``values`` in an order in which each comes before what follows from it."""
        waiting = dict.fromkeys(values, 0)
        for value in values:
            for following in self._followers(value) or ():
                if following in waiting:
                    waiting[following] += 1
        ready = [v for v, count in waiting.items() if count == 0]
        ordered: list[Value] = []
        while ready:
            value = ready.pop()
            ordered.append(value)
            for following in self._followers(value) or ():
                if following in waiting:
                    waiting[following] -= 1
                    if waiting[following] == 0:
                        ready.append(following)
        return ordered

    def _followers(self, value: Value) -> list[Value] | None:
        """The values whose layout follows from that of ``value``; None where it can be seen."""
        if self.aliases.is_written(value):
            return None
        followers: list[Value] = []
        for user in self.users[value]:
            operator = declared(user)
            if user.name in _ABSORBING:
                # A residual's layout is the result's only where that is channels-last itself, and hidden too.
                continue
            if user.name in ("list", "tuple", "unpack") or user.name in _PASSING:
                followers += user.results
            elif operator is not None and operator.trait == "Pointwise" and not operator.schema.mutates:
                followers += user.results
            else:
                return None
        return followers
