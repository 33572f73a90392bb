"""Operators on values that are only known at run time: Tensor's dunder methods, and Python's own on numbers and others.

``binary(interp, "add", a, b)`` is ``a + b``. With a Tensor on either side it is what torch.Tensor's methods make of it
(``2 / x`` is ``x.reciprocal() * 2``); otherwise a ``py::`` operator with the narrowest type that Python could give.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

import torch

from .... import types as ty
from ..values import Abstract, Dynamic, ListValue, Static, TupleValue
from . import numpy_core
from .numpy_core import is_array
from .overloads import emit, plain

if TYPE_CHECKING:
    from ..interpreter import Interpreter

SYMBOLS = {
    "add": "+", "sub": "-", "mult": "*", "matmult": "@", "div": "/", "floordiv": "//", "mod": "%", "pow": "** or pow()",
    "lshift": "<<", "rshift": ">>", "bitand": "&", "bitor": "|", "bitxor": "^", "lt": "<", "lte": "<=", "gt": ">",
    "gte": ">=", "eq": "==", "noteq": "!=", "usub": "-", "uadd": "+", "invert": "~",
}  # fmt: skip
PYTHON = {
    "add": "add", "sub": "sub", "mult": "mul", "div": "truediv", "floordiv": "floordiv", "mod": "mod", "pow": "pow",
    "lshift": "lshift", "rshift": "rshift", "bitand": "and", "bitor": "or", "bitxor": "xor", "usub": "neg",
    "uadd": "pos", "invert": "invert", "eq": "eq", "noteq": "ne", "lt": "lt", "lte": "le", "gt": "gt", "gte": "ge",
}  # fmt: skip
# What torch.Tensor's own method for an operator calls.
TENSOR = {
    "add": "add", "sub": "sub", "mult": "mul", "matmult": "matmul", "div": "div", "floordiv": "floor_divide",
    "mod": "remainder", "pow": "pow", "lshift": "bitwise_left_shift", "rshift": "bitwise_right_shift",
    "bitand": "bitwise_and", "bitor": "bitwise_or", "bitxor": "bitwise_xor", "usub": "neg", "uadd": "positive",
    "invert": "bitwise_not", "eq": "eq", "noteq": "ne", "lt": "lt", "lte": "le", "gt": "gt", "gte": "ge",
}  # fmt: skip
MIRRORED = {"eq": "eq", "noteq": "noteq", "lt": "gt", "lte": "gte", "gt": "lt", "gte": "lte"}
COMMUTATIVE = ("add", "mult", "bitand", "bitor", "bitxor")
NUMBERS = (ty.BOOL, ty.INT, ty.FLOAT)


def is_tensor(t: ty.Type) -> bool:
    return isinstance(t, ty.TensorType)


def is_number(t: ty.Type) -> bool:
    """Whether a value of ``t`` is a bool, int or float, whichever."""
    return ty.is_subtype(t, ty.NUMBER) and t != ty.NEVER


def type_name(t: ty.Type) -> str:
    """What ``type(x).__name__`` says for a value of ``t``."""
    if isinstance(t, ty.Generic):
        return "tuple" if t.name == "TupleOf" else t.name.lower()
    if isinstance(t, ty.ClassType):
        return t.name.partition("[")[0].rpartition(":")[2].rpartition(".")[2]
    if isinstance(t, ty.ArrayType):
        return f"numpy.{t.dtype}" if t.kind == "scalar" and t.dtype else "numpy.ndarray"
    return "Tensor" if is_tensor(t) else "NoneType" if t == ty.NONE else str(t)


def binary(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract:
    """``a op b``."""
    return _apart(interp, a, b, lambda x, y, narrowed: _binary(interp, op, x, y, narrowed))


def inplace_binary(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract:
    """``a op= b``: writes to ``a`` where it is a tensor, as torch.Tensor's methods do."""

    def apply(x: Abstract, y: Abstract, narrowed: bool) -> Abstract:
        if is_array(interp.type_of(x)):
            return numpy_core.inplace(interp, op, x, y) or _unsupported(interp, op, x, y, narrowed, "=")
        if not is_tensor(interp.type_of(x)) or op == "matmult":
            return _binary(interp, op, x, y, narrowed)
        t = interp.type_of(y)
        if isinstance(t, ty.ArrayType) and t.kind == "scalar":  # to a tensor it is a number
            y = interp.call(interp.getattr(y, "item"), [], {})
        x, y, _, _ = _complex_as_tensors(interp, x, y)
        if not _is_operand(interp.type_of(y)):
            return _unsupported(interp, op, x, y, narrowed, "=")
        return emit(interp, TENSOR[op] + "_", [x, y])

    return _apart(interp, a, b, apply)


def unary(interp: Interpreter, op: str, a: Abstract) -> Abstract:
    """``-a``, ``+a``, ``~a`` or ``not a``."""
    if op == "not":
        truth = interp.truth(a)
        return Static(not truth) if isinstance(truth, bool) else interp.op("py::not", truth, result=ty.BOOL)
    return _apart(interp, a, Static(0), lambda x, _, narrowed: _unary(interp, op, x, narrowed))


def compare(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract:
    """``a op b`` for the comparisons, ``is``, ``is not``, ``in`` and ``not in``."""
    if op in ("in", "notin"):
        found = _contains(interp, a, b)
        return found if op == "in" else unary(interp, "not", found)
    if op in ("is", "isnot"):
        found = _is(interp, a, b)
        return found if op == "is" else unary(interp, "not", found)
    ta, tb = interp.type_of(a), interp.type_of(b)
    if op in ("eq", "noteq") and ty.ARRAY_DTYPE in (ta, tb):
        from . import numpy_arrays

        return numpy_arrays.compare_dtypes(interp, op, a, b)
    for number, other, order in ((a, tb, op), (b, ta, MIRRORED[op])):
        if is_beyond(number) and ty.is_subtype(other, ty.union(ty.INT, ty.BOOL)):
            assert isinstance(number, Static)
            return Static(order == "noteq" or order in (("gt", "gte") if number.value > 0 else ("lt", "lte")))
    if op in ("eq", "noteq") and _is_where_tensors_are(a) and _is_where_tensors_are(b):
        return Static(op == "eq")
    if op in ("eq", "noteq") and not _may_be_tensor(ta) and not _may_be_tensor(tb):
        return _equal(interp, op, a, b)
    return _apart(interp, a, b, lambda x, y, narrowed: _compare(interp, op, x, y, narrowed))


def _is_where_tensors_are(v: Abstract) -> bool:
    """Whether ``v`` is the device of a tensor, which is the CPU: so that the move to a model's device isn't taken."""
    if isinstance(v, Static):
        return isinstance(v.value, torch.device) and v.value == torch.device("cpu")
    return isinstance(v, Dynamic) and v.value.op is not None and v.value.op.name == "tensor::device"


def is_beyond(v: Abstract) -> bool:
    """Whether ``v`` is an int that none of the running program's equals or passes."""
    return isinstance(v, Static) and type(v.value) is int and not -(2**63) <= v.value < 2**63


def _apart(interp: Interpreter, a: Abstract, b: Abstract, use: object) -> Abstract:
    """``use(a, b, narrowed)`` for each pair of alternatives of the operands' types; numbers stay together."""
    assert callable(use)
    a, b = _unless_array(interp, a), _unless_array(interp, b)

    def splits(v: Abstract) -> bool:
        t = interp.type_of(v)
        return isinstance(t, ty.UnionType) and not is_number(t)

    narrowed = splits(a) or splits(b) or interp.alternatives > 0

    def each(x: Abstract, y: Abstract) -> Abstract:
        """Texts and lists are repeated by whole numbers alone, and errors name the class of one number."""
        if _is_of_several(interp.type_of(x)) and not _takes_numbers(interp.type_of(y)):
            return interp.split(x, lambda one: use(one, y, True))
        if _is_of_several(interp.type_of(y)) and not _takes_numbers(interp.type_of(x)):
            return interp.split(y, lambda one: use(x, one, True))
        return use(x, y, narrowed)  # type: ignore[no-any-return]

    def second(x: Abstract) -> Abstract:
        return interp.split(b, lambda y: each(x, y)) if splits(b) else each(x, b)

    return interp.split(a, second) if splits(a) else second(a)


def _is_of_several(t: ty.Type) -> bool:
    """Whether a number may be a float or an int."""
    return isinstance(t, ty.UnionType) and is_number(t) and ty.FLOAT in t.members


def _takes_numbers(t: ty.Type) -> bool:
    """Whether an operator treats ints and floats beside ``t`` alike."""
    return _is_scalar(t) or is_tensor(t) or is_array(t) or t == ty.ANY or not isinstance(t, (ty.Simple, ty.Generic))


def _unless_array(interp: Interpreter, v: Abstract) -> Abstract:
    return v if is_array(interp.type_of(v)) else plain(v)


def _is_scalar(t: ty.Type) -> bool:
    return is_number(t) or t == ty.COMPLEX


def _is_operand(t: ty.Type) -> bool:
    return is_tensor(t) or is_number(t)


def _mend(left: str, right: str) -> str:
    """What to write instead of an operator that Python refuses for these types, whatever their values."""
    if "NoneType" in (left, right):
        return "test `is not None` first, or give it a number where there is none"
    if "str" in (left, right):
        return "convert one side first: str(...) for text, float(...) for a number"
    return f"convert one of them first; Python raises TypeError here for every {left} and {right}"


_REPEATED = ("str", "bytes", "list", "tuple")


def _unsupported(interp: Interpreter, op: str, a: Abstract, b: Abstract, narrowed: bool, suffix: str = "") -> Abstract:
    """Python's TypeError: at run time where another alternative is right, or something may catch it, else at compile
    time."""
    left, right = type_name(interp.type_of(a)), type_name(interp.type_of(b))
    symbol = SYMBOLS[op]
    if op in MIRRORED:
        message = f"'{symbol}' not supported between instances of '{left}' and '{right}'"
    elif op in ("usub", "uadd", "invert"):
        message = f"bad operand type for unary {symbol}: '{left}'"
    elif op == "add" and left in ("str", "list", "tuple"):
        message = f'can only concatenate {left} (not "{right}") to {left}'
    elif op == "mult" and (left in _REPEATED or right in _REPEATED):
        message = f"can't multiply sequence by non-int of type '{right if left in _REPEATED else left}'"
    else:
        suffix = suffix or "=" * interp.augmented
        if suffix and op == "pow":
            symbol = "**"
        message = f"unsupported operand type(s) for {symbol}{suffix}: '{left}' and '{right}'"
    if narrowed or interp.alternatives or interp.attempts:
        interp.raise_(TypeError, message)
    interp.refuse(message, _mend(left, right))


def _binary(interp: Interpreter, op: str, a: Abstract, b: Abstract, narrowed: bool) -> Abstract:
    ta, tb = interp.type_of(a), interp.type_of(b)
    if is_array(ta) or is_array(tb):
        return numpy_core.binary(interp, op, a, b) or _unsupported(interp, op, a, b, narrowed)
    if op == "mult" and ((is_tensor(ta) and _repeats(tb)) or (is_tensor(tb) and _repeats(ta))):
        # A Tensor leaves the operator to the sequence, which takes its int.
        a = interp.call(Static(operator.index), [a]) if is_tensor(ta) else a
        b = interp.call(Static(operator.index), [b]) if is_tensor(tb) else b
        return _binary(interp, op, a, b, narrowed)
    if is_tensor(ta) or is_tensor(tb):
        a, b, ta, tb = _complex_as_tensors(interp, a, b)
        both = is_tensor(ta) and is_tensor(tb)
        if not (_is_operand(ta) and _is_operand(tb)) or (op == "matmult" and not both):
            return _unsupported(interp, op, a, b, narrowed)
        return tensor_binary(interp, op, a, b)
    if _is_scalar(ta) and _is_scalar(tb):
        if op == "matmult":
            return _unsupported(interp, op, a, b, narrowed)
        if op in ("add", "sub") and ta == tb == ty.INT and isinstance(b, Static) and b.value == 0:
            return a
        return _numbers(interp, op, a, b, ta, tb, narrowed)
    return _others(interp, op, a, b, ta, tb, narrowed)


def _repeats(t: ty.Type) -> bool:
    """Whether values of the type are sequences that ``*`` repeats."""
    sequence = isinstance(t, ty.Generic) and t.name in ("List", "Tuple", "TupleOf")
    return sequence or t in (ty.STR, ty.BYTES, ty.SIZE)


def _complex_as_tensors(interp: Interpreter, a: Abstract, b: Abstract) -> tuple[Abstract, Abstract, ty.Type, ty.Type]:
    """Both sides with their types, a complex beside a Tensor as a tensor: operators take no complex numbers."""
    ta, tb = interp.type_of(a), interp.type_of(b)
    if is_tensor(ta) and tb == ty.COMPLEX:
        b = interp.op("tensor::complex_beside", a, b)
    elif is_tensor(tb) and ta == ty.COMPLEX:
        a = interp.op("tensor::complex_beside", b, a)
    return a, b, interp.type_of(a), interp.type_of(b)


def tensor_binary(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract:
    """``a op b`` where one is a Tensor, the other a Tensor or a number."""
    name = TENSOR[op]
    if is_tensor(interp.type_of(a)):
        return emit(interp, name, [a, b])
    if op in COMMUTATIVE:
        return emit(interp, name, [b, a])
    if op == "sub":
        return emit(interp, "rsub", [b, a])
    if op == "div":
        return emit(interp, "mul", [emit(interp, "reciprocal", [b]), a])
    if op == "floordiv":
        # A tensor of the dtype to which the number and the tensor promote: there is no operator for this order.
        return emit(interp, name, [emit(interp, "mul", [emit(interp, "ones_like", [b]), a]), b])
    return emit(interp, name, [a, b])  # remainder, pow and shifts have overloads with the number first


def _numbers(
    interp: Interpreter, op: str, a: Abstract, b: Abstract, ta: ty.Type, tb: ty.Type, narrowed: bool
) -> Abstract:
    results: list[ty.Type] = []
    for left in ty.members(ta):
        for right in ty.members(tb):
            results.append(_number_result(op, left, right, b))
    result = ty.union(*results)
    if result == ty.NEVER:
        return _unsupported(interp, op, a, b, narrowed)
    if op == "pow" and _may_be_complex(a, b, ta, tb):
        # A negative number to a fractional power is complex: the program then raises, rather than to take every power
        # for one that may be complex.
        made = interp.op("py::pow", a, b, result=ty.union(result, ty.COMPLEX))
        assert isinstance(made, Dynamic)
        return interp.narrow(made, result)
    return interp.op(f"py::{PYTHON[op]}", a, b, result=result)


def _may_be_complex(a: Abstract, b: Abstract, ta: ty.Type, tb: ty.Type) -> bool:
    """Whether ``a ** b`` of real numbers may be complex."""
    if ty.COMPLEX in (ta, tb) or ty.FLOAT not in ty.members(tb):
        return False
    whole = isinstance(b, Static) and float(b.value).is_integer()
    return not whole and not (isinstance(a, Static) and a.value >= 0)


def _number_result(op: str, a: ty.Type, b: ty.Type, exponent: Abstract) -> ty.Type:
    """What ``a op b`` gives for a bool, int or float on each side; NEVER where Python raises TypeError."""
    if ty.COMPLEX in (a, b):
        return ty.COMPLEX if op in ("add", "sub", "mult", "div", "pow") else ty.NEVER
    if op in ("lshift", "rshift", "bitand", "bitor", "bitxor"):
        if ty.FLOAT in (a, b):
            return ty.NEVER
        return ty.BOOL if a == b == ty.BOOL and op.startswith("bit") else ty.INT
    if op == "div" or ty.FLOAT in (a, b):
        return ty.FLOAT
    if op == "pow":
        if isinstance(exponent, Static):
            return ty.INT if exponent.value >= 0 else ty.FLOAT
        return ty.INT if b == ty.BOOL else ty.union(ty.INT, ty.FLOAT)
    return ty.INT


def _others(
    interp: Interpreter, op: str, a: Abstract, b: Abstract, ta: ty.Type, tb: ty.Type, narrowed: bool
) -> Abstract:
    """Strings and containers."""
    if op in ("add", "mult"):
        known = _known_sequences(interp, op, a, b)
        if known is not None:
            return known
    result = _sequence_result(op, ta, tb)
    if result is None:
        return _unsupported(interp, op, a, b, narrowed)
    return interp.op(f"py::{PYTHON[op]}", a, b, result=result)


def _known_sequences(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract | None:
    """Concatenation and repetition of lists and tuples whose elements are known."""
    if op == "mult":
        sequence, count = (a, b) if isinstance(b, Static) else (b, a)
        if not isinstance(count, Static) or not isinstance(count.value, int):
            return None
        return _like(interp, sequence, sequence, lambda items, _: items * int(count.value))
    return _like(interp, a, b, lambda x, y: x + y)


def _kind(interp: Interpreter, v: Abstract) -> str:
    t = interp.type_of(v)
    return "Size" if t == ty.SIZE else t.name if isinstance(t, ty.Generic) else ""


def _like(interp: Interpreter, a: Abstract, b: Abstract, make: object) -> Abstract | None:
    assert callable(make)
    kinds = {_kind(interp, a), _kind(interp, b)}
    if not (kinds == {"List"} or kinds <= {"Tuple", "Size"}):
        return None
    left, right = interp.items(a), interp.items(b)
    if left is None or right is None:
        return None
    items: list[Abstract] = make(left, right)
    if kinds == {"List"}:
        return interp.new_list(items)
    sizes = any(isinstance(v, TupleValue) and v.cls is torch.Size or isinstance(v, Static)
                and isinstance(v.value, torch.Size) for v in (a, b))  # fmt: skip
    return TupleValue(tuple(items), torch.Size if sizes or "Size" in kinds else tuple)


def _sequence_result(op: str, a: ty.Type, b: ty.Type) -> ty.Type | None:
    names = tuple(t.name if isinstance(t, (ty.Generic, ty.Simple)) else "" for t in (a, b))
    whole = (ty.INT, ty.BOOL)
    if op == "add":
        if a == b and a in (ty.STR, ty.BYTES):
            return a
        if names == ("List", "List"):
            return ty.join(a, b)
        if set(names) <= {"Size", "Tuple"} and "Size" in names:
            return ty.SIZE
        if set(names) <= {"Size", "Tuple", "TupleOf"} and "TupleOf" in names:
            return ty.any_tuple_of(ty.union(_elements(a), _elements(b)))
    if op == "mult":
        for sequence, count in ((a, b), (b, a)):
            if count in whole and (sequence in (ty.STR, ty.BYTES, ty.SIZE) or getattr(sequence, "name", "") == "List"):
                return sequence
            if count in whole and getattr(sequence, "name", "") in ("Tuple", "TupleOf"):
                return ty.any_tuple_of(_elements(sequence))
    if op == "mod" and a == ty.STR:
        return ty.STR
    if op in ("bitand", "bitor", "bitxor", "sub") and names == ("Set", "Set"):
        return ty.join(a, b) if op in ("bitor", "bitxor") else a
    if op == "bitor" and names == ("Dict", "Dict"):
        return ty.join(a, b)
    return None


def _elements(t: ty.Type) -> ty.Type:
    return ty.INT if t == ty.SIZE else ty.union(*t.args) if isinstance(t, ty.Generic) else ty.ANY


def _unary(interp: Interpreter, op: str, a: Abstract, narrowed: bool) -> Abstract:
    t = interp.type_of(a)
    if is_array(t):
        return numpy_core.unary(interp, op, a)
    if is_tensor(t):
        return emit(interp, TENSOR[op], [a])
    members = [m for m in ty.members(t) if not (op == "invert" and m in (ty.FLOAT, ty.COMPLEX))]
    if _is_scalar(t) and members:
        result = ty.union(*(ty.INT if m == ty.BOOL else m for m in members))
        return interp.op(f"py::{PYTHON[op]}", a, result=result)
    return _unsupported(interp, op, a, a, narrowed)


def _may_be_tensor(t: ty.Type) -> bool:
    return any(is_tensor(m) or is_array(m) for m in ty.members(t))


def _equal(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract:
    if _is_foreign_dtype(a) or _is_foreign_dtype(b):
        return Static(op == "noteq")
    return interp.op(f"py::{PYTHON[op]}", plain_sequence(interp, a), plain_sequence(interp, b), result=ty.BOOL)


def _is_foreign_dtype(v: Abstract) -> bool:
    """Whether ``v`` is a dtype that no tensor of a program can have, such as torch.quint8."""
    return isinstance(v, Static) and isinstance(v.value, torch.dtype) and str(v.value)[6:] not in ty.DTYPES


def plain_sequence(interp: Interpreter, v: Abstract) -> Abstract:
    """A tuple of numbers for a static sequence that holds enum members, which count as numbers in comparisons."""
    v = plain(v)
    if isinstance(v, Static) and isinstance(v.value, (tuple, list)) and not isinstance(v.value, torch.Size):
        items = [plain(Static(i)) for i in v.value]
        values = [i.value for i in items if isinstance(i, Static)]
        return Static(tuple(values) if isinstance(v.value, tuple) else values)
    return v


def _compare(interp: Interpreter, op: str, a: Abstract, b: Abstract, narrowed: bool) -> Abstract:
    ta, tb = interp.type_of(a), interp.type_of(b)
    if is_array(ta) or is_array(tb):
        compared = numpy_core.compare(interp, op, a, b)
        if compared is not None:
            return compared
        return Static(op == "noteq") if op in ("eq", "noteq") else _unsupported(interp, op, a, b, narrowed)
    if is_tensor(ta) or is_tensor(tb):
        a, b, ta, tb = _complex_as_tensors(interp, a, b)
        if _is_operand(ta) and _is_operand(tb):
            if is_tensor(ta):
                return emit(interp, TENSOR[op], [a, b])
            return emit(interp, TENSOR[MIRRORED[op]], [b, a])
        if op in ("eq", "noteq"):
            return Static(op == "noteq")  # neither side knows the other: identity decides
        return _unsupported(interp, op, a, b, narrowed)
    if op in ("eq", "noteq"):
        return _equal(interp, op, a, b)
    comparable = (is_number(ta) and is_number(tb)) or (type_name(ta) == type_name(tb) and _ordered(ta))
    comparable = comparable or {type_name(ta), type_name(tb)} <= {"tuple", "Size"}
    if not comparable:
        return _unsupported(interp, op, a, b, narrowed)
    return interp.op(f"py::{PYTHON[op]}", plain_sequence(interp, a), plain_sequence(interp, b), result=ty.BOOL)


def _ordered(t: ty.Type) -> bool:
    return t in (ty.STR, ty.BYTES, ty.SIZE) or (
        isinstance(t, ty.Generic) and t.name in ("List", "Tuple", "TupleOf", "Set")
    )


def _is(interp: Interpreter, a: Abstract, b: Abstract) -> Abstract:
    # dtypes and devices are single objects in Python, plain values at run time.
    by_value = interp.type_of(a) in (ty.DTYPE, ty.BOOL) and interp.type_of(b) in (ty.DTYPE, ty.BOOL)
    return interp.op("py::eq" if by_value else "py::is", a, b, result=ty.BOOL)


def _contains(interp: Interpreter, item: Abstract, container: Abstract) -> Abstract:
    t = interp.type_of(container)
    if is_array(t):
        found = compare(interp, "eq", container, item)
        return interp.op("np::bool", interp.call(interp.getattr(found, "any"), []), result=ty.BOOL)
    if interp.type_of(item) == ty.ARRAY_DTYPE and interp.is_static(container):
        return _contains_tensor(interp, item, interp.items(container) or [])
    if is_tensor(t):
        found = compare(interp, "eq", container, item)
        return interp.op("tensor::bool", emit(interp, "any", [found]), result=ty.BOOL)
    items = interp.items(container) if isinstance(container, (TupleValue, ListValue)) else None
    if items is not None and any(_may_be_tensor(interp.type_of(v)) for v in [item, *items]):
        return _contains_tensor(interp, item, items)
    if _may_be_tensor(interp.type_of(item)) or (
        isinstance(t, ty.Generic) and any(_may_be_tensor(e) for e in t.args[:1])
    ):
        interp.refuse("'in' would compare tensors one by one", "compare them with (a == b).all()")
    if isinstance(container, Static) and isinstance(container.value, (set, frozenset, dict)):
        container = Static(tuple(container.value))
    elif items is not None and not isinstance(container, Dynamic):
        container = TupleValue(tuple(plain(i) for i in items))
    return interp.op("py::contains", plain_sequence(interp, container), plain(item), result=ty.BOOL)


def _contains_tensor(interp: Interpreter, item: Abstract, items: list[Abstract]) -> Abstract:
    """``item in [...]`` as Python does it: identity, then the truth of ``==``, one element after the other."""
    if not items:
        return Static(False)
    first, rest = items[0], items[1:]
    truth = True if first is item else interp.truth(compare(interp, "eq", first, item))
    if isinstance(truth, bool):
        return Static(True) if truth else _contains_tensor(interp, item, rest)
    return interp.branch(truth, lambda: Static(True), lambda: _contains_tensor(interp, item, rest))
