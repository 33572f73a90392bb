"""``with``: context managers of the program's classes, generator functions under ``contextlib.contextmanager``, and
those of torch that change nothing about inference.

    with Timer() as t:             t = Timer().__enter__()
        y = f(x)                   try: y = f(x)
                                   except e: if not t.__exit__(type(e), e, None): raise
                                   else, or on any early exit: t.__exit__(None, None, None)
"""

from __future__ import annotations

import ast
import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ... import types as ty
from . import attempts, choices, exceptions, expressions, generators, leaving, objects
from .lifting import describe
from .values import NONE, Abstract, Choice, Dynamic, ObjectValue, Poison, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter


def execute_with(interp: Interpreter, node: ast.With) -> None:
    _from(interp, node, 0)


# Classes whose objects do nothing in a program as a with statement is entered and left.
IDLE: set[type] = set()


def _from(interp: Interpreter, node: ast.With, index: int) -> None:
    from .statements import assign, execute

    if index == len(node.items):
        execute(interp, node.body)
        return
    item = node.items[index]
    manager = expressions.evaluate(interp, item.context_expr)

    def body(entered: Abstract) -> None:
        if item.optional_vars is not None:
            assign(interp, item.optional_vars, entered)
        _from(interp, node, index + 1)

    enter(interp, manager, body, node)


def enter(interp: Interpreter, manager: Abstract, body: Callable[[Abstract], None], node: ast.AST) -> None:
    """``with manager as entered: body(entered)``."""
    if isinstance(manager, Poison):
        body(manager)
    elif isinstance(manager, generators.ManagerValue):
        generators.run_managed(interp, manager, body)
    elif isinstance(manager, ObjectValue) and manager.cls in IDLE:
        body(manager)
    elif isinstance(manager, Static) and has_no_effect(manager.value):
        body(entered_without_effect(manager))
    elif _is_manager(interp, manager):
        _with_object(interp, manager, body, node)
    else:
        interp.refuse(f"{describe(manager)} can't be used in a with statement")


def _is_manager(interp: Interpreter, manager: Abstract) -> bool:
    """Whether it is an object of the program's, or one of several such and of those without effect."""
    if isinstance(manager, Choice):
        return all(_is_manager(interp, one) for one in manager.members.values())
    if isinstance(manager, Static):
        return has_no_effect(manager.value)
    if isinstance(manager, Dynamic) and isinstance(manager.type, ty.UnionType):
        return all(isinstance(member, ty.ClassType) for member in manager.type.members)
    return objects.class_of(manager) is not None


def entered_without_effect(manager: Static) -> Abstract:
    """What ``as`` gives of a manager that changes nothing about inference."""
    return Static(manager.value.enter_result) if isinstance(manager.value, contextlib.nullcontext) else manager


def _call_each(interp: Interpreter, manager: Abstract, name: str, args: list[Abstract]) -> Abstract:
    """``manager.name(*args)`` of whichever manager it is."""
    if isinstance(manager, Choice):
        return choices.each(interp, manager, lambda one: _call_each(interp, one, name, args))
    return interp.split(manager, lambda one: interp.call(interp.getattr(one, name), args))


def _with_object(interp: Interpreter, manager: Abstract, body: Callable[[Abstract], None], node: ast.AST) -> None:
    entered = _call_each(interp, manager, "__enter__", [])

    def run() -> Abstract:
        body(entered)
        return NONE

    def failed(caught: Dynamic) -> Abstract:
        handled: list[Abstract] = []
        args = [exceptions.ExceptionClass(caught), caught, NONE]
        exceptions.handling(interp, caught, lambda: handled.append(_call_each(interp, manager, "__exit__", args)))
        suppressed = interp.truth(handled[0])
        if isinstance(suppressed, bool):
            if suppressed:
                return NONE
            interp.raise_value(caught)

        def again() -> Abstract:
            interp.raise_value(caught)

        return interp.branch(suppressed, lambda: NONE, again)

    def exit_() -> None:
        _call_each(interp, manager, "__exit__", [NONE, NONE, NONE])

    # What the manager's __exit__ leaves behind an exception it has swallowed goes on behind the with statement, past
    # the __exit__ of a body that ran through.
    def whole(done: Any) -> Abstract:
        def protected() -> None:
            def swallowed(caught: Dynamic) -> Abstract:
                failed(caught)
                interp.arrive(done, "break")

            attempts.attempt(interp, run, swallowed, node)

        leaving.protect(interp, protected, exit_)
        return NONE

    interp.region(whole)


# A program runs on one thread, and calls of one that keeps state wait for each other.
_LOCKS = (type(threading.Lock()), type(threading.RLock()))


def has_no_effect(manager: Any) -> bool:
    """Whether a context manager changes nothing about inference: no_grad, a disabled autocast, a profiler's record."""
    module, name = type(manager).__module__, type(manager).__name__
    if name.startswith("autocast"):
        return not getattr(manager, "_enabled", True)
    if isinstance(manager, (contextlib.nullcontext, *_LOCKS)):
        return True
    return module.startswith(("torch.autograd", "torch.cuda", "torch.profiler")) or name in (
        "no_grad", "inference_mode", "enable_grad", "set_grad_enabled", "record_function", "_SDPBackend",
    )  # fmt: skip
