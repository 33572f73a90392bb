"""NumPy's functions of tensors: ``np.where(scores > 0.5)``, ``np.concatenate([boxes, others])``, ``np.sqrt(x)``.

NumPy takes a tensor for the array on its memory. Most functions give arrays then; what asks the tensor to wrap its
result, as ufuncs do, gives a tensor. Sums and their like call the tensor's method with NumPy's arguments, which raises:
those are refused.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from .... import types as ty
from ....stdlib import numpy_math
from ..values import Abstract, Dynamic, ListValue, Static, TupleValue

if TYPE_CHECKING:
    from ..interpreter import Interpreter

_WRAPPED = frozenset(
    "argmax argmin transpose reshape clip round around argsort cumsum take repeat argwhere delete insert searchsorted "
    "cumprod choose compress argpartition".split()
)
_ARRAYS = frozenset(
    "where concatenate stack vstack hstack expand_dims dot unique sort zeros_like ones_like full_like array_equal "
    "allclose isin tile roll outer diag tril triu pad split ascontiguousarray median percentile average digitize "
    "bincount meshgrid histogram nan_to_num copy ravel append interp norm einsum setdiff1d union1d intersect1d "
    "setxor1d diff ediff1d cross kron fliplr flipud rot90 atleast_1d atleast_2d atleast_3d cov corrcoef column_stack "
    "dstack broadcast_to select lexsort partition isclose gradient vander angle unwrap convolve correlate polyfit "
    "polyval unravel_index flatnonzero extract empty_like count_nonzero trapezoid nanmean nanmax nanmin nansum "
    "nanmedian trace inner vdot tensordot quantile matrix_rank det eigvalsh".split()
)
_METHODS = frozenset("nonzero squeeze swapaxes".split())


def concerns(interp: Interpreter, fn: Any, args: list[Abstract]) -> bool:
    """Whether a function that this module knows is given tensors."""
    known = isinstance(fn, np.ufunc) or getattr(fn, "__name__", "") in _WRAPPED | _ARRAYS | _METHODS
    return known and any(_holds_tensor(interp, a) for a in args)


def _holds_tensor(interp: Interpreter, v: Abstract) -> bool:
    items = interp.items(v) if isinstance(v, (TupleValue, ListValue)) else None
    if items is not None:
        return any(_holds_tensor(interp, item) for item in items)
    if not isinstance(v, (Static, Dynamic, ListValue)):
        return False
    t = interp.type_of(v)
    if isinstance(t, ty.Generic) and t.name in ("List", "TupleOf"):
        t = interp.element_type(t)
    return any(isinstance(m, ty.TensorType) for m in ty.members(t))


def call(interp: Interpreter, fn: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """``fn(*args, **kwargs)``, each argument of one type there."""
    for at, one in enumerate(args):
        if isinstance(one, Dynamic) and isinstance(one.type, ty.UnionType):
            before, after = args[:at], args[at + 1 :]
            return interp.split(one, functools.partial(_again, interp, fn, before, after, kwargs))
    if fn.__name__ in _METHODS:
        return interp.call(interp.getattr(args[0], fn.__name__), args[1:], kwargs)
    if "out" in kwargs:
        interp.refuse(f"numpy.{fn.__name__} of a Tensor is given out=", "convert it first: x.numpy()")
    given = [_converted(interp, a) for a in args]
    made = interp.call(Static(fn), given, {name: _converted(interp, a) for name, a in kwargs.items()})
    if not isinstance(fn, np.ufunc) and fn.__name__ not in _WRAPPED:
        return made
    return interp.call(Static(numpy_math.wrapped), [made])


def _again(
    interp: Interpreter, fn: Any, before: list[Abstract], after: list[Abstract], kwargs: dict[str, Abstract],
    chosen: Abstract,
) -> Abstract:  # fmt: skip
    return interp.call(Static(fn), [*before, chosen, *after], kwargs)


def _converted(interp: Interpreter, v: Abstract) -> Abstract:
    """Arrays in place of the tensors in an argument."""
    if not _holds_tensor(interp, v):
        return v
    items = interp.items(v) if isinstance(v, (TupleValue, ListValue)) else None
    if items is not None:
        return TupleValue(tuple(_converted(interp, item) for item in items))
    if isinstance(interp.type_of(v), ty.TensorType):
        return interp.call(interp.getattr(v, "numpy"), [])
    return interp.call(Static(numpy_math.arrays_of), [v])
