"""``copy.deepcopy``: a copy is the program's own, so that the program may change it.

A known object of a user's class that is copied (a config, say) becomes an object of the program with the same
attributes; what can't be changed anyway, and modules and tensors, are copied by Python itself.
"""

from __future__ import annotations

import copy
import enum
import inspect
import types
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from .... import types as ty
from ....ir import Value
from .. import lifting, objects, operations, records, states
from ..lifting import torch_class
from ..values import (
    NONE,
    Abstract,
    Container,
    DictValue,
    Dynamic,
    FunctionValue,
    Key,
    ListValue,
    Mutable,
    ObjectValue,
    Static,
    TupleValue,
)  # fmt: skip
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(copy.deepcopy)
def deep_copy(interp: Interpreter, x: Abstract, memo: Abstract = NONE) -> Abstract:
    if memo is not NONE and interp.copiers:  # called by the __deepcopy__ of what is being copied
        copier: _Copier = interp.copiers[-1]
        return copier.copy(x)
    return _Copier(interp).copy(x)


class _Copier:
    """One deep copy: what is met twice is copied once."""

    def __init__(self, interp: Interpreter) -> None:
        self.interp = interp
        self.done: dict[int, Abstract] = {}
        self.kept: list[object] = []  # objects whose id is a key above

    def copy(self, value: Abstract) -> Abstract:
        if isinstance(value, Static):
            return self._object(value.value)
        if isinstance(value, TupleValue):
            return TupleValue(tuple(map(self.copy, value.items)), value.cls)
        if operations.is_tensor(value):
            return self.interp.op("aten::clone", value, None)
        if isinstance(value, Dynamic) and all(isinstance(m, ty.Simple) and m != ty.ANY for m in ty.members(value.type)):
            return value
        if isinstance(value, FunctionValue):
            return value
        if not isinstance(value, Mutable) or value.reference is not None:
            held = self.interp.escape(value)
            cls = objects.class_of(Dynamic(held))
            if cls is not None and id(held) not in self.done and _copies_itself(cls):
                self._register(held, self._by_method(Dynamic(held), cls))
            if id(held) not in self.done:
                self._register(held, _at_run_time(self.interp, held, len(self.kept)))
            return self.done[id(held)]
        if id(value) not in self.done:
            if isinstance(value, ObjectValue) and _copies_itself(value.cls):
                return self._register(value, self._by_method(value, value.cls))
            made = self._register(value, self._empty(value))
            assert isinstance(made, Mutable)
            made.slots = {key: self.copy(held) for key, held in value.slots.items()}
        return self.done[id(value)]

    def _by_method(self, value: Abstract, cls: type) -> Abstract:
        """What the ``__deepcopy__`` of the user's gives."""
        if not records.is_custom(cls, "__deepcopy__"):
            self.interp.refuse(
                f"{cls.__name__} says how it is copied by __reduce__ or __getstate__", "give it a __deepcopy__ method"
            )
        self.interp.copiers.append(self)
        try:
            return self.interp.call(self.interp.getattr(value, "__deepcopy__"), [self.interp.new_dict()])
        finally:
            self.interp.copiers.pop()

    def _empty(self, value: Mutable) -> Mutable:
        if isinstance(value, DictValue):
            return self.interp.new_dict()
        return self.interp.new_list() if isinstance(value, ListValue) else self.interp.new_like(value)

    def _register(self, source: object, made: Abstract) -> Abstract:
        if isinstance(made, Container) and made.reference is None:
            made.site = self.interp.site(len(self.kept))  # a place for each, so that one may lie in another
        self.kept.append(source)
        self.done[id(source)] = made
        return made

    def _object(self, value: Any) -> Abstract:
        """The copy of a known object."""
        if id(value) in self.done:
            return self.done[id(value)]
        now = states.known(self.interp, value)
        if not isinstance(now, Static):
            return self._register(value, self.copy(now))  # the program changes it
        if type(value) is list:
            listed = self.interp.new_list()
            self._register(value, listed)
            listed.items = [self._object(v) for v in value]
            return listed
        if type(value) is dict:
            made = self.interp.new_dict()
            self._register(value, made)
            made.slots = {Key(k): self._object(v) for k, v in value.items()}
            return made
        if type(value) is set:
            return self._register(value, lifting.set_like(self.interp, value))
        if type(value) is tuple:
            return TupleValue(tuple(map(self._object, value)))
        if type(value) is torch.Tensor:  # which the program may write to, anew in each call
            return self._register(value, self.interp.op("aten::clone", Static(value), None))
        if type(value) is np.ndarray and lifting.can_lift(Static(value), {}):
            copied = self.interp.op("np::copy", Static(value), "K", result=lifting.type_of_python(value))
            return self._register(value, copied)
        if isinstance(value, enum.Enum) or not has_plain_attributes(value) or _copies_itself(type(value)):
            return Static(copy.deepcopy(value))
        instance = self.interp.new_object(type(value))
        self._register(value, instance)
        own = {records.ATTRIBUTES: vars(value)} if records.record_of(type(value)).open else vars(value)
        attributes = {name: states.find(self.interp, value, name) or Static(held) for name, held in own.items()}
        instance.slots = {name: self.copy(held) for name, held in attributes.items()}
        self._copy_base(value, instance)
        return instance

    def _copy_base(self, value: Any, instance: ObjectValue) -> None:
        base = records.container_base(type(value))
        if base is not None:
            instance.slots[records.BASES[base]] = self._object(base(value))


def _at_run_time(interp: Interpreter, held: Value, number: int) -> Abstract:
    """A deep copy of what only the running program knows; ``number`` tells the copies of one call apart."""
    own = records.custom_in(held.type, "__deepcopy__", "__copy__", "__reduce__", "__getstate__")
    if own is not None:
        interp.refuse(
            f"a container of {own.__name__}, which says itself how it is copied, can't be copied as a whole",
            "copy its elements: [copy.deepcopy(one) for one in items]",
        )
    made: ty.Type = held.type
    if isinstance(made, ty.Generic) and made.name in ("List", "Set", "Dict"):
        parts = [interp.element_type(made)] + ([lifting.value_type(made)] if made.name == "Dict" else [])
        site = interp.site(number)
        interp.widen(site, *parts)
        made = ty.Generic(made.name, tuple(parts), frozenset({site}))
    return interp.op("py::deepcopy", held, result=made)


def _copies_itself(cls: type) -> bool:
    if issubclass(cls, enum.Enum):
        return False  # a member is its own copy
    return hasattr(cls, "__deepcopy__") or inspect.getattr_static(cls, "__reduce_ex__") is not object.__reduce_ex__


def has_plain_attributes(value: Any) -> bool:
    if isinstance(value, (type, types.ModuleType, types.FunctionType)) or torch_class(value, "nn.Module"):
        return False
    return hasattr(value, "__dict__") and records.is_plain_class(type(value))
