"""Instances of user classes that inherit from Python's own containers: ``class Output(OrderedDict)``.

What the container part holds lives in a slot of its own, ``BASE``, as a container of the program: an instance of
``Output`` has its attributes and, beside them, a dict. The methods that a class inherits from ``dict``, ``list`` or
``set`` work on that part, those that it inherits from ``object`` on the attributes themselves.
"""

from __future__ import annotations

import types
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import containers
from .values import (
    NONE,
    Abstract,
    AttributesValue,
    BoundMethod,
    Builtin,
    Container,
    DictValue,
    ListValue,
    ObjectValue,
    Static,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter

BASE = "#base"  # the slot of an instance that holds its container part; no attribute can be named so
CONTAINERS: tuple[type, ...] = (dict, list, set)
_DESCRIPTORS = (types.MethodDescriptorType, types.WrapperDescriptorType)


def container_base(cls: type) -> type | None:
    """Which of Python's containers a class inherits from."""
    return next((base for base in CONTAINERS if issubclass(cls, base)), None)


def add_base(interp: Interpreter, instance: ObjectValue) -> None:
    """Gives a new instance its container part."""
    base = container_base(instance.cls)
    if base is not None:
        if base is dict:
            instance.slots[BASE] = interp.new_dict()
        else:
            instance.slots[BASE] = interp.new_list() if base is list else interp.new_set()


def base_of(value: Abstract) -> Container | None:
    """The container part of an instance of a class that inherits from a container."""
    held = value.slots.get(BASE) if isinstance(value, ObjectValue) else None
    return held if isinstance(held, Container) else None


def plainly_iterated(value: ObjectValue) -> bool:
    """Whether iterating over an instance is iterating over its container part."""
    return base_of(value) is not None and isinstance(getattr(value.cls, "__iter__", None), types.WrapperDescriptorType)


def inherited_method(interp: Interpreter, receiver: ObjectValue, held: Any, name: str) -> Abstract | None:
    """The bound method for ``held``, what a class inherits from one that is written in C; None for anything else."""
    if not isinstance(held, _DESCRIPTORS):
        return None
    owner = held.__objclass__
    if owner is object:
        of_object = OBJECT.get(name)
        return of_object and Builtin(name, lambda interp, *args: of_object(interp, receiver, *args))
    base = base_of(receiver)
    if base is None or owner not in (*CONTAINERS, OrderedDict, defaultdict):
        return None
    special = PROTOCOL.get(name)
    if special is not None:
        return Builtin(name, lambda interp, *args, **kwargs: special(interp, receiver, base, *args, **kwargs))
    return containers.method(interp, base, name)


# --- what every object can do ---------------------------------------------------------------------------------------


def _set_attribute(interp: Interpreter, self: ObjectValue, name: Abstract, value: Abstract) -> Abstract:
    from . import attributes

    attributes.put(interp, self, interp.python(name), value)
    return NONE


def _delete_attribute(interp: Interpreter, self: ObjectValue, name: Abstract) -> Abstract:
    if self.slots.pop(interp.python(name), None) is None:
        interp.raise_(AttributeError, interp.python(name))
    return NONE


def _nothing(interp: Interpreter, self: ObjectValue, *args: Abstract) -> Abstract:
    return NONE


def _get_attribute(interp: Interpreter, self: ObjectValue, name: Abstract) -> Abstract:
    from . import attributes

    found = attributes.of_object(interp, self, interp.python(name))
    if found is None:
        interp.raise_(AttributeError, f"'{self.cls.__name__}' object has no attribute '{interp.python(name)}'")
    return found


OBJECT: dict[str, Callable[..., Abstract]] = {
    "__setattr__": _set_attribute, "__delattr__": _delete_attribute, "__getattribute__": _get_attribute,
    "__init__": _nothing,
}  # fmt: skip


# --- what containers do beside their methods ------------------------------------------------------------------------


def _initialise(
    interp: Interpreter, self: ObjectValue, base: Container, *args: Abstract, **named: Abstract
) -> Abstract:
    if isinstance(base, ListValue):
        for one in args:
            containers.extend(interp, base, one)
        return NONE
    for one in args:
        (containers.update_dict if isinstance(base, DictValue) else containers.update_set)(interp, base, one)
    for name, value in named.items():
        containers.setitem(interp, base, Static(name), value)
    return NONE


def _getitem(interp: Interpreter, self: ObjectValue, base: Container, key: Abstract) -> Abstract:
    missing = getattr(self.cls, "__missing__", None)
    if not isinstance(missing, types.FunctionType):
        return containers.getitem(interp, base, key)
    found = interp.truth(containers.contains(interp, base, key))

    def absent() -> Abstract:
        return interp.call(BoundMethod(self, Static(missing)), [key])

    if isinstance(found, bool):
        return containers.getitem(interp, base, key) if found else absent()
    return interp.branch(found, lambda: containers.getitem(interp, base, key), absent)


def _iterate(interp: Interpreter, self: ObjectValue, base: Container) -> Abstract:
    return base


def _equal(interp: Interpreter, self: ObjectValue, base: Container, other: Abstract) -> Abstract:
    return interp.compare("eq", base, base_of(other) or other)


def _unequal(interp: Interpreter, self: ObjectValue, base: Container, other: Abstract) -> Abstract:
    return interp.compare("noteq", base, base_of(other) or other)


def _setitem(interp: Interpreter, self: ObjectValue, base: Container, key: Abstract, value: Abstract) -> Abstract:
    containers.setitem(interp, base, key, value)
    return NONE


def _delitem(interp: Interpreter, self: ObjectValue, base: Container, key: Abstract) -> Abstract:
    containers.delitem(interp, base, key)
    return NONE


def _contains(interp: Interpreter, self: ObjectValue, base: Container, item: Abstract) -> Abstract:
    return containers.contains(interp, base, item)


PROTOCOL: dict[str, Callable[..., Abstract]] = {
    "__init__": _initialise, "__getitem__": _getitem, "__setitem__": _setitem, "__delitem__": _delitem,
    "__iter__": _iterate, "__eq__": _equal, "__ne__": _unequal, "__contains__": _contains,
}  # fmt: skip


def attributes_of(interp: Interpreter, value: ObjectValue) -> DictValue:
    """``value.__dict__``: a dict that is the instance's attributes themselves, not a copy of them."""
    return AttributesValue(interp.site(), value)
