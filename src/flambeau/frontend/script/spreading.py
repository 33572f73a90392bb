"""``*values`` whose number only the running program knows: in calls, and taken apart by a starred target.

area(*x.shape)                 if len(s) == 2: area(s[0], s[1]) else: raise TypeError(...)
first, *rest = items           first = items[0]; rest = items[1:]
"""

from __future__ import annotations

import ast
import builtins
import dataclasses
import inspect
import itertools
import math
import struct
import types
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...stdlib import iterating
from . import choices, containers, rules, source
from .rules import struct as struct_rules
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


MAX_COUNT = 4  # the most arguments of a function without Python source for which each number of them is compiled


def is_spread(args: list[Abstract]) -> bool:
    return any(isinstance(a, Spread) for a in args)


def call(interp: Interpreter, function: Abstract, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """A call of which some arguments are a Spread."""
    listed = _known_function(interp, function, args, kwargs)
    if listed is not None:
        return listed
    arguments, name = _signature(interp, function)
    if arguments is None:
        written = _written(function)
        arguments, name = (None, "") if written is None else _signature(interp, Static(written))
        if arguments is not None and arguments[2]:
            function = Static(written)
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


def _written(function: Abstract) -> Any:
    """What the stdlib says in Python that a function of another library does."""
    called = function.value if isinstance(function, Static) else None
    rule = rules.find(called)
    if rule is None:
        return getattr(called, "__wrapped__", None)  # NumPy's own, where it has no rule
    return getattr(rule, "written", getattr(getattr(rule, "parameters_of", None), "written", None))


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


_OF_SHAPES = {"rand": "random_sample", "randn": "standard_normal"}  # of NumPy: what takes the sizes in a sequence
_OF_ARRAYS: dict[str, ty.Type] = {"broadcast_arrays": ty.ArrayType(kind="array"), "broadcast_shapes": ty.INT}
_NO_ITERABLES = frozenset({ty.NONE, ty.BOOL, ty.INT, ty.FLOAT, ty.COMPLEX})
_NO_SEQUENCES = (ty.TensorType, ty.ArrayType, ty.ClassType)  # to the runtime, though they can be iterated over


def _known_function(
    interp: Interpreter, function: Abstract, args: list[Abstract], kwargs: dict[str, Abstract]
) -> Abstract | None:
    """Functions that take a sequence as well as its elements one by one."""
    if isinstance(function, BoundMethod) and isinstance(function.receiver, Static):
        name = getattr(getattr(function.function, "value", None), "__name__", "")
        if type(function.receiver.value).__name__ == "RandomState" and name in _OF_SHAPES:
            return interp.call(interp.getattr(function.receiver, _OF_SHAPES[name]), [joined(interp, args)])
    called = function.value if isinstance(function, Static) else None
    if called in (builtins.max, builtins.min):
        return _extreme(interp, called, joined(interp, args), kwargs)
    if called is builtins.zip:
        rows = interp.lift(joined(interp, args))
        held = ty.members(interp.element_type(rows.type))
        if any(isinstance(m, ty.Generic) and m.name == "Generator" for m in held):
            if "strict" in kwargs:
                interp.refuse("zip(strict=True) of any number of iterators isn't supported", "make lists of them")
            return interp.call(Static(iterating.zip_by_turns), [Dynamic(rows)])
        if any(isinstance(m, _NO_SEQUENCES) for m in held):
            rows = interp.lift(interp.call(Static(iterating.as_lists), [Dynamic(rows)]))
        held = ty.members(interp.element_type(rows.type))  # py::zip raises TypeError for None and numbers among them
        element = ty.union(*(interp.element_type(m) for m in held if m not in _NO_ITERABLES))
        made = ty.list_of(ty.any_tuple_of(element))
        return interp.op("py::zip", rows, kwargs.get("strict", Static(False)), result=made)
    if called is builtins.map and not isinstance(args[0], Spread):
        return interp.call(Static(itertools.starmap), [args[0], call(interp, Static(zip), args[1:], {})])
    if called is struct.pack and not isinstance(args[0], Spread):
        return struct_rules.pack_listed(interp, args[0], joined(interp, args[1:]))
    if called is builtins.print:
        texts = interp.call(Static(map), [Static(str), joined(interp, args)])
        separator = kwargs.get("sep", Static(" "))
        text = interp.call(interp.getattr(Static(" ") if separator is NONE else separator, "join"), [texts])
        return interp.call(function, [text], {k: v for k, v in kwargs.items() if k != "sep"})
    if called is itertools.chain:
        return interp.call(Static(itertools.chain.from_iterable), [joined(interp, args)])
    if called is itertools.product and not kwargs:
        return interp.call(Static(iterating.product_of), [joined(interp, args)])
    home, name = getattr(called, "__module__", ""), getattr(called, "__name__", "")
    if (home, name) == ("numpy", "ndindex"):
        return interp.call(function, [joined(interp, args)])
    if home == "numpy" and name in _OF_ARRAYS:
        return interp.op(f"np::{name}", joined(interp, args), result=ty.any_tuple_of(_OF_ARRAYS[name]))
    if called in (math.gcd, math.lcm, math.hypot):
        result = ty.FLOAT if called is math.hypot else ty.INT
        return interp.op(f"py::math_{called.__name__}", joined(interp, args), result=result)
    return _of_sets(interp, function, args)


def _extreme(interp: Interpreter, function: Any, listed: Abstract, kwargs: dict[str, Abstract]) -> Abstract:
    """``max(*listed)``: of more than one element as of the list."""
    several = interp.truth(interp.compare("gt", containers.length(interp, listed), Static(1)))

    def too_few() -> Abstract:
        interp.raise_(TypeError, f"{function.__name__} expected at least 1 argument, got 0")

    if not isinstance(several, bool):
        interp.branch(several, lambda: NONE, too_few)
    return interp.call(Static(function), [listed], kwargs)


def _of_sets(interp: Interpreter, function: Abstract, args: list[Abstract]) -> Abstract | None:
    """``first.union(*others)`` and ``set.union(*sets)``: a method of sets for one after the other."""
    if isinstance(function, Builtin) and function.name in _BY_ONE:
        name = function.name.removeprefix("set.")
        if name == "update" or name.endswith("_update"):
            return interp.call(Static(iterating.call_with_each), [function, joined(interp, args)])
        return interp.call(
            Static(iterating.combine_sets), [interp.call(function, []), joined(interp, args), Static(name)]
        )
    called = function.value if isinstance(function, Static) else None
    if (
        isinstance(called, types.MethodDescriptorType)
        and f"{called.__objclass__.__name__}.{called.__name__}" in _BY_ONE
    ):
        return interp.call(Static(iterating.combine_all_sets), [joined(interp, args), Static(called.__name__)])
    return None


_BY_ONE = frozenset(
    f"set.{name}{suffix}" for name in ("union", "intersection", "difference") for suffix in ("", "_update")
) | {"set.update"}


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
    name = getattr(held, "__name__", "")
    if held is None or isinstance(function, Builtin):
        return None, name
    if hasattr(held, "nin") and hasattr(held, "nout"):  # one of NumPy's universal functions
        return (held.nin, held.nin, False), name
    return _of_builtin(held), name


def _of_builtin(held: Any) -> tuple[int, int, bool] | None:
    """The numbers of positional arguments of a function without Python source, where it takes no more than a few."""
    if held in (range, slice):
        return 1, 3, False
    try:
        parameters = inspect.signature(held).parameters.values()
    except (TypeError, ValueError):
        return None
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    if len(positional) > MAX_COUNT or any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return None
    return sum(p.default is p.empty for p in positional), len(positional), False


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
    called = function.value if isinstance(function, Static) else None
    builtin = called in (range, slice) or isinstance(called, types.BuiltinFunctionType)

    def with_count(count: int) -> Abstract:
        return interp.call(function, [*before, *(interp.getitem(rest, Static(i)) for i in range(count))], kwargs)

    def fail(text: str, end: str = "") -> Abstract:
        from .rules import builtins as rules

        given = rules.format_value(interp, interp.binary("add", length, Static(len(before))), "s", Static(""))
        interp.raise_(TypeError, rules.concat(interp, [Static(text), given, Static(end)]))

    def wrong_number() -> Abstract:
        if not builtin:
            exactly = f"{most} positional argument{'s' * (most != 1)}"
            takes = f"from {least} to {most} positional arguments" if least != most else exactly
            return fail(f"{name}() takes {takes} but ", " were given")
        if least == most:
            return fail(f"{name} expected {most} argument{'s' * (most != 1)}, got ")
        few = interp.lift(interp.compare("lt", length, Static(counts.start)))
        return interp.branch(
            few,
            lambda: fail(f"{name} expected at least {least} argument{'s' * (least != 1)}, got "),
            lambda: fail(f"{name} expected at most {most} argument{'s' * (most != 1)}, got "),
        )

    # A function in Python itself says what is missing.
    counts = range(max(0, least - len(before)) if builtin else 0, most - len(before) + 1)
    return choices.among(interp, length, counts, lambda position: with_count(counts[position]), wrong_number)


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
