"""NumPy's reductions, as functions and as methods: ``numpy.sum(a, axis=0)`` and ``a.sum(axis=0)``.

Their types say as much as the arguments do: without an axis the result is a scalar, with one it has a dim less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .... import types as ty
from ..values import NONE, Abstract, Static, TupleValue
from . import method
from .numpy_core import argument, dtype_argument, emit, known_dtype
from .numpy_functions import bound, rule_of

if TYPE_CHECKING:
    from ..interpreter import Interpreter

FIXED = {"argmax": "int64", "argmin": "int64", "count_nonzero": "int64", "any": "bool", "all": "bool"}
NAMES = "sum prod max min argmax argmin any all count_nonzero mean var std cumsum cumprod".split()
ALIASES = {"max": "amax", "min": "amin"}


def reduce(interp: Interpreter, name: str, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """``numpy.<name>(*args, **kwargs)``."""
    kwargs.pop("mean", None)
    if "correction" in kwargs:
        kwargs["ddof"] = kwargs.pop("correction")
    given = {k: v for k, v in bound(interp, name, name, args, kwargs).items() if not _is_unset(v)}
    given["a"] = argument(interp, given["a"])
    return emit(interp, name, given, _type(interp, name, given))


def _is_unset(v: Abstract) -> bool:
    return isinstance(v, Static) and v.value is np._NoValue


def _is_none(v: Abstract) -> bool:
    return isinstance(v, Static) and v.value is None


def _type(interp: Interpreter, name: str, given: dict[str, Abstract]) -> ty.ArrayType:
    t = interp.type_of(given["a"])
    if not _is_none(given.get("out", NONE)):
        return ty.ArrayType(kind="array")
    wanted = known_dtype(dtype_argument(interp, given["dtype"])) if "dtype" in given else None
    dtype = FIXED.get(name) or wanted or _dtype(name, t)
    rank = t.rank if isinstance(t, ty.ArrayType) else None
    axis, keepdims = given.get("axis", NONE), given.get("keepdims", Static(False))
    if name.startswith("cum"):
        return ty.ArrayType(dtype, 1 if _is_none(axis) else rank, "array")
    if not isinstance(keepdims, Static):
        return ty.ArrayType(dtype)
    if keepdims.value:
        return ty.ArrayType(dtype, rank, "array")
    if _is_none(axis):
        return ty.ArrayType(dtype, 0, "scalar")
    taken = _axes(interp, axis)
    if rank is None or taken is None or taken > rank:
        return ty.ArrayType(dtype)
    return ty.ArrayType(dtype, rank - taken, "array" if rank > taken else "scalar")


def _axes(interp: Interpreter, axis: Abstract) -> int | None:
    """How many axes an ``axis=`` names."""
    if interp.type_of(axis) == ty.INT:
        return 1
    items = interp.items(axis) if isinstance(axis, (TupleValue, Static)) else None
    return None if items is None else len(items)


def _dtype(name: str, t: ty.Type) -> str | None:
    if not isinstance(t, ty.ArrayType) or t.dtype is None:
        return None
    if name in ("max", "min"):
        return t.dtype
    kind = np.dtype(t.dtype).kind
    if name in ("sum", "prod", "cumsum", "cumprod"):
        return {"b": "int64", "i": "int64", "u": "uint64"}.get(kind, t.dtype)
    if name == "mean":
        return t.dtype if kind in "fc" else "float64"
    return t.dtype if kind == "f" else "float64" if kind in "biu" else None


def _reduction(name: str) -> None:
    def rule(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return reduce(interp, name, list(args), kwargs)

    rule_of(getattr(np, name))(rule)
    if name in ALIASES:
        rule_of(getattr(np, ALIASES[name]))(rule)
    if hasattr(np.ndarray, name):
        method("Array", name)(rule)


for _name in NAMES:
    _reduction(_name)


def _ufunc_method(fn: Any, name: str, operator: str, axis: int | None) -> None:
    """``numpy.add.reduce(a)``, ``numpy.maximum.accumulate(a)``: reductions of their own names along axis 0."""
    held = getattr(fn, name)

    def rule(
        interp: Interpreter, array: Abstract, axis: Abstract = Static(axis), dtype: Abstract = NONE,
        out: Abstract = NONE, keepdims: Abstract = Static(False), **kwargs: Abstract,
    ) -> Abstract:  # fmt: skip
        given = {"axis": axis, "out": out}
        if operator in ("sum", "prod", "cumsum", "cumprod"):
            given["dtype"] = dtype
        if not operator.startswith("cum"):
            given["keepdims"] = keepdims
        return reduce(interp, operator, [array], {**given, **kwargs})

    rule_of(held)(rule)


for _fn, _operator in (
    (np.add, "sum"), (np.multiply, "prod"), (np.maximum, "max"), (np.minimum, "min"), (np.logical_or, "any"),
    (np.logical_and, "all"),
):  # fmt: skip
    _ufunc_method(_fn, "reduce", _operator, 0)
_ufunc_method(np.add, "accumulate", "cumsum", 0)
_ufunc_method(np.multiply, "accumulate", "cumprod", 0)


__all__ = ["reduce"]
