"""Functions that make tensors from Python's data: ``torch.tensor``, ``as_tensor``, the legacy constructors.

Data that is known now becomes a constant, copied at each call since every call makes a new tensor; the rest is put
together at run time, where the dtype follows from what the data then holds.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from .... import types as ty
from ....stdlib import buffers, tensors
from .. import nesting, objects
from ..values import NONE, Abstract, ListValue, Static, TupleValue
from . import function
from .overloads import emit, item_type, plain
from .tensor import to

if TYPE_CHECKING:
    from ..interpreter import Interpreter

LEGACY = {
    torch.FloatTensor: torch.float32, torch.DoubleTensor: torch.float64, torch.HalfTensor: torch.float16,
    torch.BFloat16Tensor: torch.bfloat16, torch.LongTensor: torch.int64, torch.IntTensor: torch.int32,
    torch.ShortTensor: torch.int16, torch.CharTensor: torch.int8, torch.ByteTensor: torch.uint8,
    torch.BoolTensor: torch.bool,
}  # fmt: skip


def _static(value: Abstract) -> Any:
    return value.value if isinstance(value, Static) else value


@function(torch.tensor)
def tensor(
    interp: Interpreter, data: Abstract, dtype: Abstract = NONE, device: Abstract = NONE,
    requires_grad: Abstract = NONE, pin_memory: Abstract = NONE,
) -> Abstract:  # fmt: skip
    """A new tensor of the data: numbers, nested lists or tuples of them, or tensors without dims."""
    data = objects.plain(interp, data)
    t = interp.type_of(data)
    if isinstance(t, ty.UnionType) and any(isinstance(m, (ty.TensorType, ty.ArrayType)) for m in t.members):
        return interp.split(data, lambda one: tensor(interp, one, dtype, device))
    if isinstance(t, ty.ArrayType):
        copied = emit(interp, "clone", [shared(interp, data)])
        return copied if _static(dtype) is None else to(interp, copied, dtype)
    if isinstance(t, ty.TensorType):
        copied = emit(interp, "clone", [data])
        return copied if _static(dtype) is None else to(interp, copied, dtype)
    return _from_data(interp, data, plain(dtype))


def _from_data(interp: Interpreter, data: Abstract, dtype: Abstract) -> Abstract:
    data = plain(data)
    if interp.is_static(data) and isinstance(dtype, Static) and not _holds_tensor(interp, data):
        try:
            made = torch.tensor(interp.python(data), dtype=dtype.value)
        except Exception as error:
            interp.raise_(type(error), str(error))
        return emit(interp, "clone", [Static(made)])
    name, rank = _kind(interp, data)
    default = torch.get_default_dtype()
    if default != torch.float32 and _static(dtype) is None and name == str(default).removeprefix("torch."):
        dtype = Static(default)  # the runtime's own default is float32
    if isinstance(dtype, Static) and dtype.value is not None:
        name = str(dtype.value).removeprefix("torch.")
    elif not (isinstance(dtype, Static)):
        name = None
    return interp.op("tensor::from_data", data, dtype, None, result=ty.TensorType(name, rank))


def _holds_tensor(interp: Interpreter, data: Abstract) -> bool:
    items = interp.items(data) if isinstance(data, (TupleValue, ListValue)) else None
    if items is not None:
        return any(_holds_tensor(interp, i) for i in items)
    held = _static(data)
    if isinstance(held, (list, tuple)):
        return any(_holds_tensor(interp, Static(i)) for i in held)
    return isinstance(interp.type_of(data), ty.TensorType)


def _kind(interp: Interpreter, data: Abstract) -> tuple[str | None, int | None]:
    """The dtype that torch infers, and the rank, where the type of the data says them."""
    default = str(torch.get_default_dtype()).removeprefix("torch.")
    names: dict[ty.Type, str] = {ty.BOOL: "bool", ty.INT: "int64", ty.FLOAT: default}
    t, rank = nesting.innermost(interp.type_of(data))
    items = interp.items(data) if isinstance(data, (TupleValue, ListValue)) else None
    if items is not None and items and all(interp.type_of(i) in names for i in items):
        kinds = {interp.type_of(i) for i in items}
        found = next(k for k in (ty.FLOAT, ty.INT, ty.BOOL) if k in kinds)
        return names[found], 1
    # An empty list gives float32 whatever its type says, so that only a bare number's dtype is sure.
    return (names[t], 0) if rank == 0 and t in names else (None, None)


@function(torch.as_tensor, torch.asarray)
def as_tensor(
    interp: Interpreter, data: Abstract, dtype: Abstract = NONE, device: Abstract = NONE, **kwargs: Abstract
) -> Abstract:
    """The tensor itself, in another dtype where one is given, or a new one of the data."""
    t = interp.type_of(data)
    if isinstance(t, ty.UnionType) and any(isinstance(m, (ty.TensorType, ty.ArrayType)) for m in t.members):
        return interp.split(data, lambda one: as_tensor(interp, one, dtype, device))
    if isinstance(t, ty.ArrayType) and t.kind == "array":
        return to(interp, shared(interp, data), dtype=dtype, device=device)
    if isinstance(t, ty.TensorType):
        return to(interp, data, dtype=dtype, device=device)
    return tensor(interp, data, dtype)


@function(torch.from_numpy)
def from_numpy(interp: Interpreter, array: Abstract) -> Abstract:
    """A tensor on the array's memory."""
    return shared(interp, array)


def shared(interp: Interpreter, array: Abstract) -> Abstract:
    t = interp.type_of(array)
    dtype, rank = (t.dtype, t.rank) if isinstance(t, ty.ArrayType) else (None, None)
    scalar = isinstance(t, ty.ArrayType) and t.kind != "array"
    if scalar:
        array = interp.op("np::asarray", array, None, "K")
    return interp.op("np::to_tensor", array, result=ty.TensorType(dtype, rank))


@function(torch.frombuffer)
def frombuffer(
    interp: Interpreter, buffer: Abstract, *, dtype: Abstract, count: Abstract = Static(-1),
    offset: Abstract = Static(0), requires_grad: Abstract = Static(False),
) -> Abstract:  # fmt: skip
    wanted = interp.python(dtype)
    name = "int16" if wanted == torch.bfloat16 else str(wanted).removeprefix("torch.")
    given = [buffer, Static(np.dtype(name)), Static(wanted.itemsize), count, offset]
    made = interp.call(Static(buffers.frombuffer), given)
    return interp.call(interp.getattr(made, "view"), [dtype]) if wanted == torch.bfloat16 else made


@function(torch.Tensor)
def legacy_tensor(interp: Interpreter, *args: Abstract, device: Abstract = NONE) -> Abstract:
    """``torch.Tensor(2, 3)`` is an uninitialised tensor of that size, ``torch.Tensor([2, 3])`` holds the numbers."""
    return _legacy(interp, torch.float32, args)


def _legacy(interp: Interpreter, dtype: torch.dtype, args: tuple[Abstract, ...]) -> Abstract:
    known = ty.TensorType(str(dtype).removeprefix("torch."), None)
    if all(interp.type_of(plain(a)) == ty.INT for a in args):
        sizes = args or (Static(0),)
        return emit(interp, "empty", [TupleValue(sizes)], {"dtype": Static(dtype)}, result=known)
    if len(args) > 1 and any(isinstance(interp.type_of(a), ty.TensorType) for a in args):
        return _legacy(interp, dtype, tuple(interp.call(Static(operator.index), [a]) for a in args))
    if len(args) != 1:
        interp.refuse(
            "torch.Tensor() takes ints, which are the sizes, or one list, array or tensor",
            "write torch.tensor(data), or torch.empty(sizes)",
        )
    (data,) = args
    t = interp.type_of(data)
    if isinstance(t, ty.ArrayType):
        return to(interp, emit(interp, "clone", [shared(interp, data)]), Static(dtype))
    if isinstance(t, ty.TensorType):
        return emit(interp, "alias", [data])
    if t == ty.SIZE:
        return emit(interp, "empty", [data], {"dtype": Static(dtype)}, result=known)
    if interp.is_static(data) and not _holds_tensor(interp, data):
        return _from_data(interp, data, Static(dtype))
    if dtype == torch.float32:
        return interp.op("tensor::legacy", data, result=known)
    return interp.op("tensor::from_data", data, dtype, None, result=known)


def _legacy_rule(constructor: Any, dtype: torch.dtype) -> None:
    @function(constructor)
    def construct(interp: Interpreter, *args: Abstract, device: Abstract = NONE) -> Abstract:
        return _legacy(interp, dtype, args)


for _constructor, _dtype in LEGACY.items():
    _legacy_rule(_constructor, _dtype)


@function(torch.scalar_tensor)
def scalar_tensor(interp: Interpreter, s: Abstract, **kwargs: Abstract) -> Abstract:
    return emit(interp, "scalar_tensor", [s], kwargs)


__all__ = ["as_tensor", "item_type", "legacy_tensor", "tensor"]


@function(torch.Size)
def size(interp: Interpreter, *iterable: Abstract) -> Abstract:
    made = interp.call(Static(tuple), list(iterable))
    known = interp.items(made)
    types = [interp.element_type(interp.type_of(made))] if known is None else [interp.type_of(item) for item in known]
    if any(t not in (ty.INT, ty.BOOL, ty.NEVER) for t in types):
        return interp.op("py::size", interp.call(Static(tensors.indices), [made]), result=ty.SIZE)
    if known is not None:
        return TupleValue(tuple(known), torch.Size)
    return interp.op("py::size", made, result=ty.SIZE)
