"""Calls of modules: forward, with the hooks around it, in the order and with the arguments of ``Module._call_impl``.

Global hooks come before a module's own. What a hook returns takes the place of the arguments or the result, unless it
is None, which only the running program may know. A hook that is to run even if forward raises runs as any other: it
can't change which exception the caller sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from . import containers, possible
from .values import NONE, Abstract, Conflict, Key, Restart, Static, TupleValue

if TYPE_CHECKING:
    from .interpreter import Interpreter

BEFORE, BEHIND = "_forward_pre_hooks", "_forward_hooks"
_WITH_KWARGS = {BEFORE: "_forward_pre_hooks_with_kwargs", BEHIND: "_forward_hooks_with_kwargs"}


def call_module(interp: Interpreter, module: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """``module(*args, **kwargs)``."""
    from torch.nn.modules import module as of_all

    interp.modules.append(type(module).__name__)
    of_all_before = [(Static(hook), False) for hook in of_all._global_forward_pre_hooks.values()]
    for hook, with_kwargs in of_all_before + _hooks(interp, module, BEFORE):
        args, kwargs = _before(interp, module, hook, with_kwargs, args, kwargs)
    result = interp.call(interp.getattr(Static(module), "forward"), args, kwargs)
    of_all_behind = [
        (Static(hook), number in of_all._global_forward_hooks_with_kwargs)
        for number, hook in of_all._global_forward_hooks.items()
    ]
    for hook, with_kwargs in of_all_behind + _hooks(interp, module, BEHIND):
        given: list[Abstract] = [Static(module), TupleValue(tuple(args))]
        if with_kwargs:
            given.append(_dict(interp, kwargs))
        result = _unless_none(interp, interp.call(hook, [*given, result]), result)
    interp.modules.pop()
    return result


def _hooks(interp: Interpreter, module: Any, kind: str) -> list[tuple[Abstract, bool]]:
    """A module's own hooks, and which of them take keywords too."""
    if id(module) not in interp.states.hooked:
        return [(Static(hook), with_kwargs) for _, hook, with_kwargs in _from_outside(module, kind)]
    return [(one.hook, one.with_kwargs) for one in registered(interp, module, kind)]


class Registered(NamedTuple):
    """A hook of a module that the program registers some with."""

    number: int
    hook: Abstract
    with_kwargs: bool

    def as_tuple(self) -> TupleValue:
        return TupleValue((Static(self.number), self.hook, Static(self.with_kwargs)))


def registered(interp: Interpreter, module: Any, kind: str) -> list[Registered]:
    """The hooks of a module that the program registers some with, in their order."""
    if id(module) not in interp.states.hooked:
        interp.states.hooked[id(module)] = module
        raise Restart
    if any(activation.is_outlined or activation.suspension is not None for activation in interp.activations):
        interp.refuse(
            "a recursive function or a generator calls a module that the program registers hooks with",
            "register the hooks before the program is compiled",
        )
    held = interp.context.slots[kind, id(module)]
    parts = [one.items for one in held.items if isinstance(one, TupleValue)] if isinstance(held, TupleValue) else None
    if parts is None or not all(isinstance(number, Static) for number, *_ in parts):
        interp.refuse(
            "which hooks a module has is only known when the program runs",
            "register the hook always, and let it ask what the registration depends on",
        )
    return [Registered(interp.python(number), hook, interp.python(named)) for number, hook, named in parts]


def register(interp: Interpreter, module: Any, kind: str, hooks: list[Registered]) -> None:
    """The module has these hooks from now on."""
    interp.context.slots[kind, id(module)] = TupleValue(tuple(one.as_tuple() for one in hooks))


def remove(interp: Interpreter, number: int) -> None:
    """The hook of this number is called no more."""
    for key, held in interp.context.slots.items():
        if isinstance(held, Conflict):
            continue  # behind an exception; a call of the module finds the conflict
        module = interp.states.hooked.get(key[1]) if isinstance(key, tuple) else None
        if module is not None:
            found = registered(interp, module, key[0])
            if any(one.number == number for one in found):
                register(interp, module, key[0], [one for one in found if one.number != number])


def know_hooked(interp: Interpreter) -> None:
    """Lays the hooks from outside of all modules that the program registers some with."""
    for module in interp.states.hooked.values():
        for kind in (BEFORE, BEHIND):
            of_outside = [
                Registered(number, Static(hook), named) for number, hook, named in _from_outside(module, kind)
            ]
            register(interp, module, kind, of_outside)


def _from_outside(module: Any, kind: str) -> list[tuple[int, Any, bool]]:
    with_kwargs = getattr(module, _WITH_KWARGS[kind])
    return [(number, hook, number in with_kwargs) for number, hook in getattr(module, kind).items()]


def refuse_left(interp: Interpreter) -> None:
    """Hooks that a call leaves to the next one."""
    for module in interp.states.hooked.values():
        for kind in (BEFORE, BEHIND):
            left = [one.number for one in registered(interp, module, kind)]
            if left != [number for number, *_ in _from_outside(module, kind)]:
                interp.refuse(
                    f"the program leaves a hook on a {type(module).__name__}, which its next call would find there",
                    "remove it before the program returns: handle.remove(); or register it before the compilation",
                )


def _before(
    interp: Interpreter, module: Any, hook: Abstract, with_kwargs: bool, args: list[Abstract],
    kwargs: dict[str, Abstract],
) -> tuple[list[Abstract], dict[str, Abstract]]:  # fmt: skip
    """The arguments after a hook that runs before forward."""
    given: list[Abstract] = [Static(module), TupleValue(tuple(args))]
    if with_kwargs:
        changed = interp.call(hook, [*given, _dict(interp, kwargs)])
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
    changed = interp.call(hook, given)
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
