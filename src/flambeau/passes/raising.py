"""Which operators can't raise, so that an unused one may go without its exception going with it.

A short, cautious list: what isn't here may raise. ``never_raises(op)`` looks at types and constants too: an integer
division by a constant other than zero is safe, a comparison of numbers always is.
"""

from __future__ import annotations

from .. import types
from ..ir import Op
from ..types import Generic, TensorType, Type, is_subtype, members
from .rewrite import NOT_CONSTANT, constant_of

# Whatever the arguments are, given their types.
SAFE = frozenset({
    "constant", "tuple", "list",
    "aten::dim", "aten::numel", "aten::size", "aten::stride", "aten::is_floating_point", "aten::is_contiguous",
    "aten::storage_offset", "aten::element_size", "aten::is_signed", "aten::is_conj", "aten::is_neg",
    "aten::is_same_size", "aten::sym_size", "aten::sym_numel", "aten::sym_stride", "aten::is_complex",
    "aten::alias", "aten::detach", "aten::lift_fresh", "aten::contiguous", "aten::clone", "aten::zeros_like",
    "aten::ones_like", "aten::empty_like", "aten::result_type.Tensor", "aten::promote_types", "aten::can_cast",
    "tensor::shape", "tensor::strides", "tensor::dtype", "tensor::device", "tensor::layout",
    "py::unbound", "py::id", "py::is", "py::is_none", "py::isinstance", "py::slice", "py::exception",
    "py::exception_message", "py::exception_matches", "py::perf_counter",
})  # fmt: skip

# Safe on numbers; integers beyond 64 bits would raise here, where Python has none of it.
_ON_NUMBERS = frozenset("py::" + n for n in "add sub mul neg pos abs eq ne lt le gt ge not truth bool min max".split())
_ON_PLAIN = frozenset("py::" + n for n in "eq ne not truth bool is str repr len to_list to_tuple".split())
_VIEWS = frozenset({"py::dict_keys", "py::dict_values", "py::dict_items"})
_DIVISIONS = frozenset({"py::floordiv", "py::mod", "py::truediv"})


def never_raises(op: Op) -> bool:
    """Whether ``op``, one without blocks, gives a result for every input of its operands' types."""
    if op.name in SAFE:
        return True
    operand_types = [v.type for v in op.operands]
    if op.name in _ON_NUMBERS and all(map(_is_number, operand_types)):
        return True
    if op.name in _ON_PLAIN and all(map(_is_plain, operand_types)):
        return op.name != "py::len" or all(map(_has_length, operand_types))
    if op.name in _DIVISIONS and all(map(_is_number, operand_types)):
        return constant_of(op.operands[1]) not in (0, NOT_CONSTANT)
    if op.name == "cast":
        return is_subtype(operand_types[0], op.results[0].type)
    if op.name == "unpack":
        given = operand_types[0]
        return isinstance(given, Generic) and given.name == "Tuple" and len(given.args) == len(op.results)
    if op.name in _VIEWS:
        return all(isinstance(t, Generic) and t.name == "Dict" for t in operand_types)
    if op.name == "py::getitem":
        return _is_tuple_element(op)
    if op.name == "aten::size.int":
        return _is_dim_of(op.operands[0].type, constant_of(op.operands[1]))
    if op.name in ("dict", "set"):
        keys = op.operands[:: 2 if op.name == "dict" else 1]
        return all(_is_number(k.type) or k.type == types.STR for k in keys)
    return False


def _is_number(type: Type) -> bool:
    return all(m in (types.INT, types.BOOL, types.FLOAT) for m in members(type))


def _is_plain(type: Type) -> bool:
    """Numbers, strings, None and containers of them: what compares and prints without surprises."""
    return all(
        m in (types.INT, types.BOOL, types.FLOAT, types.STR, types.NONE, types.SIZE, types.DTYPE)
        or (isinstance(m, Generic) and all(map(_is_plain, m.args)))
        for m in members(type)
    )


def _has_length(type: Type) -> bool:
    return all(m in (types.STR, types.SIZE) or isinstance(m, Generic) for m in members(type))


def _is_tuple_element(op: Op) -> bool:
    given, index = op.operands[0].type, constant_of(op.operands[1])
    if not isinstance(given, Generic) or given.name != "Tuple" or not isinstance(index, int):
        return False
    return -len(given.args) <= index < len(given.args)


def _is_dim_of(type: Type, dim: object) -> bool:
    rank = type.rank if isinstance(type, TensorType) else None
    return rank is not None and isinstance(dim, int) and -rank <= dim < rank
