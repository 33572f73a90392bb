"""Exceptions: ``assert``, ``raise`` and ``try``, and what an exception of the program is as a value.

While only the compiler has seen an exception it is an object of the program, with its class's attributes. Once raised
it is a run-time value that carries its class's name and bases, its text, its ``args`` and its attributes by name; an
attribute that a handler reads has the type of what the exceptions that it catches were given under that name.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...errors import CompileError
from ...ir import Value
from . import (
    attempts,
    classes,
    diagnosis,
    exception_attributes,
    exception_sites,
    expressions,
    leaving,
    narrowing,
    states,
)
from .heap import Merge
from .values import NONE, Abstract, Builtin, Dynamic, Key, ObjectValue, Restart, Static, TupleValue

if TYPE_CHECKING:
    from .interpreter import Interpreter


# --- assert and raise -----------------------------------------------------------------------------------------------


def execute_assert(interp: Interpreter, node: ast.Assert) -> None:
    held = expressions.condition(interp, node.test)

    def fail() -> Abstract:
        args = [] if node.msg is None else [expressions.evaluate(interp, node.msg)]
        interp.raise_value(interp.call(Static(AssertionError), args))

    if isinstance(held, bool):
        if not held:
            fail()
    else:
        interp.branch(held, lambda: NONE, fail, node)
    narrowing.assume(interp, node.test, True)


def execute_raise(interp: Interpreter, node: ast.Raise) -> None:
    if node.exc is None:
        if not interp.activation.handling:
            interp.raise_(RuntimeError, "No active exception to reraise")
        interp.raise_value(interp.activation.handling[-1])
    value = _operand(interp, node.exc)
    cause = expressions.evaluate(interp, node.cause) if node.cause is not None else None
    raise_object(interp, value, cause)


def raise_object(interp: Interpreter, value: Abstract, cause: Abstract | None = None) -> None:
    """``raise value from cause``, each a class or an instance."""
    if isinstance(value, Static) and isinstance(value.value, type):
        value = interp.call(value, [])
    if isinstance(value, Static) and isinstance(value.value, BaseException):
        value = _own_instance(interp, value.value)
    if isinstance(value, Dynamic) and isinstance(value.type, ty.UnionType) and ty.EXCEPTION in value.type.members:
        value = interp.narrow(value, ty.EXCEPTION)
    if interp.type_of(value) != ty.EXCEPTION:
        interp.raise_(TypeError, "exceptions must derive from BaseException")
    if cause is not None and interp.states.causes:
        _set_cause(interp, value, cause)
    interp.raise_value(value)


def _set_cause(interp: Interpreter, value: Abstract, cause: Abstract) -> None:
    if isinstance(cause, Static) and isinstance(cause.value, type):
        cause = interp.call(cause, [])
    if not isinstance(value, ObjectValue):
        interp.refuse(
            "the __cause__ of an exception that wasn't made here can't be set",
            "raise a new one: raise Error(...) from e",
        )
    value.slots["__cause__"] = cause if interp.type_of(cause) == ty.NONE else Dynamic(interp.lift(cause))


def _own_instance(interp: Interpreter, error: BaseException) -> Abstract:
    """An exception from before the program, as one of the program's."""
    made = interp.new_object(type(error))
    made.slots["args"] = TupleValue(tuple(states.known(interp, a) for a in error.args))
    for name, held in vars(error).items():
        made.slots[name] = states.known(interp, held)
    return made


def _operand(interp: Interpreter, node: ast.expr) -> Abstract:
    """The operand of ``raise``. A message that can't be computed (it prints a class, say) must not keep the rest of the
    program from compiling: it then shows its own source in place of what it would have printed."""
    position, state = interp.position(), interp.heap.capture()
    interp.wording += 1
    try:
        with diagnosis.attempt(interp):
            return expressions.evaluate(interp, node)
    except CompileError:
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp))):
            raise
        interp.rewind(position, state)
        return interp.call(expressions.evaluate(interp, node.func), [Static(_source_of(node.args[0]))])
    finally:
        interp.wording -= 1


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


# --- try ------------------------------------------------------------------------------------------------------------


def execute_try(interp: Interpreter, node: ast.Try) -> None:
    if not node.finalbody:
        _try_except(interp, node)
        return

    def final() -> Abstract:
        _run(interp, node.finalbody)
        return NONE

    def failed(caught: Dynamic) -> Abstract:
        own = interp.cleanups.pop()  # a `return` in `finally` doesn't run it once more
        try:
            handling(interp, caught, final)
        finally:
            interp.cleanups.append(own)
        interp.raise_value(caught)

    def body() -> None:
        protected = _extent(node.body, node)  # what follows it, `finally` included, may read what it leaves
        attempts.attempt(interp, lambda: _none(_try_except, interp, node), failed, protected, protected, ends=True)

    leaving.protect(interp, body, final)


def _none(function: Any, *args: Any) -> Abstract:
    function(*args)
    return NONE


def _run(interp: Interpreter, body: list[ast.stmt]) -> None:
    from .statements import execute

    execute(interp, body)


def _extent(body: Sequence[ast.AST], node: ast.Try) -> ast.AST:
    """The piece of source that a try protects: variables that only it mentions are of no interest to handlers."""
    parts: list[Any] = [*body, *(node.handlers if node.finalbody else []), *(node.orelse if node.finalbody else [])]
    last = max(parts, key=lambda part: (part.end_lineno or 0, part.end_col_offset or 0))
    return ast.copy_location(ast.Pass(end_lineno=last.end_lineno, end_col_offset=last.end_col_offset), body[0])


def _try_except(interp: Interpreter, node: ast.Try) -> None:
    if not node.handlers:
        _run(interp, [*node.body, *node.orelse])
        return

    def whole(done: Merge) -> Abstract:
        def handle(caught: Dynamic) -> Abstract:
            _clauses(interp, node, caught, 0)
            interp.arrive(done, "break")

        inside = _extent(node.body, ast.Try(node.body, [], [], []))
        before_else = _extent([*node.body, *node.handlers], ast.Try(node.body, [], [], []))
        attempts.attempt(interp, lambda: _none(_run, interp, node.body), handle, before_else, inside)
        _run(interp, node.orelse)
        return NONE

    clauses = _extent(node.body, node) if node.finalbody else node
    interp.region(whole, clauses)


def _clauses(interp: Interpreter, node: ast.Try, caught: Dynamic, index: int) -> Abstract:
    """The except clauses from ``index`` on: the first that matches runs; none raises again."""
    if index == len(node.handlers):
        attempts.record(interp)
        interp.raise_value(caught)
    clause = node.handlers[index]
    wanted: tuple[Any, ...] = (BaseException,)
    if clause.type is not None:
        wanted = classes.class_tuple(interp, expressions.evaluate(interp, clause.type))

    def run() -> Abstract:
        if clause.name:
            interp.frame.slots[clause.name] = caught
            interp.caught[caught.value] = wanted
        handling(interp, caught, lambda: _none(_run, interp, clause.body))
        if clause.name:
            interp.frame.slots.pop(clause.name, None)
        return NONE

    if BaseException in wanted or (Exception in wanted and not interp.states.exits):
        return run()
    matches = matches_any(interp, caught, wanted)
    return interp.branch(interp.lift(matches), run, lambda: _clauses(interp, node, caught, index + 1), node)


def handling(interp: Interpreter, caught: Dynamic, body: Any) -> None:
    """Runs ``body`` where a bare ``raise`` means ``caught``."""
    active = interp.activation.handling
    active.append(caught)
    try:
        body()
    finally:
        active.remove(caught)


def handled_now(interp: Interpreter) -> Abstract | None:
    """The exception that is being handled where we are."""
    return next((a.handling[-1] for a in reversed(interp.activations) if a.handling), None)


def matches_any(interp: Interpreter, caught: Abstract, wanted: tuple[Any, ...]) -> Abstract:
    """Whether ``except wanted`` catches an exception."""
    matches: Abstract = Static(False)
    for cls in wanted:
        if cls in (BaseException, object) or (cls is Exception and not interp.states.exits):
            return Static(True)
        one = interp.op("py::exception_matches", caught, cls.__name__, result=ty.BOOL)
        matches = one if isinstance(matches, Static) else interp.binary("bitor", matches, one)
    return matches


# --- exceptions as values -------------------------------------------------------------------------------------------


def lift(interp: Interpreter, value: ObjectValue) -> Value:
    """The run-time exception for an instance of the program."""
    if not issubclass(value.cls, Exception):
        may_exit(interp)
    exception_attributes.note_raised(interp, value.cls)
    args = value.slots.get("args", TupleValue(()))
    text = message(interp, value)
    held = {**exception_attributes.carried(interp, value), **value.slots}
    attributes = {k: v for k, v in held.items() if k != "args" and interp.can_lift(v)}
    whole = all(name in attributes or name == "args" for name in value.slots)
    bases = Static(_bases(interp, value.cls, whole))
    for name, part in [*attributes.items(), *(("args", a) for a in _items(args))]:
        exception_sites.note(interp, value.cls, name, interp.type_of(part))
    name = value.cls.__name__
    if issubclass(value.cls, StopIteration) and _items(args):
        exception_sites.note(interp, value.cls, _STOPPED, interp.type_of(_items(args)[0]))
    if not attributes and _only_text(interp, value, args):
        return interp.lift(interp.op("py::exception", name, text, bases, result=ty.EXCEPTION))
    if not interp.can_lift(args):
        args = TupleValue(())
    stored = interp.new_dict()
    stored.slots = {Key(k): v for k, v in attributes.items()}
    parts = [interp.escape(args), interp.escape(stored)]
    return interp.lift(interp.op("py::exception_with", name, text, bases, *parts, result=ty.EXCEPTION))


def _bases(interp: Interpreter, cls: type, whole: bool) -> list[str]:
    """The names of an exception's classes from the nearest on. A class of the user's says first where it is defined,
    for Python to raise it as what it is; one that needs more than is kept of it mustn't write its own text there."""
    names = [c.__name__ for c in cls.__mro__[1:] if c is not object]
    if cls.__module__.partition(".")[0] in ("builtins", "numpy") or (writes_itself(cls) and not whole):
        return names
    full = f"{cls.__module__}:{cls.__qualname__}"
    interp.states.exceptions[full] = cls
    return [full, *names]


def may_exit(interp: Interpreter) -> None:
    """Something is raised that ``except Exception`` doesn't catch: there it has to be asked what was raised."""
    if not interp.states.exits:
        interp.states.exits = True
        raise Restart


def _items(args: Abstract) -> tuple[Abstract, ...]:
    return args.items if isinstance(args, TupleValue) else ()


def _only_text(interp: Interpreter, value: ObjectValue, args: Abstract) -> bool:
    """Whether the message says all: it is what the runtime takes ``args`` to be."""
    items = _items(args)
    if writes_itself(value.cls):
        return False
    if issubclass(value.cls, KeyError):
        return not items
    return not items or (len(items) == 1 and interp.type_of(items[0]) == ty.STR)


def writes_itself(cls: type) -> bool:
    """Whether a class of the user's says what an exception's text is."""
    return isinstance(cls.__str__, types.FunctionType)


def message(interp: Interpreter, value: ObjectValue) -> Abstract:
    """``str(e)``."""
    own = value.cls.__str__
    if isinstance(own, types.FunctionType):
        return interp.call(Static(own), [value])
    return inherited_text(interp, value, "__str__")


def inherited_text(interp: Interpreter, value: ObjectValue, name: str) -> Abstract:
    """What the ``__str__`` or ``__repr__`` of Python's own exceptions gives."""
    from .rules import builtins

    args = value.slots.get("args", TupleValue(()))
    items = _items(args)
    if name == "__repr__":
        texts = TupleValue(tuple(builtins.format_value(interp, one, "r", Static("")) for one in items))
        joined = interp.call(interp.getattr(Static(", "), "join"), [texts])
        return interp.call(interp.getattr(Static(f"{value.cls.__name__}({{}})"), "format"), [joined])
    if not items:
        return Static("")
    if len(items) > 1:
        return builtins.format_value(interp, args, "s", Static(""))
    return builtins.format_value(interp, items[0], "r" if issubclass(value.cls, KeyError) else "s", Static(""))


_STOPPED = "value of StopIteration"


def stop_value(interp: Interpreter, stopped: Dynamic) -> Abstract:
    """What a generator has returned."""
    given = exception_sites.held(interp, (StopIteration,), _STOPPED)
    args = interp.op("py::exception_args", stopped, result=ty.list_of(given))
    if given == ty.NEVER:
        return NONE
    is_given = interp.lift(interp.compare("gt", interp.op("py::len", args, result=ty.INT), Static(0)))
    return interp.branch(is_given, lambda: interp.getitem(args, Static(0)), lambda: NONE)


def is_class(interp: Interpreter, one: ExceptionClass, other: Abstract) -> bool | Abstract:
    """``type(error) is other``."""
    if isinstance(other, ExceptionClass):
        return interp.compare("eq", interp.getattr(one, "__name__"), interp.getattr(other, "__name__"))
    if not isinstance(other, Static) or not isinstance(other.value, type):
        return False
    return interp.compare("eq", interp.getattr(one, "__name__"), Static(other.value.__name__))


class ExceptionClass(Builtin):
    """``type(e)`` of an exception that was caught, or of None: all that is known of it is its name."""

    def __init__(self, exception: Dynamic) -> None:
        super().__init__("type", lambda interp, *_, **__: interp.refuse("which class this is depends on the input"))
        object.__setattr__(self, "exception", exception)

    exception: Dynamic

    def find(self, interp: Interpreter, name: str) -> Abstract | None:
        if name in ("__name__", "__qualname__"):
            return interp.split(self.exception, lambda one: _class_name(interp, one))
        return None


def _class_name(interp: Interpreter, one: Abstract) -> Abstract:
    return Static("NoneType") if one is NONE else interp.op("py::exception_type", one, result=ty.STR)
