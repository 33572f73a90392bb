"""NumPy's arrays and scalars as values of a program: dtypes, operands, operators and conversions.

What an array does depends on its dtype and rank, which are seldom known before the program runs; so each operation is
an ``np::`` operator that decides then. Types say as much as is sure: ``ArrayType(dtype, rank, kind)``, where the kind
tells an ndarray from a scalar such as ``numpy.float32(1)``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import torch

from .... import types as ty
from ....ops.registry import operators
from .. import choices, states
from ..values import NONE, Abstract, Choice, Dynamic, ListValue, Restart, Static, TupleValue

if TYPE_CHECKING:
    from ....ir import Op
    from ..interpreter import Interpreter

ND_ARRAY = ty.ArrayType(kind="array")
UFUNCS = {
    "add": "add", "sub": "subtract", "mult": "multiply", "div": "divide", "floordiv": "floor_divide",
    "mod": "remainder", "pow": "power", "lshift": "left_shift", "rshift": "right_shift", "bitand": "bitwise_and",
    "bitor": "bitwise_or", "bitxor": "bitwise_xor", "eq": "equal", "noteq": "not_equal", "lt": "less",
    "lte": "less_equal", "gt": "greater", "gte": "greater_equal", "usub": "negative", "uadd": "positive",
    "invert": "invert",
}  # fmt: skip
ARITHMETIC = frozenset({"add", "sub", "mult", "div", "floordiv", "mod", "pow", "matmult"})
NUMBERS = (ty.BOOL, ty.INT, ty.FLOAT, ty.COMPLEX)
DTYPES = frozenset({"dtype", "type1", "type2"})  # parameters that are dtypes
SUPPORTED = frozenset(
    "bool uint8 int8 uint16 int16 uint32 int32 uint64 int64 float16 float32 float64 complex64 complex128".split()
)


def is_array(t: ty.Type) -> bool:
    return isinstance(t, ty.ArrayType)


def is_numpy(value: object, name: str) -> bool:
    """Whether ``value`` is an instance of ``numpy.<name>``, without importing NumPy."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, getattr(numpy, name))


def numpy() -> Any:
    import numpy

    return numpy


def operand(interp: Interpreter, v: Abstract) -> bool:
    """Whether NumPy takes ``v`` for an array: arrays, numbers, sequences."""
    t = interp.type_of(v)
    return is_array(t) or t in NUMBERS or ty.is_subtype(t, ty.union(*NUMBERS)) or _is_sequence(t)


def _is_sequence(t: ty.Type) -> bool:
    return t in (ty.SIZE, ty.RANGE) or (isinstance(t, ty.Generic) and t.name in ("List", "Tuple", "TupleOf"))


# --- dtypes ---------------------------------------------------------------------------------------------------------


def static_dtype(interp: Interpreter, value: Any) -> Any:
    """The ``numpy.dtype`` that a dtype argument known now stands for."""
    if isinstance(value, torch.dtype):
        interp.raise_(TypeError, f"Cannot interpret '{value}' as a data type")
    try:
        found = numpy().dtype(value)
    except TypeError as error:
        interp.raise_(TypeError, str(error))
    if found.name not in SUPPORTED or not found.isnative:
        interp.refuse_where_met(
            f"arrays of the dtype {found} aren't supported", "use bools, integers, floats of 16 to 64 bits or complex"
        )
    return found


def torch_dtype(dtype: Any) -> torch.dtype:
    named: torch.dtype = getattr(torch, dtype.name)
    return named


def dtype_argument(interp: Interpreter, v: Abstract) -> Abstract:
    """A ``dtype=`` argument as operators take it."""
    if isinstance(v, Static):
        if v.value is None:
            return v
        return Static(torch_dtype(static_dtype(interp, v.value)))
    if isinstance(v, Choice):
        return choices.each(interp, v, lambda one: _as_dtype(interp, one))
    t = interp.type_of(v)
    if isinstance(t, ty.UnionType):
        return interp.split(v, lambda one: dtype_argument(interp, one))
    if t == ty.STR:
        return _dtype_named(interp, v)
    if t not in (ty.ARRAY_DTYPE, ty.NONE):
        interp.refuse("this dtype isn't one of NumPy's", "name the dtype, for instance numpy.float32")
    if isinstance(v, Dynamic) and v.value in interp.array_classes:
        from .numpy_arrays import settled_class

        return settled_class(interp, v)
    return v


def _dtype_named(interp: Interpreter, name: Abstract) -> Abstract:
    """The dtype of a name that only the running program knows, ``x.dtype.name`` say."""
    pairs = []
    for dtype in map(numpy().dtype, sorted(SUPPORTED)):
        for text in (dtype.name, dtype.str, dtype.str[1:], dtype.char):
            pairs += [interp.lift(Static(text)), interp.lift(Static(dtype))]
    table = Dynamic(interp.build("dict", pairs, [ty.dict_of(ty.STR, ty.ARRAY_DTYPE)]).result)

    def unknown() -> Abstract:
        quoted = interp.call(Static(repr), [name])
        interp.raise_(TypeError, interp.binary("mod", Static("data type %s not understood"), quoted))

    known = interp.lift(interp.op("py::contains", table, name, result=ty.BOOL))
    return interp.branch(known, lambda: interp.op("py::getitem", table, name, result=ty.ARRAY_DTYPE), unknown)


def _as_dtype(interp: Interpreter, v: Abstract) -> Abstract:
    """One of several dtypes, by the class that names it, as the running program has it."""
    known = Static(static_dtype(interp, v.value)) if isinstance(v, Static) and v.value is not None else v
    return Dynamic(interp.lift(known))


def dtype_of(interp: Interpreter, v: Abstract) -> Abstract:
    """``v.dtype``: known where no input can change it."""
    t = interp.type_of(v)
    if isinstance(t, ty.ArrayType) and t.dtype is not None:
        return Static(numpy().dtype(t.dtype))
    return interp.op("np::dtype_of", v)


def known_dtype(v: Abstract) -> str | None:
    """The name of a dtype argument that is known now."""
    return str(v.value).removeprefix("torch.") if isinstance(v, Static) and v.value is not None else None


def _names_dtype(v: Abstract) -> bool:
    return isinstance(v, Static) and isinstance(v.value, (type, str, numpy().dtype))


# --- arguments ------------------------------------------------------------------------------------------------------


def argument(interp: Interpreter, v: Abstract, name: str = "") -> Abstract:
    """``v`` as an operator's ``Any``: parts of a key or a sequence as run-time values."""
    if name in DTYPES or (name in ("from_", "to") and _names_dtype(v)):
        return dtype_argument(interp, v)
    t = interp.type_of(v)
    tensors = any(isinstance(m, ty.TensorType) for m in ty.members(t))
    if tensors and name != "tensor":
        interp.refuse("a Tensor is given to a NumPy function", "convert it first: x.numpy()")
    if isinstance(v, Static) and isinstance(v.value, slice):
        return Static(v.value)
    return v


def sizes(interp: Interpreter, shape: Abstract) -> Abstract:
    """A shape, or one size: Tensors in it stand for their int."""
    if isinstance(interp.type_of(shape), ty.TensorType):
        return interp.op("tensor::index", shape, result=ty.INT)
    items = interp.items(shape) if isinstance(shape, (TupleValue, ListValue)) else None
    if items is not None:
        return TupleValue(tuple(sizes(interp, item) for item in items))
    return argument(interp, shape)


def index(interp: Interpreter, v: Abstract) -> Abstract:
    """``operator.index(v)`` where ``v`` may be an array; anything else as it is."""
    t = interp.type_of(v)
    if isinstance(t, ty.UnionType) and any(map(is_array, t.members)):
        return interp.split(v, lambda one: index(interp, one))
    if not is_array(t):
        return v
    if isinstance(v, Static):
        return Static(int(v.value)) if is_numpy(v.value, "integer") else v
    return interp.op("np::index", v)


def number(interp: Interpreter, v: Abstract) -> Abstract:
    """The Python number of a NumPy scalar, where torch takes a number."""
    t = interp.type_of(v)
    if isinstance(v, Static) and is_numpy(v.value, "generic"):
        return Static(v.value.item())
    if isinstance(t, ty.ArrayType) and t.kind != "array":
        from .overloads import item_type

        return interp.op("np::number", v, result=item_type(t.dtype))
    return v


def boolean(interp: Interpreter, v: Abstract) -> Abstract:
    truth = interp.truth(v)
    return Static(truth) if isinstance(truth, bool) else Dynamic(truth)


def kind_of(*types: ty.Type) -> str:
    """Whether a ufunc of these gives an array or a scalar; "" where only the running program knows."""
    kinds = set()
    for t in types:
        if isinstance(t, ty.ArrayType):
            if t.kind == "array" and t.rank not in (None, 0):
                return "array"
            scalar = t.kind == "scalar" or t.rank == 0
            kinds.add("scalar" if scalar else "")
        elif _is_sequence(t):
            return "array"
        else:
            kinds.add("scalar")
    return "scalar" if kinds == {"scalar"} else ""


def rank_of(*types: ty.Type) -> int | None:
    """The rank of what these broadcast to, where it is known."""
    ranks: list[int] = []
    for t in types:
        rank = t.rank if isinstance(t, ty.ArrayType) else 0 if t in NUMBERS else None
        if rank is None:
            return None
        ranks.append(rank)
    return max(ranks)


# --- operators ------------------------------------------------------------------------------------------------------


def ufunc(
    interp: Interpreter, name: str, args: list[Abstract], out: Abstract = NONE, where: Abstract = Static(True),
    dtype: Abstract = NONE, casting: Abstract = Static("same_kind"),
) -> Abstract:  # fmt: skip
    """``numpy.<name>(*args, ...)``."""
    for position, one in enumerate(args):
        t = interp.type_of(one)
        if isinstance(t, ty.UnionType) and not ty.is_subtype(t, ty.union(*NUMBERS)):
            return interp.split(
                one,
                lambda x, at=position: ufunc(  # type: ignore[misc]
                    interp, name, [x if i == at else a for i, a in enumerate(args)], out, where, dtype, casting
                ),
            )
    types = [interp.type_of(a) for a in args]
    given = TupleValue(tuple(argument(interp, a) for a in args))
    wanted = dtype_argument(interp, dtype)
    result = _ufunc_type(name, types, wanted)
    if not (isinstance(out, Static) and out.value is None):
        check_writable(interp, out, f"numpy.{name}(..., out=...)")
        result = ND_ARRAY
    return interp.op("np::ufunc", name, given, out, where, wanted, casting, result=result)


TESTS = frozenset(
    "less less_equal greater greater_equal equal not_equal isnan isinf isfinite signbit logical_and logical_or "
    "logical_xor logical_not".split()
)


def _ufunc_type(name: str, types: list[ty.Type], wanted: Abstract) -> ty.ArrayType:
    """What is sure of a ufunc's result: where all dtypes are known, NumPy itself says what it gives."""
    kind, rank = kind_of(*types), rank_of(*types)
    if name in TESTS:
        return ty.ArrayType("bool", rank, kind)
    dtype = known_dtype(wanted)
    samples: list[Any] = []
    for t in types:
        if isinstance(t, ty.ArrayType) and t.dtype is not None:
            samples.append(numpy().dtype(t.dtype))
        elif t in (ty.INT, ty.FLOAT, ty.COMPLEX):
            samples.append({ty.INT: int, ty.FLOAT: float, ty.COMPLEX: complex}[t])
        elif t == ty.BOOL:
            samples.append(numpy().dtype(bool))
        else:
            samples = []
            break
    if dtype is None and samples and not all(isinstance(s, type) for s in samples):
        try:
            dtype = getattr(numpy(), name).resolve_dtypes((*samples, None))[-1].name
        except (TypeError, ValueError):
            dtype = None
    return ty.ArrayType(dtype, rank, kind)


def binary(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract | None:
    """``a op b`` where one is an array; None where NumPy doesn't know the other."""
    if any(isinstance(interp.type_of(v), ty.TensorType) for v in (a, b)):
        return _with_tensor(interp, op, a, b)
    if op == "mod" and interp.type_of(a) == ty.STR:
        return interp.op("py::mod", a, b, result=ty.STR)
    if op == "mult":
        for count, repeated in ((a, b), (b, a)):
            t, r = interp.type_of(count), interp.type_of(repeated)
            listed = isinstance(r, ty.Generic) and r.name in ("List", "Tuple", "TupleOf")
            if r in (ty.STR, ty.BYTES) or (listed and isinstance(t, ty.ArrayType) and t.kind == "scalar"):
                return interp.binary("mult", repeated, index(interp, count))
    if not (operand(interp, a) and operand(interp, b)):
        return None
    if op == "matmult":
        return interp.op("np::matmul", a, b)
    if op == "pow" and isinstance(b, Static) and type(b.value) in (int, float) and b.value == 2:
        return ufunc(interp, "square", [a])  # as ndarray.__pow__ does
    return ufunc(interp, UFUNCS[op], [a, b])


def _with_tensor(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract:
    """A tensor beside a NumPy scalar: that is a number to torch. Beside an array, NumPy computes."""
    array = a if is_array(interp.type_of(a)) else b
    t = interp.type_of(array)
    assert isinstance(t, ty.ArrayType)
    if t.kind == "array":
        return _of_tensor_and_array(interp, op, a, b)
    if t.kind == "scalar" or op not in ARITHMETIC:
        return interp.binary(op, number(interp, a), number(interp, b))
    made = ty.ArrayType(t.dtype, t.rank, "array")

    def of_arrays() -> Abstract:
        if _is_before_a_tensor(interp, op, b):
            interp.raise_(TypeError, "unsupported operand types for an operator: 'numpy.ndarray' and 'Tensor'")
        held = interp.op("np::asarray", array, None, "K", result=made)
        return _of_tensor_and_array(interp, op, held if array is a else a, held if array is b else b)

    is_one = interp.op("np::isinstance", array, Static(["ndarray"]), result=ty.BOOL)
    return interp.branch(
        interp.lift(is_one), of_arrays, lambda: interp.binary(op, number(interp, a), number(interp, b))
    )


def _is_before_a_tensor(interp: Interpreter, op: str, b: Abstract) -> bool:
    """Whether Python raises where an array comes first: there are only quotients."""
    return op != "div" and isinstance(interp.type_of(b), ty.TensorType)


def _of_tensor_and_array(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract:
    """The tensor around what NumPy computes."""
    from . import numpy_of_tensors

    if op == "div" and isinstance(interp.type_of(b), ty.TensorType):
        return _of_tensor_and_array(interp, "mult", interp.call(interp.getattr(b, "reciprocal"), []), a)
    if op not in ARITHMETIC or _is_before_a_tensor(interp, op, b):
        interp.refuse(
            "an operator has a NumPy array before a Tensor", "convert one of them: x.numpy(), or torch.from_numpy(a)"
        )
    return numpy_of_tensors.call(interp, getattr(numpy(), UFUNCS.get(op, "matmul")), [a, b], {})


def inplace(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract | None:
    """``a op= b`` of an array: in its own memory; a scalar's name is bound to a new one."""
    t = interp.type_of(a)
    assert isinstance(t, ty.ArrayType)
    if t.kind == "scalar" or not operand(interp, b):
        return binary(interp, op, a, b)
    check_writable(interp, a, "an in-place operator")
    if op == "matmult":
        return interp.op("np::matmul", a, b)
    result = t if t.kind == "array" else ty.ARRAY
    return interp.op("np::inplace", UFUNCS[op], a, b, result=result)


def compare(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract | None:
    """``a op b`` for the comparisons."""
    if any(isinstance(interp.type_of(v), ty.TensorType) for v in (a, b)):
        return interp.compare(op, number(interp, a), number(interp, b))
    if not (operand(interp, a) and operand(interp, b)):
        if op in ("eq", "noteq") and ty.NONE in (interp.type_of(a), interp.type_of(b)):
            interp.refuse("an array is compared with None, element by element", "use `is None`")
        t = next(t for t in map(interp.type_of, (a, b)) if isinstance(t, ty.ArrayType))
        if op in ("eq", "noteq") and t.kind == "array" and ty.STR in (interp.type_of(a), interp.type_of(b)):
            array = a if is_array(interp.type_of(a)) else b
            return emit(interp, "full_like", {"a": array, "fill_value": Static(op == "noteq"), "dtype": Static(bool)})
        return None
    return ufunc(interp, UFUNCS[op], [a, b])


def unary(interp: Interpreter, op: str, a: Abstract) -> Abstract:
    return ufunc(interp, UFUNCS[op], [a])


def check_writable(interp: Interpreter, v: Abstract, what: str) -> None:
    """Makes an array from outside, which is written to here, maybe by a view of it, state of the program. Refuses what
    can't be written to."""
    if is_read_only(interp, v):
        _raise_read_only(interp, what)
    if not isinstance(v, Static):
        viewed = _viewed(interp, v)
        if viewed is not None and interp.states.allowed:
            is_new = id(viewed) not in interp.states.objects
            check_writable(interp, Static(viewed), what)
            if is_new:
                raise Restart  # the view was taken of a constant
        return
    if is_numpy(v.value, "ndarray") and interp.states.allowed:
        states.own_viewed(interp, v.value)
        if id(v.value) not in interp.states.objects:
            states.own(interp, v.value)
        if interp.stale:
            return
    interp.refuse(f"{what} writes to an array that lives outside the program", "write to a copy: array.copy()")


VIEWS = frozenset(
    f"np::{name}" for name in (
        "as_strided", "asarray", "at_least", "diagonal", "expand_dims", "flip", "getitem", "iterate", "moveaxis",
        "part", "ravel", "reshape", "squeeze", "swapaxes", "transpose", "view",
    )
)  # fmt: skip


# Views that a stretched array may need a copy for, which is written.
_COPIES_STRETCHED = frozenset({"np::ravel", "np::reshape", "np::view"})


def is_read_only(interp: Interpreter, v: Abstract) -> bool:
    """Whether an array is one that NumPy lets nobody write to, or a view of one, as far as the code tells."""
    if isinstance(v, Static):
        return is_numpy(v.value, "ndarray") and not v.value.flags.writeable
    op, may_copy = (v.value.op if isinstance(v, Dynamic) else None), False
    while op is not None:
        if op.name == "np::broadcast_to":
            return not may_copy
        if op.results[0] in interp.read_only:
            return True
        if op.name not in VIEWS and not _is_row(op):
            return False
        may_copy = may_copy or op.name in _COPIES_STRETCHED
        op = op.operands[0].op
    return False


def _raise_read_only(interp: Interpreter, what: str) -> None:
    """NumPy's or OpenCV's exception for an array that can't be written to."""
    if what.startswith("cv2."):
        import cv2

        interp.raise_(
            cv2.error, f"OpenCV({cv2.__version__}) :-1: error: (-5:Bad argument) in function '{what[4:]}'\n> Overload "
            "resolution failed:\n>  - img marked as output argument, but provided NumPy array marked as readonly\n>  - "
            "Expected Ptr<cv::UMat> for argument 'img'\n",
        )  # fmt: skip
    subject = "assignment destination"
    if what == "ndarray.sort":
        subject = "sort array"
    elif "out=" in what or what == "an in-place operator":
        subject = "output array"
    interp.raise_(ValueError, f"{subject} is read-only")


def _is_row(op: Op) -> bool:
    """Whether it takes a row out of those that a loop goes through."""
    rows = op.operands[0].op if op.name in ("py::getitem", "unpack") else None
    return rows is not None and rows.name == "np::iterate"


def _viewed(interp: Interpreter, v: Abstract) -> Any:
    """The array from outside that ``v`` is a view of; None for any other."""
    op = v.value.op if isinstance(v, Dynamic) else None
    while op is not None and (op.name in VIEWS or _is_row(op)):
        op = op.operands[0].op
    if op is None or op.name != "np::constant" or op.operands[0].op is None:
        return None
    return interp.owner_of(op.operands[0].op.attrs.get("value"))


def emit(interp: Interpreter, name: str, given: dict[str, Abstract], result: ty.Type | None = None) -> Abstract:
    """The operator ``np::<name>`` with its arguments by name; missing ones take the schema's defaults."""
    schema = operators()[f"np::{name}"].schema
    operands: list[Abstract] = []
    for parameter in schema.arguments:
        v = given.get(parameter.name, Static(parameter.default))
        if parameter.written and parameter.name in given and not _is_none(v):
            check_writable(interp, v, f"numpy.{name}(..., out=...)" if parameter.name == "out" else f"numpy.{name}")
        operands.append(_adapted(interp, v, parameter.name, parameter.type))
    return interp.op(f"np::{name}", *operands, result=result)


def _is_none(v: Abstract) -> bool:
    return isinstance(v, Static) and v.value is None


def _adapted(interp: Interpreter, v: Abstract, name: str, wanted: ty.Type) -> Abstract:
    if wanted == ty.BOOL:
        return boolean(interp, v)
    if wanted == ty.INT:
        return index(interp, v)
    if wanted == ty.FLOAT:
        return interp.op("py::float", number(interp, v), result=ty.FLOAT)
    if wanted == ty.STR or name == "order":
        if not interp.is_static(v):
            interp.refuse(f"the argument {name!r} is only known when the program runs", "write it as a constant")
        return Static("K" if _is_none(v) else v.value) if isinstance(v, Static) else v
    return argument(interp, v, name)
