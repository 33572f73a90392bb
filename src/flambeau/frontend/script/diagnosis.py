"""Going on after a refusal, so that ``flambeau doctor`` finds all that a program has to change.

A refused expression is noted and gives ``Poison``, which spreads through what is computed from it without a further
word: an operation on it is poison too, a branch on it takes both ways, a loop over it runs once. Where that isn't
possible the whole statement is taken back, and what it would have assigned is poison::

    a = x.numpy()          noted
    b = a.sum() * 2        poison, nothing to say
    c = open(path)         noted

The IR that such an interpretation leaves is of no use.
"""

from __future__ import annotations

import ast
import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

from ... import types as ty
from ...errors import CompileError
from ...ir import Value
from .heap import Dead
from .values import POISON, Abstract, Conflict, Container, Dynamic, Frame, Poison, TupleValue

if TYPE_CHECKING:
    from .heap import State
    from .interpreter import Interpreter

F = TypeVar("F", bound=Callable[..., Abstract])
FAILURES = (CompileError, LookupError, AssertionError, AttributeError, TypeError, ValueError, RecursionError)


class Cascade(CompileError):
    """Poison was to become a value of the program: the refusal that it follows from is known."""


class Diagnosis:
    """What has been refused so far."""

    def __init__(self) -> None:
        self._found: dict[object, CompileError] = {}
        self.trying = 0  # inside attempts that have another way to go on

    def note(self, error: Exception) -> None:
        if isinstance(error, Cascade):
            return
        if not isinstance(error, CompileError):
            if not self._found:
                raise error  # nothing has been refused, so that this is a defect of the compiler's
            return
        place = error.span and (error.span.file, error.span.line, error.span.column, error.span.end_column)
        self._found.setdefault((place, error.reason), error)

    @property
    def errors(self) -> list[CompileError]:
        return list(self._found.values())


def spreads(function: F) -> F:
    """Marks an operation whose result is poison where an operand is, or some tensor where another is a tensor."""

    @functools.wraps(function)
    def guarded(interp: Interpreter, *args: Any) -> Abstract:
        for one in args:
            if isinstance(one, Poison):
                known = any(isinstance(a, Dynamic) and isinstance(a.type, ty.TensorType) for a in args)
                return _unknown(interp, "Tensor") if known else one
        result: Abstract = function(interp, *args)
        return result

    return cast("F", guarded)


def unknown_truth(interp: Interpreter) -> Value:
    """A condition of which nothing is known."""
    return interp.root.add_param(ty.BOOL)


@contextlib.contextmanager
def attempt(interp: Interpreter) -> Iterator[None]:
    """Inside, a refusal isn't noted: the caller catches it and goes on in another way."""
    if interp.diagnosis is None:
        yield
        return
    interp.diagnosis.trying += 1
    try:
        yield
    finally:
        interp.diagnosis.trying -= 1


class Checkpoint:
    """Where the interpreter is, to come back to."""

    def __init__(self, interp: Interpreter, heap: bool) -> None:
        self.interp = interp
        self.position = interp.position()
        self.loops = [len(a.loops) for a in interp.activations]
        self.modules = len(interp.modules)
        self.frame = interp.frame if interp.activations else None
        self.heap: State | None = interp.heap.capture() if heap else None

    def undisturbed(self) -> bool:
        """Whether nothing has been left open since: the same block, the same constructs around it."""
        block, _, merges = self.position
        return self.interp.block is block and len(self.interp.merges) == len(merges)

    def restore(self) -> None:
        interp = self.interp
        del interp.activations[len(self.loops) :]
        for activation, count in zip(interp.activations, self.loops):
            del activation.loops[count:]
        if self.frame is not None:
            interp.activation.frame = self.frame
        del interp.modules[self.modules :]
        if self.heap is not None:
            interp.rewind(self.position, self.heap)


def expression(interp: Interpreter, node: ast.expr, evaluate: Callable[[Interpreter, Any], Abstract]) -> Abstract:
    """The value of an expression, or poison where that is refused."""
    diagnosis = interp.diagnosis
    assert diagnosis is not None
    start = Checkpoint(interp, heap=False)
    try:
        return evaluate(interp, node)
    except FAILURES as error:
        if diagnosis.trying or not start.undisturbed():
            raise
        diagnosis.note(error)
        start.restore()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            _poison_owner(interp.frame, node.func.value)
        return stand_in(interp, error.operator) if isinstance(error, CompileError) else POISON


def statement(interp: Interpreter, node: ast.stmt, execute: Callable[[Interpreter, Any], None]) -> None:
    """Executes a statement; where that is refused it is taken back, and its names are poison."""
    diagnosis = interp.diagnosis
    assert diagnosis is not None
    start = Checkpoint(interp, heap=True)
    try:
        execute(interp, node)
    except FAILURES as error:
        if diagnosis.trying:
            raise
        diagnosis.note(error)
        start.restore()
        if isinstance(node, ast.Return):
            interp.arrive(interp.activation.returns, "break", POISON)
        if isinstance(node, ast.Raise):
            _end(interp)
        _poison_names(interp, node)


def stand_in(interp: Interpreter, operator: str) -> Abstract:
    """A value of the types that PyTorch's operator of that name gives, so that what follows is looked at too."""
    import torch

    schemas = torch._C._jit_get_schemas_for_operator(operator) if operator else []
    results = [_unknown(interp, str(r.type)) for r in schemas[0].returns] if schemas else []
    if not results:
        return POISON
    return results[0] if len(results) == 1 else TupleValue(tuple(results))


def _unknown(interp: Interpreter, type_: str) -> Abstract:
    types = {
        "Tensor": ty.TENSOR,
        "List[Tensor]": ty.list_of(ty.TENSOR),
        "int": ty.INT,
        "float": ty.FLOAT,
        "bool": ty.BOOL,
    }
    return Dynamic(interp.root.add_param(types[type_])) if type_ in types else POISON


def _end(interp: Interpreter) -> NoReturn:
    interp.block = None
    raise Dead


def _poison_names(interp: Interpreter, node: ast.stmt) -> None:
    """What ``node`` would have assigned or changed."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            interp.frame.slots[one.id] = POISON
        elif isinstance(one, (ast.FunctionDef, ast.ClassDef)):
            interp.frame.slots[one.name] = POISON
        elif isinstance(one, (ast.Import, ast.ImportFrom)):
            for alias in one.names:
                interp.frame.slots[(alias.asname or alias.name).partition(".")[0]] = POISON
        elif isinstance(one, ast.Attribute) or (isinstance(one, ast.Subscript) and isinstance(one.ctx, ast.Store)):
            _poison_owner(interp.frame, one.value)


def _poison_owner(frame: Frame, owner: ast.expr) -> None:
    """A container that was to be changed, directly or by a method: it holds who knows what."""
    held = frame.slots.get(owner.id) if isinstance(owner, ast.Name) else None
    if isinstance(held, Container) or (isinstance(held, Dynamic) and isinstance(held.type, ty.Generic)):
        assert isinstance(owner, ast.Name)
        frame.slots[owner.id] = POISON


def refuse_conflict(interp: Interpreter, conflict: Conflict, reason: str, fix: str) -> NoReturn:
    """Refuses the use of a value that paths have left in different shapes; of poison nothing more is to be said."""
    kind = Cascade if isinstance(conflict, Poison) else CompileError
    raise kind(f"{reason}: {conflict.reason}" if reason else conflict.reason, interp.span, fix)
