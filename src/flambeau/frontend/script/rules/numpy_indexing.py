"""``a[key]`` and ``a[key] = value`` of NumPy's arrays: the operators read the whole key when the program runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .... import types as ty
from ..values import Abstract, Dynamic, ListValue, SliceValue, Static, TupleValue
from .numpy_core import argument, check_writable, index, is_array

if TYPE_CHECKING:
    from ..interpreter import Interpreter


def getitem(interp: Interpreter, self: Abstract, key: Abstract) -> Abstract:
    """``self[key]``."""
    if isinstance(self, Static) and interp.is_static(key) and not _gives_array(interp, self, key):
        from ..operations import native

        return native(interp, lambda: self.value[interp.python(key)])
    if isinstance(key, Dynamic) and isinstance(key.type, ty.UnionType):
        return interp.split(key, lambda one: getitem(interp, self, one))
    return interp.op("np::getitem", self, _key(interp, key), result=_result(interp, self, key))


def setitem(interp: Interpreter, self: Abstract, key: Abstract, value: Abstract) -> None:
    """``self[key] = value``."""
    check_writable(interp, self, "a[...] = ...")
    interp.op("np::setitem", self, _key(interp, key), argument(interp, value, "tensor"))


def _gives_array(interp: Interpreter, self: Static, key: Abstract) -> bool:
    import numpy

    try:
        return isinstance(self.value[interp.python(key)], numpy.ndarray)
    except Exception:
        return False


def _key(interp: Interpreter, key: Abstract) -> Abstract:
    """A key as a run-time value: bounds of slices as ints, the rest as it is."""
    if isinstance(key, TupleValue):
        return TupleValue(tuple(_key(interp, i) for i in key.items))
    if isinstance(key, Static) and isinstance(key.value, tuple):
        return TupleValue(tuple(_key(interp, Static(i)) for i in key.value))
    bounds = slice_bounds(key)
    if bounds is not None:
        return SliceValue(*(_bound(interp, b) for b in (bounds.start, bounds.stop, bounds.step)))
    return argument(interp, key, "tensor")


def slice_bounds(key: Abstract) -> SliceValue | None:
    if isinstance(key, Static) and isinstance(key.value, slice):
        return SliceValue(Static(key.value.start), Static(key.value.stop), Static(key.value.step))
    return key if isinstance(key, SliceValue) else None


def _bound(interp: Interpreter, bound: Abstract) -> Abstract:
    found = index(interp, bound)
    if isinstance(interp.type_of(found), ty.TensorType):
        return interp.op("tensor::index", found, result=ty.INT)
    return found


def plain_key(interp: Interpreter, key: Abstract, owner: str) -> Abstract:
    """A key of a list or tuple: NumPy's integers serve as ints."""
    bounds = slice_bounds(key)
    if bounds is None:
        settled = index(interp, key) if isinstance(key, Static) else key
        if is_array(interp.type_of(key)) and not (isinstance(settled, Static) and isinstance(settled.value, int)):
            return interp.op("np::sequence_index", key, owner)
        return index(interp, key)
    parts = (bounds.start, bounds.stop, bounds.step)
    if not any(is_array(m) for p in parts for m in ty.members(interp.type_of(p))):
        return key
    return SliceValue(*(index(interp, p) for p in parts))


def _result(interp: Interpreter, self: Abstract, key: Abstract) -> ty.ArrayType:
    """What is sure of ``self[key]``: its dtype; its rank and kind where the key is of ints, slices and None."""
    t = interp.type_of(self)
    assert isinstance(t, ty.ArrayType)
    parts = list(key.items) if isinstance(key, TupleValue) else [key]
    if isinstance(key, Static) and isinstance(key.value, tuple):
        parts = [Static(i) for i in key.value]
    rank, ellipsis, basic = t.rank, False, True
    for part in parts:
        p = interp.type_of(part)
        if slice_bounds(part) is not None or p == ty.SLICE:
            continue
        if p == ty.ELLIPSIS:
            ellipsis = True
        elif p == ty.NONE:
            rank = None if rank is None else rank + 1
        elif p == ty.INT or (isinstance(p, ty.ArrayType) and p.kind == "scalar" and p.dtype != "bool"):
            rank = None if rank is None else rank - 1
        else:
            basic = False
    if not basic:
        one_index = len(parts) == 1 and rank is not None
        return ty.ArrayType(t.dtype, _advanced_rank(interp, parts[0], rank) if one_index else None, "")
    if rank is not None and rank < 0:
        rank = None  # an IndexError
    has_dims = any(slice_bounds(p) is not None or interp.type_of(p) in (ty.NONE, ty.ELLIPSIS) for p in parts)
    kind = "array" if has_dims or rank else "scalar" if rank == 0 and not ellipsis else ""
    return ty.ArrayType(t.dtype, rank, kind)


def _advanced_rank(interp: Interpreter, part: Abstract, rank: int | None) -> int | None:
    """The rank of ``a[part]`` where ``part`` is one array or list."""
    p = interp.type_of(part)
    if rank is None:
        return None
    if isinstance(p, ty.ArrayType) and p.rank is not None and p.dtype is not None:
        return rank if p.dtype == "bool" and p.rank == 1 else None if p.dtype == "bool" else rank - 1 + p.rank
    if isinstance(part, (ListValue, Static)) and isinstance(p, ty.Generic) and p.args and p.args[0] == ty.INT:
        return rank
    return None
