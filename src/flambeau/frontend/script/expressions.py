"""Python's expressions, one function a kind of syntax node."""

from __future__ import annotations

import ast
import builtins
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from ... import types as ty
from . import (
    choices,
    containers,
    diagnosis,
    generators,
    iteration,
    keywords,
    narrowing,
    operations,
    possible,
    records,
    sets,
    sharing,
    source,
    spreading,
    states,
)  # fmt: skip
from .lifting import describe
from .rules import builtins as builtin_rules
from .rules import torch_functions
from .values import (
    NONE,
    UNBOUND,
    Abstract,
    Box,
    Choice,
    Conflict,
    DictValue,
    Dynamic,
    Frame,
    FunctionValue,
    Generator,
    Key,
    KnownView,
    Poison,
    SetValue,
    SliceValue,
    Spread,
    Static,
    TupleValue,
    View,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter


def evaluate(interp: Interpreter, node: ast.expr) -> Abstract:
    """The value of an expression."""
    handler = _HANDLERS.get(type(node))
    outer = interp.node
    interp.node = node
    if handler is None:
        interp.refuse(f"{type(node).__name__} expressions can't be compiled yet", "write it in another way")
    try:
        if interp.diagnosis is not None:
            return diagnosis.expression(interp, node, handler)
        value = handler(interp, node)
        if isinstance(value, Static) and records.class_of_array(value.value) is not None:
            from .rules import numpy_objects

            return numpy_objects.known(interp, value.value)
        return value
    finally:
        interp.node = outer


def evaluate_all(interp: Interpreter, nodes: list[ast.expr], unknown: bool = False) -> list[Abstract]:
    """Several expressions, ``*star`` ones spread out; one of unknown length is a Spread, if ``unknown`` allows it."""
    values: list[Abstract] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            spread = iteration.resolve(interp, evaluate(interp, node.value))
            if isinstance(spread, Generator):
                spread = containers.to_list(interp, spread)
            known = [spread] if isinstance(spread, Poison) else interp.items(spread)
            if known is not None:
                values += known
            elif unknown:
                values.append(Spread(spread))
            else:
                interp.refuse(
                    "how many elements this spreads out into is only known when the program runs",
                    "name the elements that are meant: x.shape[0], x.shape[1]",
                )
        else:
            values.append(evaluate(interp, node))
    return values


def condition(interp: Interpreter, node: ast.expr) -> bool | Any:
    """The truth of an expression: known now, or an IR bool."""
    outer = interp.node
    interp.node = node
    try:
        if isinstance(node, ast.BoolOp):
            return interp.truth(_boolean_from(interp, node, 0, _evaluate_truth))
        return interp.truth(evaluate(interp, node))
    finally:
        interp.node = outer


def _evaluate_truth(interp: Interpreter, node: ast.expr) -> Abstract:
    held = condition(interp, node)
    return Static(held) if isinstance(held, bool) else Dynamic(held)


# --- names ----------------------------------------------------------------------------------------------------------


def lookup(interp: Interpreter, name: str) -> Abstract:
    """The value of a variable: local, enclosing, global or builtin."""
    frame: Frame | None = interp.frame
    while frame is not None:
        if name in frame.slots and name not in frame.global_names:
            return _bound(interp, frame, name)
        if name in frame.closure:
            try:
                cell = frame.closure[name]
                return states.variable(interp, cell, "", cell.cell_contents, free_message(name))
            except ValueError:
                interp.raise_(NameError, free_message(name))
        if frame.root is not None and name in _local_names(frame.root) and not frame.is_comprehension:
            _raise_unbound(interp, frame, name)
        frame = frame.parent
    here = interp.frame
    if name in here.globals:
        return states.variable(interp, here.globals, name, here.globals[name], global_message(name))
    if hasattr(builtins, name):
        return Static(getattr(builtins, name))
    interp.raise_(NameError, global_message(name))


def global_message(name: str) -> str:
    return f"name '{name}' is not defined"


def unbound_message(name: str) -> str:
    return f"cannot access local variable '{name}' where it is not associated with a value"


def free_message(name: str) -> str:
    return f"cannot access free variable '{name}' where it is not associated with a value in enclosing scope"


def _raise_unbound(interp: Interpreter, owner: Frame, name: str) -> NoReturn:
    """A variable of ``owner``, the function that is running or one around it, isn't bound yet or any more."""
    if owner is interp.frame:
        interp.raise_(UnboundLocalError, unbound_message(name))
    interp.raise_(NameError, free_message(name))


@functools.cache
def _local_names(root: ast.AST) -> frozenset[str]:
    """The variables of a function: what it binds anywhere, unless it declares them global or nonlocal."""
    bound: set[str] = set()
    declared: set[str] = set()
    left = list(ast.iter_child_nodes(root))
    comprehensions = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    while left:
        node = left.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
            continue
        if isinstance(node, comprehensions):
            bound.update(n.target.id for n in ast.walk(node) if isinstance(n, ast.NamedExpr))
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            declared.update(node.names)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            bound.add(node.rest)
        left += ast.iter_child_nodes(node)
    return frozenset(bound - declared)


def _bound(interp: Interpreter, frame: Frame, name: str) -> Abstract:
    value = frame.slots[name]
    box = value if isinstance(value, Box) else None
    if box is not None:
        value = sharing.read_box(interp, box)
    if value is UNBOUND:
        _raise_unbound(interp, frame, name)
    if isinstance(value, Conflict) and not isinstance(value, Poison):
        diagnosis.refuse_conflict(
            interp, value, f"the variable {name!r} holds something here that depends on the path taken",
            "make it the same kind of value on every path, or use it on each path by itself",
        )  # fmt: skip
    if isinstance(value, Dynamic) and possible.may_be_unset(value):
        if frame is interp.frame:
            checked = interp.op("py::check_bound", value, name, result=ty.without(value.type, ty.UNBOUND))
        else:
            checked = possible.where_set(interp, value, lambda: interp.raise_(NameError, free_message(name)))
        if box is None:
            frame.slots[name] = checked
        return checked
    if isinstance(value, (View, KnownView)):
        return containers.renewed(interp, value)  # its dict may have changed since
    return value


def _name(interp: Interpreter, node: ast.Name) -> Abstract:
    return lookup(interp, node.id)


# --- literals -------------------------------------------------------------------------------------------------------


def _list(interp: Interpreter, node: ast.List) -> Abstract:
    return _listed(interp, evaluate_all(interp, node.elts, unknown=True))


def _tuple(interp: Interpreter, node: ast.Tuple) -> Abstract:
    elements = evaluate_all(interp, node.elts, unknown=True)
    if any(isinstance(e, Spread) for e in elements):
        return interp.call(Static(tuple), [_listed(interp, elements)])
    return TupleValue(tuple(elements))


def _listed(interp: Interpreter, elements: list[Abstract]) -> Abstract:
    """A new list of the elements, those of a Spread one by one."""
    made = interp.new_list(e for e in elements if not isinstance(e, Spread))
    if len(made.slots) == len(elements):
        return made
    made.items = []
    for element in elements:
        if isinstance(element, Spread):
            containers.extend(interp, made, element.value)
        else:
            containers.append(interp, made, element)
    return made


def evaluate_iterable(interp: Interpreter, node: ast.expr) -> Abstract:
    """What a loop goes through: of a display of constants their frozenset, without a set made of that."""
    value = evaluate(interp, node)
    if isinstance(node, ast.Set) and isinstance(value, SetValue):
        if not value.merged:
            _make_at_once(node, value)
        value.merged = 0
    return value


def _make_at_once(node: ast.Set, made: SetValue) -> None:
    """A display of constants is a frozenset in CPython's code."""
    if all(map(_is_constant, node.elts)) and made.lasts:
        order = source.order_of_constants(node, [key.value for key in made.slots])
        made.slots = dict.fromkeys(map(Key, order), NONE)
        made.merged = len(made.slots)


def _is_constant(node: ast.expr) -> bool:
    """Whether CPython knows a value before the program runs."""
    if isinstance(node, ast.Tuple):
        return all(map(_is_constant, node.elts))
    if isinstance(node, ast.BinOp):
        return _is_constant(node.left) and _is_constant(node.right)
    return _is_constant(node.operand) if isinstance(node, ast.UnaryOp) else isinstance(node, ast.Constant)


def _set(interp: Interpreter, node: ast.Set) -> Abstract:
    made = interp.new_set()
    for value in evaluate_all(interp, node.elts, unknown=True):
        if isinstance(value, Spread):
            sets.update(interp, made, value.value)
        else:
            sets.SET["add"](interp, made, value)
    if len(node.elts) > 2:
        _make_at_once(node, made)
    return made


def _dict(interp: Interpreter, node: ast.Dict) -> Abstract:
    made = interp.new_dict()
    for key, value in zip(node.keys, node.values):
        if key is None:
            containers.update_dict(interp, made, evaluate(interp, value))
        else:
            held = evaluate(interp, key)
            containers.setitem(interp, made, held, evaluate(interp, value))
    return made


def _joined(interp: Interpreter, node: ast.JoinedStr) -> Abstract:
    parts: list[Abstract] = []
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(Static(value.value))
        else:
            assert isinstance(value, ast.FormattedValue)
            spec = _joined(interp, value.format_spec) if isinstance(value.format_spec, ast.JoinedStr) else Static("")
            conversion = chr(value.conversion) if value.conversion != -1 else ""
            parts.append(builtin_rules.format_value(interp, evaluate(interp, value.value), conversion, spec))
    return builtin_rules.concat(interp, parts)


# --- operators ------------------------------------------------------------------------------------------------------


def _binary(interp: Interpreter, node: ast.BinOp) -> Abstract:
    left = evaluate(interp, node.left)
    right = evaluate(interp, node.right)
    return interp.binary(operations.op_name(node.op), left, right)


def _unary(interp: Interpreter, node: ast.UnaryOp) -> Abstract:
    if isinstance(node.op, ast.Not):
        of_truth = isinstance(node.operand, ast.BoolOp)
        return operations.negate(interp, (_evaluate_truth if of_truth else evaluate)(interp, node.operand))
    value = evaluate(interp, node.operand)
    return operations.unary(interp, operations.op_name(node.op), value)


def _boolean(interp: Interpreter, node: ast.BoolOp) -> Abstract:
    return _boolean_from(interp, node, 0, evaluate)


def _boolean_from(
    interp: Interpreter, node: ast.BoolOp, index: int, operand: Callable[[Interpreter, ast.expr], Abstract]
) -> Abstract:
    """``a and b and ...`` from the operand at ``index`` on: what ``operand`` gives for the one that decides."""
    value = operand(interp, node.values[index])
    if index == len(node.values) - 1:
        return value
    is_and = isinstance(node.op, ast.And)
    held = interp.truth(value)
    if isinstance(held, bool):
        return _boolean_from(interp, node, index + 1, operand) if held == is_and else value

    def rest() -> Abstract:
        narrowing.assume(interp, node.values[index], is_and)
        return _boolean_from(interp, node, index + 1, operand)

    def decided() -> Abstract:
        if isinstance(value, Dynamic) and value.type == ty.BOOL:
            return Static(not is_and)
        if isinstance(value, Dynamic) and is_and is False:
            return interp.narrow(value, ty.without(value.type, ty.NONE))
        return value

    return interp.branch(held, rest, decided) if is_and else interp.branch(held, decided, rest)


def _compare(interp: Interpreter, node: ast.Compare) -> Abstract:
    return _compare_from(interp, node, evaluate(interp, node.left), 0)


def _compare_from(interp: Interpreter, node: ast.Compare, left: Abstract, index: int) -> Abstract:
    right = evaluate(interp, node.comparators[index])
    result = interp.compare(operations.op_name(node.ops[index]), left, right)
    if index == len(node.ops) - 1:
        return result
    held = interp.truth(result)
    if isinstance(held, bool):
        return _compare_from(interp, node, right, index + 1) if held else result
    decided = Static(False) if interp.type_of(result) == ty.BOOL else result  # a Tensor is itself what counts as false
    return interp.branch(held, lambda: _compare_from(interp, node, right, index + 1), lambda: decided)


def _conditional(interp: Interpreter, node: ast.IfExp) -> Abstract:
    held = condition(interp, node.test)
    if isinstance(held, bool):
        return evaluate(interp, node.body if held else node.orelse)

    def path(holds: bool) -> Callable[[], Abstract]:
        def run() -> Abstract:
            narrowing.assume(interp, node.test, holds)
            return evaluate(interp, node.body if holds else node.orelse)

        return run

    return interp.branch(held, path(True), path(False))


def _walrus(interp: Interpreter, node: ast.NamedExpr) -> Abstract:
    from . import statements

    value = evaluate(interp, node.value)
    frame = activation_frame = interp.frame
    while frame.is_comprehension and frame.parent is not None:
        frame = frame.parent
    interp.activation.frame = frame
    statements.assign(interp, node.target, value)
    interp.activation.frame = activation_frame
    return value


# --- access ---------------------------------------------------------------------------------------------------------


def _attribute(interp: Interpreter, node: ast.Attribute) -> Abstract:
    return interp.getattr(evaluate(interp, node.value), node.attr)


def _subscript(interp: Interpreter, node: ast.Subscript) -> Abstract:
    value = evaluate(interp, node.value)
    return interp.getitem(value, evaluate(interp, node.slice))


def _slice(interp: Interpreter, node: ast.Slice) -> Abstract:
    parts = [evaluate(interp, part) if part is not None else NONE for part in (node.lower, node.upper, node.step)]
    return SliceValue(*parts)


def _call(interp: Interpreter, node: ast.Call) -> Abstract:
    if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args:
        return _super(interp)
    function = evaluate(interp, node.func)
    args = evaluate_all(interp, node.args, unknown=True)
    kwargs: dict[str, Abstract] = {}
    unknown: Abstract | None = None
    for keyword in node.keywords:
        value = evaluate(interp, keyword.value)
        if keyword.arg is not None:
            kwargs[keyword.arg] = value
            continue
        if isinstance(value, DictValue) and value.is_partly and possible.may_bind(function, value):
            kwargs.update({key.value: held for key, held in value.held.items()})
            continue
        pairs = containers.dict_pairs(interp, value)
        if pairs is None:
            if unknown is not None:
                interp.refuse("two dicts of keyword arguments are only known when the program runs", "merge them first")
            unknown = interp.call(interp.getattr(value, "copy"), []) if containers.kind_of(value) == "dict" else value
            continue
        kwargs.update({interp.python(k): v for k, v in pairs})
    if isinstance(function, Choice) and (unknown is not None or spreading.is_spread(args)):
        return choices.each(interp, function, lambda one: _apply(interp, one, args, kwargs, unknown))
    return _apply(interp, function, args, kwargs, unknown)


def _apply(
    interp: Interpreter, function: Abstract, args: list[Abstract], kwargs: dict[str, Abstract],
    unknown: Abstract | None,
) -> Abstract:  # fmt: skip
    """A call; ``unknown`` are keyword arguments of which only the running program knows the names."""
    if unknown is not None and isinstance(function, Static) and function.value is dict:
        keywords.refuse_repeated(interp, function, unknown, kwargs)
        return interp.call(function, [*args, interp.call(function, [], kwargs), unknown])
    if unknown is not None and isinstance(interp.type_of(unknown), ty.UnionType):
        return interp.split(unknown, lambda one: _apply(interp, function, args, kwargs, one))
    if unknown is not None:
        kwargs = {**kwargs, **keywords.spread(interp, function, unknown, len(args), kwargs)}
    if spreading.is_spread(args) and not torch_functions.takes_any_number(function):
        return spreading.call(interp, function, args, kwargs)
    return interp.call(function, args, kwargs)


def _super(interp: Interpreter) -> Abstract:
    frame: Frame | None = interp.frame
    while frame is not None and frame.defining_class is None:
        frame = frame.parent
    if frame is None or frame.first_argument is None:
        interp.refuse("super() is used outside of a method", "call it in a method of a class")
    from .rules import core

    return core.super_of(interp, frame.defining_class, frame.first_argument)


# --- functions and comprehensions -----------------------------------------------------------------------------------


def function_value(interp: Interpreter, node: ast.FunctionDef | ast.Lambda, name: str) -> FunctionValue:
    arguments = node.args
    positional = [a.arg for a in [*arguments.posonlyargs, *arguments.args]]
    defaults = {}
    for parameter, default in zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults):
        defaults[parameter] = evaluate(interp, default)
    for keyword, keyword_default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        if keyword_default is not None:
            defaults[keyword.arg] = evaluate(interp, keyword_default)
    return FunctionValue(node, interp.activation.file, interp.frame, defaults, name)


def _lambda(interp: Interpreter, node: ast.Lambda) -> Abstract:
    return function_value(interp, node, "<lambda>")


def comprehend(
    interp: Interpreter, clauses: list[ast.comprehension], element: Callable[[], None], first: Abstract | None = None
) -> None:
    """Runs ``element`` for each round of the clauses, in a scope of its own; ``first`` is what the first iterates over,
    where that has been evaluated already."""
    from . import statements

    outer = interp.frame
    frame = Frame(outer.name, outer.globals, outer)
    frame.closure = outer.closure
    frame.root = outer.root
    frame.is_comprehension = True
    interp.register(frame)
    sharing.open_boxes(interp, frame, clauses)
    if first is None:
        first = evaluate_iterable(interp, clauses[0].iter)
    interp.activation.frame = frame

    def run(index: int, iterable: Abstract) -> None:
        generator = clauses[index]

        def one(value: Abstract) -> None:
            statements.assign(interp, generator.target, value)
            test(0)

        def test(position: int) -> None:
            if position == len(generator.ifs):
                if index + 1 == len(clauses):
                    element()
                else:
                    run(index + 1, evaluate_iterable(interp, clauses[index + 1].iter))
                return
            clause = generator.ifs[position]
            held = condition(interp, clause)
            if isinstance(held, bool):
                if held:
                    test(position + 1)
                return

            def accepted() -> Abstract:
                narrowing.assume(interp, clause, True)
                test(position + 1)
                return NONE

            interp.branch(held, accepted, lambda: NONE)

        # A list of what is gone through is made at the iterable: the comprehension's own is another one.
        interp.node = generator.iter
        iteration.for_each(interp, iterable, one, generator)

    try:
        run(0, first)
    finally:
        interp.activation.frame = outer


def _list_comprehension(interp: Interpreter, node: ast.ListComp) -> Abstract:
    made = interp.new_list()
    comprehend(interp, node.generators, lambda: _append(interp, made, evaluate(interp, node.elt)))
    return made


def _append(interp: Interpreter, made: Abstract, value: Abstract) -> None:
    containers.append(interp, made, value)


def _set_comprehension(interp: Interpreter, node: ast.SetComp) -> Abstract:
    made: SetValue = interp.new_set()

    def add() -> None:
        sets.SET["add"](interp, made, evaluate(interp, node.elt))

    comprehend(interp, node.generators, add)
    return made


def _dict_comprehension(interp: Interpreter, node: ast.DictComp) -> Abstract:
    made: DictValue = interp.new_dict()

    def put() -> None:
        key = evaluate(interp, node.key)
        containers.setitem(interp, made, key, evaluate(interp, node.value))

    comprehend(interp, node.generators, put)
    return made


def _generator(interp: Interpreter, node: ast.GeneratorExp) -> Abstract:
    return generators.of_expression(interp, node)


def _constant(interp: Interpreter, node: ast.Constant) -> Abstract:
    return NONE if node.value is None else Static(node.value)


def _starred(interp: Interpreter, node: ast.Starred) -> Abstract:
    interp.refuse(f"{describe(NONE)} can't be spread out here")


_HANDLERS: dict[type, Callable[..., Abstract]] = {
    ast.Constant: _constant, ast.Name: _name, ast.List: _list, ast.Tuple: _tuple, ast.Set: _set, ast.Dict: _dict,
    ast.JoinedStr: _joined, ast.BinOp: _binary, ast.UnaryOp: _unary, ast.BoolOp: _boolean, ast.Compare: _compare,
    ast.IfExp: _conditional, ast.NamedExpr: _walrus, ast.Attribute: _attribute, ast.Subscript: _subscript,
    ast.Slice: _slice, ast.Call: _call, ast.Lambda: _lambda, ast.ListComp: _list_comprehension,
    ast.SetComp: _set_comprehension, ast.DictComp: _dict_comprehension, ast.GeneratorExp: _generator,
    ast.Starred: _starred, ast.Yield: generators.evaluate_yield, ast.YieldFrom: generators.evaluate_yield_from,
}  # fmt: skip
