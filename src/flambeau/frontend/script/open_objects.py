"""Objects whose attributes only the running program can name.

self.__dict__.update(json.loads(text))        for name, value in options.items():
SimpleNamespace(**json.loads(text))               setattr(self, name, value)

All attributes of an instance of such an ``open`` class lie in a dict of the program, which is its ``__dict__``, in the
one slot of that name. A class is opened where the first such statement is met, and the compilation starts again.
"""

from __future__ import annotations

import dataclasses
import inspect
import types
from typing import TYPE_CHECKING, Any

from . import containers, descriptors, objects, records
from .values import NONE, UNBOUND, Abstract, Restart, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter

ATTRIBUTES = records.ATTRIBUTES


def open_class(interp: Interpreter, cls: Any) -> None:
    """Starts again with an open ``cls``, unless its instances can't keep just any attribute, it is open already, or all
    this is for the words of an error, which may be left out."""
    if interp.wording:
        return
    if cls is None or not records.is_plain_class(cls) or dataclasses.is_dataclass(cls) or not cls.__dictoffset__:
        return
    record = records.record_of(cls)
    if not record.open:
        record.open_up()
        raise Restart


def attributes(interp: Interpreter, value: Abstract) -> Abstract | None:
    """The ``__dict__`` of an instance of an open class; None for any other value."""
    cls = objects.class_of(value)
    if cls is None or not records.record_of(cls).open:
        return None
    return objects.held_in(interp, value, ATTRIBUTES)


def find(interp: Interpreter, value: Abstract, held: Abstract, name: str) -> Abstract | None:
    """``value.name``, as Python looks it up; None where it is known that there is none. ``held`` are the attributes."""
    from . import attributes as lookup

    cls = objects.class_of(value)
    if name == "__class__":
        return Static(cls)

    def inherited() -> Abstract | None:
        found = lookup.class_attribute(interp, value, cls, name)
        if found is None and hasattr(cls, "__getattr__"):
            return interp.call(interp.getattr(value, "__getattr__"), [Static(name)])
        return found

    if is_data_descriptor(cls, name):
        return inherited()
    there = interp.truth(interp.compare("in", Static(name), held))
    if isinstance(there, bool):
        return interp.getitem(held, Static(name)) if there else inherited()
    if is_method(cls, name):
        interp.branch(there, lambda: _call_data(interp, interp.getitem(held, Static(name))), lambda: NONE)
        return inherited()

    def missing() -> Abstract:
        owner = containers.python_name(interp, value)
        return inherited() or interp.raise_(AttributeError, f"'{owner}' object has no attribute '{name}'")

    return interp.branch(there, lambda: interp.getitem(held, Static(name)), missing)


def _call_data(interp: Interpreter, value: Abstract) -> Abstract:
    """The error where an attribute that hides a method is called: what the program can name is data, no function."""
    return interp.split(
        value, lambda one: interp.raise_(TypeError, f"'{containers.python_name(interp, one)}' object is not callable")
    )


def is_missing(interp: Interpreter, value: Abstract, held: Abstract, name: str) -> Abstract | None:
    """Whether an attribute isn't there; None where it is known to be there or not."""
    cls = objects.class_of(value)
    if objects.has_class_attribute(cls, name) or hasattr(cls, "__getattr__"):
        return None
    missing = interp.compare("notin", Static(name), held)
    return None if isinstance(missing, Static) else missing


def put(interp: Interpreter, held: Abstract, name: Abstract, value: Abstract) -> None:
    """Sets the attribute ``name`` among those ``held``; ``UNBOUND`` deletes it."""
    if value is UNBOUND:
        containers.delitem(interp, held, name)
    else:
        containers.setitem(interp, held, name, value)


def is_data_descriptor(cls: Any, name: str) -> bool:
    """Whether the class says how the attribute is read or set, whatever the instance holds."""
    held = inspect.getattr_static(cls, name, None)
    return isinstance(held, property) or descriptors.overrides(cls, name)


def is_method(cls: Any, name: str) -> bool:
    """Whether the class has a method of that name, which no descriptor computes."""
    held = inspect.getattr_static(cls, name, None)
    return (
        isinstance(held, (staticmethod, classmethod)) or inspect.isroutine(held) or isinstance(held, types.FunctionType)
    )
