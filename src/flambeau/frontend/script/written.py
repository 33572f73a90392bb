"""Tensors and arrays from outside to which the finished graph may write: they become state of the program.

``rules`` sees most writes where they are compiled: ``self.cache[i] = x``. This sees the others, once all is there::

    cache = self.first if x > 0 else self.second     # one of two
    keys, values = self.cache.chunk(2)               # parts of one
    self.caches[name][:, i] = x                      # one of what a container holds

From each value that is written to, it goes back to the constants that it may be or be a view of. What that finds too
much is no longer a constant, so only operators count that hand on what they are given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from ... import types as ty
from ...ir import SUSPENDING, Block, Op, Value, handed_on, walk
from ...ops.registry import operators
from . import states
from .rules.numpy_core import VIEWS

if TYPE_CHECKING:
    from .interpreter import Interpreter

# Of these operators of Python the result is, or holds, what their operands are or hold.
_HANDS_ON = frozenset(
    f"py::{name}" for name in (
        "getitem", "to_list", "to_tuple", "to_dict", "sorted", "sorted_by", "reversed", "enumerate", "zip", "list_pop",
        "list_copy", "table_value", "dict_get", "dict_values", "dict_items", "dict_pop", "dict_pop_default",
        "dict_popitem", "dict_setdefault", "dict_copy", "dict_fromkeys", "check_bound", "bound", "items_at", "sum_of",
        "named_tuple",
    )
)  # fmt: skip
_VIEWS = VIEWS | {"np::constant", "np::from_tensor", "np::to_tensor", "tensor::unbind_list"}
_JOINS = frozenset({"py::add", "py::mul", "py::or"})  # of lists, tuples and dicts


def own_constants(interp: Interpreter, bodies: Mapping[str, Block]) -> None:
    """Makes state of what the program, of functions with these ``bodies``, may write to; the program is stale if that
    is anything new."""
    if not interp.states.allowed:
        return
    origins = _Origins(bodies)
    for held in origins.of_written():
        owner = interp.owner_of(held)
        owner = held if owner is None else owner
        if id(owner) not in interp.states.objects:
            states.keep(interp, owner)


class _Origins:
    """What each value may be or hold, and what is written to."""

    def __init__(self, bodies: Mapping[str, Block]) -> None:
        self._bodies = bodies
        self._returned: defaultdict[str, list[Value]] = defaultdict(list)  # by the function
        self._suspended: list[Value] = []  # what any generator hands out
        self._before: defaultdict[Value, list[Value]] = defaultdict(list)
        self._written: list[Value] = []
        # By the slot of the program's state, or the class and slot of objects.
        self._put: defaultdict[Any, list[Value]] = defaultdict(list)
        self._got: defaultdict[Value, list[Any]] = defaultdict(list)  # what attributes a value may be
        self._stored: defaultdict[Value, list[Value]] = defaultdict(list)  # in containers that are changed
        for name, body in bodies.items():
            self._read(name, body)
        for value, places in self._got.items():
            self._before[value] = [held for place in places for held in self._put[place]]
        self._share()

    def _read(self, name: str, body: Block) -> None:
        for op in walk(body):
            if op.name == "call":
                callee = op.attrs["function"]
                self._flow(op.operands, self._bodies[callee].params)
                self._before.update(dict.fromkeys(op.results, self._returned[callee]))
            elif op.name == "return":
                self._returned[name] += op.operands
            elif op.name in SUSPENDING:
                self._suspended += op.operands
            elif op.name == "resume":
                self._before[op.results[0]] = self._suspended
            elif op.name in ("loop", "yield", "break", "continue"):
                self._flow(*handed_on(op))
            elif op.name in ("unpack", "list", "tuple", "dict", "set", "cast"):
                self._hand_on(op)
            else:
                self._operator(op)

    def _flow(self, given: list[Value], received: list[Value]) -> None:
        for before, after in zip(given, received):
            self._before[after].append(before)

    def _hand_on(self, op: Op) -> None:
        made = op.operands[0].op if op.name == "unpack" else None
        if made is not None and made.name == "tuple" and len(made.operands) == len(op.results):
            self._flow(made.operands, op.results)
            return
        for result in op.results:
            self._before[result] += op.operands

    def _operator(self, op: Op) -> None:
        operator = operators().get(op.name)
        if operator is None:
            return
        schema = operator.schema
        if op.name in ("py::state_get", "py::state_set"):
            slot = _known(op.operands[0])
            if op.name == "py::state_set":
                self._put[slot].append(op.operands[1])
            else:
                self._before[op.result] = self._put[slot]
        elif op.name in ("py::object_new", "py::object_get", "py::object_set"):
            self._object(op)
            return
        elif op.name in _HANDS_ON or (op.name in _JOINS and isinstance(op.result.type, ty.Generic)):
            self._hand_on(op)
        elif op.name in _VIEWS:
            self._before[op.result].append(op.operands[0])
        elif not schema.mutates:
            for argument, operand in zip(schema.arguments, op.operands):
                if argument.alias:
                    for result in op.results:
                        self._before[result].append(operand)
        for argument, operand in zip(schema.arguments, op.operands):
            if argument.written and _is_memory(operand.type):
                self._written.append(operand)
                for result in op.results:
                    self._before[result].append(operand)
            if argument.written and _is_container(operand.type):
                self._stored[operand] += [other for other in op.operands if _may_hold_memory(other.type)]

    def _object(self, op: Op) -> None:
        if op.name == "py::object_new":
            packed = op.operands[1].op
            given = packed.operands if packed is not None and packed.name == "tuple" else []
            for place, one in enumerate(given):
                self._put[op.result.type, place].append(one)
            return
        place = _known(op.operands[1])
        for cls in ty.members(op.operands[0].type):
            if op.name == "py::object_set":
                self._put[cls, place].append(op.operands[2])
            else:
                self._got[op.result].append((cls, place))

    def _share(self) -> None:
        """What is put into a container is in all that this may be: ``held = table[key]``, ``held.append(x)``."""
        for container, stored in self._stored.items():
            for one in list(self._back_from([container], _is_container)):
                self._before[one] = [*self._before[one], *stored]

    def _back_from(self, values: list[Value], is_passed: Callable[[ty.Type], bool]) -> Iterator[Value]:
        """``values`` and what these may be, hold or be views of, as far as its types are passed."""
        left, seen = list(values), set(values)
        while left:
            value = left.pop()
            yield value
            for before in self._before.get(value, ()):
                if before not in seen and is_passed(before.type):
                    seen.add(before)
                    left.append(before)

    def of_written(self) -> list[Any]:
        """The tensors that are constants of the program, or stand for arrays from outside, and may be written to."""
        found: dict[int, Any] = {}
        for value in self._back_from(self._written, _may_hold_memory):
            if value.op is not None and value.op.name == "constant":
                held = value.op.attrs.get("value")
                for part in held if isinstance(held, tuple) else (held,):
                    if isinstance(part, (torch.Tensor, np.ndarray)):
                        found[id(part)] = part
        return list(found.values())


def _is_memory(type: ty.Type) -> bool:
    return any(isinstance(m, (ty.TensorType, ty.ArrayType)) for m in ty.members(type))


def _may_hold_memory(type: ty.Type) -> bool:
    return any(
        isinstance(m, (ty.TensorType, ty.ArrayType, ty.ClassType))
        or m == ty.ANY
        or (isinstance(m, ty.Generic) and any(map(_may_hold_memory, m.args)))
        for m in ty.members(type)
    )


def _is_container(type: ty.Type) -> bool:
    return any(isinstance(m, (ty.Generic, ty.ClassType)) for m in ty.members(type)) and _may_hold_memory(type)


def _known(value: Value) -> Any:
    """The Python object that a constant is."""
    return value.op.attrs["value"] if value.op is not None else None
