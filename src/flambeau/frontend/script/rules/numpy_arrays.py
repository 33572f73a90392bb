"""Attributes and methods of NumPy's arrays and scalars, and of ``numpy.dtype``.

A method without a rule here is the function of its name: ``a.reshape(2, -1)`` is the operator ``np::reshape``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .... import types as ty
from ....stdlib.numpy_objects import as_texts
from ....stdlib.numpy_shapes import Flags, same_class
from ..values import NONE, Abstract, Builtin, Dynamic, Spread, Static, TupleValue
from . import METHODS, bound, method
from .numpy_core import (
    ND_ARRAY,
    NUMBERS,
    boolean,
    check_writable,
    dtype_argument,
    dtype_of,
    emit,
    is_numpy,
    is_read_only,
    known_dtype,
    numpy,
    static_dtype,
    ufunc,
)  # fmt: skip
from .overloads import item_type

if TYPE_CHECKING:
    from ..interpreter import Interpreter

# Attributes and methods that a constant answers without an operator.
KNOWN = frozenset("shape ndim size dtype itemsize nbytes strides item tolist __len__ is_integer".split())
TEXT_WIDTHS = {  # of the texts of numbers; of floats 32
    "bool": 5, "int8": 4, "int16": 6, "int32": 11, "int64": 21, "uint8": 3, "uint16": 5, "uint32": 10, "uint64": 20,
}  # fmt: skip
REFUSED = {
    "tofile": "a program writes no files", "tobytes": "use tolist()", "dump": "a program writes no files",
    "ctypes": "a program has no addresses", "base": "compare arrays by value", "resize": "use numpy.resize",
    "byteswap": "arrays keep the machine's byte order",
}  # fmt: skip


def attribute(interp: Interpreter, self: Abstract, name: str) -> Abstract | None:
    """``self.name`` of an array or scalar; None where NumPy has no such attribute."""
    if isinstance(self, Static) and name in KNOWN:
        found = getattr(self.value, name)
        return (
            Builtin(name, lambda interp, *a, **k: _natively(interp, found, a, k)) if callable(found) else Static(found)
        )
    reader = _READ.get(name)
    if reader is not None:
        return reader(interp, self)
    rule = METHODS.get(("Array", name))
    if rule is not None:
        return bound(f"ndarray.{name}", rule, self)
    if name in REFUSED:
        interp.refuse(f"ndarray.{name} isn't supported", REFUSED[name])
    is_there = hasattr(numpy().ndarray, name) or hasattr(numpy().float64, name)
    if not is_there or name == "__dict__":  # which the classes have for themselves
        return None
    interp.refuse(f"ndarray.{name} isn't supported yet", "write it with other functions of NumPy")


def _natively(interp: Interpreter, found: Any, args: tuple[Abstract, ...], kwargs: dict[str, Abstract]) -> Abstract:
    from ..operations import native

    return native(interp, found, *map(interp.python, args), **{k: interp.python(v) for k, v in kwargs.items()})


# --- attributes -----------------------------------------------------------------------------------------------------


def _rank(interp: Interpreter, self: Abstract) -> int | None:
    t = interp.type_of(self)
    return t.rank if isinstance(t, ty.ArrayType) else None


def shape(interp: Interpreter, self: Abstract) -> Abstract:
    """``self.shape``: a plain tuple."""
    return interp.op("np::shape", self, result=ty.any_tuple_of(ty.INT))


def _strides(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("np::strides", self, result=ty.any_tuple_of(ty.INT))


def ndim(interp: Interpreter, self: Abstract) -> Abstract:
    rank = _rank(interp, self)
    return Static(rank) if rank is not None else interp.op("np::ndim", self)


def _nbytes(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.binary("mult", interp.op("np::size", self, None), interp.op("np::itemsize", self))


def _real(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("np::part", self, False, result=_same_shape(interp, self))


def _imag(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("np::part", self, True, result=_same_shape(interp, self))


def _same_shape(interp: Interpreter, self: Abstract, dtype: str | None = None) -> ty.ArrayType:
    t = interp.type_of(self)
    return ty.ArrayType(dtype, t.rank, t.kind) if isinstance(t, ty.ArrayType) else ty.ArrayType(dtype)


def _transposed(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("np::transpose", self, None, result=interp.type_of(self))


def _matrix_transposed(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("np::swapaxes", self, -1, -2, result=interp.type_of(self))


def _flat(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("np::ravel", self, "C", False, result=ND_ARRAY)


def _flags(interp: Interpreter, self: Abstract) -> Abstract:
    columns_first = interp.op("np::is_c_contiguous", _transposed(interp, self))
    writeable = Static(not is_read_only(interp, self))
    return interp.call(Static(Flags), [interp.op("np::is_c_contiguous", self), columns_first, writeable])


_READ: dict[str, Callable[[Interpreter, Abstract], Abstract]] = {
    "device": lambda interp, self: Static("cpu"),
    "shape": shape, "ndim": ndim, "dtype": dtype_of, "size": lambda i, self: i.op("np::size", self, None),
    "itemsize": lambda i, self: i.op("np::itemsize", self), "nbytes": _nbytes, "T": _transposed,
    "mT": _matrix_transposed, "real": _real, "imag": _imag, "strides": _strides,
    "flat": _flat, "flags": _flags,
}  # fmt: skip


def is_attribute(name: str) -> bool:
    """Whether arrays have an attribute of that name that is no method."""
    return name in _READ


def set_attribute(interp: Interpreter, self: Abstract, name: str, value: Abstract) -> bool:
    """``self.name = value`` where NumPy lets it: parts of complex arrays, and ``flat``."""
    if name in ("real", "imag", "flat"):
        check_writable(interp, self, f"ndarray.{name} = ...")
        interp.op("np::setitem", _READ[name](interp, self), Static(...), value)
        return True
    return False


# --- dtypes ---------------------------------------------------------------------------------------------------------


_CHARS = {
    "bool": "?", "int8": "b", "uint8": "B", "int16": "h", "uint16": "H", "int32": "i", "uint32": "I", "int64": "l",
    "uint64": "L", "float16": "e", "float32": "f", "float64": "d", "complex64": "F", "complex128": "D",
}  # fmt: skip


def dtype_attribute(interp: Interpreter, self: Abstract, name: str) -> Abstract | None:
    """``dtype.name`` of a dtype that only the running program knows."""
    if name in ("kind", "name", "str"):
        return interp.op("np::dtype_attribute", self, name)
    if name == "itemsize":
        return interp.op("np::dtype_itemsize", self)
    if name == "char":
        return interp.getitem(Static(_CHARS), interp.op("np::dtype_attribute", self, "name"))
    if name == "type":
        made = interp.op("np::dtype", self)
        interp.array_classes[interp.lift(made)] = None
        return made
    if name == "__name__" and isinstance(self, Dynamic) and self.value in interp.array_classes:
        return interp.op("np::dtype_attribute", settled_class(interp, self), "name")
    if not hasattr(numpy().dtype, name):
        return None
    interp.refuse(f"dtype.{name} isn't supported", "use dtype.name, kind or itemsize")


def class_of(interp: Interpreter, v: Abstract) -> Abstract:
    """``type(v)`` of a value of a dtype that isn't known, and maybe an array. Its scalars' dtype stands for it."""
    made = interp.op("np::dtype", dtype_of(interp, v))
    interp.array_classes[interp.lift(made)] = v
    return made


def settled_class(interp: Interpreter, cls: Abstract) -> Abstract:
    """A dtype as it is, and that which stands for a value's class where the value is a scalar."""
    v = interp.array_classes.get(cls.value) if isinstance(cls, Dynamic) else None
    t = interp.type_of(v) if v is not None else None
    if isinstance(t, ty.ArrayType) and t.kind != "scalar":
        assert v is not None
        is_scalar = interp.lift(interp.call(Static(isinstance), [v, Static(numpy().generic)]))
        text = "the class of an array of any dtype and rank can't be compiled: use isinstance"
        interp.branch(is_scalar, lambda: NONE, lambda: interp.raise_(NotImplementedError, text))
    return cls


def scalar_of(interp: Interpreter, cls: Abstract, args: list[Abstract]) -> Abstract:
    """A call of a class of scalars that only the running program knows."""
    if len(args) != 1:
        interp.raise_(TypeError, f"a class of NumPy's scalars takes one argument, not {len(args)}")
    is_scalar = interp.type_of(args[0]) in NUMBERS
    result = ty.ArrayType(None, 0 if is_scalar else None, "scalar" if is_scalar else "")
    return interp.op("np::scalar", settled_class(interp, cls), args[0], result=result)


def compare_dtypes(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract:
    """``a == b`` where one is a run-time dtype and the other anything that names one, or a class and a class."""
    from ..operations import negate

    for one, other in ((a, b), (b, a)):
        if not (isinstance(one, Dynamic) and one.value in interp.array_classes):
            continue
        if isinstance(other, Static):
            classes = numpy().generic, numpy().ndarray
            held = interp.array_classes[one.value]
            if not (isinstance(other.value, type) and issubclass(other.value, classes)):
                same: Abstract = Static(False)
            elif held is not None:
                same = interp.call(Static(isinstance), [held, other])
            else:
                same = interp.op("np::is_subdtype", one, Static([other.value.__name__]))
            return same if op == "eq" else negate(interp, same)
        if isinstance(other, Dynamic) and other.value in interp.array_classes:
            held, also = interp.array_classes[one.value], interp.array_classes[other.value]
            if held is None or also is None:
                break
            same = interp.call(Static(same_class), [held, also])
            return same if op == "eq" else negate(interp, same)
        settled_class(interp, one)

    def settled(v: Abstract) -> Abstract | None:
        if not isinstance(v, Static):
            return v if interp.type_of(v) == ty.ARRAY_DTYPE else None
        try:
            return Static(numpy().dtype(v.value))
        except TypeError:
            return None

    x, y = settled(a), settled(b)
    if x is None or y is None:
        return Static(op == "noteq")
    if isinstance(x, Static) and isinstance(y, Static):
        return Static((x.value == y.value) == (op == "eq"))
    for held in (x, y):
        if isinstance(held, Static) and interp.type_of(held) != ty.ARRAY_DTYPE:
            return Static(op == "noteq")  # a dtype that no array here has
    return interp.op("py::eq" if op == "eq" else "py::ne", x, y, result=ty.BOOL)


# --- methods --------------------------------------------------------------------------------------------------------


def _plain_method(name: str, operator: str, result: ty.Type | None = None, **fixed: Any) -> None:
    """A method whose parameters are those of an operator, after the array."""

    @method("Array", name)
    def rule(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        from .numpy_functions import bound

        given = bound(interp, name, operator, [self, *args], kwargs)
        given.update({k: Static(v) for k, v in fixed.items()})
        return emit(interp, operator, given, result)


_plain_method("squeeze", "squeeze")
_plain_method("swapaxes", "swapaxes", ND_ARRAY)
_plain_method("repeat", "repeat", ND_ARRAY)
_plain_method("diagonal", "diagonal", ND_ARRAY)
_plain_method("nonzero", "nonzero")


@method("Array", "copy")
def copy(interp: Interpreter, self: Abstract, order: Abstract = Static("C")) -> Abstract:
    """Row by row, unlike ``numpy.copy``, which keeps how the array lies."""
    return interp.op("np::copy", self, order, result=interp.type_of(self))


@method("Array", "item")
def item(interp: Interpreter, self: Abstract, *index: Abstract) -> Abstract:
    """The only element, or the one at an index, as a Python number."""
    t = interp.type_of(self)
    place: Abstract = index[0] if len(index) == 1 else TupleValue(index) if index else NONE
    return interp.op("np::item", self, place, result=item_type(t.dtype if isinstance(t, ty.ArrayType) else None))


@method("Array", "tolist")
def tolist(interp: Interpreter, self: Abstract) -> Abstract:
    """Nested lists of Python numbers."""
    t = interp.type_of(self)
    assert isinstance(t, ty.ArrayType)
    nested: list[ty.Type] = [item_type(t.dtype)]
    for _ in range(5 if t.rank is None else t.rank):
        nested.append(ty.list_of(nested[-1]))
    if t.rank is None and t.kind == "array":
        return interp.op("np::tolist", self, result=ty.union(*nested[1:]))
    return interp.op("np::tolist", self, result=nested[-1] if t.rank is not None else ty.union(*nested))


@method("Array", "astype")
def astype(
    interp: Interpreter, self: Abstract, dtype: Abstract, order: Abstract = NONE, casting: Abstract = Static("unsafe"),
    subok: Abstract = NONE, copy: Abstract = Static(True),
) -> Abstract:  # fmt: skip
    width = _width_of_texts(interp, self, dtype)
    if width is not None:
        return interp.call(Static(as_texts), [self, Static(width)])
    wanted = dtype_argument(interp, dtype)
    result = _same_shape(interp, self, known_dtype(wanted))
    made = interp.op("np::astype", self, wanted, casting, boolean(interp, copy), result=result)
    return laid_out(interp, made, order)


def _width_of_texts(interp: Interpreter, self: Abstract, dtype: Abstract) -> int | None:
    """How long the texts may be that ``astype(dtype)`` makes of an array of one dim; None where it makes others."""
    t = interp.type_of(self)
    if not isinstance(dtype, Static) or not isinstance(t, ty.ArrayType) or t.rank not in (1, None):
        return None
    try:
        asked = numpy().dtype(dtype.value)
    except TypeError:
        return None
    if asked.kind != "U":
        return None
    return int(asked.itemsize // 4) or TEXT_WIDTHS.get(t.dtype or "", 32)


def laid_out(interp: Interpreter, made: Abstract, order: Abstract) -> Abstract:
    """An array that keeps or has another's layout, copied where ``order=`` asks for another."""
    if isinstance(order, Static) and order.value in (None, "K"):
        return made
    return interp.op("np::asarray", made, NONE, order, result=interp.type_of(made))


@method("Array", "reshape")
def reshape(
    interp: Interpreter, self: Abstract, *shape: Abstract, order: Abstract = Static("C"), copy: Abstract = NONE
) -> Abstract:
    """``reshape(2, 3)`` and ``reshape((2, 3))``."""
    wanted = _one_by_one(interp, shape)
    return interp.op("np::reshape", self, wanted, order, result=_shaped(interp, self, wanted))


def _one_by_one(interp: Interpreter, given: tuple[Abstract, ...]) -> Abstract:
    """Numbers given one by one, or as one sequence; some may be spread out of a sequence of unknown length."""
    if not any(isinstance(v, Spread) for v in given):
        return given[0] if len(given) == 1 else TupleValue(given)
    joined: Abstract | None = None
    for v in given:
        part = v.value if isinstance(v, Spread) else TupleValue((v,))
        part = interp.op("py::to_list", part, result=ty.list_of(ty.INT))
        joined = part if joined is None else interp.op("py::add", joined, part, result=ty.list_of(ty.INT))
    assert joined is not None
    return joined


def _shaped(interp: Interpreter, self: Abstract, wanted: Abstract) -> ty.ArrayType:
    t = interp.type_of(self)
    return ty.ArrayType(t.dtype if isinstance(t, ty.ArrayType) else None, rank_of_shape(interp, wanted), "array")


def rank_of_shape(interp: Interpreter, wanted: Abstract) -> int | None:
    """How many dims a shape argument has, where that is known."""
    t = interp.type_of(wanted)
    if t in (ty.INT, ty.BOOL) or (isinstance(t, ty.ArrayType) and t.kind == "scalar"):
        return 1
    items = interp.items(wanted) if not isinstance(wanted, Dynamic) else None
    if items is not None:
        return len(items)
    return len(t.args) if isinstance(t, ty.Generic) and t.name == "Tuple" else None


@method("Array", "transpose")
def transpose(interp: Interpreter, self: Abstract, *axes: Abstract) -> Abstract:
    order: Abstract = NONE if not axes else _one_by_one(interp, axes)
    return interp.op("np::transpose", self, order, result=interp.type_of(self))


def _flattening(name: str, copied: bool) -> None:
    @method("Array", name)
    def rule(interp: Interpreter, self: Abstract, order: Abstract = Static("C")) -> Abstract:
        t = interp.type_of(self)
        result = ty.ArrayType(t.dtype if isinstance(t, ty.ArrayType) else None, 1, "array")
        return interp.op("np::ravel", self, order, copied, result=result)


_flattening("ravel", False)
_flattening("flatten", True)


@method("Array", "view")
def view(interp: Interpreter, self: Abstract, dtype: Abstract = NONE, type: Abstract = NONE) -> Abstract:
    if isinstance(dtype, Static) and inspect.isclass(dtype.value) and issubclass(dtype.value, numpy().ndarray):
        dtype = NONE
    wanted = dtype_argument(interp, dtype)
    return interp.op("np::view", self, wanted, result=_same_shape(interp, self, known_dtype(wanted)))


@method("Array", "setflags")
def setflags(
    interp: Interpreter, self: Abstract, write: Abstract = NONE, align: Abstract = NONE, uic: Abstract = NONE
) -> Abstract:
    if not (isinstance(write, Static) and write.value is None):
        interp.call(Static(setattr), [_flags(interp, self), Static("writeable"), write])
    return NONE


@method("Array", "fill")
def fill(interp: Interpreter, self: Abstract, value: Abstract) -> Abstract:
    check_writable(interp, self, "ndarray.fill")
    return interp.op("np::fill", self, value)


@method("Array", "conj", "conjugate")
def conjugate(interp: Interpreter, self: Abstract) -> Abstract:
    return ufunc(interp, "conjugate", [self])


@method("Array", "__len__")
def _len(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("np::len", self)


@method("Array", "__array__")
def _array(interp: Interpreter, self: Abstract, dtype: Abstract = NONE, copy: Abstract = NONE) -> Abstract:
    return interp.op("np::asarray", self, dtype_argument(interp, dtype), "K", result=ND_ARRAY)


@method("Array", "is_integer")
def _is_integer(interp: Interpreter, self: Abstract) -> Abstract:
    rounded = ufunc(interp, "floor", [self])
    return boolean(interp, ufunc(interp, "equal", [self, rounded]))


__all__ = [
    "attribute",
    "compare_dtypes",
    "dtype_attribute",
    "is_numpy",
    "rank_of_shape",
    "set_attribute",
    "static_dtype",
]
