"""``function(**options)`` where only the running program knows which options there are.

Each parameter that isn't given otherwise is looked up in the dict, with its default where it isn't there; a key that is
no such parameter raises Python's TypeError.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ... import types as ty
from ...ops import resolve
from ...stdlib import keywords
from . import containers, objects, records, rules
from .rules import torch_functions
from .values import Abstract, Builtin, Container, Dynamic, FunctionValue, Method, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter


OTHERS = "**"  # the name under which a call is given the dict for its function's ``**options``


def spread(
    interp: Interpreter, function: Abstract, options: Abstract, args: int, given: dict[str, Abstract]
) -> dict[str, Abstract]:
    """The keyword arguments that ``**options`` stands for, after ``args`` positional ones and those ``given``."""
    from .rules import strings

    kind = interp.type_of(options)
    if not isinstance(kind, ty.Generic) or kind.name != "Dict" or not isinstance(options, (Dynamic, Container)):
        if kind in (ty.NONE, ty.BOOL, ty.INT, ty.FLOAT, ty.STR) or containers.kind_of(options) in ("list", "tuple"):
            named, held = _full_name(interp, function), containers.python_name(interp, options)
            interp.raise_(TypeError, f"{named}() argument after ** must be a mapping, not {held}")
        interp.refuse("which keyword arguments these are is only known when the program runs", "name them one by one")
    if isinstance(function, Method) and function.name == "str.format":
        return {**strings.looked_up(interp, function.receiver, options), **given}
    refuse_repeated(interp, function, options, given)
    name, parameters, takes_others = _parameters(interp, function)
    free = {p: default for p, default in parameters[args:] if p not in given}
    found = {}
    _check(interp, name, options, None if takes_others else tuple(free), [p for p, _ in parameters if p not in free])
    if takes_others:
        found[OTHERS] = interp.call(Static(keywords.others), [options, Static(tuple(free))])
    for parameter, default in free.items():
        key = Static(parameter)
        if default is not None and not isinstance(default, _Factory):
            found[parameter] = interp.call(interp.getattr(options, "get"), [key, default])
            continue
        found[parameter] = interp.branch(
            interp.lift(interp.compare("in", key, options)),
            lambda key=key: interp.getitem(options, key),  # type: ignore[misc]
            partial(_missing, interp, name, parameter, default),
        )
    return found


class _Factory(NamedTuple):
    """The default of a dataclass's field that is made anew for each instance."""

    make: Callable[[], Any]


def _missing(interp: Interpreter, name: str, parameter: str, default: _Factory | None) -> Abstract:
    if default is None:
        interp.raise_(TypeError, f"{name}() missing 1 required positional argument: '{parameter}'")
    return interp.call(Static(default.make), [])


def _check(
    interp: Interpreter, name: str, options: Abstract, free: tuple[str, ...] | None, given: list[str]
) -> None:  # fmt: skip
    if free is None and not given:
        return
    known = [Static(name), options, Static(free), Static(tuple(given))]
    _raise_unless_none(interp, interp.call(Static(keywords.misfit), known))


def refuse_repeated(interp: Interpreter, function: Abstract, options: Abstract, given: dict[str, Abstract]) -> None:
    """Python's TypeError for ``function(size=1, **options)`` where the options have a size."""
    if given:
        named = [Static(_full_name(interp, function)), options, Static(tuple(given))]
        _raise_unless_none(interp, interp.call(Static(keywords.repeated), named))


def _raise_unless_none(interp: Interpreter, misfit: Abstract) -> None:
    def fail() -> Abstract:
        interp.raise_(TypeError, interp.narrow(misfit, ty.STR) if isinstance(misfit, Dynamic) else misfit)

    interp.branch(interp.lift(interp.compare("isnot", misfit, Static(None))), fail, lambda: Static(None))


def _full_name(interp: Interpreter, function: Abstract) -> str:
    """What Python calls a function in such a message."""
    if isinstance(function, Method):
        return function.name
    from .rules.surroundings import stand_in

    held: Any = stand_in(interp, function)
    module, name = getattr(held, "__module__", ""), getattr(held, "__qualname__", type(held).__name__)
    return f"{module}.{name}" if module and module != "builtins" else name


def _parameters(
    interp: Interpreter, function: Abstract
) -> tuple[str, list[tuple[str, Abstract | _Factory | None]], bool]:
    """A function's name, its parameters with their defaults, None for those that must be given, and whether it takes
    any others."""
    from .rules.surroundings import stand_in

    if isinstance(function, Static) and torch_functions.is_torch_builtin(function.value):
        operator = function.value.__name__
        overloads = resolve.find_overloads(f"aten::{operator}")
        if len(overloads) != 1:
            interp.refuse(f"which keyword arguments {operator} takes isn't known", "name them one by one")
        arguments = overloads[0].schema.arguments
        return operator, [(a.name, Static(a.default) if a.has_default else None) for a in arguments], False
    known = not isinstance(function, Static) or callable(function.value)
    if not known or (isinstance(function, (Dynamic, Container)) and objects.class_of(function) is None):
        interp.raise_(TypeError, f"'{containers.python_name(interp, function)}' object is not callable")
    held = stand_in(interp, function)
    if isinstance(function, Builtin) or not callable(held):
        interp.refuse("which keyword arguments these are is only known when the program runs", "name them one by one")
    declared = _declared(held)
    if declared is None:
        interp.refuse("which keyword arguments these are is only known when the program runs", "name them one by one")
    found: list[tuple[str, Abstract | _Factory | None]] = []
    factories = {}
    if isinstance(held, type) and dataclasses.is_dataclass(held):
        factories = {f.name: f.default_factory for f in dataclasses.fields(held) if callable(f.default_factory)}
    takes_others = False
    for parameter in declared.parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            takes_others = True
        elif isinstance(function, FunctionValue):
            found.append((parameter.name, function.defaults.get(parameter.name)))
        elif parameter.name in factories:
            found.append((parameter.name, _Factory(factories[parameter.name])))
        elif parameter.kind is not parameter.VAR_POSITIONAL:
            found.append((parameter.name, None if parameter.default is parameter.empty else _lifted(parameter.default)))
    name = getattr(held, "__qualname__", type(held).__name__)
    if isinstance(held, type):
        name += ".__new__" if issubclass(held, tuple) else ".__init__"
    return name, found, takes_others


def _declared(held: Any) -> inspect.Signature | None:
    """The parameters of ``held``; those of the rule that stands for it where Python's own don't say them all."""
    try:
        taken_by = records.STANDING.get(held, held) if isinstance(held, type) else held
        declared = inspect.signature(getattr(held, "forward", taken_by))
    except ValueError:
        declared = None
    complete = declared is not None and all(p.kind is not p.VAR_KEYWORD for p in declared.parameters.values())
    rule = None if complete else rules.find(held)
    if rule is None:
        return declared
    if hasattr(rule, "written"):
        return inspect.signature(rule.written)
    own = inspect.signature(getattr(rule, "parameters_of", rule))
    named = list(own.parameters.values())[1:]  # without the interpreter
    return own.replace(parameters=named) if all(p.kind is not p.VAR_KEYWORD for p in named) else None


def _lifted(default: Any) -> Abstract:
    """A default as the program's value: rules' are such values already."""
    return default if isinstance(default, Abstract) else Static(default)
