"""NumPy's functions that make arrays of sizes and ranges, and those that choose elements: where, unique, clip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .... import types as ty
from ....stdlib import bytearrays, numpy_math
from .. import containers, objects
from ..values import NONE, Abstract, Static, TupleValue
from . import method, numpy_arrays, numpy_objects
from .numpy_core import (
    ND_ARRAY,
    argument,
    boolean,
    check_writable,
    dtype_argument,
    emit,
    index,
    kind_of,
    known_dtype,
    rank_of,
    sizes,
    ufunc,
)  # fmt: skip
from .numpy_functions import rule_of

if TYPE_CHECKING:
    from ..interpreter import Interpreter


def _filled(fn: Any, name: str) -> None:
    @rule_of(fn)
    def rule(
        interp: Interpreter, shape: Abstract, dtype: Abstract = NONE, order: Abstract = NONE, *,
        device: Abstract = NONE, like: Abstract = NONE,
    ) -> Abstract:  # fmt: skip
        if numpy_objects.asks_for_objects(dtype):
            fill = None if fn is np.empty else fn(1, dtype=int).item()
            return numpy_objects.filled(interp, sizes(interp, shape), Static(fill))
        wanted, shape = dtype_argument(interp, dtype), sizes(interp, shape)
        made = interp.op(f"np::{name}", shape, wanted, result=_of_shape(interp, shape, wanted))
        return numpy_arrays.laid_out(interp, made, order)


def _of_shape(interp: Interpreter, shape: Abstract, dtype: Abstract, default: str = "float64") -> ty.ArrayType:
    name = known_dtype(dtype) or (default if isinstance(dtype, Static) else None)
    return ty.ArrayType(name, numpy_arrays.rank_of_shape(interp, shape), "array")


_filled(np.zeros, "zeros")
_filled(np.ones, "ones")
_filled(np.empty, "zeros")


@rule_of(np.full)
def full(
    interp: Interpreter, shape: Abstract, fill_value: Abstract, dtype: Abstract = NONE, order: Abstract = NONE, *,
    device: Abstract = NONE, like: Abstract = NONE,
) -> Abstract:  # fmt: skip
    if numpy_objects.asks_for_objects(dtype) or (dtype is NONE and interp.type_of(fill_value) == ty.NONE):
        return numpy_objects.filled(interp, sizes(interp, shape), fill_value)
    wanted, shape = dtype_argument(interp, dtype), sizes(interp, shape)
    t = interp.type_of(fill_value)
    default = t.dtype if isinstance(t, ty.ArrayType) else {ty.INT: "int64", ty.FLOAT: "float64", ty.BOOL: "bool"}.get(t)  # type: ignore[call-overload]
    result = ty.ArrayType(known_dtype(wanted) or default, numpy_arrays.rank_of_shape(interp, shape), "array")
    made = interp.op("np::full", shape, argument(interp, fill_value), wanted, result=result)
    return numpy_arrays.laid_out(interp, made, order)


def _filled_like(fn: Any, value: Abstract) -> None:
    @rule_of(fn)
    def rule(
        interp: Interpreter, a: Abstract, dtype: Abstract = NONE, order: Abstract = NONE, subok: Abstract = NONE,
        shape: Abstract = NONE, *, device: Abstract = NONE,
    ) -> Abstract:  # fmt: skip
        return full_like(interp, a, value, dtype, order, subok, shape)


_filled_like(np.zeros_like, NONE)
_filled_like(np.empty_like, NONE)
_filled_like(np.ones_like, Static(1))


@rule_of(np.full_like)
def full_like(
    interp: Interpreter, a: Abstract, fill_value: Abstract, dtype: Abstract = NONE, order: Abstract = NONE,
    subok: Abstract = NONE, shape: Abstract = NONE, *, device: Abstract = NONE,
) -> Abstract:  # fmt: skip
    wanted = dtype_argument(interp, dtype)
    t = interp.type_of(a)
    like = t if isinstance(t, ty.ArrayType) else ty.ARRAY
    same = isinstance(shape, Static) and shape.value is None
    rank = like.rank if same else numpy_arrays.rank_of_shape(interp, shape)
    result = ty.ArrayType(known_dtype(wanted) or (like.dtype if isinstance(wanted, Static) else None), rank, "array")
    given = [argument(interp, a), argument(interp, fill_value), wanted, argument(interp, shape)]
    return numpy_arrays.laid_out(interp, interp.op("np::full_like", *given, result=result), order)


@rule_of(np.arange)
def arange(
    interp: Interpreter, start: Abstract = Static(0), stop: Abstract = NONE, step: Abstract = NONE,
    dtype: Abstract = NONE, *, device: Abstract = NONE, like: Abstract = NONE,
) -> Abstract:  # fmt: skip
    wanted = dtype_argument(interp, dtype)
    name = known_dtype(wanted)
    types = [interp.type_of(v) for v in (start, stop, step)]
    if name is None and isinstance(wanted, Static) and all(t in (ty.INT, ty.FLOAT, ty.NONE) for t in types):
        name = "float64" if ty.FLOAT in types else "int64"
    given = [argument(interp, v) for v in (start, stop, step)]
    return interp.op("np::arange", *given, wanted, result=ty.ArrayType(name, 1, "array"))


def _has_dims(t: ty.Type) -> bool:
    """Whether a value may be more than a number."""
    return isinstance(t, ty.Generic) or (isinstance(t, ty.ArrayType) and t.kind != "scalar" and t.rank != 0)


@rule_of(np.linspace)
def linspace(
    interp: Interpreter, start: Abstract, stop: Abstract, num: Abstract = Static(50), endpoint: Abstract = Static(True),
    retstep: Abstract = Static(False), dtype: Abstract = NONE, axis: Abstract = Static(0), *, device: Abstract = NONE,
) -> Abstract:  # fmt: skip
    if any(_has_dims(interp.type_of(bound)) for bound in (start, stop)):
        given = [start, stop, num, endpoint, dtype, axis]
        found = interp.call(Static(numpy_math.linspace_between), [argument(interp, g) for g in given])
        return found if interp.truth(retstep) else containers.getitem(interp, found, Static(0))
    wanted = dtype_argument(interp, dtype)
    line = ty.ArrayType(known_dtype(wanted) or ("float64" if isinstance(wanted, Static) else None), 1, "array")
    made = interp.op(
        "np::linspace", argument(interp, start), argument(interp, stop), argument(interp, num),
        boolean(interp, endpoint), wanted, result=ty.tuple_of(line, ty.ArrayType("float64", 0, "scalar")),
    )  # fmt: skip
    items = interp.items(made)
    assert items is not None
    return made if isinstance(retstep, Static) and retstep.value else items[0]


@rule_of(np.identity)
def identity(interp: Interpreter, n: Abstract, dtype: Abstract = NONE, *, like: Abstract = NONE) -> Abstract:
    return emit(interp, "eye", {"N": n, "dtype": dtype}, ND_ARRAY)


def _triangle(fn: Any, lower: bool) -> None:
    @rule_of(fn)
    def rule(interp: Interpreter, m: Abstract, k: Abstract = Static(0)) -> Abstract:
        return interp.op("np::triangle", argument(interp, m), argument(interp, k), lower, result=ND_ARRAY)


_triangle(np.tril, True)
_triangle(np.triu, False)


@rule_of(np.where)
def where(interp: Interpreter, condition: Abstract, *values: Abstract) -> Abstract:
    """``where(mask, a, b)``, or the places where the condition holds."""
    if not values:
        return nonzero(interp, condition)
    if len(values) != 2:
        interp.raise_(ValueError, "either both or neither of x and y should be given")
    types = [interp.type_of(v) for v in (condition, *values)]
    wanted = ufunc_dtype(interp, *values)
    result = ty.ArrayType(wanted, rank_of(*types), "array")
    return interp.op("np::where", *(argument(interp, v) for v in (condition, *values)), result=result)


def ufunc_dtype(interp: Interpreter, *values: Abstract) -> str | None:
    """The dtype to which values promote, where those of all are known."""
    from .numpy_core import _ufunc_type

    return _ufunc_type("add", [interp.type_of(v) for v in values], NONE).dtype


@rule_of(np.nonzero)
def nonzero(interp: Interpreter, a: Abstract) -> Abstract:
    """A tuple of as many arrays as the array has dims."""
    t = interp.type_of(a)
    line = ty.ArrayType("int64", 1, "array")
    if isinstance(t, ty.ArrayType) and t.rank:
        return interp.op("np::nonzero", argument(interp, a), result=ty.tuple_of(*[line] * t.rank))
    # A tuple whose length only the running program knows goes by the type of a list.
    return interp.op("np::nonzero", argument(interp, a), result=ty.list_of(line))


method("Array", "nonzero")(nonzero)


@rule_of(np.clip)
def clip(
    interp: Interpreter, a: Abstract, a_min: Abstract = NONE, a_max: Abstract = NONE, out: Abstract = NONE, *,
    min: Abstract = NONE, max: Abstract = NONE, dtype: Abstract = NONE,
) -> Abstract:  # fmt: skip
    """Bounds by position or as ``min=`` and ``max=``."""
    low = a_min if not _is_none(a_min) else min
    high = a_max if not _is_none(a_max) else max
    if isinstance(interp.type_of(a), ty.UnionType):
        return interp.split(a, lambda one: clip(interp, one, low, high, out, dtype=dtype))
    if not _is_none(dtype):
        made = a if _is_none(low) else ufunc(interp, "maximum", [a, low], dtype=dtype)
        return made if _is_none(high) else ufunc(interp, "minimum", [made, high], out, dtype=dtype)
    given = [v for v in (a, low, high) if not _is_none(v)]
    types = [interp.type_of(v) for v in given]
    result = ty.ArrayType(ufunc_dtype(interp, *given), rank_of(*types), kind_of(*types))
    if not _is_none(out):
        check_writable(interp, out, "numpy.clip(..., out=...)")
        result = ND_ARRAY
    return interp.op("np::clip", *(argument(interp, v) for v in (a, low, high)), out, result=result)


method("Array", "clip")(clip)


def _is_none(v: Abstract) -> bool:
    return isinstance(v, Static) and (v.value is None or v.value is np._NoValue)


@rule_of(np.unique)
def unique(
    interp: Interpreter, ar: Abstract, return_index: Abstract = Static(False), return_inverse: Abstract = Static(False),
    return_counts: Abstract = Static(False), axis: Abstract = NONE, *, equal_nan: Abstract = Static(True),
    sorted: Abstract = Static(True),
) -> Abstract:  # fmt: skip
    """Sorted values, and what is asked for besides."""
    wanted = [v.value if isinstance(v, Static) else None for v in (return_index, return_inverse, return_counts)]
    if None in wanted:
        interp.refuse("what numpy.unique returns has to be known", "write True or False")
    t = interp.type_of(ar)
    dtype = t.dtype if isinstance(t, ty.ArrayType) else None
    line, places = ty.ArrayType(dtype, 1, "array"), ty.ArrayType("int64", None, "array")
    if _is_none(axis):
        made = interp.op("np::unique", argument(interp, ar), result=ty.tuple_of(line, places, places, places))
        parts = interp.items(made)
        assert parts is not None
    else:
        parts = _unique_rows(interp, ar, axis)
    chosen = [parts[0], *(p for p, asked in zip(parts[1:], wanted) if asked)]
    return chosen[0] if len(chosen) == 1 else TupleValue(tuple(chosen))


def _unique_rows(interp: Interpreter, ar: Abstract, axis: Abstract) -> list[Abstract]:
    """Along an axis: its slices are compared as rows."""
    from ....stdlib import numpy_sets

    made = interp.call(Static(numpy_sets.unique_rows), [ar, axis, Static(_rows)])
    items = interp.items(made)
    assert items is not None
    return items


def _rows(matrix: Any) -> Any:
    raise NotImplementedError("a rule stands for this")


@rule_of(_rows)
def _unique_of_rows(interp: Interpreter, matrix: Abstract) -> Abstract:
    places = ty.ArrayType("int64", 1, "array")
    return interp.op("np::unique_rows", matrix, result=ty.tuple_of(places, places, places))


@rule_of(np.frombuffer)
def frombuffer(
    interp: Interpreter, buffer: Abstract, dtype: Abstract = Static(float), count: Abstract = Static(-1),
    offset: Abstract = Static(0), *, like: Abstract = NONE,
) -> Abstract:  # fmt: skip
    wanted = dtype_argument(interp, dtype)
    result = ty.ArrayType(known_dtype(wanted), 1, "array")
    if objects.class_of(buffer) is bytearrays.ByteArray:
        interp.refuse("an array that shares a bytearray isn't supported", "copy it: numpy.frombuffer(bytes(buffer))")
    made = interp.op("np::from_buffer", buffer, wanted, index(interp, count), index(interp, offset), result=result)
    if interp.type_of(buffer) == ty.BYTES:
        interp.read_only.add(interp.lift(made))
    return made


@method("Array", "tobytes")
def tobytes(interp: Interpreter, self: Abstract, order: Abstract = NONE) -> Abstract:
    return interp.op("np::to_bytes", self)


@rule_of(np.einsum)
def einsum(interp: Interpreter, subscripts: Abstract, *operands: Abstract, **kwargs: Abstract) -> Abstract:
    from .. import spreading

    if not isinstance(subscripts, Static) or not isinstance(subscripts.value, str):
        interp.refuse("numpy.einsum takes its subscripts as a constant str here", "write them out")
    if spreading.is_spread(list(operands)):
        return interp.op("np::einsum", subscripts, spreading.joined(interp, list(operands)))
    given = TupleValue(tuple(argument(interp, v) for v in operands))
    return interp.op("np::einsum", subscripts, given)


def _linear(fn: Any, name: str, count: int) -> None:
    @rule_of(fn)
    def rule(interp: Interpreter, a: Abstract, *rest: Abstract) -> Abstract:
        if len(rest) != count - 1:
            interp.raise_(TypeError, f"{fn.__name__}() takes {count} arguments")
        given = [argument(interp, v) for v in (a, *rest)]
        return interp.op(f"np::{name}", *given, *([NONE] if fn is np.linalg.inv else []))


_linear(np.linalg.solve, "solve", 2)
_linear(np.linalg.inv, "solve", 1)
_linear(np.linalg.det, "det", 1)


@rule_of(np.convolve)
def convolve(interp: Interpreter, a: Abstract, v: Abstract, mode: Abstract = Static("full")) -> Abstract:
    from ....stdlib import numpy_math

    whole = interp.op("np::convolve", argument(interp, a), argument(interp, v), result=ty.ArrayType(None, 1, "array"))
    if isinstance(mode, Static) and mode.value == "full":
        return whole
    return interp.call(Static(numpy_math.middle_of_convolution), [whole, a, v, mode])


@method("Array", "sort")
def sort(
    interp: Interpreter, self: Abstract, axis: Abstract = Static(-1), kind: Abstract = NONE, order: Abstract = NONE
) -> Abstract:
    check_writable(interp, self, "ndarray.sort")
    return interp.op("np::sort_inplace", self, argument(interp, axis))


def _sorting(name: str) -> None:
    def rule(
        interp: Interpreter, a: Abstract, axis: Abstract = Static(-1), kind: Abstract = NONE, order: Abstract = NONE, *,
        stable: Abstract = NONE, descending: Abstract = NONE,
    ) -> Abstract:  # fmt: skip
        t = interp.type_of(a)
        known = t if isinstance(t, ty.ArrayType) else ty.ARRAY
        rank = 1 if _is_none(axis) else known.rank
        result = ty.ArrayType(known.dtype if name == "sort" else "int64", rank, "array")
        return interp.op(f"np::{name}", argument(interp, a), argument(interp, axis), result=result)

    rule_of(getattr(np, name))(rule)
    if name == "argsort":
        method("Array", name)(rule)


_sorting("sort")
_sorting("argsort")


def _partition(fn: Any, name: str, operator: str) -> None:
    """A whole sort is a partition around any place."""

    def rule(
        interp: Interpreter, a: Abstract, kth: Abstract, axis: Abstract = Static(-1), kind: Abstract = NONE,
        order: Abstract = NONE,
    ) -> Abstract:  # fmt: skip
        return interp.op(f"np::{operator}", argument(interp, a), argument(interp, axis), result=ND_ARRAY)

    rule_of(fn)(rule)
    if name == "argpartition":
        method("Array", name)(rule)


_partition(np.partition, "partition", "sort")
_partition(np.argpartition, "argpartition", "argsort")


def _as_method(name: str, operator: str) -> None:
    @method("Array", name)
    def rule(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        from .numpy_functions import bound

        return emit(interp, operator, bound(interp, name, operator, [self, *args], kwargs))


for _name in ("take", "searchsorted", "round", "dot"):
    _as_method(_name, _name)
