"""What a program's code does beside computing: it logs, sets context variables, and asks about functions.

Log messages and printed tracebacks are dropped: a compiled program has no loggers. A context variable that the program
sets is a variable of the program for as long as a call lasts; one that it only reads is known when it is compiled.
"""

from __future__ import annotations

import ast
import builtins
import contextvars
import gc
import inspect
import logging
import sys
import threading
import traceback
import types
from typing import TYPE_CHECKING, Any

from .. import containers, iteration
from ..exceptions import ExceptionClass, handled_now
from ..values import (
    NONE,
    Abstract,
    BoundMethod,
    Builtin,
    Dynamic,
    FunctionValue,
    Key,
    LateMethod,
    ObjectValue,
    Static,
    TupleValue,
)  # fmt: skip
from . import function, instance_method

if TYPE_CHECKING:
    from ..interpreter import Interpreter

# --- logging --------------------------------------------------------------------------------------------------------

_LEVELS = ("debug", "info", "warning", "warn", "error", "exception", "critical", "log")


@function(
    *(getattr(place, name) for place in (logging, logging.Logger, logging.LoggerAdapter) for name in _LEVELS),
    logging.basicConfig, logging.Logger.setLevel, logging.Logger.addHandler,
)  # fmt: skip
def _log(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    return NONE


@function(traceback.print_stack, traceback.print_tb)
def _print_traceback(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    return NONE  # as a logger's: what is shown is for whoever looks for a mistake


# --- the interpreter ------------------------------------------------------------------------------------------------


@function(gc.enable, gc.disable, gc.freeze, sys.setrecursionlimit)
def _set_interpreter(interp: Interpreter, *args: Abstract) -> Abstract:
    """What is asked of Python's own machinery changes nothing in a program."""
    return NONE


@function(gc.collect)
def _collect(interp: Interpreter, generation: Abstract = NONE) -> Abstract:
    """A program frees what nobody holds at once."""
    return Static(0)


def _register_lock(cls: type) -> None:
    """Calls of a program that keeps state wait for each other, so that its locks are free."""

    @instance_method(cls, "acquire")
    def acquire(interp: Interpreter, self: Static, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return Static(True)

    @instance_method(cls, "release")
    def release(interp: Interpreter, self: Static) -> Abstract:
        return NONE


_register_lock(type(threading.Lock()))
_register_lock(type(threading.RLock()))


# --- context variables ----------------------------------------------------------------------------------------------


@instance_method(contextvars.ContextVar, "get")
def _get_variable(interp: Interpreter, self: Static, *default: Abstract) -> Abstract:
    held = interp.context.slots.get(self.value)
    if held is not None:
        return held
    try:
        return Static(self.value.get())
    except LookupError:
        if default:
            return default[0]
        interp.raise_(LookupError, repr(self.value))


@instance_method(contextvars.ContextVar, "set")
def _set_variable(interp: Interpreter, self: Static, value: Abstract) -> Abstract:
    token = interp.new_object(contextvars.Token)
    token.slots = {"var": self, "old_value": interp.context.slots.get(self.value, Static(contextvars.Token.MISSING))}
    interp.context.slots[self.value] = value
    return token


@instance_method(contextvars.ContextVar, "reset")
def _reset_variable(interp: Interpreter, self: Static, token: Abstract) -> Abstract:
    if not isinstance(token, ObjectValue) or token.cls is not contextvars.Token:
        interp.refuse("a context variable can only be reset with what its set() has given")
    before = token.slots["old_value"]
    if isinstance(before, Static) and before.value is contextvars.Token.MISSING:
        interp.context.slots.pop(self.value, None)
    else:
        interp.context.slots[self.value] = before
    return NONE


# --- the exception being handled ------------------------------------------------------------------------------------


@function(sys.exc_info)
def _exc_info(interp: Interpreter) -> Abstract:
    """Class, exception and traceback; a program has no tracebacks, so that the last is None."""
    handled = handled_now(interp)
    if handled is None:
        return TupleValue((NONE, NONE, NONE))
    cls = ExceptionClass(handled) if isinstance(handled, Dynamic) else interp.call(Static(type), [handled])
    return TupleValue((cls, handled, NONE))


# The functions of that name that a shell has are for people, who write them in scripts too.
@function(sys.exit, *(vars(builtins)[name] for name in ("exit", "quit") if name in vars(builtins)))
def _exit(interp: Interpreter, status: Abstract = NONE) -> Abstract:
    interp.raise_value(interp.call(Static(SystemExit), [] if status is NONE else [status]))


# --- functions as objects -------------------------------------------------------------------------------------------


@function(inspect.signature)
def _signature(interp: Interpreter, obj: Abstract, **options: Abstract) -> Abstract:
    from ..operations import native

    if isinstance(obj, LateMethod):
        return interp.split(obj.receiver, lambda one: _signature(interp, interp.getattr(one, obj.name), **options))
    return native(interp, inspect.signature, stand_in(interp, obj), **{k: interp.python(v) for k, v in options.items()})


@function(vars(inspect.Signature)["_bind"])  # what bind() and bind_partial() have in common
def _bind(
    interp: Interpreter, self: Abstract, args: Abstract, kwargs: Abstract, *, partial: Abstract = Static(False)
) -> Abstract:  # fmt: skip
    """Which parameter each argument is for: Python's own answer, for things that stand for the arguments."""
    positional, named = iteration.items(interp, args), containers.dict_pairs(interp, kwargs)
    if positional is None or named is None:
        interp.refuse(
            "which arguments are bound to a signature is only known when the program runs",
            "call the function, which takes them as they come",
        )
    given = {object(): value for value in (*positional, *(value for _, value in named))}
    stand_ins = list(given)
    keywords = {interp.python(name): stand_in for (name, _), stand_in in zip(named, stand_ins[len(positional) :])}
    try:
        fixed = tuple(stand_ins[: len(positional)])
        bound = interp.python(self)._bind(fixed, keywords, partial=interp.python(partial))
    except TypeError as error:
        interp.raise_(TypeError, str(error))

    def held(value: Any) -> Abstract:
        if isinstance(value, tuple):
            return TupleValue(tuple(map(held, value)))
        if isinstance(value, dict):
            return interp.new_dict([(Key(name), held(one)) for name, one in value.items()])
        return given[value]

    return interp.call(Static(inspect.BoundArguments), [self, held(bound.arguments)])


def stand_in(interp: Interpreter, value: Abstract) -> Any:
    """A Python function with the parameters that a function of the program has, to be asked about them."""
    if isinstance(value, Static):
        return value.value
    if isinstance(value, BoundMethod):
        return types.MethodType(stand_in(interp, value.function), object())
    if isinstance(value, FunctionValue):
        return _of_tree(value)
    if isinstance(value, Builtin):
        return value.call
    interp.refuse("the signature of this isn't known")


def _of_tree(value: FunctionValue) -> Any:
    """A function with the parameters of ``value``, all defaults None, and no body."""
    given = ast.unparse(_without_annotations(value.node.args))
    scope: dict[str, Any] = {}
    exec(f"def {value.node.name if isinstance(value.node, ast.FunctionDef) else 'function'}({given}): pass", scope)
    return next(v for k, v in scope.items() if isinstance(v, types.FunctionType))


def _without_annotations(arguments: ast.arguments) -> ast.arguments:
    def bare(one: ast.arg | None) -> ast.arg | None:
        return ast.arg(one.arg) if one is not None else None

    return ast.arguments(
        posonlyargs=[ast.arg(a.arg) for a in arguments.posonlyargs],
        args=[ast.arg(a.arg) for a in arguments.args],
        vararg=bare(arguments.vararg),
        kwonlyargs=[ast.arg(a.arg) for a in arguments.kwonlyargs],
        kw_defaults=[ast.Constant(None) if d is not None else None for d in arguments.kw_defaults],
        kwarg=bare(arguments.kwarg),
        defaults=[ast.Constant(None) for _ in arguments.defaults],
    )
