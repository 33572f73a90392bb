"""What can be known of each tensor before the program runs: its dtype, and its shape in symbols.

A shape is a tuple of dims behind an unknown rest: a convolution of ``%x`` gives ``(%x less 3 dims, 64, h', w')``, where
h' is an expression over ``%x``'s dims in a normal form, so that two ways through a residual block are seen to agree::

    floor((h + 2*1 - 2 - 1) / 2) + 1   ==   floor((h + 0 - 0 - 1) / 2) + 1

A check that raises (``if x.dim() != 4: raise``) fixes a rank for what follows it in its block, and so do names for all
sizes (``b, n, c = x.shape``). Where a known rank
decides an ``if``, what it gives is what its branch yields: a layer that treats inputs without a batch apart hides no
rank.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import torch

from ..ir import Block, Function, Op, Value, walk
from ..types import TensorType
from .rewrite import NOT_CONSTANT, argument, constant_of

# A size: a number, ("dim", value, -n) for the n-th last of a tensor, ("shift", size, k) or ("div", size, k).
Size = Any

FLOATING = frozenset({"float32", "float64", "float16", "bfloat16"})

# Same shape as the first operand; same dtype too where that is floating.
LIKE_FIRST = frozenset(
    "aten::" + name
    for name in (
        "relu relu6 hardtanh hardswish hardsigmoid silu sigmoid tanh gelu leaky_relu elu celu selu mish softplus clamp "
        "batch_norm layer_norm group_norm instance_norm dropout feature_dropout contiguous clone detach neg abs exp "
        "log sqrt rsqrt square add.Scalar sub.Scalar mul.Scalar div.Scalar clamp_min "
        "clamp_max alias lift_fresh reciprocal pow.Tensor_Scalar"
    ).split()
)
_BINARY = frozenset(f"aten::{n}.Tensor" for n in ("add", "sub", "mul", "div"))
# In-place operators that change what a tensor's shape or type is: no description survives them.
RESHAPING = frozenset(
    "aten::" + name
    for name in (
        "resize_ resize_as_ unsqueeze_ squeeze_ squeeze_.dim squeeze_.dims t_ transpose_ swapaxes_ swapdims_ set_ "
        "as_strided_"
    ).split()
) | {"tensor::set_data", "tensor::write_out", "aten::set_.source_Tensor"}  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """``dims``, behind those of ``base`` less its last ``dropped`` ones; ``base`` is None where the rank is known."""

    base: Value | None
    dropped: int
    dims: tuple[Size, ...]

    @property
    def rank(self) -> int | None:
        return len(self.dims) if self.base is None else None

    def expose(self, count: int) -> Shape:
        """The same shape with at least ``count`` dims said one by one, where the base can give them."""
        missing = count - len(self.dims)
        if self.base is None or missing <= 0:
            return self
        more = tuple(("dim", self.base, -(self.dropped + i)) for i in range(missing, 0, -1))
        return Shape(self.base, self.dropped + missing, more + self.dims)


def same_shape(a: Shape, b: Shape) -> bool:
    count = max(len(a.dims), len(b.dims))
    return a.expose(count) == b.expose(count)


@dataclass
class Description:
    """``dtypes`` by torch's names. ``matching``: operators on two tensors of one dtype and shape, both known."""

    dtypes: dict[Value, str] = field(default_factory=dict)
    shapes: dict[Value, Shape] = field(default_factory=dict)
    matching: set[Op] = field(default_factory=set)

    def shape(self, value: Value) -> Shape:
        return self.shapes.get(value) or _unknown(value)

    def is_floating(self, value: Value) -> bool:
        return self.dtypes.get(value) in FLOATING


def describe(function: Function) -> Description:
    """Describes the tensors of ``function``; nothing where an operator changes shapes in place."""
    walker = _Walker(_lists_that_change(function))
    if not any(op.name in RESHAPING for op in walk(function.body)):
        walker.block(function.body)
    return walker.found


def _lists_that_change(function: Function) -> set[Value]:
    """Lists that more than operators on tensors get, for instance one that appends to them: they may have grown."""
    changing: set[Value] = set()
    for op in walk(function.body):
        if not op.name.startswith(("aten::", "flambeau::")):
            changing.update(v for v in op.operands if v.op is not None and v.op.name == "list")
    return changing


def _unknown(value: Value) -> Shape:
    rank = value.type.rank if isinstance(value.type, TensorType) else None
    open_shape = Shape(value, 0, ())
    return open_shape if rank is None else replace(open_shape.expose(rank), base=None, dropped=0)


def shift(size: Size, by: int) -> Size:
    if isinstance(size, int):
        return size + by
    if size[0] == "shift":
        return shift(size[1], size[2] + by)
    return ("shift", size, by) if by else size


def floor_divide(size: Size, by: int) -> Size:
    if isinstance(size, int):
        return size // by
    return ("div", size, by) if by != 1 else size


def window(size: Size, kernel: int, stride: int, padding: int, dilation: int) -> Size:
    """How many places a sliding window has: floor((size + 2 padding - dilation (kernel - 1) - 1) / stride) + 1."""
    return shift(floor_divide(shift(size, 2 * padding - dilation * (kernel - 1) - 1), stride), 1)


class _Walker:
    def __init__(self, lists_that_change: set[Value]) -> None:
        self.changing = lists_that_change
        self.found = Description()
        self.ranks: dict[Value, int] = {}
        self.decided: dict[Value, int | bool] = {}  # by ranks: they are no constants yet

    def block(self, block: Block) -> None:
        outer = dict(self.ranks)
        for param in block.params:
            self._from_type(param)
        for op in block.ops:
            taken = self._taken(op)
            for inner in op.blocks:
                if taken in (None, inner):
                    self.block(inner)
            self._op(op)
            if taken is not None:
                self._forward(op, taken)
            elif op.name == "if":
                self._learn_rank(op)
            elif op.name == "unpack" and (made := op.operands[0].op) is not None and made.name == "tensor::shape":
                self._fix_rank(made.operands[0], len(op.results))
        self.ranks = outer

    def _from_type(self, value: Value) -> None:
        if isinstance(value.type, TensorType) and value.type.dtype is not None:
            self.found.dtypes[value] = value.type.dtype

    def shape(self, value: Value) -> Shape:
        """The shape as it is known at this point: ranks that checks have fixed are filled in."""
        shape = self.found.shape(value)
        rank = self.ranks.get(shape.base) if shape.base is not None else None
        if rank is None or rank < shape.dropped:
            return shape
        return replace(shape.expose(rank - shape.dropped + len(shape.dims)), base=None, dropped=0)

    def _learn_rank(self, op: Op) -> None:
        """``if dim(x) != n`` (or ``== n``) with a branch that only raises fixes the rank of x behind it."""
        condition = op.operands[0].op
        if condition is None or condition.name not in ("py::ne", "py::eq"):
            return
        raising = op.blocks[0 if condition.name == "py::ne" else 1].terminator
        asked, rank = condition.operands[0].op, constant_of(condition.operands[1])
        if raising is None or raising.name == "yield" or asked is None or asked.name != "aten::dim":
            return
        if isinstance(rank, int):
            self._fix_rank(asked.operands[0], rank)

    def _fix_rank(self, value: Value, rank: int) -> None:
        shape = self.found.shape(value)
        if shape.base is not None:
            self.ranks[shape.base] = rank + shape.dropped - len(shape.dims)

    def _taken(self, op: Op) -> Block | None:
        """The branch of an ``if`` that will be taken, where that is known."""
        condition = self._number(op.operands[0]) if op.name == "if" else None
        return None if condition is None else op.blocks[0 if condition else 1]

    def _forward(self, op: Op, taken: Block) -> None:
        """The results of ``op`` are what ``taken`` yields, whose sizes may be made from what is known there only."""
        last = taken.terminator
        if last is None or last.name != "yield":
            return
        for result, value in zip(op.results, last.operands):
            if isinstance(value.type, TensorType):
                shape = self.shape(value)
                count = len(shape.dims)
                dims = tuple(d if isinstance(d, int) else ("dim", result, i - count) for i, d in enumerate(shape.dims))
                known = replace(shape, dims=dims) if shape.rank is not None else None
                self._set(result, known, self.found.dtypes.get(value))
            number = self._number(value)
            if number is not None:
                self.decided[result] = number

    def _number(self, value: Value) -> int | bool | None:
        known = constant_of(value)
        return known if isinstance(known, int) else self.decided.get(value)

    def _decide(self, op: Op) -> None:
        """Notes ranks, and what they are compared with."""
        if op.name == "aten::dim":
            number: int | bool | None = self.shape(op.operands[0]).rank
        elif op.name in ("py::eq", "py::ne", "py::not"):
            given = [self._number(v) for v in op.operands]
            if None in given:
                return
            number = not given[0] if op.name == "py::not" else (given[0] == given[1]) == (op.name == "py::eq")
        else:
            return
        if number is not None:
            self.decided[op.result] = number

    def _op(self, op: Op) -> None:
        self._decide(op)
        for result in op.results:
            self._from_type(result)
        if not op.results:
            return
        result = op.results[0]
        if op.name == "constant":
            value = op.attrs.get("value")
            if isinstance(value, torch.Tensor):
                self._set(result, Shape(None, 0, tuple(value.shape)), str(value.dtype)[6:])
            return
        functional = _functional_name(op.name)
        rule = _RULES.get(op.name)
        if functional in _BINARY:
            self._binary(op)
        elif functional != op.name or op.name in LIKE_FIRST:
            # An in-place operator gives what it was given; so do these.
            if op.operands and isinstance(op.operands[0].type, TensorType):
                dtype = self.found.dtypes.get(op.operands[0])
                keeps = functional != op.name or dtype in FLOATING
                self._set(result, self.shape(op.operands[0]), dtype if keeps else None)
        elif rule is not None:
            rule(self, op)

    def _set(self, value: Value, shape: Shape | None, dtype: str | None) -> None:
        if shape is not None:
            self.found.shapes[value] = shape
        if dtype is not None:
            self.found.dtypes[value] = dtype

    def _binary(self, op: Op) -> None:
        a, b = op.operands[:2]
        dtype_a, dtype_b = self.found.dtypes.get(a), self.found.dtypes.get(b)
        shape_a, shape_b = self.shape(a), self.shape(b)
        same_dtype = dtype_a is not None and dtype_a == dtype_b
        if same_dtype and same_shape(shape_a, shape_b):
            self.found.matching.add(op)
        in_place = op.name.partition(".")[0].endswith("_")
        shape = shape_a if in_place else broadcast(shape_a, shape_b, op.result)
        self._set(op.result, shape, dtype_a if in_place or (same_dtype and dtype_a in FLOATING) else None)

    def conv2d(self, op: Op) -> None:
        weight = self.found.shape(argument(op, "weight"))
        dtype = self._layer_dtype(op)
        numbers = [constant_of(argument(op, n)) for n in ("stride", "padding", "dilation")]
        known = weight.rank == 4 and all(isinstance(d, int) for d in weight.dims[2:])
        if not known or any(not isinstance(n, tuple) or len(n) != 2 for n in numbers):
            return self._set(op.result, None, dtype)
        image = self.shape(op.operands[0]).expose(3)
        if len(image.dims) < 3:
            return None
        stride, padding, dilation = numbers
        places = tuple(
            window(image.dims[i - 2], weight.dims[i + 2], stride[i], padding[i], dilation[i]) for i in range(2)
        )
        return self._set(op.result, replace(image, dims=(*image.dims[:-3], weight.dims[0], *places)), dtype)

    def pool2d(self, op: Op) -> None:
        names = ["kernel_size", "stride", "padding", "ceil_mode"]
        kernel, stride, padding, ceil = (constant_of(argument(op, n)) for n in names)
        dilation = constant_of(argument(op, "dilation")) if op.name == "aten::max_pool2d" else (1, 1)
        dtype = self.found.dtypes.get(op.operands[0])
        numbers = [kernel, stride or kernel, padding, dilation]
        image = self.shape(op.operands[0]).expose(3)
        known = NOT_CONSTANT not in numbers and all(len(n) in (1, 2) for n in numbers)
        if ceil is not False or not known or len(image.dims) < 3:
            return self._set(op.result, None, dtype)
        k, s, p, d = (n * 2 if len(n) == 1 else n for n in numbers)
        places = tuple(window(image.dims[i - 2], k[i], s[i], p[i], d[i]) for i in range(2))
        return self._set(op.result, replace(image, dims=(*image.dims[:-2], *places)), dtype)

    def adaptive_pool2d(self, op: Op) -> None:
        places = constant_of(op.operands[1])
        image = self.shape(op.operands[0]).expose(3)
        if isinstance(places, tuple) and len(places) == 2 and len(image.dims) >= 3:
            shape = replace(image, dims=(*image.dims[:-2], *places))
            self._set(op.result, shape, self.found.dtypes.get(op.operands[0]))

    def linear(self, op: Op) -> None:
        weight = self.found.shape(argument(op, "weight"))
        rows = self.shape(op.operands[0]).expose(1)
        dtype = self._layer_dtype(op)
        if weight.rank == 2 and rows.dims:
            self._set(op.result, replace(rows, dims=(*rows.dims[:-1], weight.dims[0])), dtype)

    def reshape(self, op: Op) -> None:
        """The rank is known where the sizes are listed, and the shape where they are another tensor's."""
        made = op.operands[1].op
        if made is not None and made.name == "tensor::shape":
            return self._set(op.result, self.shape(made.operands[0]), self.found.dtypes.get(op.operands[0]))
        listed, known = self._listed(op.operands[1]), constant_of(op.operands[1])
        if isinstance(known, tuple):
            sizes: list[Any] = list(known)
        elif listed is not None:
            sizes = [constant_of(v) for v in listed]
        else:
            return self.floating_like_first(op)
        dims = tuple(
            n if isinstance(n, int) and n >= 0 else ("dim", op.result, i - len(sizes)) for i, n in enumerate(sizes)
        )
        self._set(op.result, Shape(None, 0, dims), self.found.dtypes.get(op.operands[0]))

    def flatten(self, op: Op) -> None:
        """From dim n on to the last one n + 1 are left, or it raises."""
        first, last = (constant_of(v) for v in op.operands[1:3])
        given = self.shape(op.operands[0])
        dims: tuple[Size, ...] | None = None
        if isinstance(first, int) and isinstance(last, int) and given.rank:
            a, b = first % given.rank, last % given.rank
            if -given.rank <= min(first, last) and max(first, last) < given.rank and a <= b:
                kept = given.rank - 1 - b
                dims = (*given.dims[:a], ("dim", op.result, -kept - 1), *given.dims[b + 1 :])
        elif isinstance(first, int) and first >= 0 and last == -1 and given.rank is None:
            dims = tuple(("dim", op.result, i - first - 1) for i in range(first + 1))
        self._set(op.result, None if dims is None else Shape(None, 0, dims), self.found.dtypes.get(op.operands[0]))

    def _listed(self, value: Value) -> list[Value] | None:
        """What a list has held since it was made, None where that isn't known."""
        made = value.op
        return made.operands if made is not None and made.name == "list" and value not in self.changing else None

    def _layer_dtype(self, op: Op) -> str | None:
        """The dtype of a layer's result: its weight's, but where that is a smaller one than its input's."""
        reduced = op.name.startswith("flambeau::reduced_")
        return "float32" if reduced else self.found.dtypes.get(argument(op, "weight"))

    def convert(self, op: Op) -> None:
        dtype = constant_of(argument(op, "dtype"))
        name = str(dtype)[6:] if isinstance(dtype, torch.dtype) else None
        self._set(op.result, self.shape(op.operands[0]), name)

    def cat(self, op: Op) -> None:
        listed = self._listed(op.operands[0])
        dim = constant_of(op.operands[1])
        if not listed or not isinstance(dim, int):
            return
        dtypes = {self.found.dtypes.get(v) for v in listed}
        shapes = [self.shape(v) for v in listed]
        rank = shapes[0].rank
        shape = None
        # A list with tensors of different ranks isn't an error everywhere: empty ones are left out.
        if rank is not None and all(s.rank == rank for s in shapes) and -rank <= dim < rank:
            dims = list(shapes[0].dims)
            joined = [s.dims[dim] for s in shapes]
            known = all(isinstance(d, int) for d in joined)
            dims[dim] = sum(joined) if known else ("dim", op.result, dim % rank - rank)
            shape = Shape(None, 0, tuple(dims))
        self._set(op.result, shape, dtypes.pop() if len(dtypes) == 1 else None)

    def permute(self, op: Op) -> None:
        order = constant_of(op.operands[1])
        shape = None
        if isinstance(order, tuple):
            count = len(order)
            given = self.shape(op.operands[0]).expose(count).dims
            own = tuple(("dim", op.result, i - count) for i in range(count))
            known = len(given) == count and all(-count <= i < count for i in order)
            shape = Shape(None, 0, tuple(given[i] for i in order) if known else own)
        self._set(op.result, shape, self.found.dtypes.get(op.operands[0]))

    def transpose(self, op: Op) -> None:
        if op.name == "aten::mT" and self.shape(op.operands[0]).rank is None:  # a scalar stays one
            return self._set(op.result, None, self.found.dtypes.get(op.operands[0]))
        a, b = (constant_of(v) for v in op.operands[1:]) if op.name != "aten::mT" else (-2, -1)
        shape = self._place(op, a, b)
        if shape is not None:
            dims = list(shape.dims)
            dims[a], dims[b] = dims[b], dims[a]
            shape = replace(shape, dims=tuple(dims))
        self._set(op.result, shape, self.found.dtypes.get(op.operands[0]))

    def unsqueeze(self, op: Op) -> None:
        dim = constant_of(op.operands[1])
        shape = self.shape(op.operands[0])
        made = None
        if isinstance(dim, int) and dim < 0:
            shape = shape.expose(-dim - 1)
            dim += len(shape.dims) + 1
        elif shape.rank is None:
            dim = None
        if isinstance(dim, int) and 0 <= dim <= len(shape.dims):
            made = replace(shape, dims=(*shape.dims[:dim], 1, *shape.dims[dim:]))
        self._set(op.result, made, self.found.dtypes.get(op.operands[0]))

    def select(self, op: Op) -> None:
        dim = constant_of(op.operands[1])
        place = self._place(op, dim)
        shape = None
        if place is not None:
            at = dim % len(place.dims)
            shape = replace(place, dims=(*place.dims[:at], *place.dims[at + 1 :]))
        self._set(op.result, shape, self.found.dtypes.get(op.operands[0]))

    def slice(self, op: Op) -> None:
        dim = constant_of(op.operands[1])
        place = self._place(op, dim)
        shape = None
        if place is not None:
            dims = list(place.dims)
            dims[dim] = ("dim", op.result, dim % len(dims) - len(dims))
            shape = replace(place, dims=tuple(dims))
        self._set(op.result, shape, self.found.dtypes.get(op.operands[0]))

    def expand(self, op: Op) -> None:
        """As many dims as sizes are listed; -1 keeps one of the operand's."""
        listed, known = self._listed(op.operands[1]), constant_of(op.operands[1])
        sizes = known if isinstance(known, tuple) else None if listed is None else tuple(map(constant_of, listed))
        shape = None
        if sizes is not None:
            count = len(sizes)
            given = self.shape(op.operands[0]).expose(count).dims
            dims: list[Size] = []
            for i, size in enumerate(sizes):
                keeps = size == -1 and len(given) >= count - i
                own = given[i - count] if keeps else ("dim", op.result, i - count)
                dims.append(size if isinstance(size, int) and size >= 0 else own)
            shape = Shape(None, 0, tuple(dims))
        self._set(op.result, shape, self.found.dtypes.get(op.operands[0]))

    def _place(self, op: Op, *dims: Any) -> Shape | None:
        """The first operand's shape with at least those dims said one by one, None where they aren't known."""
        shape = self.shape(op.operands[0])
        if not all(isinstance(d, int) for d in dims):
            return None
        if shape.rank is None:
            if set(dims) <= {0, -1}:  # which scalars have, too
                return None
            shape = shape.expose(max(-d for d in dims))
            known = all(-len(shape.dims) <= d < 0 for d in dims)
        else:
            known = all(-shape.rank <= d < shape.rank for d in dims)
        return shape if known else None

    def floating_like_first(self, op: Op) -> None:
        """The result has the first operand's dtype where that is floating, and a shape of its own."""
        if self.found.is_floating(op.operands[0]):
            self._set(op.result, None, self.found.dtypes[op.operands[0]])


def _functional_name(name: str) -> str:
    """``aten::add.Tensor`` for ``aten::add_.Tensor``; any other name is its own."""
    base, dot, overload = name.partition(".")
    in_place = base.startswith("aten::") and base.endswith("_") and not base.endswith("__")
    return (base[:-1] if in_place else base) + dot + overload


def broadcast(a: Shape, b: Shape, result: Value) -> Shape | None:
    """The shape of an elementwise result, None where not even its rank can be told."""
    if (b.rank is None, len(b.dims)) > (a.rank is None, len(a.dims)):
        a, b = b, a
    if b.rank is not None:
        if len(a.dims) < b.rank:  # a may have fewer dims than b
            return None
    else:
        count = max(len(a.dims), len(b.dims))
        a, b = a.expose(count), b.expose(count)
        if (a.base, a.dropped) != (b.base, b.dropped):
            return None
    split = len(a.dims) - len(b.dims)
    joined: list[Size] = []
    for i, (x, y) in enumerate(zip(a.dims[split:], b.dims)):
        if x == y or y == 1:
            joined.append(x)
        elif x == 1:
            joined.append(y)
        else:
            # One of the two may turn out to be 1: a number other than that is the result's, or it raises.
            number = next((n for n in (x, y) if isinstance(n, int)), None)
            joined.append(("dim", result, i - len(b.dims)) if number is None else number)
    return replace(a, dims=(*a.dims[:split], *joined))


_RULES = {
    "aten::conv2d": _Walker.conv2d,
    "flambeau::conv2d": _Walker.conv2d,
    "flambeau::reduced_conv2d": _Walker.conv2d,
    "aten::max_pool2d": _Walker.pool2d,
    "aten::avg_pool2d": _Walker.pool2d,
    "aten::adaptive_avg_pool2d": _Walker.adaptive_pool2d,
    "aten::linear": _Walker.linear,
    "flambeau::linear": _Walker.linear,
    "flambeau::reduced_linear": _Walker.linear,
    "aten::to.dtype": _Walker.convert,
    "aten::reshape": _Walker.reshape,
    "aten::view": _Walker.reshape,
    "aten::flatten.using_ints": _Walker.flatten,
    "aten::cat": _Walker.cat,
    "aten::permute": _Walker.permute,
    "aten::transpose.int": _Walker.transpose,
    "aten::mT": _Walker.transpose,
    "aten::unsqueeze": _Walker.unsqueeze,
    "aten::select.int": _Walker.select,
    "aten::slice.Tensor": _Walker.slice,
    "aten::expand": _Walker.expand,
    "tensor::select": _Walker.floating_like_first,
    **{
        "aten::" + name: _Walker.floating_like_first
        for name in (
            "mean.dim mean sum.dim_IntList squeeze.dim "
            "upsample_bilinear2d.vec upsample_bilinear2d upsample_nearest2d.vec index_select"
        ).split()
    },
}
