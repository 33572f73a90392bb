"""Instances of user classes that inherit from Python's own containers: ``class Output(OrderedDict)``.

What the container part holds lives in a slot of its own, ``#dict`` say, as a container of the program: an instance of
``Output`` has its attributes and, beside them, a dict. The methods that a class inherits from ``dict``, ``list`` or
``set`` work on that part, those that it inherits from ``object`` on the attributes themselves. As a run-time object an
instance has a field for its container, whose name says what it is: ``#dict``, ``#list`` or ``#set``.
"""

from __future__ import annotations

import _random
import random
import types
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...stdlib import collecting, drawing, notes
from . import containers, objects, records
from .values import (
    NONE,
    Abstract,
    AttributesValue,
    BoundMethod,
    Builtin,
    DictValue,
    Dynamic,
    ObjectValue,
    Static,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter

_DESCRIPTORS = (types.MethodDescriptorType, types.WrapperDescriptorType)
# Classes written in C whose methods are written in the language itself.
WRITTEN: dict[type, type] = {
    _random.Random: drawing.RandomMethods,
    OrderedDict: collecting.OrderedDictMethods,
    defaultdict: collecting.DefaultDictMethods,
}


def add_base(interp: Interpreter, instance: ObjectValue) -> None:
    """Gives a new instance its container part."""
    base = records.container_base(instance.cls)
    if issubclass(instance.cls, random.Random):
        words = interp.new_list([Static(-1)])
        interp.escape(words)
        instance.slots["words"] = words
    if records.record_of(instance.cls).open:
        instance.slots[records.ATTRIBUTES] = interp.new_dict()
    if base is not None:
        empty = interp.new_dict() if base is dict else interp.new_list() if base is list else interp.new_set()
        instance.slots[records.BASES[base]] = empty


def base_of(interp: Interpreter, value: Abstract) -> Abstract | None:
    """The container part of an instance of a class that inherits from a container."""
    cls = objects.class_of(value)
    base = records.container_base(cls) if cls is not None else None
    if base is None:
        return None
    return objects.held_in(interp, value, records.BASES[base])


def plainly_iterated(cls: type) -> bool:
    """Whether iterating over an instance is iterating over its container part."""
    return isinstance(getattr(cls, "__iter__", None), types.WrapperDescriptorType)


def inherited_method(interp: Interpreter, receiver: Abstract, held: Any) -> Abstract | None:
    """The bound method for ``held``, what a class has of one that is written in C; None for anything else. A class may
    have it under another name: ``__getattr__ = dict.__getitem__``."""
    if not isinstance(held, _DESCRIPTORS):
        return None
    owner, name = held.__objclass__, held.__name__
    if owner is object:
        of_object = OBJECT.get(name)
        return of_object and Builtin(name, lambda interp, *args: of_object(interp, receiver, *args))
    if issubclass(owner, BaseException) and name in ("__str__", "__repr__") and isinstance(receiver, ObjectValue):
        from . import exceptions

        return Builtin(name, lambda interp: exceptions.inherited_text(interp, receiver, name))
    if issubclass(owner, BaseException) and name == "add_note":
        return BoundMethod(receiver, Static(notes.add_note))
    written = vars(WRITTEN[owner]).get(name) if owner in WRITTEN else None
    if isinstance(written, types.FunctionType):
        return BoundMethod(receiver, Static(written))
    base = base_of(interp, receiver)
    if base is None:
        return None
    special = PROTOCOL.get(name)
    if special is not None:
        return Builtin(name, lambda interp, *args, **kwargs: special(interp, receiver, base, *args, **kwargs))
    return containers.method(interp, base, name)


# --- what every object can do ---------------------------------------------------------------------------------------


def _set_attribute(interp: Interpreter, self: Abstract, name: Abstract, value: Abstract) -> Abstract:
    from . import attributes, dynamic_names

    if interp.is_static(name):
        attributes.put(interp, self, interp.python(name), value)
    else:
        dynamic_names.put(interp, self, name, value, plainly=True)
    return NONE


def _delete_attribute(interp: Interpreter, self: Abstract, name: Abstract) -> Abstract:
    from . import attributes

    attributes.take(interp, self, interp.python(name))
    return NONE


def _nothing(interp: Interpreter, self: Abstract, *args: Abstract) -> Abstract:
    return NONE


def _get_attribute(interp: Interpreter, self: Abstract, name: Abstract) -> Abstract:
    from . import attributes

    wanted = interp.python(name)
    if isinstance(self, ObjectValue) and self.reference is None:
        found = attributes.of_object(interp, self, wanted)
    else:
        found = objects.find(interp, Dynamic(interp.lift(self)), wanted)
    if found is None:
        interp.raise_(AttributeError, f"'{objects.class_of(self).__name__}' object has no attribute '{wanted}'")
    return found


OBJECT: dict[str, Callable[..., Abstract]] = {
    "__setattr__": _set_attribute, "__delattr__": _delete_attribute, "__getattribute__": _get_attribute,
    "__init__": _nothing,
}  # fmt: skip


# --- what containers do beside their methods ------------------------------------------------------------------------


def _initialise(interp: Interpreter, self: Abstract, base: Abstract, *args: Abstract, **named: Abstract) -> Abstract:
    from . import sets

    kind = containers.kind_of(base)
    fill: Any = {"list": containers.extend, "dict": containers.update_dict, "set": sets.update}[kind]
    for one in args:
        fill(interp, base, one)
    for name, value in named.items():
        containers.setitem(interp, base, Static(name), value)
    return NONE


def _getitem(interp: Interpreter, self: Abstract, base: Abstract, key: Abstract) -> Abstract:
    missing = getattr(objects.class_of(self), "__missing__", None)
    if missing is None:
        return containers.getitem(interp, base, key)
    found = interp.truth(containers.contains(interp, base, key))

    def absent() -> Abstract:
        return interp.call(interp.getattr(self, "__missing__"), [key])

    if isinstance(found, bool):
        return containers.getitem(interp, base, key) if found else absent()
    return interp.branch(found, lambda: containers.getitem(interp, base, key), absent)


def _iterate(interp: Interpreter, self: Abstract, base: Abstract) -> Abstract:
    return base


def _equal(interp: Interpreter, self: Abstract, base: Abstract, other: Abstract) -> Abstract:
    return interp.compare("eq", base, base_of(interp, other) or other)


def _unequal(interp: Interpreter, self: Abstract, base: Abstract, other: Abstract) -> Abstract:
    return interp.compare("noteq", base, base_of(interp, other) or other)


def _setitem(interp: Interpreter, self: Abstract, base: Abstract, key: Abstract, value: Abstract) -> Abstract:
    containers.setitem(interp, base, key, value)
    return NONE


def _delitem(interp: Interpreter, self: Abstract, base: Abstract, key: Abstract) -> Abstract:
    containers.delitem(interp, base, key)
    return NONE


def _contains(interp: Interpreter, self: Abstract, base: Abstract, item: Abstract) -> Abstract:
    return containers.contains(interp, base, item)


def _binary(name: str) -> Callable[..., Abstract]:
    def call(interp: Interpreter, self: Abstract, base: Abstract, other: Abstract) -> Abstract:
        return interp.binary(name, base, base_of(interp, other) or other)

    return call


def _repeated(interp: Interpreter, self: Abstract, base: Abstract, count: Abstract) -> Abstract:
    return interp.binary("mult", base, count)


def _inplace(name: str) -> Callable[..., Abstract]:
    def call(interp: Interpreter, self: Abstract, base: Abstract, other: Abstract) -> Abstract:
        containers.inplace(interp, name, base, base_of(interp, other) or other)
        return self

    return call


def _ordering(name: str) -> Callable[..., Abstract]:
    def call(interp: Interpreter, self: Abstract, base: Abstract, other: Abstract) -> Abstract:
        return interp.compare(name, base, base_of(interp, other) or other)

    return call


def _text(interp: Interpreter, self: Abstract, base: Abstract) -> Abstract:
    from .rules.builtins import format_value

    return format_value(interp, base, "r", Static(""))


def _reversed(interp: Interpreter, self: Abstract, base: Abstract) -> Abstract:
    return interp.call(Static(reversed), [base])


def _copy(interp: Interpreter, self: Abstract, base: Abstract) -> Abstract:
    return interp.call(containers.method(interp, base, "copy"), [])


PROTOCOL: dict[str, Callable[..., Abstract]] = {
    "__init__": _initialise, "__getitem__": _getitem, "__setitem__": _setitem, "__delitem__": _delitem,
    "__iter__": _iterate, "__eq__": _equal, "__ne__": _unequal, "__contains__": _contains, "__repr__": _text,
    "__reversed__": _reversed, "__add__": _binary("add"), "__or__": _binary("bitor"), "__and__": _binary("bitand"),
    "__sub__": _binary("sub"), "__xor__": _binary("bitxor"), "__mul__": _repeated, "__rmul__": _repeated,
    "__iadd__": _inplace("add"), "__ior__": _inplace("bitor"), "__iand__": _inplace("bitand"),
    "__isub__": _inplace("sub"), "__ixor__": _inplace("bitxor"), "__imul__": _inplace("mult"),
    "__lt__": _ordering("lt"), "__le__": _ordering("lte"), "__gt__": _ordering("gt"), "__ge__": _ordering("gte"),
    "copy": _copy,
}  # fmt: skip


def attributes_of(interp: Interpreter, value: ObjectValue) -> DictValue:
    """``value.__dict__``: a dict that is the instance's attributes themselves, not a copy of them."""
    return AttributesValue(interp.site(), value)
