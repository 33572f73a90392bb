"""Checks that a traced program makes of its input: what the example was, and the user's own checks of sizes.

``if x.shape[1] != 3: raise ValueError("...")`` and ``assert n > 0`` are branches of which one only raises; a trace can
keep them, since it has followed the other one. The check's source tells the exception. Any other branch on sizes
becomes a check that the input goes the example's way.
"""

from __future__ import annotations

import ast
import builtins
import linecache
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import FrameType
from typing import Any

from ... import types as ty
from ..script import operations
from ..script.interpreter import Interpreter
from ..script.values import NONE, Abstract, Static


@dataclass(frozen=True)
class Check:
    """What a failing check raises."""

    error: type[BaseException]
    message: Abstract | Callable[[], Abstract]


def expect(interp: Interpreter, actual: Abstract, expected: Any, what: str) -> None:
    """The program raises RuntimeError unless ``actual`` equals ``expected``: "expected <what>, got <actual>"."""
    differs = interp.op("py::ne", actual, Static(expected), result=ty.BOOL)

    def message() -> Abstract:
        got = interp.op("py::repr", actual, result=ty.STR)
        return operations.binary(interp, "add", Static(f"expected {what}, got "), got)

    emit(interp, differs, False, Check(RuntimeError, message))


def emit(interp: Interpreter, condition: Abstract, holds: bool, check: Check) -> None:
    """The program raises unless the truth of ``condition`` is ``holds``, as it was in the example."""
    truth = operations.truth(interp, condition)
    if isinstance(truth, bool):
        return  # known without the input

    def fails() -> Abstract:
        interp.raise_(check.error, check.message() if callable(check.message) else check.message)

    def passes() -> Abstract:
        return NONE

    then, otherwise = (passes, fails) if holds else (fails, passes)
    interp.branch(truth, then, otherwise)


def other_way(frame: FrameType | None) -> Check:
    """What is raised where the input would take the branch that the example didn't take."""
    statement = None if frame is None else _statements(frame.f_code.co_filename).get(frame.f_lineno)
    asked = "a condition" if statement is None else f"`{ast.unparse(statement.test)}`"
    return Check(
        RuntimeError,
        Static(
            f"this input goes another way than the traced example at {asked}: "
            "trace an example that goes its way, or use fl.script, which compiles both ways"
        ),
    )


def find(frame: FrameType | None, holds: bool) -> Check | None:
    """The check that the statement running in ``frame`` is, where its whole condition is being decided; else None."""
    if frame is None:
        return None
    statement = _statements(frame.f_code.co_filename).get(frame.f_lineno)
    if isinstance(statement, ast.Assert) and holds:
        if isinstance(statement.test, (ast.BoolOp, ast.IfExp)):
            return None
        return Check(AssertionError, Static(_text(statement.msg)))
    if (
        not isinstance(statement, ast.If)
        or holds
        or statement.orelse
        or isinstance(statement.test, (ast.BoolOp, ast.IfExp))
    ):
        return None
    (only, *more) = statement.body
    if more or not isinstance(only, ast.Raise) or not isinstance(only.exc, (ast.Call, ast.Name)):
        return None
    raised = only.exc.func if isinstance(only.exc, ast.Call) else only.exc
    if not isinstance(raised, ast.Name):
        return None
    cls = frame.f_locals.get(raised.id, frame.f_globals.get(raised.id, getattr(builtins, raised.id, None)))
    if not (isinstance(cls, type) and issubclass(cls, BaseException)):
        return None
    arguments = only.exc.args if isinstance(only.exc, ast.Call) else []
    return Check(cls, Static(_text(arguments[0] if arguments else None)))


def _text(message: ast.expr | None) -> str:
    """The message where it is a plain string; else its source, since it is only computed when the check fails."""
    if message is None:
        return ""
    return (
        message.value if isinstance(message, ast.Constant) and isinstance(message.value, str) else ast.unparse(message)
    )


@cache
def _statements(file: str) -> dict[int, ast.If | ast.Assert | ast.While]:
    """The ``if`` and ``assert`` statements of a file, by each line of their conditions; nothing where two share one."""
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except SyntaxError:
        return {}
    found: dict[int, ast.If | ast.Assert | ast.While] = {}
    shared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.If, ast.Assert, ast.While, ast.IfExp)):
            for line in range(node.lineno, (node.test.end_lineno or node.lineno) + 1):
                if line in found:
                    shared.add(line)
                if isinstance(node, ast.IfExp):
                    shared.add(line)
                else:
                    found[line] = node
    return {line: node for line, node in found.items() if line not in shared}
