"""Attributes of exceptions that were caught.

A run-time exception carries what its instance was given. What its class has is found by the class that the except
clause names, unless a class derived from that has something else; then

    error.retryable      data is carried by the exceptions themselves (``States.carried``)
    error.describe()     a method or property is chosen by the name of the exception's class
"""

from __future__ import annotations

import inspect
import json
import re
import types
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...stdlib import json_errors, notes, regular_errors
from . import attributes, exception_sites, exceptions, operations
from .values import NONE, Abstract, BoundMethod, Builtin, Dynamic, ObjectValue, Restart, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter

MOST_CLASSES = 24  # so many classes' methods of one name are told apart
_MISSING = object()
# What Python's own classes have for all instances: descriptors written in C.
_BUILT_IN = (types.MemberDescriptorType, types.GetSetDescriptorType, types.WrapperDescriptorType)
_ALWAYS = ("args", "__class__", "__cause__")
# What the runtime tells of a text that is no JSON or no regular expression: it is all in the message.
_TOLD = {json.JSONDecodeError: json_errors, re.error: regular_errors}
_PARTS = ("msg", "pos", "lineno", "colno")


def find(interp: Interpreter, value: Dynamic, name: str) -> Abstract | None:
    """``value.name``."""
    caught = interp.caught.get(value.value, (BaseException,))
    if name == "args":
        given = exception_sites.held(interp, caught, "args")
        return interp.op("py::exception_args", value, result=ty.list_of(ty.join(ty.STR, given)))
    if name == "__class__":
        return exceptions.ExceptionClass(value)
    if name == "value" and StopIteration in caught:
        return exceptions.stop_value(interp, value)
    if name == "__cause__":
        if not interp.states.causes:
            interp.states.causes = True
            raise Restart
        return interp.op("py::exception_cause", value, result=ty.optional(ty.EXCEPTION))
    if name == "add_note":
        return BoundMethod(value, Static(notes.add_note))
    if name in ("__context__", "__suppress_context__", "__traceback__", "with_traceback"):
        interp.refuse(f"the {name} of an exception can't be compiled yet")
    told = next((module for cls, module in _TOLD.items() if cls in caught), None)
    if told is not None and name in _PARTS:
        return interp.call(Static(getattr(told, name)), [interp.op("py::exception_message", value, result=ty.STR)])
    if told is regular_errors and name == "pattern":
        interp.refuse("the pattern of a re.error isn't kept", "use the text that you gave to the function of re")
    held = [_of_class(cls, name) for cls in caught]
    others = [cls for cls in _derived(interp, caught) if not any(_of_class(cls, name) is one for one in held)]
    if any(_is_bound(one) for one in (*held, *(_of_class(cls, name) for cls in others))):
        return _chosen(interp, value, name, caught, others)
    if held[0] is not _MISSING and not others and all(one is held[0] for one in held):
        if exception_sites.held(interp, caught, name) == ty.NEVER:
            return attributes.class_attribute(interp, value, caught[0], name)
    if others or any(one is not _MISSING for one in held):
        carry(interp, name)
    return interp.op("py::exception_attribute", value, name, result=exception_sites.held(interp, caught, name))


def set_(interp: Interpreter, value: Dynamic, name: str, given: Abstract) -> None:
    """``value.name = given``."""
    caught = interp.caught.get(value.value, (BaseException,))
    classes = [*caught, *_derived(interp, caught)]
    if name in (*_ALWAYS, "__context__", "__suppress_context__", "__traceback__"):
        interp.refuse(f"the {name} of an exception that was caught can't be set", "raise a new one")
    if any(exceptions.writes_itself(cls) or _is_bound(_of_class(cls, name)) for cls in classes):
        interp.refuse(
            f"the attribute {name!r} of an exception that was caught can't be set: its class has a __str__ or property "
            "of its own", "set it before: error = Error(...); error.name = ...; raise error",
        )  # fmt: skip
    held = interp.escape(given)
    for cls in caught:
        exception_sites.note(interp, cls, name, held.type, below=True)
    interp.op("py::exception_set", value, name, held)


def is_missing(interp: Interpreter, value: Dynamic, name: str) -> Abstract | None:
    """Whether the exception has no such attribute; None where it surely has one."""
    caught = interp.caught.get(value.value, (BaseException,))
    if name in _ALWAYS or all(_of_class(cls, name) is not _MISSING for cls in caught):
        return None
    derived = [cls for cls in _derived(interp, caught) if _of_class(cls, name) is not _MISSING]
    bound = [cls for cls in derived if _is_bound(_of_class(cls, name))]
    if any(not _is_bound(_of_class(cls, name)) for cls in derived):
        carry(interp, name)
    has: Abstract = Static(False)
    if exception_sites.held(interp, caught, name) != ty.NEVER:
        has = interp.op("py::exception_has", value, name, result=ty.BOOL)
    if bound:
        matching = exceptions.matches_any(interp, value, tuple(bound))
        has = matching if isinstance(has, Static) else interp.binary("bitor", has, matching)
    return operations.negate(interp, has)


def carry(interp: Interpreter, name: str) -> None:
    """Has all exceptions that are raised carry what their classes have under this name."""
    if name not in interp.states.carried:
        interp.states.carried.add(name)
        raise Restart


def carried(interp: Interpreter, value: ObjectValue) -> dict[str, Abstract]:
    """What an exception that is raised has of its class, of what is read of exceptions."""
    found = {}
    for name in sorted(interp.states.carried - value.slots.keys()):
        held = _of_class(value.cls, name)
        if held is not _MISSING and not _is_bound(held):
            given = attributes.class_attribute(interp, value, value.cls, name)
            assert given is not None
            found[name] = given
    return found


def _of_class(cls: type, name: str) -> Any:
    """What the class has under the name, without what Python's own classes keep in each instance."""
    held = inspect.getattr_static(cls, name, _MISSING)
    return _MISSING if isinstance(held, _BUILT_IN) else held


def _is_bound(held: Any) -> bool:
    return hasattr(type(held), "__get__")


def _derived(interp: Interpreter, caught: tuple[Any, ...]) -> list[type]:
    """The other classes that what was caught may be of: those that the program raises."""
    interp.states.attributes_asked = True
    raised = sorted(interp.states.raised, key=lambda cls: (cls.__module__, cls.__qualname__))
    return [cls for cls in raised if issubclass(cls, caught) and cls not in caught]


def raised_by(interp: Interpreter) -> list[type]:
    """The classes of the exceptions that the program makes."""
    return _derived(interp, (BaseException,))


def note_raised(interp: Interpreter, cls: type) -> None:
    """Notes that the program raises instances of the class."""
    if cls not in interp.states.raised:
        interp.states.raised.add(cls)
        interp.stale = interp.stale or interp.states.attributes_asked


def _chosen(
    interp: Interpreter, value: Dynamic, name: str, caught: tuple[Any, ...], others: list[type]
) -> Abstract | None:  # fmt: skip
    """A method, or the value of a property, by the exception's class."""
    mentioned = [cls for cls in caught if _of_class(cls, name) is not _MISSING]
    telling = [*(cls for cls in others if _of_class(cls, name) is not _MISSING), *mentioned[1:]]
    if not telling and len(caught) == 1:
        return attributes.class_attribute(interp, value, mentioned[0], name)
    if len(telling) > MOST_CLASSES:
        interp.refuse(
            f"{len(telling)} classes of exceptions have a {name} of their own, and which one it is isn't known",
            "catch the classes that are meant by their names",
        )
    telling.sort(key=lambda cls: -len(cls.__mro__))

    def read(cls: type | None) -> Abstract:
        if cls is not None and _is_bound(_of_class(cls, name)):
            return attributes.class_attribute(interp, value, cls, name) or NONE
        if cls is not None:
            carry(interp, name)
        return interp.op("py::exception_attribute", value, name, result=exception_sites.held(interp, caught, name))

    def choose(use: Any) -> Abstract:
        def among(index: int) -> Abstract:
            if index == len(telling):
                return use(mentioned[0] if mentioned else None)  # type: ignore[no-any-return]
            is_one = interp.op("py::exception_matches", value, telling[index].__name__, result=ty.BOOL)
            return interp.branch(interp.lift(is_one), lambda: use(telling[index]), lambda: among(index + 1))

        return among(0)

    if any(not isinstance(_of_class(cls, name), types.FunctionType) for cls in (*telling, *mentioned)):
        return choose(read)
    return Builtin(name, lambda interp, *args, **kwargs: choose(lambda cls: interp.call(read(cls), list(args), kwargs)))
