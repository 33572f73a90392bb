"""Constants: the values of the IR's ``constant`` ops, in a form that needs neither torch nor pickle.

``convert(value, type)`` turns a Python value into a ``Constant``. Torch's objects are known by what they have, not by
their class, so that reading an archive never imports torch. Two equal constants are the same pool entry; floats are
equal by their bits (0.0 isn't -0.0), tensors where dtype, geometry and memory are the same.
"""

from __future__ import annotations

import ctypes
import struct
from dataclasses import dataclass, field
from typing import Any

from ..errors import CompileError
from ..ir.classes import ClassRef, MemberRef
from ..types import DTYPES, SIZE, UNBOUND, Generic, Type, of_tuple

DTYPE_NAMES = {number: name for name, (number, _) in DTYPES.items()}
MAX_DEPTH = 32


@dataclass(frozen=True, slots=True)
class StorageRef:
    """A block of memory that tensors share: ``owner`` keeps it alive and is no part of its identity."""

    pointer: int
    size: int
    owner: Any = field(compare=False, repr=False)

    def part(self, start: int, end: int) -> StorageRef:
        """The bytes from ``start`` to ``end``, as a storage of its own."""
        return StorageRef(self.pointer + start, end - start, self.owner)

    def view(self) -> memoryview:
        """The bytes, read where they lie. ``owner`` is the memory itself where an archive was read, else a tensor."""
        if isinstance(self.owner, memoryview):
            return self.owner[self.pointer : self.pointer + self.size]
        return memoryview((ctypes.c_char * self.size).from_address(self.pointer)).cast("B")


@dataclass(frozen=True, slots=True)
class TensorConstant:
    """A strided tensor; ``offset`` and ``strides`` count elements."""

    dtype: str
    sizes: tuple[int, ...]
    strides: tuple[int, ...]
    offset: int
    storage: StorageRef

    def extent(self) -> tuple[int, int]:
        """The bytes of the storage that the elements lie in, as (start, end); (0, 0) where there are none."""
        if 0 in self.sizes:
            return 0, 0
        item = DTYPES[self.dtype][1]
        last = self.offset + sum((size - 1) * stride for size, stride in zip(self.sizes, self.strides))
        return self.offset * item, (last + 1) * item


@dataclass(frozen=True, slots=True)
class Constant:
    """``kind``: none unbound bool int float complex str bytes dtype device ellipsis tuple list size tensor dict set
    class member.

    ``value``: a float's or complex number's bits, a dtype's name, a device's (type, index), a tuple of constants (a
    dict's keys and values in turn), a TensorConstant, a class's name, an Enum's name and its member's, or the Python
    value itself.
    """

    kind: str
    value: Any = None

    def python(self) -> Any:
        """The Python object of a constant that is a number, a text, or a tuple of such."""
        if self.kind == "float":
            return struct.unpack("<d", self.value)[0]
        if self.kind == "complex":
            return complex(*struct.unpack("<dd", self.value))
        return tuple(part.python() for part in self.value) if self.kind in ("tuple", "list") else self.value

    _hash: int = field(init=False, compare=False, repr=False)  # kept: a vocabulary is asked for it many times

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.kind, self.value)))

    def __hash__(self) -> int:
        return self._hash


CONTAINERS = ("tuple", "list", "size", "dict", "set")  # the kinds whose value is a tuple of constants


def convert(value: Any, type: Type | None = None, depth: int = 0) -> Constant:
    """The constant for ``value``; ``type`` tells what a tuple stands for. CompileError where it has no form."""
    if depth > MAX_DEPTH:
        raise CompileError(f"a constant is nested more than {MAX_DEPTH} deep")
    if value is None:
        return Constant("unbound" if type == UNBOUND else "none")
    if isinstance(value, bool):
        return Constant("bool", value)
    if isinstance(value, int) and not hasattr(value, "_member_map_"):
        if not -(2**63) <= value < 2**63:
            raise CompileError(f"the integer {value} needs more than 64 bits", fix="use a float")
        return Constant("int", int(value))
    if isinstance(value, float):
        return Constant("float", struct.pack("<d", value))
    if isinstance(value, complex):
        return Constant("complex", struct.pack("<dd", value.real, value.imag))
    if isinstance(value, str):
        if not value.isascii() and any(0xD800 <= ord(c) < 0xE000 for c in value):
            raise CompileError("a string holds half of a surrogate pair, which is no valid text")
        return Constant("str", str(value))
    if isinstance(value, bytes):
        return Constant("bytes", value)
    if value is Ellipsis:
        return Constant("ellipsis")
    if isinstance(value, (tuple, list)):
        return _sequence(value, type, depth)
    if isinstance(value, dict):
        return Constant("dict", tuple(convert(v, None, depth + 1) for pair in value.items() for v in pair))
    if isinstance(value, (set, frozenset)):
        return Constant("set", tuple(convert(v, None, depth + 1) for v in value))
    if isinstance(value, ClassRef):
        return Constant("class", value.name)
    if isinstance(value, MemberRef):
        return Constant("member", (value.cls, value.member))
    return _torch_object(value)


def _sequence(value: tuple[Any, ...] | list[Any], type: Type | None, depth: int) -> Constant:
    element: list[Type | None] = [None] * len(value)
    kind = "list" if isinstance(value, list) else "tuple"
    type = type if type is None else of_tuple(type)
    if isinstance(type, Generic):
        if type.name == "Dict":
            value = tuple(part for pair in value for part in pair)
            return Constant("dict", tuple(convert(v, type.args[i % 2], depth + 1) for i, v in enumerate(value)))
        kind = "tuple" if type.name == "TupleOf" else type.name.lower()
        element = list(type.args) if type.name == "Tuple" else [type.args[0]] * len(value)
    elif type == SIZE or value.__class__.__name__ == "Size":
        kind = "size"
    if len(element) != len(value):
        raise CompileError(f"a constant of {len(value)} elements has the type {type}")
    return Constant(kind, tuple(convert(item, t, depth + 1) for item, t in zip(value, element)))


def _torch_object(value: Any) -> Constant:
    name = value.__class__.__name__
    text = str(value)
    if name == "dtype" and text.startswith("torch."):
        if text[6:] not in DTYPES:
            raise CompileError(f"{text} isn't a dtype that Flambeau has")
        return Constant("dtype", text[6:])
    if name == "device":
        if value.type != "cpu":
            raise CompileError(f"the device {text!r} is fixed in the program", fix="take the device from an input")
        return Constant("device", ("cpu", -1 if value.index is None else value.index))
    if name == "layout" and text == "torch.strided":
        return Constant("int", 0)
    if name == "memory_format":
        formats = ("torch.contiguous_format", "torch.preserve_format", "torch.channels_last", "torch.channels_last_3d")
        return Constant("int", formats.index(text))
    if hasattr(value, "untyped_storage"):
        return Constant("tensor", _tensor(value))
    raise CompileError(f"a constant of the class {name} has no form in a program")


def _tensor(tensor: Any) -> TensorConstant:
    dtype = str(tensor.dtype)[6:]
    if dtype not in DTYPES:
        raise CompileError(f"a constant tensor of dtype {tensor.dtype} isn't one that Flambeau has")
    if str(tensor.layout) != "torch.strided":
        raise CompileError(f"a constant tensor is {tensor.layout}, not strided", fix="use .to_dense()")
    tensor = tensor.detach()
    if tensor.device.type != "cpu":
        tensor = tensor.cpu()
    tensor = tensor.resolve_conj().resolve_neg()
    storage = tensor.untyped_storage()
    ref = StorageRef(storage.data_ptr(), storage.nbytes(), tensor)
    return TensorConstant(dtype, tuple(tensor.shape), tuple(tensor.stride()), tensor.storage_offset(), ref)
