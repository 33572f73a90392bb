"""``torch.jit.isinstance``: whether a value is a ``List[int]``, a ``Dict[str, Tensor]``, an ``Optional`` of these.

As in eager PyTorch it looks at what containers hold, so that an empty list is a list of anything. What the types decide
is known when the program is compiled; the rest is asked of the elements when it runs.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import torch

from .... import types as ty
from ....stdlib import sequences
from ..values import Abstract, Builtin, Dynamic, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter

KINDS = {list: "List", dict: "Dict", tuple: "Tuple"}


@function(torch.jit.isinstance)
def jit_isinstance(interp: Interpreter, obj: Abstract, target_type: Abstract) -> Abstract:
    """``torch.jit.isinstance(obj, target_type)``."""
    return _matches(interp, obj, interp.python(target_type))


def _matches(interp: Interpreter, obj: Abstract, target: Any) -> Abstract:
    if isinstance(target, tuple):
        return _any(interp, [partial(_matches, interp, obj, t) for t in target])
    origin, arguments = typing.get_origin(target), typing.get_args(target)
    if origin in (typing.Union, types.UnionType):
        return _any(interp, [partial(_matches, interp, obj, t) for t in (type(None), *arguments)])
    if origin not in KINDS:
        return interp.call(Static(isinstance), [obj, Static(target)])
    if isinstance(obj, Dynamic) and isinstance(obj.type, ty.UnionType):
        return interp.split(obj, lambda one: _matches(interp, one, target))
    if isinstance(obj, Dynamic):
        known = verdict(interp, obj.type, target)
        if known is not None:
            return Static(known)
    if interp.python(interp.call(Static(isinstance), [obj, Static(origin)])) is False:
        return Static(False)
    return _holds(interp, obj, origin, arguments)


def _holds(interp: Interpreter, obj: Abstract, origin: Any, arguments: tuple[Any, ...]) -> Abstract:
    """Whether all that the list, dict or tuple ``obj`` holds is of the types ``arguments``."""
    if origin is tuple:
        items = interp.items(obj) or []
        if len(items) != len(arguments):
            return Static(False)
        return _all(interp, [partial(_matches, interp, i, t) for i, t in zip(items, arguments)])
    if origin is dict:
        obj = interp.call(interp.getattr(obj, "items"), [])

    def check(interp: Interpreter, element: Abstract) -> Abstract:
        if origin is list:
            return _matches(interp, element, arguments[0])
        key, value = interp.items(element) or []
        return _all(
            interp, [lambda: _matches(interp, key, arguments[0]), lambda: _matches(interp, value, arguments[1])]
        )

    known = interp.items(obj)
    if known is not None:
        return _all(interp, [partial(check, interp, element) for element in known])
    return interp.call(Static(sequences.every), [obj, Builtin("check", check)])


def verdict(interp: Interpreter, held: ty.Type, target: Any) -> bool | None:
    """Whether values of a type are instances of ``target``: all, none, or (None) those that hold the right things."""
    from .. import classes

    if isinstance(held, ty.UnionType):
        each = {verdict(interp, m, target) for m in held.members}
        return each.pop() if len(each) == 1 else None
    if isinstance(target, tuple):
        each = {verdict(interp, held, t) for t in target}
        return True if True in each else None if None in each else False
    origin, arguments = typing.get_origin(target), typing.get_args(target)
    if origin in (typing.Union, types.UnionType):
        return verdict(interp, held, (type(None), *arguments))
    if origin not in KINDS:
        return classes.member_is(interp, held, Static(target))
    if not isinstance(held, ty.Generic) or held.name != KINDS[origin]:
        return False
    if origin is tuple and len(held.args) != len(arguments):
        return False
    inner = [interp.element_type(held)] if origin is list else list(held.args)
    each = {verdict(interp, h, t) for h, t in zip(inner, arguments)}
    if each <= {True}:
        return True
    return False if origin is tuple and False in each else None  # an empty list or dict is one of anything


def _any(interp: Interpreter, tests: list[Callable[[], Abstract]]) -> Abstract:
    if not tests:
        return Static(False)
    held = interp.truth(tests[0]())
    if isinstance(held, bool):
        return Static(True) if held else _any(interp, tests[1:])
    return interp.branch(held, lambda: Static(True), lambda: _any(interp, tests[1:]))


def _all(interp: Interpreter, tests: list[Callable[[], Abstract]]) -> Abstract:
    if not tests:
        return Static(True)
    held = interp.truth(tests[0]())
    if isinstance(held, bool):
        return _all(interp, tests[1:]) if held else Static(False)
    return interp.branch(held, lambda: _all(interp, tests[1:]), lambda: Static(False))
