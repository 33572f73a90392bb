"""Python's statements, one function a kind of syntax node."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ... import types as ty
from . import (
    attempts,
    attributes,
    containers,
    contexts,
    diagnosis,
    exceptions,
    expressions,
    iteration,
    local_classes,
    narrowing,
    operations,
    patterns,
    sharing,
    source,
    spreading,
    states,
    suspended,
)  # fmt: skip
from .values import (
    NONE,
    UNBOUND,
    Abstract,
    Box,
    Container,
    Dynamic,
    Frame,
    Poison,
    Static,
    TupleValue,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter


def execute(interp: Interpreter, body: Sequence[ast.stmt]) -> None:
    """Runs statements in order. Raises Dead where the path ends among them."""
    for statement in body:
        handler = _HANDLERS.get(type(statement))
        interp.node = statement
        if interp.attempts:
            attempts.record(interp)
        if isinstance(statement, (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith)):
            interp.refuse(*source.ASYNC)
        if handler is None:
            interp.refuse(
                f"{type(statement).__name__} statements can't be compiled yet",
                "move this out of the program, or write it in another way",
            )
        if interp.diagnosis is not None:
            diagnosis.statement(interp, statement, handler)
        else:
            handler(interp, statement)


# --- assignment -----------------------------------------------------------------------------------------------------


def assign(interp: Interpreter, target: ast.expr, value: Abstract) -> None:
    """``target = value``."""
    if isinstance(target, ast.Name):
        _set_variable(interp, target.id, value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(interp, target.elts, value)
    elif isinstance(target, ast.Attribute):
        attributes.set_(interp, expressions.evaluate(interp, target.value), target.attr, value)
    elif isinstance(target, ast.Subscript):
        owner = expressions.evaluate(interp, target.value)
        containers.setitem(interp, owner, expressions.evaluate(interp, target.slice), value)
    elif isinstance(target, ast.Starred):
        assign(interp, target.value, value)
    else:
        interp.refuse(f"{type(target).__name__} can't be assigned to")


def _set_variable(interp: Interpreter, name: str, value: Abstract) -> None:
    """``name = value``; ``UNBOUND`` deletes it."""
    frame = interp.frame
    if name in frame.global_names:
        states.assign_global(interp, frame.globals, name, value)
        return
    if name in frame.nonlocals:
        outer = frame.parent
        while outer is not None:
            if name in outer.slots:
                _put(interp, outer, name, value)
                return
            if name in outer.closure:
                break
            outer = outer.parent
        cell = (outer or frame).closure.get(name)
        if cell is None:
            interp.refuse(f"no enclosing function of the program defines {name!r}")
        states.assign_cell(interp, cell, name, value)
        return
    if isinstance(value, Dynamic) and not value.value.name:
        value.value.name = name
    _put(interp, frame, name, value)


def _put(interp: Interpreter, frame: Frame, name: str, value: Abstract) -> None:
    held = frame.slots.get(name)
    if isinstance(held, Box):
        sharing.write_box(interp, held, value)
    elif value is UNBOUND and frame is interp.frame:
        frame.slots.pop(name, None)
    else:
        frame.slots[name] = value


def _unpack(interp: Interpreter, targets: list[ast.expr], value: Abstract) -> None:
    starred = next((i for i, t in enumerate(targets) if isinstance(t, ast.Starred)), None)
    if starred is None:
        items = elements(interp, value, len(targets), False)
    else:
        after = len(targets) - starred - 1
        _check_iterable(interp, value)
        known = interp.items(value)
        if known is None:
            items = spreading.take_apart(interp, value, starred, after)
        else:
            items = elements(interp, TupleValue(tuple(known)), len(targets), True)
            middle = interp.new_list(items[starred : len(items) - after])
            items = [*items[:starred], middle, *items[len(items) - after :]]
    for target, item in zip(targets, items):
        assign(interp, target, item)
        if interp.attempts and len(targets) > 1:
            attempts.record(interp)


def elements(interp: Interpreter, value: Abstract, count: int, starred: bool) -> list[Abstract]:
    """The elements that ``a, b = value`` takes apart; ValueError where their number is another."""
    if isinstance(value, Poison):
        return [value] * count
    if isinstance(value, Dynamic) and isinstance(value.type, ty.UnionType):
        taken = interp.split(value, lambda one: TupleValue(tuple(elements(interp, one, count, starred))))
        assert isinstance(taken, TupleValue)
        return list(taken.items)
    _check_iterable(interp, value)
    known = interp.items(value)
    if known is not None:
        if len(known) < count - starred:
            least = f"at least {count - 1}" if starred else str(count)
            interp.raise_(ValueError, f"not enough values to unpack (expected {least}, got {len(known)})")
        if len(known) > count and not starred:
            interp.raise_(ValueError, f"too many values to unpack (expected {count})")
        return known
    if isinstance(value, Dynamic) and isinstance(value.type, ty.TensorType):
        value = interp.op("tensor::unbind_list", value)
    if isinstance(value, Dynamic) and isinstance(value.type, ty.ArrayType):
        value = interp.op("np::iterate", value, result=ty.list_of(interp.element_type(value.type)))
    if isinstance(value, Dynamic) and suspended.type_of(value) is not None and not starred:
        return suspended.take_apart(interp, value, count)
    held = interp.lift(value if isinstance(value, (Dynamic, Container)) else containers.to_list(interp, value))
    element = interp.element_type(held.type)
    op = interp.build("unpack", [held], [element if element != ty.NEVER else ty.ANY] * count)
    if element == ty.NEVER:
        interp.raise_(RuntimeError, "unreachable")
    return [Dynamic(r) for r in op.results]


def _check_iterable(interp: Interpreter, value: Abstract) -> None:
    if iteration.is_never_iterable(value):
        kind = containers.python_name(interp, value)
        interp.raise_(TypeError, f"cannot unpack non-iterable {kind} object")


def _assign(interp: Interpreter, node: ast.Assign) -> None:
    value = expressions.evaluate(interp, node.value)
    for target in node.targets:
        interp.node = target
        assign(interp, target, value)


def _annotated(interp: Interpreter, node: ast.AnnAssign) -> None:
    if node.value is not None:
        assign(interp, node.target, expressions.evaluate(interp, node.value))


def _augmented(interp: Interpreter, node: ast.AugAssign) -> None:
    op = operations.op_name(node.op)
    target = node.target
    if isinstance(target, ast.Name):
        old = expressions.lookup(interp, target.id)
        new = operations.inplace(interp, op, old, expressions.evaluate(interp, node.value))
        _set_variable(interp, target.id, new)
    elif isinstance(target, ast.Attribute):
        owner = expressions.evaluate(interp, target.value)
        old = interp.getattr(owner, target.attr)
        new = operations.inplace(interp, op, old, expressions.evaluate(interp, node.value))
        if not (isinstance(owner, Static) and new is old):
            attributes.set_(interp, owner, target.attr, new)
    else:
        assert isinstance(target, ast.Subscript)
        owner = expressions.evaluate(interp, target.value)
        key = expressions.evaluate(interp, target.slice)
        old = interp.getitem(owner, key)
        new = operations.inplace(interp, op, old, expressions.evaluate(interp, node.value))
        containers.setitem(interp, owner, key, new)


def _delete(interp: Interpreter, node: ast.Delete) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            expressions.lookup(interp, target.id)
            _set_variable(interp, target.id, UNBOUND)
        elif isinstance(target, ast.Subscript):
            owner = expressions.evaluate(interp, target.value)
            containers.delitem(interp, owner, expressions.evaluate(interp, target.slice))
        elif isinstance(target, ast.Attribute):
            attributes.delete(interp, expressions.evaluate(interp, target.value), target.attr)


# --- branches and loops ---------------------------------------------------------------------------------------------


def _if(interp: Interpreter, node: ast.If) -> None:
    held = expressions.condition(interp, node.test)
    if isinstance(held, bool):
        narrowing.assume(interp, node.test, held)
        execute(interp, node.body if held else node.orelse)
        return

    def path(holds: bool) -> Callable[[], Abstract]:
        def run() -> Abstract:
            narrowing.assume(interp, node.test, holds)
            execute(interp, node.body if holds else node.orelse)
            return NONE

        return run

    interp.branch(held, path(True), path(False), node)


def _for(interp: Interpreter, node: ast.For) -> None:
    iterable = expressions.evaluate_iterable(interp, node.iter)

    def body(element: Abstract) -> None:
        interp.node = node.target
        assign(interp, node.target, element)
        execute(interp, node.body)

    otherwise = (lambda: execute(interp, node.orelse)) if node.orelse else None
    iteration.for_each(interp, iterable, body, node, otherwise)


def _while(interp: Interpreter, node: ast.While) -> None:
    otherwise = (lambda: execute(interp, node.orelse)) if node.orelse else None
    iteration.while_loop(
        interp,
        lambda: expressions.condition(interp, node.test),
        lambda: execute(interp, node.body),
        node,
        otherwise,
    )


def _break(interp: Interpreter, node: ast.Break) -> None:
    interp.leave(interp.activation.loops[-1].on_break)


def _continue(interp: Interpreter, node: ast.Continue) -> None:
    interp.leave(interp.activation.loops[-1].on_continue)


def _return(interp: Interpreter, node: ast.Return) -> None:
    value = expressions.evaluate(interp, node.value) if node.value is not None else NONE
    interp.leave(interp.activation.returns, value)


# --- the rest -------------------------------------------------------------------------------------------------------


def _expression(interp: Interpreter, node: ast.Expr) -> None:
    expressions.evaluate(interp, node.value)


def _function(interp: Interpreter, node: ast.FunctionDef) -> None:
    value: Abstract = expressions.function_value(interp, node, node.name)
    for decorator in reversed(node.decorator_list):
        value = interp.call(expressions.evaluate(interp, decorator), [value])
    interp.frame.slots[node.name] = value


def _import(interp: Interpreter, node: ast.Import) -> None:
    for alias in node.names:
        module = _module(interp, alias.name)
        name = alias.asname or alias.name.partition(".")[0]
        interp.frame.slots[name] = Static(module if alias.asname else _module(interp, name))


def _import_from(interp: Interpreter, node: ast.ImportFrom) -> None:
    package = interp.frame.globals.get("__package__") or ""
    module = _module(interp, "." * node.level + (node.module or ""), package)
    for alias in node.names:
        if not hasattr(module, alias.name):
            try:
                importlib.import_module(f"{module.__name__}.{alias.name}")
            except ModuleNotFoundError:
                where = getattr(module, "__file__", None) or "unknown location"
                interp.raise_(ImportError, f"cannot import name {alias.name!r} from {module.__name__!r} ({where})")
        interp.frame.slots[alias.asname or alias.name] = Static(getattr(module, alias.name))


def _module(interp: Interpreter, name: str, package: str = "") -> Any:
    """A module, imported now. Where there is none, the program raises: it may have something else for that."""
    try:
        return importlib.import_module(name, package or None)
    except ImportError as error:
        return interp.raise_(type(error), str(error))


def _nonlocal(interp: Interpreter, node: ast.Nonlocal) -> None:
    interp.frame.nonlocals.update(node.names)


def _global(interp: Interpreter, node: ast.Global) -> None:
    interp.frame.global_names.update(node.names)


def _pass(interp: Interpreter, node: ast.stmt) -> None:
    return


_HANDLERS: dict[type, Callable[..., None]] = {
    ast.Assign: _assign, ast.AnnAssign: _annotated, ast.AugAssign: _augmented, ast.Delete: _delete, ast.If: _if,
    ast.For: _for, ast.While: _while, ast.Break: _break, ast.Continue: _continue, ast.Return: _return,
    ast.Assert: exceptions.execute_assert, ast.Raise: exceptions.execute_raise, ast.Try: exceptions.execute_try,
    ast.With: contexts.execute_with, ast.Expr: _expression,
    ast.FunctionDef: _function, ast.Import: _import, ast.ImportFrom: _import_from, ast.Nonlocal: _nonlocal,
    ast.Global: _global, ast.Pass: _pass, ast.Match: patterns.execute_match,
    ast.ClassDef: local_classes.execute_class,
}  # fmt: skip
