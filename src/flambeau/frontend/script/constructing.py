"""How an instance comes about: metaclasses, ``__new__`` and ``__init__``, as ``type.__call__`` goes through them.

class Registry(type):                      class Single:
    def __call__(cls, *args):                  def __new__(cls): ...
        made = super().__call__(*args)             return super().__new__(cls)
"""

from __future__ import annotations

import enum
import inspect
import types
from typing import TYPE_CHECKING, Any

from . import inherited, objects, records
from .values import Abstract, Builtin, ObjectValue, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter


def _written(cls: type, name: str) -> types.FunctionType | None:
    """The method ``name`` of a class where it is written in Python, in or out of a staticmethod."""
    held = inspect.getattr_static(cls, name, None)
    held = held.__func__ if isinstance(held, staticmethod) else held
    return held if isinstance(held, types.FunctionType) else None


def by_metaclass(
    interp: Interpreter, cls: type, args: list[Abstract], kwargs: dict[str, Abstract]
) -> Abstract | None:  # fmt: skip
    """``cls(...)`` where its metaclass has a ``__call__`` of its own; None where it has none."""
    call = _written(type(cls), "__call__")
    if call is None or issubclass(cls, enum.Enum):
        return None
    return interp.call(Static(call), [Static(cls), *args], kwargs)


def make(interp: Interpreter, cls: type, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """``type.__call__``: what ``__new__`` gives, initialised where it is an instance of the class."""
    new = _written(cls, "__new__")
    if new is None or new.__module__ == "typing":  # Generic.__new__ of old
        made: Abstract = allocate(interp, cls)
    else:
        made = interp.call(Static(new), [Static(cls), *args], kwargs)
    made_of = objects.class_of(made)
    if made_of is not None and issubclass(made_of, cls):
        initialise(interp, made, args, kwargs, new is not None)
    return made


def allocate(interp: Interpreter, cls: type) -> ObjectValue:
    """``object.__new__(cls)``."""
    instance = interp.new_object(cls)
    inherited.add_base(interp, instance)
    return instance


def initialise(
    interp: Interpreter, instance: Abstract, args: list[Abstract], kwargs: dict[str, Abstract], takes_any: bool
) -> None:
    """``instance.__init__(...)``; ``takes_any`` where a ``__new__`` of the user's has taken the arguments."""
    cls = objects.class_of(instance)
    init = cls.__init__
    if isinstance(init, types.FunctionType):
        interp.call(Static(init), [instance, *args], kwargs)
    elif records.container_base(cls) is not None:
        interp.call(interp.getattr(instance, "__init__"), args, kwargs)
    elif issubclass(cls, BaseException):
        return
    elif type(init).__name__ == "cython_function_or_method":
        interp.refuse(
            f"{cls.__name__} can't be compiled: the class isn't written in Python",
            "make the object before the program starts, or write the class in Python",
        )
    elif (args or kwargs) and not takes_any:
        interp.raise_(TypeError, f"{cls.__name__}() takes no arguments")


def new_of(name: str) -> Builtin:
    """What ``super().__new__`` or ``super().__call__`` of a metaclass is, past all classes of the user's."""

    def allocate_instance(interp: Interpreter, cls: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        from . import classes

        wanted = interp.python(cls)
        if issubclass(wanted, tuple):
            return classes.named_tuple(interp, wanted, list(args), kwargs)
        return allocate(interp, wanted)

    return Builtin(name, allocate_instance)


def call_of(cls: Any) -> Builtin:
    return Builtin("__call__", lambda interp, *args, **kwargs: make(interp, cls, list(args), kwargs))
