"""Calls of modules: forward, with the hooks around it, in the order and with the arguments of ``Module._call_impl``.

Global hooks come before a module's own. What a hook returns takes the place of the arguments or the result, unless it
is None, which only the running program may know. A hook that is to run even if forward raises runs as any other: it
can't change which exception the caller sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import containers, possible
from .values import NONE, Abstract, Key, Static, TupleValue

if TYPE_CHECKING:
    from .interpreter import Interpreter


def call_module(interp: Interpreter, module: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """``module(*args, **kwargs)``."""
    from torch.nn.modules import module as of_all

    interp.modules.append(type(module).__name__)
    for number, hook in [*of_all._global_forward_pre_hooks.items(), *module._forward_pre_hooks.items()]:
        args, kwargs = _before(interp, module, hook, number in module._forward_pre_hooks_with_kwargs, args, kwargs)
    result = interp.call(interp.getattr(Static(module), "forward"), args, kwargs)
    for number, hook in [*of_all._global_forward_hooks.items(), *module._forward_hooks.items()]:
        given: list[Abstract] = [Static(module), TupleValue(tuple(args))]
        if number in module._forward_hooks_with_kwargs or number in of_all._global_forward_hooks_with_kwargs:
            given.append(_dict(interp, kwargs))
        result = _unless_none(interp, interp.call(Static(hook), [*given, result]), result)
    interp.modules.pop()
    return result


def _before(
    interp: Interpreter, module: Any, hook: Any, with_kwargs: bool, args: list[Abstract], kwargs: dict[str, Abstract]
) -> tuple[list[Abstract], dict[str, Abstract]]:
    """The arguments after a hook that runs before forward."""
    given: list[Abstract] = [Static(module), TupleValue(tuple(args))]
    if with_kwargs:
        changed = interp.call(Static(hook), [*given, _dict(interp, kwargs)])
        pair = changed.items if isinstance(changed, TupleValue) else ()
        if changed is NONE or _is_none(changed):
            return args, kwargs
        items = interp.items(pair[0]) if len(pair) == 2 else None
        named = containers.dict_pairs(interp, pair[1]) if len(pair) == 2 else None
        if items is None or named is None:
            interp.refuse(
                "a forward pre-hook with_kwargs has to return None, or a tuple of the new args and the new kwargs",
                "return (args, kwargs) on every path",
            )
        return items, {interp.python(k): v for k, v in named}
    changed = interp.call(Static(hook), given)
    if _is_none(changed):
        return args, kwargs
    if len(args) == 1 and not isinstance(changed, TupleValue):
        return [_unless_none(interp, changed, args[0])], kwargs
    return (list(changed.items) if isinstance(changed, TupleValue) else [changed]), kwargs


def _is_none(value: Abstract) -> bool:
    return isinstance(value, Static) and value.value is None


def _unless_none(interp: Interpreter, changed: Abstract, kept: Abstract) -> Abstract:
    """What a hook has returned, or what there was before where it is None."""
    held = interp.truth(interp.compare("is", changed, NONE))
    if isinstance(held, bool):
        return kept if held else changed
    return interp.split(changed, lambda one: kept if _is_none(one) else one)


def _dict(interp: Interpreter, named: dict[str, Abstract]) -> Abstract:
    return possible.dict_of(interp, ((Key(name), value) for name, value in named.items()))
