"""Functions, classes and modules that run-time containers and objects hold.

::

    handlers.append(lambda value, by=step: value * by)      table[name] = self.layer
    for handler in handlers: total += handler(total)        y = table[key](x)

No register can hold a function. An object of a class of its own stands for it, which has what the function has captured
as attributes. As the compiler knows what each such class stands for, a call of one of several is a test of the object's
class (``Interpreter.split``). Variables of the program's own function are not captured: they are read where they are,
when it is called, as in Python. Those of other functions are, where nothing can change them any more.
"""

from __future__ import annotations

import ast
import enum
import functools
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...ir import Value
from ...ir.classes import MemberRef
from . import choices, objects, records, source
from .values import (
    Abstract,
    BoundMethod,
    Builtin,
    Choice,
    Dynamic,
    Frame,
    FunctionValue,
    Key,
    Method,
    Static,
    TupleValue,
)

if TYPE_CHECKING:
    from .interpreter import Interpreter

_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, functools.partial, type)


@dataclass(frozen=True, eq=False)
class Partial(Builtin):
    """``functools.partial(function, *bound, **named)``."""

    function: Abstract
    bound: tuple[Abstract, ...]
    named: dict[str, Abstract]

    def find(self, interp: Interpreter, name: str) -> Abstract | None:
        if name == "keywords":
            return interp.new_dict((Key(key), value) for key, value in self.named.items())
        return {"func": self.function, "args": TupleValue(self.bound)}.get(name)


@dataclass(frozen=True)
class Recipe:
    """What tells a function from others, the values that it has captured, and how it is made of them again."""

    key: tuple[object, ...]
    name: str
    parts: list[Abstract]
    make: Callable[[Interpreter, Sequence[Abstract]], Abstract]


def keep(interp: Interpreter, value: Abstract) -> Value | None:
    """A run-time value that stands for a function, class or module; None where there is none."""
    if isinstance(value, Choice) and value.of_all_kinds:
        return interp.lift(choices.each(interp, value, lambda one: _data(interp, one)))
    if isinstance(value, Choice):
        if not all(map(may_keep, value.members.values())):
            return None
        return interp.escape(choices.each(interp, value, lambda one: Dynamic(interp.escape(one))))
    recipe = _recipe(interp, value)
    if recipe is None:
        return None
    record = _record(recipe)
    if not recipe.parts:
        return interp.constant(MemberRef(record.name, "it"), ty.ClassType(record.name, record))
    made = interp.new_object(record.cls)
    made.slots = {f"part{i}": part for i, part in enumerate(recipe.parts)}
    return objects.materialise(interp, made)


def _data(interp: Interpreter, value: Abstract) -> Abstract:
    if not interp.can_lift(value):
        interp.refuse("the method of an object that a name of the input stands for is kept", "call it at once")
    return value


def may_keep(value: Abstract) -> bool:
    """Whether a value is of a kind that can be kept, if what it has captured can."""
    if isinstance(value, Choice) and value.of_all_kinds:
        return True
    if isinstance(value, Choice):
        return all(map(may_keep, value.members.values()))
    return isinstance(value, (FunctionValue, BoundMethod, Partial, Method)) or _of_static(value) is not None


def taken(interp: Interpreter, value: Abstract) -> Abstract:
    """What ``value`` stands for, where it is surely a function that was kept; else ``value``."""
    if not isinstance(value, Dynamic) or not isinstance(value.type, ty.ClassType):
        return value
    record = records.of_type(value.type)
    if record is None or record.kept is None:
        return value
    parts = [objects.find(interp, value, name) for name in record.fields if name.startswith("part")]
    held: Abstract = record.kept(interp, parts)
    return held


def may_be_kept(type: ty.Type) -> bool:
    """Whether values of ``type`` may stand for functions."""
    found = (records.of_type(member) for member in ty.members(type) if isinstance(member, ty.ClassType))
    return any(record is not None and record.kept is not None for record in found)


def class_of_kept(type: ty.Type) -> type | None:
    """The Python class of the function, class or module that values of ``type`` stand for."""
    record = records.of_type(type)
    return record.kept_class if record is not None and record.kept is not None else None


def _record(recipe: Recipe) -> records.ClassRecord:
    classes = records.classes_of_kept()
    cls: Any = classes.get(recipe.key)
    if cls is None:
        name = f"<{recipe.name}>"
        cls = type(name, (), {}) if recipe.parts else enum.Enum(name, {"it": 0})
        # Errors name a value's class by the last part.
        cls.__module__, cls.__qualname__ = "flambeau", f"{name}.{_class(recipe.key).__name__}"
        classes[recipe.key] = cls
    record = records.record_of(cls)
    record.kept, record.kept_class = recipe.make, _class(recipe.key)
    return record


def _class(key: tuple[object, ...]) -> type:
    if isinstance(key[1], _Same) and key[0] == "static":
        return type(key[1].held)
    found = {"method": types.MethodType, "partial": functools.partial, "rule": types.BuiltinMethodType}
    return found.get(str(key[0]), types.FunctionType)


def _recipe(interp: Interpreter, value: Abstract) -> Recipe | None:
    if isinstance(value, Static):
        return _of_static(value)
    if isinstance(value, FunctionValue):
        return _of_function(interp, value)
    if isinstance(value, BoundMethod):
        inner = _recipe(interp, value.function)
        if inner is None:
            return None
        make = inner.make
        return Recipe(
            ("method", *inner.key), inner.name, [value.receiver, *inner.parts],
            lambda interp, parts: BoundMethod(parts[0], make(interp, parts[1:])),
        )  # fmt: skip
    if isinstance(value, Method):
        name = value.name.rpartition(".")[2]
        return Recipe(("rule", name), name, [value.receiver], lambda interp, parts: interp.getattr(parts[0], name))
    return _of_partial(interp, value) if isinstance(value, Partial) else None


class _Same:
    """A key that is one object, whatever its ``__eq__`` says."""

    def __init__(self, held: object) -> None:
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.held is other.held

    def __hash__(self) -> int:
        return id(self.held)


def _of_static(value: Abstract) -> Recipe | None:
    import torch

    held = value.value if isinstance(value, Static) else None
    if not isinstance(held, (*_FUNCTIONS, torch.nn.Module)):
        return None
    name = str(getattr(held, "__qualname__", None) or type(held).__name__)
    return Recipe(("static", _Same(held)), name, [], lambda interp, parts: value)


def _of_partial(interp: Interpreter, value: Partial) -> Recipe | None:
    inner = _recipe(interp, value.function)
    if inner is None:
        return None
    make, first, names = inner.make, len(inner.parts), list(value.named)
    last = first + len(value.bound)

    def again(interp: Interpreter, parts: Sequence[Abstract]) -> Abstract:
        function = make(interp, parts[:first])
        return partial(function, tuple(parts[first:last]), dict(zip(names, parts[last:])))

    parts = [*inner.parts, *value.bound, *value.named.values()]
    return Recipe(("partial", len(value.bound), *names, *inner.key), inner.name, parts, again)


def partial(function: Abstract, bound: tuple[Abstract, ...], named: dict[str, Abstract]) -> Partial:
    if isinstance(function, Partial):  # one of both, as Python makes
        return partial(function.function, (*function.bound, *bound), {**function.named, **named})

    def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return interp.call(function, [*bound, *args], {**named, **kwargs})

    return Partial("partial", call, function, bound, named)


# --- functions that the program defines -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Place:
    """A frame around a function: that of the program's own function, or one whose variables are captured."""

    frame: Frame
    is_first: bool
    reads: bool
    captured: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        return self.frame.name, self.frame.root, self.is_first, self.captured


def _of_function(interp: Interpreter, function: FunctionValue) -> Recipe | None:
    names = source.names_in(function.node) - _parameters(function.node)
    places: list[_Place] = []
    parts = list(function.defaults.values())
    frame: Frame | None = function.frame
    while frame is not None:
        place = _place(interp, frame, names)
        if place is None:
            return None
        places.append(place)
        parts += [frame.slots[name] for name in place.captured]
        frame = frame.parent
    node, file, name, defaulted = function.node, function.file, function.name, list(function.defaults)

    def again(interp: Interpreter, parts: Sequence[Abstract]) -> Abstract:
        defaults, rest = dict(zip(defaulted, parts)), list(parts[len(defaulted) :])
        count = sum(len(place.captured) for place in places)
        assert len(rest) == count
        around: Frame | None = None
        for place in reversed(places):
            captured = rest[count - len(place.captured) : count]
            count -= len(place.captured)
            around = _frame_again(interp, place, captured, around)
        assert around is not None
        return FunctionValue(node, file, around, defaults, name)

    key = ("function", _Same(node), *defaulted, *(place.key for place in places))
    return Recipe(key, name, parts, again)


def _place(interp: Interpreter, frame: Frame, names: frozenset[str]) -> _Place | None:
    """How a function's frame is found again, None where it can't be: that of the program's own function is running as
    long as anything is called; of any other the variables are captured, if nothing can change them afterwards."""
    if any(activation.is_outlined for activation in interp.activations):
        return None
    # None is running when what the program returns is handed out.
    if interp.activations and frame is _function_frame(interp.activations[0].frame):
        return _Place(frame, True, _reads(frame, names))
    captured = tuple(sorted(names & {key for key in frame.slots if isinstance(key, str)}))
    running = any(_function_frame(activation.frame) is frame for activation in interp.activations)
    if captured and (frame.is_comprehension or frame.root is None or _changes(frame.root)):
        return None
    if running and any(_is_bound_again(frame.root, name) for name in names):
        return None
    return _Place(frame, False, bool(captured), captured)


def _function_frame(frame: Frame) -> Frame:
    """The frame of the function that a comprehension is in, or of the function itself."""
    while frame.is_comprehension and frame.parent is not None:
        frame = frame.parent
    return frame


def _reads(frame: Frame, names: frozenset[str]) -> bool:
    """Whether a function that reads ``names`` may read variables of a frame around it."""
    bound = (n for n in ast.walk(frame.root) if isinstance(n, ast.Name)) if frame.root is not None else ()
    stored = {n.id for n in bound if not isinstance(n.ctx, ast.Load)}
    return not names.isdisjoint({*stored, *(key for key in frame.slots if isinstance(key, str))})


def _changes(root: ast.AST) -> bool:
    """Whether a function's variables may change when it has returned, or it hasn't returned yet."""
    return any(isinstance(n, (ast.Nonlocal, ast.Yield, ast.YieldFrom)) for n in ast.walk(root))


def _parameters(function: ast.FunctionDef | ast.Lambda) -> set[str]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return {a.arg for a in every if a is not None}


@functools.lru_cache(maxsize=1024)
def _is_bound_again(root: ast.AST | None, name: str) -> bool:
    """Whether a function binds a variable more than once, or in a loop: while it is running, that may change."""
    if not isinstance(root, (ast.FunctionDef, ast.Lambda)):
        return True
    count = int(name in _parameters(root))
    for node in ast.walk(root):
        bound = isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)
        count += bound or (isinstance(node, ast.FunctionDef) and node is not root and node.name == name)
        if isinstance(node, (ast.For, ast.While)):
            stored = (n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == name)
            count += 2 * any(not isinstance(n.ctx, ast.Load) for n in stored)
    return count > 1


def _frame_again(interp: Interpreter, place: _Place, captured: list[Abstract], parent: Frame | None) -> Frame:
    old = place.frame
    if place.is_first and place.reads:
        if any(activation.is_outlined for activation in interp.activations):
            interp.refuse(
                f"a function that reads variables of {old.name} is called where these aren't at hand: in a recursion",
                "give it what it reads as default arguments: lambda x, scale=scale: ...",
            )
        return _function_frame(interp.activations[0].frame)
    made = Frame(old.name, old.globals, parent)
    made.closure, made.root, made.is_comprehension = old.closure, old.root, old.is_comprehension
    made.nonlocals, made.global_names = old.nonlocals, old.global_names
    made.defining_class = old.defining_class
    made.slots = dict(zip(place.captured, captured))
    interp.register(made)
    return made
