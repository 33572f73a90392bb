"""Forward hooks that the program itself registers with a module from outside, and removes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import nn
from torch.nn.modules import module as of_all
from torch.utils.hooks import RemovableHandle

from ....stdlib import handles
from .. import hooks
from ..values import NONE, Abstract, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


def _register(name: str, kind: str) -> None:
    @function(getattr(nn.Module, name))
    def register(
        interp: Interpreter, self: Abstract, hook: Abstract, *, prepend: Abstract = Static(False),
        with_kwargs: Abstract = Static(False), always_call: Abstract = Static(False),
    ) -> Abstract:  # fmt: skip
        if not isinstance(self, Static):
            interp.refuse("a hook of a module that the program makes isn't supported", "call it behind the module")
        number = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        made = hooks.Registered(number, hook, bool(interp.python(with_kwargs)))
        others = hooks.registered(interp, self.value, kind)
        hooks.register(interp, self.value, kind, [made, *others] if interp.python(prepend) else [*others, made])
        return interp.call(Static(handles.Handle), [Static(number)])


_register("register_forward_pre_hook", hooks.BEFORE)
_register("register_forward_hook", hooks.BEHIND)


@function(of_all.register_module_forward_hook, of_all.register_module_forward_pre_hook)
def _register_global(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    interp.refuse(
        "a hook of all modules can't be registered by the program", "register it before the program is compiled"
    )


@function(RemovableHandle.remove)
def _remove(interp: Interpreter, self: Abstract) -> Abstract:
    interp.refuse(
        "a hook from before the program's start can't be removed by it",
        "remove it before the program is compiled, or let the hook ask an attribute whether to do anything",
    )


@function(nn.Module.register_full_backward_hook, nn.Module.register_full_backward_pre_hook)
def _register_backward(interp: Interpreter, self: Abstract, hook: Abstract, prepend: Abstract = NONE) -> Abstract:
    """Nothing runs backward here, so that the hook is never called."""
    return interp.call(Static(handles.Handle), [Static(-1)])


@function(handles.forget)
def _forget(interp: Interpreter, number: Abstract) -> Abstract:
    if not isinstance(number, Static):
        interp.refuse(
            "which hook this removes is only known when the program runs",
            "keep the handle in a variable, or the handles in a list that the function makes",
        )
    hooks.remove(interp, number.value)
    return NONE
