"""NumPy's functions. Most are operators of their own name and parameters: ``numpy.reshape`` is ``np::reshape``.

What a function makes of constants alone is computed now, unless that is an array: every call makes a new one.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from .... import types as ty
from ....ops.registry import operators
from ....stdlib import numpy_shapes
from ..values import NONE, Abstract, Builtin, Dynamic, ListValue, Static, TupleValue
from . import FUNCTIONS, Rule, function, numpy_arrays, numpy_objects, numpy_of_tensors
from .numpy_core import (
    ND_ARRAY,
    SUPPORTED,
    argument,
    boolean,
    dtype_argument,
    emit,
    index,
    is_array,
    is_numpy,
    known_dtype,
    static_dtype,
    torch_dtype,
    ufunc,
)  # fmt: skip

if TYPE_CHECKING:
    from ..interpreter import Interpreter

# Operators that aren't the function of their name, or whose rule stands below.
NOT_FUNCTIONS = frozenset(
    "to_tensor from_tensor constant scalar item tolist int float bool index format strides itemsize len iterate "
    "is_c_contiguous dtype dtype_of dtype_attribute dtype_itemsize torch_dtype is_subdtype isinstance fill view part "
    "ufunc inplace ufunc_outer getitem setitem ravel at_least join split number array asarray astype broadcast_arrays "
    "broadcast_shapes result_type sort_inplace unique unique_rows linspace triangle where from_buffer to_bytes "
    "pad_places einsum solve det convolve clip sum prod max min argmax argmin any all count_nonzero mean var std "
    "cumsum cumprod zeros ones full full_like arange".split()
)
# Functions whose result has dims whatever they are given.
MAKE_ARRAYS = frozenset(
    "ascontiguousarray swapaxes moveaxis expand_dims broadcast_to concatenate stack roll repeat tile diagonal sort "
    "argsort lexsort bincount eye".split()
)


NUMBER_DTYPES: dict[ty.Type, str] = {ty.BOOL: "bool", ty.INT: "int64", ty.FLOAT: "float64", ty.COMPLEX: "complex128"}


@cache
def _signature(operator: str) -> inspect.Signature:
    parameters = [
        inspect.Parameter(
            a.name.rstrip("_") if a.name == "from_" else a.name, inspect.Parameter.POSITIONAL_OR_KEYWORD,
            default=a.default if a.has_default else inspect.Parameter.empty,
        )
        for a in operators()[f"np::{operator}"].schema.arguments
    ]  # fmt: skip
    return inspect.Signature(parameters)


def bound(
    interp: Interpreter, name: str, operator: str, args: list[Abstract], kwargs: dict[str, Abstract]
) -> dict[str, Abstract]:
    """Arguments by the names of an operator's parameters."""
    try:
        return dict(_signature(operator).bind(*args, **kwargs).arguments)
    except TypeError as error:
        interp.raise_(TypeError, f"{name}() {error}")


def natively(interp: Interpreter, fn: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract | None:
    """What the function itself gives for constants; None where that would be an array, which has to be made anew."""
    if not all(map(interp.is_static, [*args, *kwargs.values()])):
        return None
    given = [interp.python(a) for a in args]
    named = {k: interp.python(v) for k, v in kwargs.items()}
    if any(_holds_array(v) for v in [*given, *named.values()]):
        return None
    try:
        made = fn(*given, **named)
    except Exception:
        return None
    return None if _holds_array(made) else interp.wrap(made)


def _holds_array(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_holds_array, value))
    return isinstance(value, np.ndarray) or type(value).__module__.partition(".")[0] == "torch"


def rule_of(fn: Any) -> Callable[[Rule], Rule]:
    """Registers a rule for a function of NumPy, which is asked only where the result isn't known now."""

    def register(rule: Rule) -> Rule:
        def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
            if numpy_of_tensors.concerns(interp, fn, [*args, *kwargs.values()]):
                return numpy_of_tensors.call(interp, fn, list(args), kwargs)
            if numpy_objects.concerns(interp, fn, [*args, *kwargs.values()]):
                return numpy_objects.call(interp, fn, list(args), kwargs)
            known = natively(interp, fn, list(args), kwargs)
            if known is not None:
                return known
            try:
                inspect.signature(rule).bind(interp, *args, **kwargs)
            except TypeError as error:
                interp.raise_(TypeError, f"{fn.__name__}() {error}")
            return rule(interp, *args, **kwargs)

        call.parameters_of = rule  # type: ignore[attr-defined]
        FUNCTIONS[fn] = call
        return rule

    return register


def _declared_function(name: str) -> None:
    @rule_of(getattr(np, name))
    def rule(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        result = ND_ARRAY if name in MAKE_ARRAYS else None
        return emit(interp, name, bound(interp, name, name, list(args), kwargs), result)


for _operator in operators():
    _name = _operator.removeprefix("np::")
    if _operator.startswith("np::") and _name not in NOT_FUNCTIONS and hasattr(np, _name):
        _declared_function(_name)


FUNCTIONS[np.around] = FUNCTIONS[np.round]
FUNCTIONS[np.may_share_memory] = FUNCTIONS[np.shares_memory]


# --- ufuncs ---------------------------------------------------------------------------------------------------------

UFUNCS = (
    "add subtract multiply floor_divide remainder fmod power maximum minimum fmax fmin negative positive conjugate "
    "absolute sign square reciprocal bitwise_and bitwise_or bitwise_xor invert left_shift right_shift gcd lcm divide "
    "arctan2 hypot copysign nextafter heaviside logaddexp logaddexp2 sqrt cbrt exp exp2 expm1 log log2 log10 log1p sin "
    "cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh fabs deg2rad rad2deg rint spacing floor ceil "
    "trunc less less_equal greater greater_equal equal not_equal isnan isinf isfinite signbit logical_and logical_or "
    "logical_xor logical_not"
).split()


def _ufunc_rule(fn: Any, name: str) -> None:
    @rule_of(fn)
    def rule(
        interp: Interpreter, *args: Abstract, out: Abstract = NONE, where: Abstract = Static(True),
        dtype: Abstract = NONE, casting: Abstract = Static("same_kind"), order: Abstract = NONE,
        subok: Abstract = NONE,
    ) -> Abstract:  # fmt: skip
        given = list(args)
        if len(given) > fn.nin:
            out = given[fn.nin]
            del given[fn.nin :]
        if len(given) < fn.nin:
            plural = "s" if fn.nin != 1 else ""
            interp.raise_(
                TypeError, f"{name}() takes from {fn.nin} to {fn.nin + 1} positional argument{plural} but "
                f"{len(given)} were given"
            )  # fmt: skip
        items = interp.items(out) if isinstance(out, TupleValue) else None
        return ufunc(interp, name, given, items[0] if items else out, where, dtype, casting)


for _name in UFUNCS:
    _ufunc_rule(getattr(np, _name), _name)
_ufunc_rule(np.degrees, "rad2deg")
_ufunc_rule(np.radians, "deg2rad")


# --- creation -------------------------------------------------------------------------------------------------------


def _array_type(interp: Interpreter, v: Abstract, dtype: Abstract, least: int = 0) -> ty.ArrayType:
    """The type of ``numpy.asarray(v, dtype)``."""
    t = interp.type_of(v)
    name, rank = known_dtype(dtype), None
    if isinstance(t, (ty.ArrayType, ty.TensorType)):
        name, rank = name or t.dtype, t.rank
    elif t in (ty.BOOL, ty.INT, ty.FLOAT, ty.COMPLEX):
        name, rank = name or NUMBER_DTYPES[t], 0
    else:
        found, depth = _element(interp, v)
        rank = depth
        name = name or (NUMBER_DTYPES[found] if found is not None else None)
    return ty.ArrayType(name, rank if rank is None else max(rank, least), "array")


def _element(interp: Interpreter, v: Abstract) -> tuple[ty.Type | None, int | None]:
    """What nested sequences of numbers are surely made of, and how deep they are."""
    items = interp.items(v) if isinstance(v, (TupleValue, ListValue)) or _is_plain_sequence(v) else None
    if items is None:
        t = interp.type_of(v)
        return (t, 0) if t in (ty.BOOL, ty.INT, ty.FLOAT) else (None, None)
    if not items:
        return ty.FLOAT, 1
    parts = [_element(interp, i) for i in items]
    depths = {depth for _, depth in parts}
    if len(depths) != 1 or None in depths:
        return None, None
    kinds = {kind for kind, _ in parts}
    depth = depths.pop()
    assert depth is not None
    widest = next((k for k in (ty.FLOAT, ty.INT, ty.BOOL) if k in kinds), None)
    return (None if None in kinds else widest), depth + 1


def _is_plain_sequence(v: Abstract) -> bool:
    return isinstance(v, Static) and isinstance(v.value, (list, tuple, range))


@rule_of(np.array)
def array(
    interp: Interpreter, object: Abstract, dtype: Abstract = NONE, *, copy: Abstract = Static(True),
    order: Abstract = Static("K"), subok: Abstract = NONE, ndmin: Abstract = Static(0), like: Abstract = NONE,
) -> Abstract:  # fmt: skip
    """A new array of the data."""
    written = numpy_objects.made(interp, object, dtype)
    if written is not None:
        return written
    wanted = dtype_argument(interp, dtype)
    least = ndmin.value if isinstance(ndmin, Static) else 0
    data = argument(interp, object, "tensor")
    return interp.op("np::array", data, wanted, copy, order, ndmin, result=_array_type(interp, object, wanted, least))


@rule_of(np.asarray)
def asarray(
    interp: Interpreter, a: Abstract, dtype: Abstract = NONE, order: Abstract = Static("K"), *,
    device: Abstract = NONE, copy: Abstract = NONE, like: Abstract = NONE,
) -> Abstract:  # fmt: skip
    """The array itself, or a new one of the data."""
    if isinstance(copy, Static) and copy.value:
        return array(interp, a, dtype)
    written = numpy_objects.made(interp, a, dtype)
    if written is not None:
        return written
    wanted = dtype_argument(interp, dtype)
    t = interp.type_of(a)
    if isinstance(t, ty.UnionType):
        return interp.split(a, lambda one: asarray(interp, one, dtype, order))
    order = order if isinstance(order, Static) and order.value is not None else Static("K")
    data = argument(interp, a, "tensor")
    return interp.op("np::asarray", data, wanted, order, result=_array_type(interp, a, wanted))


FUNCTIONS[np.asanyarray] = FUNCTIONS[np.asarray]


# --- dtypes and classes ---------------------------------------------------------------------------------------------


def _scalar_class(cls: Any) -> None:
    """``numpy.float32(x)``: a scalar, or an array where ``x`` has dims."""
    dtype = np.dtype(cls)

    @rule_of(cls)
    def construct(interp: Interpreter, value: Abstract = NONE) -> Abstract:
        t = interp.type_of(value)
        if isinstance(t, ty.TensorType):
            value = interp.op("np::from_tensor", value, result=ty.ArrayType(t.dtype, t.rank, "array"))
            t = interp.type_of(value)
        kind, rank = "", None
        if t in (ty.NONE, ty.BOOL, ty.INT, ty.FLOAT, ty.COMPLEX, ty.STR) or (is_array(t) and t.kind == "scalar"):  # type: ignore[attr-defined]
            kind, rank = "scalar", 0
        result = ty.ArrayType(dtype.name, rank, kind)
        return interp.op("np::scalar", torch_dtype(dtype), argument(interp, value), result=result)


for _name in sorted(SUPPORTED):
    _scalar_class(np.dtype(_name).type)


@rule_of(np.dtype)
def dtype(interp: Interpreter, dtype: Abstract) -> Abstract:
    return interp.op("np::dtype", dtype_argument(interp, dtype))


@rule_of(np.issubdtype)
def issubdtype(interp: Interpreter, arg1: Abstract, arg2: Abstract) -> Abstract:
    """Whether a run-time dtype is below a class of NumPy's hierarchy."""
    if not isinstance(arg2, Static):
        interp.refuse("the second argument of numpy.issubdtype has to be known", "name the class, e.g. numpy.floating")
    wanted = arg2.value
    if not (isinstance(wanted, type) and issubclass(wanted, np.generic)):
        wanted = np.dtype(wanted).type
    return interp.op("np::is_subdtype", arg1, Static([wanted.__name__]))


@rule_of(np.result_type)
def result_type(interp: Interpreter, *arrays_and_dtypes: Abstract) -> Abstract:
    given = [_dtype_or_array(interp, v) for v in arrays_and_dtypes]
    return interp.op("np::result_type", TupleValue(tuple(given)))


def _dtype_or_array(interp: Interpreter, v: Abstract) -> Abstract:
    held = v.value if isinstance(v, Static) else None
    if isinstance(held, (type, str, np.dtype)):
        return Static(torch_dtype(static_dtype(interp, held)))
    return argument(interp, v)


@rule_of(np.shape)
def shape(interp: Interpreter, a: Abstract) -> Abstract:
    return numpy_arrays.shape(interp, argument(interp, a))


@rule_of(np.iscomplexobj)
def iscomplexobj(interp: Interpreter, x: Abstract) -> Abstract:
    return interp.op("np::is_subdtype", interp.op("np::dtype_of", argument(interp, x)), Static(["complexfloating"]))


# --- shapes ---------------------------------------------------------------------------------------------------------


@rule_of(np.ravel)
def ravel(interp: Interpreter, a: Abstract, order: Abstract = Static("C")) -> Abstract:
    return interp.op("np::ravel", argument(interp, a), order, False, result=ty.ArrayType(None, 1, "array"))


@rule_of(np.reshape)
def reshape(
    interp: Interpreter, a: Abstract, /, shape: Abstract, order: Abstract = Static("C"), *, copy: Abstract = NONE
) -> Abstract:
    result = ty.ArrayType(None, numpy_arrays.rank_of_shape(interp, shape), "array")
    return interp.op("np::reshape", argument(interp, a), argument(interp, shape), order, result=result)


def _stacking(fn: Any, least: int, axis: int) -> None:
    @rule_of(fn)
    def rule(interp: Interpreter, tup: Abstract, *, dtype: Abstract = NONE, casting: Abstract = NONE) -> Abstract:
        return interp.op("np::join", argument(interp, tup), least, axis, dtype_argument(interp, dtype), result=ND_ARRAY)


_stacking(np.hstack, 1, 1)
_stacking(np.vstack, 2, 0)
_stacking(np.dstack, 3, 2)


def _at_least(fn: Any, least: int) -> None:
    @rule_of(fn)
    def rule(interp: Interpreter, *arys: Abstract) -> Abstract:
        made = [interp.op("np::at_least", argument(interp, a), least, result=ND_ARRAY) for a in arys]
        return made[0] if len(made) == 1 else TupleValue(tuple(made))


_at_least(np.atleast_1d, 1)
_at_least(np.atleast_2d, 2)
_at_least(np.atleast_3d, 3)


def _split(interp: Interpreter, ary: Abstract, indices_or_sections: Abstract, axis: Abstract, equal: bool) -> Abstract:
    where = argument(interp, indices_or_sections)
    made = interp.op("np::split", ary, where, index(interp, axis), equal, result=ty.list_of(ND_ARRAY))
    count = _count(interp, indices_or_sections)
    if count is None:
        return made
    parts = interp.build("unpack", [interp.lift(made)], [ND_ARRAY] * count).results
    return interp.new_list([Dynamic(p) for p in parts])


def _splitting(fn: Any, equal: bool) -> None:
    @rule_of(fn)
    def rule(interp: Interpreter, ary: Abstract, indices_or_sections: Abstract, axis: Abstract = Static(0)) -> Abstract:
        return _split(interp, argument(interp, ary), indices_or_sections, axis, equal)


def _splitting_along(fn: Any, least: int) -> None:
    @rule_of(fn)
    def rule(interp: Interpreter, ary: Abstract, indices_or_sections: Abstract) -> Abstract:
        array = interp.op("np::asarray", argument(interp, ary), NONE, "K", result=_array_type(interp, ary, NONE))
        axis = interp.call(Static(numpy_shapes.axis_to_split), [Static(fn.__name__), array, Static(least)])
        return _split(interp, array, indices_or_sections, axis, True)


def _count(interp: Interpreter, sections: Abstract) -> int | None:
    """How many parts a split makes, where that is known."""
    if isinstance(sections, Static) and isinstance(sections.value, int):
        return max(sections.value, 1)
    items = (
        interp.items(sections)
        if isinstance(sections, (TupleValue, ListValue)) or _is_plain_sequence(sections)
        else None
    )
    return None if items is None else len(items) + 1


_splitting(np.split, True)
_splitting(np.array_split, False)
_splitting_along(np.hsplit, 1)
_splitting_along(np.vsplit, 2)
_splitting_along(np.dsplit, 3)


@rule_of(np.broadcast_arrays)
def broadcast_arrays(interp: Interpreter, *args: Abstract, subok: Abstract = NONE) -> Abstract:
    given = TupleValue(tuple(argument(interp, a) for a in args))
    return interp.op("np::broadcast_arrays", given, result=ty.tuple_of(*[ND_ARRAY] * len(args)))


@rule_of(np.broadcast_shapes)
def broadcast_shapes(interp: Interpreter, *args: Abstract) -> Abstract:
    return interp.op("np::broadcast_shapes", TupleValue(args), result=ty.any_tuple_of(ty.INT))


@rule_of(np.astype)
def astype(interp: Interpreter, x: Abstract, dtype: Abstract, /, *, copy: Abstract = Static(True)) -> Abstract:
    return numpy_arrays.astype(interp, x, dtype, copy=copy)


__all__ = ["Builtin", "array", "asarray", "boolean", "bound", "function", "is_numpy"]
