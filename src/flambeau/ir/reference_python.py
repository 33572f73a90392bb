"""What the ``py::`` and ``tensor::`` operators mean, said in Python itself.

``PYTHON`` maps an operator's qualified name to a function that takes its arguments in the schema's order. It is the
oracle for the C++ kernels of the same name, and what the passes evaluate constants with::

    >>> PYTHON["py::floordiv"](-7, 2)
    -4
"""

from __future__ import annotations

import base64
import binascii
import bisect
import builtins
import cmath
import copy
import hashlib
import heapq
import json
import math
import operator
import random
import re
import struct
import sys
import time
import unicodedata
import warnings
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from ..regex import compile_pattern, pattern_of
from . import reference_csv
from .classes import ClassRef, MemberRef


class Unbound:
    """The value of a Python variable before its first assignment; ``UNBOUND`` is the only instance."""

    def __repr__(self) -> str:
        return "<unbound>"


UNBOUND = Unbound()


class Object:
    """An instance of a user class: its class's name, its attributes by number."""

    def __init__(self, cls: ClassRef, slots: Any) -> None:
        self.cls = cls.name
        self.slots = dict(enumerate(slots))

    def __repr__(self) -> str:
        return f"{self.cls}({', '.join(map(repr, self.slots.values()))})"


class NamedTuple(tuple[Any, ...]):
    """An instance of a NamedTuple: a tuple that knows its class's name."""

    cls: str


def _named_tuple(cls: ClassRef, items: Any) -> NamedTuple:
    made = NamedTuple(items)
    made.cls = cls.name
    return made


_exception_classes: dict[tuple[str, tuple[str, ...]], type[BaseException]] = {}


def exception_class(name: str, bases: tuple[str, ...] = ()) -> type[BaseException]:
    """Python's own exception of that name, or a new class under the nearest of ``bases``."""
    found = getattr(builtins, name, None)
    if isinstance(found, type) and issubclass(found, BaseException):
        return found
    key = (name, bases)
    if key not in _exception_classes:
        named = [base for base in bases if ":" not in base]  # the first of a user's says where it is defined
        parent = exception_class(named[0], tuple(named[1:])) if named else Exception
        _exception_classes[key] = type(name, (parent,), {})
    return _exception_classes[key]


def _base64_decode(data: bytes) -> bytes | int | None:
    try:
        return base64.b64decode(data)
    except binascii.Error as error:
        found = re.search(r"\((\d+)\)", str(error))
        return int(found[1]) if found else None


def _exception_with(name: str, message: str, bases: list[str], args: Any, attributes: dict[str, Any]) -> BaseException:
    made = exception_class(name, tuple(bases))(message)
    made.args = args
    made.__dict__.update(attributes, text=message)
    return made


def _exception_matches(error: BaseException, name: str) -> bool:
    return any(cls.__name__ == name for cls in type(error).__mro__)


KINDS: dict[str, type] = {
    "int": int, "float": float, "bool": bool, "str": str, "NoneType": type(None), "Tensor": torch.Tensor,
    "list": list, "tuple": tuple, "dict": dict, "set": set, "Size": torch.Size, "dtype": torch.dtype,
    "device": torch.device, "slice": slice, "range": range, "bytes": bytes, "complex": complex,
    "Match": re.Match,
}  # fmt: skip


def _isinstance(value: Any, kinds: list[str]) -> bool:
    if isinstance(value, (Object, MemberRef)):
        return value.cls in kinds
    if isinstance(value, NamedTuple) and value.cls in kinds:
        return True
    if isinstance(value, BaseException):
        return any(_exception_matches(value, kind) for kind in kinds)
    if value is UNBOUND:
        return "Unbound" in kinds
    return any(kind in KINDS and isinstance(value, KINDS[kind]) for kind in kinds)


def _check_bound(value: Any, name: str) -> Any:
    if value is UNBOUND:
        raise UnboundLocalError(f"cannot access local variable '{name}' where it is not associated with a value")
    return value


def _table_next(table: Any, place: int, size: int) -> int:
    if len(table) != size:
        kind = "dictionary" if isinstance(table, dict) else "Set"
        raise RuntimeError(f"{kind} changed size during iteration")
    return place if place < size else -1


def _object_set(self: Object, slot: int, value: Any) -> None:
    self.slots[slot] = value


def _object_has(self: Object, slot: int) -> bool:
    return self.slots.get(slot, UNBOUND) is not UNBOUND


def _object_get(self: Object, slot: int) -> Any:
    if not _object_has(self, slot):
        raise AttributeError(f"'{self.cls.rpartition('.')[2]}' object has no attribute number {slot}")
    return self.slots[slot]


STATE_SLOTS: list[Any] = []  # the state of the program that is being interpreted


def _local_offset(moment: int, is_local: bool) -> int:
    if is_local:
        moment -= time.localtime(moment).tm_gmtoff
    return time.localtime(moment).tm_gmtoff


def _state_get(slot: int) -> Any:
    return STATE_SLOTS[slot]


def _state_set(slot: int, value: Any) -> None:
    STATE_SLOTS[slot] = value


def _next_combination(places: list[int], size: int, repeat: bool) -> bool:
    count = len(places)
    for at in reversed(range(count)):
        if places[at] < size - 1 - (0 if repeat else count - 1 - at):
            place = places[at] + 1
            places[at:] = [place if repeat else place + behind for behind in range(count - at)]
            return True
    return False


def _next_permutation(places: list[int], size: int) -> bool:
    for at in reversed(range(len(places) - size)):
        places[size + at] -= 1
        if others := places[size + at]:
            places[at], places[size - others] = places[size - others], places[at]
            return True
        places[at:size] = [*places[at + 1 : size], places[at]]
        places[size + at] = size - at
    return False


def _iterate(tensor: torch.Tensor) -> list[torch.Tensor]:
    if tensor.dim() == 0:
        raise TypeError("iteration over a 0-d tensor")
    return list(tensor.unbind(0))


def _drop_leading_ones(tensor: torch.Tensor) -> torch.Tensor:
    sizes = list(tensor.shape)
    while sizes and sizes[0] == 1:
        del sizes[0]
    return tensor.view(sizes)


def _as_assigned(tensor: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if tensor.dim() == 0:
        return tensor.clone()
    return tensor if tensor.shape == target.shape else _drop_leading_ones(tensor).expand(target.shape)


def _select(tensor: torch.Tensor, dim: int, index: int, position: int, taken: int) -> torch.Tensor:
    """``tensor[..., index]``, with the messages of the whole key that it is a part of."""
    rank = tensor.dim()
    if rank == taken == 0:
        return tensor[index]
    if not -rank <= dim < rank:
        if rank or position:
            raise IndexError(f"too many indices for tensor of dimension {rank + taken}")
        raise IndexError(f"index {index} is out of bounds for dimension 0 with size 0")
    size = tensor.shape[dim]
    if not -size <= index < size:
        raise IndexError(f"index {index} is out of bounds for dimension {position} with size {size}")
    return tensor.select(dim, index)


def _set_data(tensor: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    tensor.data = other
    return tensor


def _write_out(tensor: torch.Tensor, value: torch.Tensor, exact: bool = False) -> torch.Tensor:
    if exact:
        _check_out(tensor, value)
    return torch.add(value, 0, out=tensor) if value.dtype != torch.bool else torch.logical_or(value, value, out=tensor)


def _check_out(tensor: torch.Tensor, value: torch.Tensor) -> None:
    if tensor.dtype != value.dtype:
        raise RuntimeError(f"Expected out tensor to have dtype {value.dtype}, but got {tensor.dtype} instead")


def _complex_beside(like: torch.Tensor, z: complex) -> torch.Tensor:
    return torch.tensor(z, dtype=torch.promote_types(like.dtype, torch.complex64))


def _complex_into(target: torch.Tensor, z: complex) -> torch.Tensor:
    return torch.empty((), dtype=target.dtype).fill_(z)


def _print(values: Any, sep: str, end: str) -> None:
    print(*values, sep=sep, end=end)


def _twister_seed(state: list[int], key: list[int]) -> None:
    state[:] = random.Random(sum(word << 32 * i for i, word in enumerate(key))).getstate()[1]


def _draw(state: list[int], draw: Callable[[random.Random], Any]) -> Any:
    """What ``draw`` takes of Python's own generator in that state, which goes on."""
    generator = random.Random()
    if len(state) > 1:
        generator.setstate((generator.VERSION, tuple(state), None))
    drawn = draw(generator)
    state[:] = generator.getstate()[1]
    return drawn


def _pcg_seed(state: list[int], key: list[int]) -> None:
    _keep_pcg(state, np.random.PCG64(sum(word << 32 * i for i, word in enumerate(key))))


def _generator_state(seed: int) -> torch.Tensor:
    """What a generator of that seed draws from: its words, the place behind them, and no normal number that is kept."""
    words = np.random.RandomState(seed % 2**32).get_state(legacy=False)["state"]["key"]
    return torch.tensor([*map(int, words), len(words), 0, 0])


def _keep_pcg(state: list[int], generator: np.random.PCG64) -> None:
    held = generator.state
    halves = [number for name in ("state", "inc") for number in divmod(held["state"][name], 1 << 64)]
    state[:] = [h - (h >> 63 << 64) for h in halves] + [held["has_uint32"], held["uinteger"]]


def _draw_pcg(state: list[int], draw: Callable[[np.random.Generator], Any]) -> Any:
    """What ``draw`` takes of NumPy's own generator in that state, which goes on."""
    generator = np.random.PCG64()
    if len(state) > 1:
        high, low, inc_high, inc_low = (number % (1 << 64) for number in state[:4])
        generator.state = {
            "bit_generator": "PCG64", "state": {"state": high << 64 | low, "inc": inc_high << 64 | inc_low},
            "has_uint32": state[4], "uinteger": state[5],
        }  # fmt: skip
    drawn = draw(np.random.Generator(generator))
    _keep_pcg(state, generator)
    return drawn


PYTHON: dict[str, Callable[..., Any]] = {
    # arithmetic
    "py::add": operator.add, "py::sub": operator.sub, "py::mul": operator.mul, "py::truediv": operator.truediv,
    "py::floordiv": operator.floordiv, "py::mod": operator.mod, "py::pow": operator.pow,
    "py::lshift": operator.lshift, "py::rshift": operator.rshift, "py::and": operator.and_, "py::or": operator.or_,
    "py::xor": operator.xor, "py::neg": operator.neg, "py::pos": operator.pos, "py::invert": operator.invert,
    "py::abs": abs, "py::divmod": divmod, "py::round": round,
    # comparison
    "py::eq": operator.eq, "py::ne": operator.ne, "py::lt": operator.lt, "py::le": operator.le,
    "py::gt": operator.gt, "py::ge": operator.ge, "py::is": operator.is_, "py::contains": operator.contains,
    "py::not": operator.not_, "py::truth": bool, "py::is_none": lambda a: a is None, "py::isinstance": _isinstance,
    "py::check_bound": _check_bound, "py::id": id,
    # conversion
    "py::int": int, "py::int_base": int, "py::float": float, "py::bool": bool, "py::str": str, "py::repr": repr,
    "py::format": format, "py::chr": chr, "py::ord": ord,
    # iterables
    "py::len": len, "py::getitem": operator.getitem, "py::setitem": operator.setitem,
    "py::delitem": operator.delitem, "py::to_list": list, "py::to_tuple": tuple, "py::to_set": set,
    "py::to_dict": dict, "py::sorted": lambda a, reverse: sorted(a, reverse=reverse),
    "py::reversed": lambda a: list(reversed(a)), "py::min_of": min, "py::max_of": max, "py::min": min,
    "py::max": max, "py::sum_of": sum, "py::any_of": any, "py::all_of": all, "py::range": range,
    "py::slice": slice, "py::bound": getattr, "py::enumerate": lambda a, start: list(enumerate(a, start)),
    "py::size": torch.Size,
    "py::bisect": lambda values, x, lo, hi, behind: (bisect.bisect_right if behind else bisect.bisect_left)(
        values, x, lo, hi
    ),
    "py::heap_rise": heapq._siftdown,  # type: ignore[attr-defined]
    "py::heap_sink": heapq._siftup,  # type: ignore[attr-defined]
    "py::next_combination": _next_combination, "py::next_permutation": _next_permutation,
    "py::items_at": lambda pool, places, count: tuple(pool[place] for place in places[:count]),
    "py::list_sort": lambda self, reverse: self.sort(reverse=reverse),
    "py::table_next": _table_next, "py::table_key": lambda table, place: list(table)[place],
    "py::table_value": lambda table, place: list(table.values())[place],
    "py::dict_keys": lambda self: list(self.keys()), "py::dict_values": lambda self: list(self.values()),
    "py::sorted_by": lambda values, keys, reverse: [
        values[i] for i in sorted(range(len(keys)), key=keys.__getitem__, reverse=reverse)
    ],
    "py::zip": lambda iterables, strict: list(zip(*iterables, strict=strict)),
    "py::dict_items": lambda self: list(self.items()), "py::dict_pop_default": dict.pop,
    # exceptions, objects, input and output
    "py::exception": lambda name, message, bases: exception_class(name, tuple(bases))(message),
    "py::exception_type": lambda e: type(e).__name__, "py::unbound": lambda: UNBOUND,
    "py::exception_cause": lambda e: e.__cause__,
    "py::digest": lambda name, data: hashlib.new(name, data).digest(),
    "py::base64_encode": lambda data: base64.b64encode(data), "py::base64_decode": _base64_decode,
    "py::checksum": lambda name, data, start: getattr(zlib, name)(data, start),
    "py::exception_with": _exception_with, "py::exception_args": lambda e: e.args, "py::exception_attribute": getattr,
    "py::exception_has": hasattr, "py::exception_set": setattr, "py::csv_line": reference_csv.read_line,
    "py::exception_message": lambda e: e.__dict__.get("text", str(e)), "py::exception_matches": _exception_matches,
    "py::object_new": Object, "py::object_get": _object_get, "py::object_set": _object_set,
    "py::object_has": _object_has, "py::named_tuple": _named_tuple,
    "py::state_get": _state_get, "py::state_set": _state_set,
    "py::print": _print, "py::time": time.time, "py::perf_counter": time.perf_counter,
    "py::process_time": time.process_time, "py::local_offset": _local_offset,
    "py::twister_seed": _twister_seed, "py::twister_double": lambda state: _draw(state, random.Random.random),
    "py::pcg_seed": _pcg_seed, "py::pcg_double": lambda state: _draw_pcg(state, lambda g: g.random()),
    "py::pcg_normal": lambda state: _draw_pcg(state, lambda g: g.standard_normal()),
    "py::pcg_below": lambda state, most: _draw_pcg(state, lambda g: int(g.integers(most, endpoint=True))),
    "py::twister_word": lambda state: _draw(state, lambda generator: generator.getrandbits(32)),
    "py::deepcopy": copy.deepcopy,
    "py::print_error": lambda values, sep, end: print(*values, sep=sep, end=end, file=sys.stderr),
    "py::warn": lambda category, message, place: warnings.warn(message, stacklevel=2),
    "py::list_index": lambda self, value, start, stop: self.index(value, start, stop),
    "py::list_count": lambda self, value: self.count(value),
    # functions of math whose Python signature is of another form than the operator's
    "py::pow_mod": pow,
    "py::math_gcd": lambda integers: math.gcd(*integers), "py::math_lcm": lambda integers: math.lcm(*integers),
    "py::math_hypot": lambda coordinates: math.hypot(*coordinates),
    "py::math_prod": lambda values, start: math.prod(values, start=start),
    "py::math_isclose": lambda a, b, rel_tol, abs_tol: math.isclose(a, b, rel_tol=rel_tol, abs_tol=abs_tol),
    "py::json_dumps": lambda value, indent, sort_keys, ensure_ascii, between, colon: json.dumps(
        value, indent=indent, sort_keys=sort_keys, ensure_ascii=ensure_ascii, separators=(between, colon)
    ),
    "py::json_loads": json.loads,
    "py::struct_unpack": lambda format, buffer, offset: (
        struct.unpack(format, buffer) if offset is None else struct.unpack_from(format, buffer, offset)
    ),
    "py::struct_pack": lambda format, values: struct.pack(format, *values),
    # unicodedata
    "py::unicode_normalize": unicodedata.normalize, "py::unicode_category": unicodedata.category,
    "py::unicode_combining": unicodedata.combining,
    # methods of numbers
    "py::int_to_bytes": lambda self, length, order, signed: self.to_bytes(length, order, signed=signed),
    "py::int_from_bytes": lambda bytes, order, signed: int.from_bytes(bytes, order, signed=signed),
    "py::complex_real": lambda self: self.real, "py::complex_imag": lambda self: self.imag,
    # regular expressions
    **{
        f"py::re_{name}": lambda program, *args, name=name: getattr(pattern_of(program), name)(*args)
        for name in ("search", "match", "fullmatch", "findall", "split", "sub", "subn")
    },
    "py::re_finditer": lambda program, *args: list(pattern_of(program).finditer(*args)),
    "py::re_compile": lambda pattern, flags: compile_pattern(re.compile(pattern, flags)),
    "py::re_describe": lambda program: (
        pattern_of(program).flags, pattern_of(program).groups, dict(pattern_of(program).groupindex)
    ),  # fmt: skip
    "py::re_escape": re.escape,
    "py::match_pattern": lambda self: (self.re.pattern, self.re.flags),
    **{f"py::match_{name}": lambda self, name=name: getattr(self, name)
       for name in ("string", "pos", "endpos", "lastindex", "lastgroup")},
    # tensors
    "tensor::shape": lambda self: self.shape, "tensor::dtype": lambda self: self.dtype,
    "tensor::device": lambda self: self.device, "tensor::layout": lambda self: 0,
    "tensor::strides": lambda self: self.stride(), "tensor::item": lambda self: self.item(),
    "tensor::tolist": lambda self: self.tolist(), "tensor::generator_state": _generator_state,
    "tensor::text": str, "tensor::format": format, "tensor::bool": bool, "tensor::int": int, "tensor::float": float,
    "tensor::index": operator.index,
    "tensor::from_data": lambda data, dtype, device: torch.tensor(data, dtype=dtype, device=device),
    "tensor::legacy": torch.Tensor, "tensor::set_data": _set_data, "tensor::write_out": _write_out,
    "tensor::unbind_list": _iterate, "tensor::len": len, "tensor::select": _select,
    "tensor::drop_leading_ones": _drop_leading_ones,
    "tensor::as_assigned": _as_assigned, "tensor::check_out": _check_out,
    "tensor::complex_beside": _complex_beside, "tensor::complex_into": _complex_into,
    "tensor::write_in_place": lambda self, value: self.copy_(value),
}  # fmt: skip

_METHODS: dict[str, type] = {
    "int": int,
    "float": float,
    "complex": complex,
    "match": re.Match,
    "str": str,
    "list": list,
    "dict": dict,
    "set": set,
    "tuple": tuple,
    "bytes": bytes,
}


def find(name: str) -> Callable[..., Any] | None:
    """The meaning of ``name``; ``py::str_*``, ``py::math_*``... and ``py::ascii`` are Python's own of that name."""
    if name not in PYTHON:
        plain = name.removeprefix("py::")
        kind, _, method = plain.partition("_")
        home: Any = {"math": math, "cmath": cmath}.get(kind) or _METHODS.get(kind)
        found = getattr(home, method, None) or getattr(builtins, plain, None)
        if found is None:
            return None
        PYTHON[name] = _without_trailing_none(found) if kind == "math" else found
    return PYTHON[name]


def _without_trailing_none(function: Callable[..., Any]) -> Callable[..., Any]:
    """``math.log`` and others take no None for an argument that was left out."""

    def call(*args: Any) -> Any:
        while args and args[-1] is None:
            args = args[:-1]
        return function(*args)

    return call
