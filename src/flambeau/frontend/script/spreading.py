"""``*values`` whose number only the running program knows: in calls, and taken apart by a starred target.

area(*x.shape)                 if len(s) == 2: area(s[0], s[1]) else: raise TypeError(...)
first, *rest = items           first = items[0]; rest = items[1:]
"""

from __future__ import annotations

import ast
import builtins
import dataclasses
import itertools
import types
from typing import TYPE_CHECKING, Any

from ... import types as ty
from . import choices, containers, source
from .values import (
    NONE,
    Abstract,
    BoundMethod,
    Builtin,
    Dynamic,
    FunctionValue,
    SliceValue,
    Spread,
    Static,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter


def is_spread(args: list[Abstract]) -> bool:
    return any(isinstance(a, Spread) for a in args)


def call(interp: Interpreter, function: Abstract, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """A call of which some arguments are a Spread."""
    listed = _known_function(interp, function, args, kwargs)
    if listed is not None:
        return listed
    arguments, name = _signature(interp, function)
    if arguments is None:
        interp.refuse(
            "how many elements this spreads out into is only known when the program runs",
            "name the elements that are meant: x.shape[0], x.shape[1]",
        )
    least, most, takes_rest = arguments
    before = list(itertools.takewhile(lambda a: not isinstance(a, Spread), args))
    rest = joined(interp, args[len(before) :])
    if takes_rest:
        return _call_with_rest(interp, function, before, rest, max(0, most - len(before)), kwargs)
    return _call_by_count(interp, function, name, before, rest, (least, most), kwargs)


def joined(interp: Interpreter, args: list[Abstract]) -> Abstract:
    """Arguments as one list of the run time."""
    if len(args) == 1 and isinstance(args[0], Spread):
        held = args[0].value
        return held if containers.run_time(interp, held) and _indexable(held) else containers.to_list(interp, held)
    made = interp.new_list()
    for one in args:
        if isinstance(one, Spread):
            containers.extend(interp, made, one.value)
        else:
            containers.append(interp, made, one)
    return made


def _indexable(held: Abstract) -> bool:
    return isinstance(held, Dynamic) and (held.type == ty.SIZE or containers.kind_of_type(held.type) == "list")


def _known_function(
    interp: Interpreter, function: Abstract, args: list[Abstract], kwargs: dict[str, Abstract]
) -> Abstract | None:
    """Functions that take a sequence as well as its elements one by one."""
    called = function.value if isinstance(function, Static) else None
    if called in (builtins.max, builtins.min):
        listed = joined(interp, args)
        several = interp.truth(interp.compare("gt", containers.length(interp, listed), Static(1)))

        def too_few() -> Abstract:
            interp.raise_(TypeError, f"{called.__name__} expected at least 1 argument, got 0")

        if not isinstance(several, bool):
            interp.branch(several, lambda: NONE, too_few)
        return interp.call(function, [listed], kwargs)
    if called is builtins.zip:
        rows = interp.lift(joined(interp, args))
        row = ty.list_of(interp.element_type(interp.element_type(rows.type)))
        return interp.op("py::zip", rows, kwargs.get("strict", Static(False)), result=ty.list_of(row))
    if called is builtins.print:
        texts = interp.call(Static(map), [Static(str), joined(interp, args)])
        separator = kwargs.get("sep", Static(" "))
        text = interp.call(interp.getattr(Static(" ") if separator is NONE else separator, "join"), [texts])
        return interp.call(function, [text], {k: v for k, v in kwargs.items() if k != "sep"})
    if called is itertools.chain:
        return interp.call(Static(itertools.chain.from_iterable), [joined(interp, args)])
    return None


def _signature(interp: Interpreter, function: Abstract) -> tuple[tuple[int, int, bool] | None, str]:
    """The least and greatest number of positional arguments, and whether it takes any more; and the function's name."""
    bound = 0
    while isinstance(function, BoundMethod):
        function, bound = function.function, bound + 1
    if isinstance(function, FunctionValue):
        return _of_arguments(function.node.args, len(function.defaults), bound), function.name
    held: Any = function.value if isinstance(function, Static) else None
    if isinstance(held, types.MethodType):
        held, bound = held.__func__, bound + 1
    if isinstance(held, types.FunctionType):
        try:
            node = source.function_node(held)
        except source.NoSource:
            return None, held.__qualname__
        return _of_arguments(node.args, len(node.args.defaults), bound), held.__qualname__
    if isinstance(held, type):
        fields = getattr(held, "_fields", None)
        if fields is not None:
            return (len(fields) - len(held._field_defaults), len(fields), False), f"{held.__name__}.__new__"  # type: ignore[attr-defined]
        if dataclasses.is_dataclass(held):
            taken = [f for f in dataclasses.fields(held) if f.init and not f.kw_only]
            needed = [f for f in taken if f.default is f.default_factory is dataclasses.MISSING]
            return (len(needed), len(taken), False), f"{held.__name__}.__init__"
        if isinstance(held.__init__, types.FunctionType):  # type: ignore[misc]
            return _signature(interp, BoundMethod(NONE, Static(held.__init__)))  # type: ignore[misc]
    if isinstance(function, Builtin) or held is not None:
        return None, getattr(held, "__name__", "")
    return None, ""


def _of_arguments(arguments: ast.arguments, defaults: int, bound: int) -> tuple[int, int, bool]:
    most = len(arguments.posonlyargs) + len(arguments.args)
    defaults = min(defaults, len(arguments.defaults))
    return max(0, most - defaults - bound), max(0, most - bound), arguments.vararg is not None


def _call_with_rest(
    interp: Interpreter, function: Abstract, before: list[Abstract], rest: Abstract, named: int,
    kwargs: dict[str, Abstract],
) -> Abstract:  # fmt: skip
    """A function with ``*args``: the first elements go to its named parameters, all others there."""
    length = containers.length(interp, rest)

    def with_count(count: int) -> Abstract:
        first = [interp.getitem(rest, Static(i)) for i in range(count)]
        return interp.call(function, [*before, *first], kwargs)

    def all_of_them() -> Abstract:
        first = [interp.getitem(rest, Static(i)) for i in range(named)]
        left = interp.getitem(rest, SliceValue(Static(named), NONE, NONE)) if named else rest
        return interp.call(function, [*before, *first, Spread(interp.call(Static(tuple), [left]))], kwargs)

    return choices.among(interp, length, range(named), with_count, all_of_them)


def _call_by_count(
    interp: Interpreter, function: Abstract, name: str, before: list[Abstract], rest: Abstract,
    bounds: tuple[int, int], kwargs: dict[str, Abstract],
) -> Abstract:  # fmt: skip
    """One call for each number of elements that the function takes."""
    length = containers.length(interp, rest)
    least, most = bounds

    def with_count(count: int) -> Abstract:
        return interp.call(function, [*before, *(interp.getitem(rest, Static(i)) for i in range(count))], kwargs)

    def too_many() -> Abstract:
        from .rules import builtins as rules

        takes = f"from {least} to {most} positional arguments" if least != most else (
            f"{most} positional argument{'s' * (most != 1)}"
        )  # fmt: skip
        given = rules.format_value(interp, interp.binary("add", length, Static(len(before))), "s", Static(""))
        interp.raise_(
            TypeError, rules.concat(interp, [Static(f"{name}() takes {takes} but "), given, Static(" were given")])
        )

    return choices.among(interp, length, range(most - len(before) + 1), with_count, too_many)


def take_apart(interp: Interpreter, value: Abstract, before: int, after: int) -> list[Abstract]:
    """``a, *middle, b = value``: the elements in front, the list of those between, the elements behind."""
    items = containers.to_list(interp, value)
    length = containers.length(interp, items)
    enough = interp.truth(interp.compare("gte", length, Static(before + after)))

    def too_few() -> Abstract:
        from .rules import builtins as rules

        given = rules.format_value(interp, length, "s", Static(""))
        least = f"not enough values to unpack (expected at least {before + after}, got "
        interp.raise_(ValueError, rules.concat(interp, [Static(least), given, Static(")")]))

    if not isinstance(enough, bool):
        interp.branch(enough, lambda: NONE, too_few)
    elif not enough:
        too_few()
    middle = interp.getitem(items, SliceValue(Static(before), Static(-after) if after else NONE, NONE))
    first = [interp.getitem(items, Static(i)) for i in range(before)]
    return [*first, middle, *(interp.getitem(items, Static(i - after)) for i in range(after))]
