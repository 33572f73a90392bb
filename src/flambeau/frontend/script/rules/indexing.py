"""``x[key]`` and ``x[key] = value`` of tensors: views by select, slice and unsqueeze, then one index with tensors.

Follows torch's own order: the key's parts from left to right, ints and slices as views, tensors and lists gathered and
applied at the end. After an Ellipsis the dims are counted from the right, since a tensor's rank is seldom known::

    x[..., None, 1:, 0]   ->   select(x, -1, 0), slice(_, -1, 1), unsqueeze(_, -2)
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import torch

from .... import types as ty
from ....ir import Value
from ....stdlib import keys
from .. import classes, objects
from ..values import NONE, Abstract, Dynamic, SliceValue, Static, TupleValue
from .numpy_core import number
from .overloads import check_writable, emit, number_of, plain

if TYPE_CHECKING:
    from ..interpreter import Interpreter

MAX_MASK_RANK = 4  # of a mask whose rank isn't known, with other indices beside it
INVALID = "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got {})"


@dataclass
class Indexed:
    """The views made so far, and the tensors that index the dims of the last one.

    ``leading[d]`` indexes dim d; ``trailing[k]`` the k-th dim from the right, counted from 0.
    """

    view: Abstract
    leading: dict[int, Abstract] = field(default_factory=dict)
    trailing: dict[int, Abstract] = field(default_factory=dict)
    kept: int = 0  # dims counted from the right that come after an Ellipsis
    made_view: bool = False
    position: int = 0  # of the part being applied, and how many dims the parts before it took away: for messages
    taken: int = 0


def tensor_getitem(interp: Interpreter, self: Abstract, key: Abstract) -> Abstract:
    """``self[key]``."""

    if _is_tuple_of_tensors(interp, key):
        return interp.op("aten::index.Tensor", self, _listed(interp, key))
    if _has_run_time_length(interp, key):
        return interp.call(Static(keys.cut), [self, key])

    def read(parts: list[Abstract]) -> Abstract:
        indexed = _apply(interp, self, parts)
        if indexed.leading or indexed.trailing:
            return interp.op("aten::index.Tensor", indexed.view, _indices(interp, indexed))
        return indexed.view if indexed.made_view else emit(interp, "alias", [indexed.view])

    return _with_parts(interp, key, read, reading=True)


def tensor_setitem(interp: Interpreter, self: Abstract, key: Abstract, value: Abstract) -> None:
    """``self[key] = value``."""

    if _is_tuple_of_tensors(interp, key):
        _assign(interp, self, Indexed(self), value, _listed(interp, key))
        return
    if _has_run_time_length(interp, key):
        _assign_by_run_time_key(interp, self, key, value)
        return

    def write(parts: list[Abstract]) -> Abstract:
        indexed = _apply(interp, self, parts)
        _assign(interp, self, indexed, value)
        return NONE

    _with_parts(interp, key, write, reading=False)


def _is_tuple_of_tensors(interp: Interpreter, key: Abstract) -> bool:
    """``x[mask.nonzero(as_tuple=True)]``: as many indices as the mask has dims, which isn't known."""
    t = interp.type_of(key)
    return isinstance(t, ty.Generic) and t.name == "TupleOf" and isinstance(t.args[0], ty.TensorType)


def _has_run_time_length(interp: Interpreter, key: Abstract) -> bool:
    """``x[(slice(None),) * dim + (0,)]``: a tuple of which only the running program knows how long it is."""
    t = interp.type_of(key)
    return isinstance(t, ty.Generic) and t.name == "TupleOf" and all(map(_may_be_a_part, ty.members(t.args[0])))


def _may_be_a_part(t: ty.Type) -> bool:
    if isinstance(t, ty.Generic) and t.name == "List":
        return all(m in (ty.INT, ty.BOOL) for m in ty.members(t.args[0]))
    return isinstance(t, ty.TensorType) or t in (ty.SLICE, ty.INT, ty.BOOL, ty.NONE, ty.ELLIPSIS)


def _assign_by_run_time_key(interp: Interpreter, self: Abstract, key: Abstract, value: Abstract) -> None:
    found = interp.call(Static(keys.taken_apart), [self, key])
    view, indices, gathers = (interp.getitem(found, Static(i)) for i in range(3))

    def gather() -> Abstract:
        _assign(interp, self, Indexed(view), value, indices)
        return NONE

    def fill() -> Abstract:
        _assign(interp, self, Indexed(view), value)
        return NONE

    condition = interp.truth(gathers)
    if isinstance(condition, bool):
        (gather if condition else fill)()
    else:
        interp.branch(condition, gather, fill)


def _listed(interp: Interpreter, key: Abstract) -> Abstract:
    return interp.op("py::to_list", key, result=ty.list_of(ty.optional(ty.TENSOR)))


def _with_parts(
    interp: Interpreter, key: Abstract, use: Callable[[list[Abstract]], Abstract], *, reading: bool
) -> Abstract:
    """``use`` of the key's parts, each of one known type; of each tensor it is known whether it has dims at all."""
    whole = [_from_numpy(interp, p) for p in _parts(interp, plain(_from_numpy(interp, key)))]
    end = _ellipsis(interp, whole)

    def settle(parts: list[Abstract], index: int) -> Abstract:
        if index == len(parts):
            return use(parts)
        part = parts[index]
        t = interp.type_of(part)

        def settled(one: Abstract) -> Abstract:
            return settle([*parts[:index], one, *parts[index + 1 :]], index + 1)

        def narrowed(one: Abstract) -> Abstract:
            return settle([*parts[:index], _from_numpy(interp, one), *parts[index + 1 :]], index)

        if isinstance(t, ty.UnionType):
            return interp.split(part, narrowed)
        if _has_index(interp, part):
            return narrowed(interp.call(Static(operator.index), [part]))
        if t == ty.SLICE and isinstance(part, Dynamic):
            return settled(SliceValue(*(interp.getattr(part, name) for name in ("start", "stop", "step"))))
        if not isinstance(t, ty.TensorType) or t.rank is not None:
            return settle(parts, index + 1)
        others = parts[index + 1 : end] if index < end else parts[end + 1 :]
        sized = index > end or any(not _is_full(p) for p in others)
        if not sized and not reading and t.dtype == "bool":
            return settle(parts, index + 1)  # index_put_ takes a mask without dims as it does any other
        return _by_rank(interp, part, t, sized, settled)

    return settle(whole, 0)


def _has_index(interp: Interpreter, part: Abstract) -> bool:
    """Whether it is an object whose ``__index__`` gives the number."""
    t = interp.type_of(part)
    cls = classes.python_class(interp, t) if isinstance(t, ty.ClassType) else None
    return cls is not None and hasattr(cls, "__index__")


def _by_rank(
    interp: Interpreter, part: Abstract, t: ty.TensorType, sized: bool, use: Callable[[Abstract], Abstract]
) -> Abstract:
    """A tensor of unknown rank in a key: without dims it acts as an int or a bool, which other operators apply.

    Where ``sized``, a mask has to be of a known rank too, because the dims after it are counted from there.
    """
    assert isinstance(part, Dynamic)
    dims = interp.op("aten::dim", part, result=ty.INT)

    def has_rank(rank: int) -> Value:
        return interp.lift(interp.op("py::eq", dims, rank, result=ty.BOOL))

    def scalar() -> Abstract:
        if t.dtype is not None:
            return use(interp.narrow(part, ty.TensorType(t.dtype, 0)))
        item = interp.op("tensor::item", part, result=ty.NUMBER)
        return interp.split(item, use)

    def mask(rank: int) -> Abstract:
        if rank > MAX_MASK_RANK:
            interp.raise_(IndexError, "too many indices for tensor")
        narrower = ty.TensorType("bool", rank)
        return interp.branch(has_rank(rank), lambda: use(interp.narrow(part, narrower)), lambda: mask(rank + 1))

    def array() -> Abstract:
        if not sized or (t.dtype is not None and t.dtype != "bool"):
            return use(part)
        if t.dtype == "bool":
            return mask(1)
        dtype = interp.op("tensor::dtype", part, result=ty.DTYPE)
        is_mask = interp.lift(interp.op("py::eq", dtype, Static(torch.bool), result=ty.BOOL))
        return interp.branch(is_mask, lambda: mask(1), lambda: use(part))

    return interp.branch(has_rank(0), scalar, array)


def _parts(interp: Interpreter, key: Abstract) -> list[Abstract]:
    """The parts of a key: those of a tuple, or the key itself."""
    t = interp.type_of(key)
    if isinstance(key, TupleValue) or t == ty.SIZE or (isinstance(t, ty.Generic) and t.name in ("Tuple", "TupleOf")):
        items = interp.items(key)
        if items is None:
            interp.refuse(
                "a tensor can't be indexed with a tuple whose length is only known at run time",
                "index one dim after the other: x[i][j]",
            )
        return [plain(i) for i in items]
    if isinstance(t, ty.Generic) and t.name == "List" and not isinstance(key, Dynamic):
        items = interp.items(key)
        if items is not None and len(items) < 32 and any(_makes_a_tuple(interp, i) for i in items):
            return [plain(i) for i in items]
    return [key]


def _from_numpy(interp: Interpreter, part: Abstract) -> Abstract:
    """NumPy's arrays in a key as tensors, its scalars as numbers."""
    t = interp.type_of(part)
    if not isinstance(t, ty.ArrayType):
        return part
    if t.kind == "scalar":
        return number(interp, part)
    held = interp.op("np::asarray", part, None, "K")
    dtype = t.dtype
    if dtype not in (None, "bool", "uint8", "int64"):  # torch takes the elements, floats too, as whole numbers
        dtype = "int64"
        held = interp.call(interp.getattr(held, "astype"), [Static(np.int64)])
    return interp.op("np::to_tensor", held, result=ty.TensorType(dtype, t.rank))


def _makes_a_tuple(interp: Interpreter, item: Abstract) -> bool:
    """Whether a list that holds ``item`` is taken for a tuple of indices, as NumPy once did and torch still does."""
    t = interp.type_of(item)
    return isinstance(t, (ty.TensorType, ty.Generic)) or t in (ty.NONE, ty.ELLIPSIS, ty.SLICE)


def _ellipsis(interp: Interpreter, parts: list[Abstract]) -> int:
    """Where the Ellipsis is, the end where there is none."""
    found = [i for i, p in enumerate(parts) if interp.type_of(p) == ty.ELLIPSIS]
    if len(found) > 1:
        interp.refuse("an index can hold only one Ellipsis", "write the other dims as ':'")
    return found[0] if found else len(parts)


def _bounds(part: Abstract) -> SliceValue | None:
    if isinstance(part, SliceValue):
        return part
    if isinstance(part, Static) and isinstance(part.value, slice):
        return SliceValue(Static(part.value.start), Static(part.value.stop), Static(part.value.step))
    return None


def _is_full(part: Abstract) -> bool:
    bounds = _bounds(part)
    return bounds is not None and all(
        isinstance(b, Static) and b.value in default
        for b, default in ((bounds.start, (None, 0)), (bounds.stop, (None,)), (bounds.step, (None, 1)))
    )


def _apply(interp: Interpreter, self: Abstract, parts: list[Abstract]) -> Indexed:
    indexed = Indexed(self)
    end = _ellipsis(interp, parts)
    _apply_leading(interp, indexed, parts[:end], ellipsis=end < len(parts))
    for position in range(len(parts) - 1, end, -1):
        indexed.position = position
        part = parts[position]
        _apply_part(interp, indexed, part, -(indexed.kept + 1), 0)
    return indexed


def _apply_leading(interp: Interpreter, indexed: Indexed, parts: list[Abstract], ellipsis: bool) -> None:
    dim = 0
    for index, part in enumerate(parts):
        if _is_full(part) and (ellipsis or index < len(parts) - 1):
            # A later part checks that this dim exists; only at the very end the slice itself has to.
            dim += 1
            continue
        indexed.position = index
        dim = _apply_part(interp, indexed, part, dim, dim)


def _apply_part(interp: Interpreter, indexed: Indexed, part: Abstract, dim: int, left: int) -> int:
    """Applies one part at ``dim``, negative after an Ellipsis; gives the next dim from the left."""
    from_right = dim < 0
    part = plain(part)
    t = interp.type_of(part)
    bounds = _bounds(part)
    if t == ty.NONE:
        indexed.view = emit(interp, "unsqueeze", [indexed.view, Static(dim)])
        indexed.taken -= 1
    elif t == ty.INT:
        _select(interp, indexed, dim, part)
        return left
    elif bounds is not None:
        indexed.view = _slice(interp, indexed.view, dim, bounds)
    else:
        tensor = _index_tensor(interp, indexed, part, t, dim)
        if tensor is None:
            return left
        if from_right:
            indexed.trailing[indexed.kept] = tensor
        else:
            indexed.leading[dim] = tensor
        width = _width(interp, tensor)
        if from_right:
            indexed.kept += width
        return left + width
    indexed.made_view = True
    if from_right:
        indexed.kept += 1
    return left + 1


def _select(interp: Interpreter, indexed: Indexed, dim: int, index: Abstract) -> None:
    indexed.view = interp.op("tensor::select", indexed.view, dim, index, indexed.position, indexed.taken)
    indexed.taken += 1
    indexed.made_view = True


def _width(interp: Interpreter, tensor: Abstract) -> int:
    """How many dims an index takes: a mask takes as many as it has."""
    t = interp.type_of(tensor)
    if isinstance(t, ty.TensorType) and t.dtype in ("bool", "uint8") and t.rank is not None:
        return t.rank
    return 1


def _index_tensor(interp: Interpreter, indexed: Indexed, part: Abstract, t: ty.Type, dim: int) -> Abstract | None:
    """The tensor with which ``part`` indexes ``dim``; None where it turned out to be a view (a tensor as an int)."""
    if t == ty.BOOL:
        indexed.view = emit(interp, "unsqueeze", [indexed.view, Static(dim)])
        if isinstance(part, Static):
            return Static(torch.zeros(1 if part.value else 0, dtype=torch.int64))
        made = interp.op("tensor::from_data", interp.new_list([part]), Static(torch.bool), None)
        return emit(interp, "reshape", [emit(interp, "nonzero", [made]), Static((-1,))])
    if isinstance(t, ty.TensorType):
        if t.rank != 0:
            return part
        if t.dtype in ("bool", "uint8"):
            item = interp.op("tensor::bool", part, result=ty.BOOL)
            return _index_tensor(interp, indexed, item, ty.BOOL, dim)
        if t.dtype is not None and "int" not in t.dtype:
            interp.raise_(IndexError, "tensors used as indices must be long, int, byte or bool tensors")
        _select(interp, indexed, dim, number_of(interp, part, ty.INT))
        return None
    if isinstance(t, ty.Generic) and t.name in ("List", "Tuple", "TupleOf"):
        return _list_index(interp, part)
    if t == ty.RANGE:
        return _list_index(interp, interp.op("py::to_list", part, result=ty.list_of(ty.INT)))
    if t == ty.ANY or not isinstance(t, ty.Simple):
        interp.refuse(
            f"a tensor can't be indexed with {t}", "index with ints, slices, lists of ints, tensors, None or ..."
        )
    if t == ty.STR:
        interp.raise_(TypeError, "new(): invalid data type 'str'")
    interp.raise_(IndexError, INVALID.format(t))


def _list_index(interp: Interpreter, part: Abstract) -> Abstract:
    """A list as an index: of floats their whole parts count."""
    if interp.is_static(part):
        values = torch.tensor(interp.python(part))
        return Static(values if values.numel() and not values.is_floating_point() else values.to(torch.int64))
    held = interp.element_type(interp.type_of(part))
    while isinstance(held, ty.Generic) and held.name in ("List", "Tuple", "TupleOf"):
        held = interp.element_type(held)
    numbers = held in (ty.INT, ty.FLOAT)  # which there may be none of
    return interp.op("tensor::from_data", part, Static(torch.int64) if numbers else None, None)


def _slice(interp: Interpreter, view: Abstract, dim: int, bounds: SliceValue) -> Abstract:
    start, stop = _bound(interp, bounds.start), _bound(interp, bounds.stop)
    step = _bound(interp, bounds.step)
    if isinstance(step, Static):
        step = Static(1) if step.value is None else step
        if step.value == 0:
            interp.raise_(ValueError, "slice step cannot be zero")
        if step.value < 0:
            interp.raise_(ValueError, "step must be greater than zero")
    elif isinstance(interp.type_of(step), ty.UnionType):
        step = interp.split(step, lambda s: Static(1) if interp.type_of(s) == ty.NONE else s)
    return emit(interp, "slice", [view, Static(dim), start, stop, step])


def _bound(interp: Interpreter, bound: Abstract) -> Abstract:
    """A bound of a slice as an int or None; tensors of one int serve as ints."""
    bound = objects.plain(interp, plain(number(interp, bound)))
    if _has_index(interp, bound):
        bound = interp.call(Static(operator.index), [bound])
    t = interp.type_of(bound)
    if t == ty.BOOL:
        return Static(int(bound.value)) if isinstance(bound, Static) else interp.op("py::int", bound, result=ty.INT)
    if isinstance(t, ty.TensorType):
        return number_of(interp, bound, ty.INT)
    if isinstance(t, ty.UnionType) and any(m not in (ty.INT, ty.NONE) for m in t.members):
        return interp.split(bound, lambda b: _bound(interp, b))
    if not ty.is_subtype(t, ty.optional(ty.INT)):
        interp.raise_(TypeError, "slice indices must be integers or None or have an __index__ method")
    return bound


def _indices(interp: Interpreter, indexed: Indexed) -> Abstract:
    """The list of Optional[Tensor] that ``aten::index`` takes."""
    items: list[Abstract] = []
    if indexed.leading:
        dim = 0
        while dim <= max(indexed.leading):
            found = indexed.leading.get(dim)
            items.append(found if found is not None else NONE)
            dim += _width(interp, found) if found is not None else 1
    element = ty.optional(ty.TENSOR)
    if not indexed.trailing:
        return Dynamic(interp.build("list", [interp.lift(i) for i in items], [ty.list_of(element)]).result)
    last: list[Abstract] = []
    position = 0
    while position < indexed.kept:
        found = indexed.trailing.get(position)
        last.insert(0, found if found is not None else NONE)
        position += _width(interp, found) if found is not None else 1
    taken = sum(_width(interp, i) for i in items) + indexed.kept
    rank = interp.op("aten::dim", indexed.view, result=ty.INT)
    missing = interp.op("py::sub", rank, taken, result=ty.INT)
    listed = ty.list_of(element)
    none = Dynamic(interp.build("list", [interp.lift(NONE)], [listed]).result)
    middle = interp.op("py::mul", none, missing, result=listed)
    parts = [Dynamic(interp.build("list", [interp.lift(i) for i in side], [listed]).result) for side in (items, last)]
    joined = interp.op("py::add", parts[0], middle, result=listed)
    return interp.op("py::add", joined, parts[1], result=listed)


def _assign(
    interp: Interpreter, self: Abstract, indexed: Indexed, value: Abstract, indices: Abstract | None = None
) -> None:
    """Writes ``value`` where ``indexed`` leads to, or the ``indices`` of the tensor itself."""
    value = plain(value)
    t = interp.type_of(value)
    if isinstance(t, ty.ArrayType) and t.kind == "scalar" and t.dtype in ("float64", "complex128"):
        # Those of NumPy's numbers are Python's as well.
        value = interp.call(interp.getattr(value, "item"), [], {})
        t = interp.type_of(value)
    if isinstance(t, ty.UnionType) and not ty.is_subtype(t, ty.NUMBER):

        def assign(one: Abstract) -> Abstract:
            _assign(interp, self, indexed, one, indices)
            return NONE

        interp.split(value, assign)
        return
    if t == ty.COMPLEX:
        value = interp.op("tensor::complex_into", indexed.view, value)
        t = interp.type_of(value)
    is_tensor = isinstance(t, ty.TensorType)
    if not is_tensor and not ty.is_subtype(t, ty.NUMBER):
        name = {"List": "list", "Tuple": "tuple", "TupleOf": "tuple", "None": "NoneType"}.get(
            getattr(t, "name", ""), str(t)
        )
        if isinstance(t, ty.ArrayType):
            name = "numpy.ndarray" if t.kind == "array" else f"numpy.{t.dtype}"
        interp.raise_(TypeError, f"can't assign a {name} to a torch.FloatTensor")
    if indexed.leading or indexed.trailing or indices is not None:
        if isinstance(t, ty.TensorType) and t.rank != 0:
            value = interp.op("tensor::drop_leading_ones", value, result=ty.TensorType(t.dtype, None))
        if not is_tensor:
            dtype = interp.op("tensor::dtype", indexed.view, result=ty.DTYPE)
            value = emit(interp, "scalar_tensor", [value], {"dtype": dtype})
        check_writable(interp, interp.lift(indexed.view), "x[...] = ...")
        found = indices if indices is not None else _indices(interp, indexed)
        interp.op("aten::index_put_", indexed.view, found, value, False)
    elif isinstance(t, ty.TensorType):
        value = interp.op("tensor::as_assigned", value, indexed.view, result=ty.TensorType(t.dtype, None))
        emit(interp, "copy_", [indexed.view, value])
    else:
        emit(interp, "fill_", [indexed.view, value])
