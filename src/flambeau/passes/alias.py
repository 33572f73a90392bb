"""Which values may share memory or be one object, and which of those are written to or seen from outside.

One union-find over a function's values, without regard to order: two values of one class may alias, two of different
classes never do. A view joins its base, an in-place operator its result, a container its elements, a branch what it
yields. Parameters form one class, since a caller may pass one tensor twice::

    %v: Tensor = aten::view(%x, [-1])        # {%x, %v}
    %w: Tensor = aten::relu_(%v)             # {%x, %v, %w}, written
    return %w                                # ... and escaping

Integers and other immutable scalars can't alias and are left out.
"""

from __future__ import annotations

from collections import defaultdict

import torch

from .. import types
from ..ir import SUSPENDING, Function, Op, Value, handed_on, walk
from ..ops import OBSERVES_IDENTITY, Schema
from ..types import Generic, Type, members
from .rewrite import declared

# Operators whose result may be an argument itself, or a view of it, though their schema doesn't say so.
UNDECLARED_ALIASES = frozenset({
    "aten::dropout", "aten::feature_dropout", "aten::alpha_dropout", "aten::feature_alpha_dropout", "aten::type_as",
    "aten::broadcast_tensors", "aten::meshgrid", "aten::meshgrid.indexing", "aten::einsum", "aten::sum_to_size",
    "aten::pixel_shuffle", "aten::pixel_unshuffle", "aten::channel_shuffle", "aten::atleast_1d", "aten::atleast_2d",
    "aten::atleast_3d", "aten::pad", "aten::rot90", "aten::matmul", "aten::tensordot", "aten::block_diag",
    "aten::where", "aten::combinations", "aten::cartesian_prod", "aten::rrelu", "aten::tile", "aten::unsafe_chunk",
    "tensor::unbind_list",
})  # fmt: skip

_SCALARS = frozenset({
    types.NONE, types.BOOL, types.INT, types.FLOAT, types.COMPLEX, types.STR, types.BYTES, types.DTYPE, types.DEVICE,
    types.RANGE, types.SLICE, types.ELLIPSIS, types.SIZE, types.UNBOUND, types.NEVER, types.ARRAY_DTYPE,
})  # fmt: skip


def may_hold_reference(type: Type) -> bool:
    """Whether a value of ``type`` can be, or hold, something that another value shares and can change."""
    for m in members(type):
        if isinstance(m, Generic):  # which may be large: not to be looked up among the scalars
            if m.name not in ("Tuple", "TupleOf") or any(map(may_hold_reference, m.args)):
                return True
        elif m not in _SCALARS:
            return True
    return False


class Aliases:
    """The alias classes of one function, as it was when this was made."""

    def __init__(self, function: Function) -> None:
        self._parent: dict[Value, Value] = {}
        self._writes: list[tuple[Value, int]] = []
        self._positions: dict[Op, int] = {}
        self._escaping: set[Value] = set()
        self._storages: dict[int, Value] = {}
        self._returns: list[Value] = []
        parameters = [p for p in function.body.params if may_hold_reference(p.type)]
        self._join(parameters)
        self._shared: list[Value] = []  # of a generator: what others may have changed when it goes on
        self._states = parameters[:1]  # what state slots hold: an earlier call may have put an argument there
        if function.is_generator:
            yielded = (v for op in walk(function.body) if op.name in SUSPENDING for v in op.operands)
            self._shared = [*parameters, *filter(lambda v: may_hold_reference(v.type), yielded)]
            self._join(self._shared)
        for position, op in enumerate(walk(function.body)):
            self._positions[op] = position
            self._visit(op)
        # Flags were set on single values; they hold for the classes.
        self._written: defaultdict[Value, list[int]] = defaultdict(list)
        for value, position in self._writes:
            self._written[self._find(value)].append(position)
        self._escaping = {self._find(v) for v in [*self._escaping, *parameters, *self._returns]}

    def may_alias(self, a: Value, b: Value) -> bool:
        return self._find(a) is self._find(b)

    def is_written(self, value: Value) -> bool:
        """Whether anything that may alias ``value`` is changed in place anywhere in the function."""
        return self._find(value) in self._written

    def is_written_between(self, value: Value, first: Op, last: Op) -> bool:
        """Whether anything that may alias ``value`` is changed from ``first`` on and before ``last``, of one block."""
        start, stop = self._positions[first], self._positions[last]
        return any(start <= position < stop for position in self._written.get(self._find(value), ()))

    def adopt(self, new: Value, old: Value, op: Op) -> None:
        """``new`` takes the place of ``old``, and its op that of ``op``."""
        self._parent[new] = self._find(old)
        assert new.op is not None
        self._positions[new.op] = self._positions[op]

    def escapes(self, value: Value) -> bool:
        """Whether the caller, or an identity test, may get hold of something that may alias ``value``."""
        return self._find(value) in self._escaping

    def _find(self, value: Value) -> Value:
        root = value
        while (above := self._parent.get(root, root)) is not root:
            root = above
        while value is not root:
            above = self._parent[value]
            self._parent[value] = root
            value = above
        return root

    def _union(self, a: Value, b: Value) -> None:
        a, b = self._find(a), self._find(b)
        if a is not b:
            self._parent[b] = a

    def _join(self, values: list[Value]) -> None:
        references = [v for v in values if may_hold_reference(v.type)]
        for other in references[1:]:
            self._union(references[0], other)

    def _flow(self, given: list[Value], received: list[Value]) -> None:
        for a, b in zip(given, received):
            self._join([a, b])

    def _visit(self, op: Op) -> None:
        operator = declared(op)
        if operator is not None and op.name.startswith(("py::", "np::")):
            self._python(op, operator.schema)
        elif operator is not None and not op.name.startswith("flambeau::"):
            self._declared(op)
        elif op.name == "constant":
            self._constant(op)
        elif op.name in ("loop", "yield", "break", "continue"):
            self._flow(*handed_on(op))
        elif op.name in ("return", "raise", "finish"):
            self._returns += op.operands
        elif op.name in SUSPENDING:
            self._join([*self._shared, *op.results])
            self._write(op, self._shared)
            self._escaping.update([*op.operands, *op.results])
        elif op.name in ("tuple", "list", "dict", "set", "unpack", "cast"):
            self._join([*op.operands, *op.results])
        elif op.name == "call" or not (operator or op.blocks):
            # Another function, or an operator that nobody declared, may do anything.
            self._join([*op.operands, *op.results])
            self._write(op, op.operands)
            self._escaping.update([*op.operands, *op.results])

    def _write(self, op: Op, values: list[Value]) -> None:
        self._writes += [(v, self._positions[op]) for v in values]

    def _python(self, op: Op, schema: Schema) -> None:
        """An operator of Python or NumPy may put any of its operands into any other, or into its result."""
        self._join([*op.operands, *op.results])
        self._write(op, [v for a, v in zip(schema.arguments, op.operands) if a.written])
        if op.name in ("py::state_get", "py::state_set"):
            # A slot may hold anything that was put into any of them, in this call or an earlier one.
            held = [*op.results, *op.operands[1:]]
            self._join([*self._states, *held])
            self._states = self._states or [v for v in held if may_hold_reference(v.type)][:1]
            self._escaping.update(held)
        if op.name in OBSERVES_IDENTITY:
            self._escaping.update(op.operands)

    def _declared(self, op: Op) -> None:
        operator = declared(op)
        assert operator is not None
        schema = operator.schema
        if op.name.rpartition(".")[0] in UNDECLARED_ALIASES or op.name in UNDECLARED_ALIASES:
            self._join([*op.operands, *op.results])
        for argument, operand in zip(schema.arguments, op.operands):
            if argument.written:
                self._write(op, [operand])
            if argument.alias:
                for declared_result, result in zip(schema.returns, op.results):
                    if declared_result.alias == argument.alias:
                        self._join([operand, result])

    def _constant(self, op: Op) -> None:
        """Constants on one storage alias, however many ops hold them."""
        value = op.attrs.get("value")
        for tensor in value if isinstance(value, tuple) else (value,):
            if isinstance(tensor, torch.Tensor) and tensor.numel():
                self._union(self._storages.setdefault(tensor.untyped_storage().data_ptr(), op.result), op.result)
