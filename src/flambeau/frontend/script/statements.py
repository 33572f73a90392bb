"""Python's statements, one function a kind of syntax node."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...errors import CompileError
from . import attributes, classes, containers, diagnosis, expressions, iteration, narrowing, objects, operations, states
from .heap import Merge, State, restore, same
from .lifting import describe
from .values import (
    NONE,
    UNBOUND,
    Abstract,
    Conflict,
    Container,
    Dynamic,
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
        if handler is None:
            interp.refuse(f"{type(statement).__name__} statements can't be compiled yet")
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
    frame = interp.frame
    if name in frame.global_names:
        states.assign_global(interp, frame.globals, name, value)
        return
    if name in frame.nonlocals:
        outer = frame.parent
        while outer is not None:
            if name in outer.slots:
                outer.slots[name] = value
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
    frame.slots[name] = value


def _unpack(interp: Interpreter, targets: list[ast.expr], value: Abstract) -> None:
    starred = [i for i, t in enumerate(targets) if isinstance(t, ast.Starred)]
    items = elements(interp, value, len(targets), bool(starred))
    if starred:
        first = starred[0]
        after = len(targets) - first - 1
        middle = interp.new_list(items[first : len(items) - after])
        items = [*items[:first], middle, *items[len(items) - after :]]
    for target, item in zip(targets, items):
        assign(interp, target, item)


def elements(interp: Interpreter, value: Abstract, count: int, starred: bool) -> list[Abstract]:
    """The elements that ``a, b = value`` takes apart; ValueError where their number is another."""
    if isinstance(value, Poison):
        return [value] * count
    if isinstance(value, Dynamic) and isinstance(value.type, ty.UnionType):
        taken = interp.split(value, lambda one: TupleValue(tuple(elements(interp, one, count, starred))))
        assert isinstance(taken, TupleValue)
        return list(taken.items)
    known = interp.items(value)
    if known is not None:
        if len(known) < count - starred:
            least = f"at least {count - 1}" if starred else str(count)
            interp.raise_(ValueError, f"not enough values to unpack (expected {least}, got {len(known)})")
        if len(known) > count and not starred:
            interp.raise_(ValueError, f"too many values to unpack (expected {count})")
        return known
    if starred:
        interp.refuse("a starred target takes a number of elements that is only known when the program runs")
    if isinstance(value, Dynamic) and isinstance(value.type, ty.TensorType):
        value = interp.op("tensor::unbind_list", value)
    if isinstance(value, Dynamic) and isinstance(value.type, ty.ArrayType):
        value = interp.op("np::iterate", value, result=ty.list_of(interp.element_type(value.type)))
    held = interp.lift(value if isinstance(value, (Dynamic, Container)) else containers.to_list(interp, value))
    element = interp.element_type(held.type)
    op = interp.build("unpack", [held], [element if element != ty.NEVER else ty.ANY] * count)
    if element == ty.NEVER:
        interp.raise_(RuntimeError, "unreachable")
    return [Dynamic(r) for r in op.results]


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
            interp.frame.slots.pop(target.id, None)
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
    iterable = expressions.evaluate(interp, node.iter)

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
    interp.arrive(interp.activation.loops[-1].on_break, "break")


def _continue(interp: Interpreter, node: ast.Continue) -> None:
    merge = interp.activation.loops[-1].on_continue
    interp.arrive(merge, "continue" if merge.op.name == "loop" else "break")


def _return(interp: Interpreter, node: ast.Return) -> None:
    value = expressions.evaluate(interp, node.value) if node.value is not None else NONE
    interp.arrive(interp.activation.returns, "break", value)


# --- exceptions -----------------------------------------------------------------------------------------------------


def _assert(interp: Interpreter, node: ast.Assert) -> None:
    held = expressions.condition(interp, node.test)

    def fail() -> Abstract:
        message: Abstract = Static("")
        if node.msg is not None:
            message = operations.to_str(interp, expressions.evaluate(interp, node.msg))
        interp.raise_(AssertionError, message)

    if isinstance(held, bool):
        if not held:
            fail()
    else:
        interp.branch(held, lambda: NONE, fail, node)
    narrowing.assume(interp, node.test, True)


def _raise(interp: Interpreter, node: ast.Raise) -> None:
    if node.exc is None:
        if not interp.activation.handling:
            interp.raise_(RuntimeError, "No active exception to reraise")
        interp.raise_value(interp.activation.handling[-1])
    value = _exception(interp, node.exc)
    if isinstance(value, Static) and isinstance(value.value, type):
        value = interp.call(value, [])
    if isinstance(value, Static) and isinstance(value.value, BaseException):
        interp.raise_(type(value.value), str(value.value))
    if interp.type_of(value) != ty.EXCEPTION:
        interp.raise_(TypeError, "exceptions must derive from BaseException")
    interp.raise_value(value)


def _exception(interp: Interpreter, node: ast.expr) -> Abstract:
    """The operand of ``raise``. A message that can't be computed (it prints a class, say) must not keep the rest of the
    program from compiling: it then shows its own source in place of what it would have printed."""
    position, state = interp.position(), interp.heap.capture()
    try:
        with diagnosis.attempt(interp):
            return expressions.evaluate(interp, node)
    except CompileError:
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp))):
            raise
        interp.rewind(position, state)
        return interp.call(expressions.evaluate(interp, node.func), [Static(_source_of(node.args[0]))])


def _source_of(message: ast.expr) -> str:
    if isinstance(message, ast.JoinedStr):
        parts = (
            v.value if isinstance(v, ast.Constant) else f"{{{ast.unparse(v)[2:-1].strip('{}')}}}"
            for v in message.values
        )
        return "".join(map(str, parts))
    if isinstance(message, ast.BinOp) and isinstance(message.op, ast.Add):
        return _source_of(message.left) + _source_of(message.right)
    return str(message.value) if isinstance(message, ast.Constant) else ast.unparse(message)


HARMLESS = frozenset(
    {"list", "tuple", "dict", "cast", "constant", "yield", "break", "continue"}
)  # ops that never raise


def _try(interp: Interpreter, node: ast.Try) -> None:
    if node.finalbody:
        _finally(interp, node)
        return
    if not node.handlers:
        execute(interp, [*node.body, *node.orelse])
        return

    def attempt(base: State) -> Abstract:
        start = interp.position()
        op = interp.build("try", [], [])
        merge = Merge(op, node)
        outer = interp.block
        interp.merges.append(merge)
        interp.block = op.add_block()

        def body() -> Abstract:
            execute(interp, node.body)
            execute(interp, node.orelse)
            return NONE

        interp.run_path(merge, body)
        if all(inner.name in HARMLESS for inner in op.blocks[0].ops):
            # Nothing in it can raise: it is compiled again without handlers, which would have to join with it.
            interp.rewind(start, base)
            return body()
        ends = [a.state for a in merge.arrivals]
        restore(base)
        _forget_changes(interp, base, ends, node)
        handler = interp.block = op.add_block()
        caught = Dynamic(handler.add_param(ty.EXCEPTION, "error"))
        interp.run_path(merge, lambda: _handlers(interp, node, caught, 0))
        return interp.meet(merge, base, outer)

    interp.retrying(attempt)


def _forget_changes(interp: Interpreter, base: State, ends: list[State], node: ast.Try) -> None:
    """A handler can't know how far the body got: what the body assigns may or may not have been."""
    assigned = {
        n.id for s in node.body for n in ast.walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    reason = "it is assigned in a try whose body may have been left half-way"
    for name in assigned:
        interp.frame.slots[name] = Conflict(reason, interp.span)
    for mutable, slots in base.items():
        for state in ends:
            for key in state[mutable]:
                if mutable is interp.frame and key in assigned:
                    continue
                if not same(state[mutable][key], slots.get(key, UNBOUND)):
                    mutable.slots[key] = Conflict(reason, interp.span)


def _handlers(interp: Interpreter, node: ast.Try, caught: Dynamic, index: int) -> Abstract:
    """The except clauses from ``index`` on: the first that matches runs; none raises again."""
    if index == len(node.handlers):
        interp.raise_value(caught)
    clause = node.handlers[index]

    def run() -> Abstract:
        if clause.name:
            interp.frame.slots[clause.name] = caught
        interp.activation.handling.append(caught)
        try:
            execute(interp, clause.body)
        finally:
            interp.activation.handling.pop()
        return NONE

    if clause.type is None:
        return run()
    wanted = classes.class_tuple(interp, expressions.evaluate(interp, clause.type))
    if BaseException in wanted:
        return run()
    matches: Abstract = Static(False)
    for cls in wanted:
        one = interp.op("py::exception_matches", caught, cls.__name__, result=ty.BOOL)
        matches = one if isinstance(matches, Static) else interp.binary("bitor", matches, one)
    return interp.branch(interp.lift(matches), run, lambda: _handlers(interp, node, caught, index + 1))


def _finally(interp: Interpreter, node: ast.Try) -> None:
    inner = ast.Try(node.body, node.handlers, node.orelse, [])
    ast.copy_location(inner, node)
    leaving = [n for s in [*node.body, *node.orelse] for n in ast.walk(s)
               if isinstance(n, (ast.Return, ast.Break, ast.Continue))]  # fmt: skip
    if leaving:
        interp.node = leaving[0]
        interp.refuse("leaving a try that has a finally can't be compiled yet", "leave after the try statement")
    catching = ast.ExceptHandler(None, None, [*node.finalbody, ast.copy_location(ast.Raise(None, None), node)])
    ast.copy_location(catching, node)
    outer = ast.Try([inner] if node.handlers else list(node.body), [catching], [], [])
    ast.copy_location(outer, node)
    _try(interp, outer)
    execute(interp, node.finalbody)


# --- the rest -------------------------------------------------------------------------------------------------------


def _with(interp: Interpreter, node: ast.With) -> None:
    _with_from(interp, node, 0)


def _with_from(interp: Interpreter, node: ast.With, index: int) -> None:
    if index == len(node.items):
        execute(interp, node.body)
        return
    item = node.items[index]
    manager = expressions.evaluate(interp, item.context_expr)
    if isinstance(manager, Poison):
        if item.optional_vars is not None:
            assign(interp, item.optional_vars, manager)
        _with_from(interp, node, index + 1)
        return
    if objects.class_of(manager) is not None:
        entered = interp.call(interp.getattr(manager, "__enter__"), [])
        if item.optional_vars is not None:
            assign(interp, item.optional_vars, entered)
        _with_from(interp, node, index + 1)
        interp.call(interp.getattr(manager, "__exit__"), [NONE, NONE, NONE])
        return
    if not isinstance(manager, Static) or not _has_no_effect(manager.value):
        interp.refuse(f"{describe(manager)} can't be used in a with statement")
    if item.optional_vars is not None:
        assign(interp, item.optional_vars, manager)
    _with_from(interp, node, index + 1)


def _has_no_effect(manager: Any) -> bool:
    """Whether a context manager changes nothing about inference: no_grad, a disabled autocast, a profiler's record."""
    module, name = type(manager).__module__, type(manager).__name__
    if name.startswith("autocast"):
        return not getattr(manager, "_enabled", True)
    if isinstance(manager, contextlib.nullcontext):
        return True
    return module.startswith(("torch.autograd", "torch.cuda", "torch.profiler")) or name in (
        "no_grad", "inference_mode", "enable_grad", "set_grad_enabled", "record_function", "_SDPBackend",
    )  # fmt: skip


def _expression(interp: Interpreter, node: ast.Expr) -> None:
    expressions.evaluate(interp, node.value)


def _function(interp: Interpreter, node: ast.FunctionDef) -> None:
    value: Abstract = expressions.function_value(interp, node, node.name)
    for decorator in reversed(node.decorator_list):
        value = interp.call(expressions.evaluate(interp, decorator), [value])
    interp.frame.slots[node.name] = value


def _import(interp: Interpreter, node: ast.Import) -> None:
    import importlib

    for alias in node.names:
        module = importlib.import_module(alias.name)
        name = alias.asname or alias.name.partition(".")[0]
        interp.frame.slots[name] = Static(module if alias.asname else importlib.import_module(name))


def _import_from(interp: Interpreter, node: ast.ImportFrom) -> None:
    import importlib

    package = interp.frame.globals.get("__package__") or ""
    module = importlib.import_module("." * node.level + (node.module or ""), package)
    for alias in node.names:
        if not hasattr(module, alias.name):
            importlib.import_module(f"{module.__name__}.{alias.name}")
        interp.frame.slots[alias.asname or alias.name] = Static(getattr(module, alias.name))


def _nonlocal(interp: Interpreter, node: ast.Nonlocal) -> None:
    interp.frame.nonlocals.update(node.names)


def _global(interp: Interpreter, node: ast.Global) -> None:
    interp.frame.global_names.update(node.names)


def _pass(interp: Interpreter, node: ast.stmt) -> None:
    return


def _match(interp: Interpreter, node: ast.Match) -> None:
    subject = expressions.evaluate(interp, node.subject)
    _cases(interp, node, subject, 0)


def _cases(interp: Interpreter, node: ast.Match, subject: Abstract, index: int) -> None:
    if index == len(node.cases):
        return
    case = node.cases[index]
    held = interp.truth(_matches(interp, case.pattern, subject))

    def chosen() -> Abstract:
        _bind_pattern(interp, case.pattern, subject)
        if case.guard is None:
            execute(interp, case.body)
            return NONE
        guard = expressions.condition(interp, case.guard)
        if isinstance(guard, bool):
            if guard:
                execute(interp, case.body)
            else:
                _cases(interp, node, subject, index + 1)
            return NONE
        return interp.branch(guard, lambda: containers.effect(execute, interp, case.body), other, node)

    def other() -> Abstract:
        _cases(interp, node, subject, index + 1)
        return NONE

    if isinstance(held, bool):
        (chosen if held else other)()
    else:
        interp.branch(held, chosen, other, node)


def _matches(interp: Interpreter, pattern: ast.pattern, subject: Abstract) -> Abstract:
    if isinstance(pattern, ast.MatchValue):
        return interp.compare("eq", subject, expressions.evaluate(interp, pattern.value))
    if isinstance(pattern, ast.MatchSingleton):
        return interp.compare("is", subject, Static(pattern.value))
    if isinstance(pattern, ast.MatchAs):
        return Static(True) if pattern.pattern is None else _matches(interp, pattern.pattern, subject)
    if isinstance(pattern, ast.MatchOr):
        result = _matches(interp, pattern.patterns[0], subject)
        for other in pattern.patterns[1:]:
            held = interp.truth(result)
            if held is True:
                return result
            found = _matches(interp, other, subject)
            result = found if held is False else interp.binary("bitor", result, found)
        return result
    if isinstance(pattern, ast.MatchSequence) and not any(isinstance(p, ast.MatchStar) for p in pattern.patterns):
        known = interp.items(subject)
        if known is None or containers.kind_of(subject) not in ("list", "tuple"):
            interp.refuse("a sequence pattern needs a list or tuple of known length here")
        if len(known) != len(pattern.patterns):
            return Static(False)
        result = Static(True)
        for inner, item in zip(pattern.patterns, known):
            found = _matches(interp, inner, item)
            held = interp.truth(result)
            result = found if held is True else interp.binary("bitand", result, found)
        return result
    if isinstance(pattern, ast.MatchClass) and not pattern.patterns and not pattern.kwd_patterns:
        return classes.is_instance(interp, subject, expressions.evaluate(interp, pattern.cls))
    interp.refuse(f"{type(pattern).__name__} patterns of this form can't be compiled yet")


def _bind_pattern(interp: Interpreter, pattern: ast.pattern, subject: Abstract) -> None:
    if isinstance(pattern, ast.MatchAs):
        if pattern.pattern is not None:
            _bind_pattern(interp, pattern.pattern, subject)
        if pattern.name is not None:
            _set_variable(interp, pattern.name, subject)
    elif isinstance(pattern, ast.MatchSequence):
        for inner, item in zip(pattern.patterns, interp.items(subject) or []):
            _bind_pattern(interp, inner, item)


_HANDLERS: dict[type, Callable[..., None]] = {
    ast.Assign: _assign, ast.AnnAssign: _annotated, ast.AugAssign: _augmented, ast.Delete: _delete, ast.If: _if,
    ast.For: _for, ast.While: _while, ast.Break: _break, ast.Continue: _continue, ast.Return: _return,
    ast.Assert: _assert, ast.Raise: _raise, ast.Try: _try, ast.With: _with, ast.Expr: _expression,
    ast.FunctionDef: _function, ast.Import: _import, ast.ImportFrom: _import_from, ast.Nonlocal: _nonlocal,
    ast.Global: _global, ast.Pass: _pass, ast.Match: _match,
}  # fmt: skip
