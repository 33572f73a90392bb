"""What a module says about itself: its children, modules, parameters and buffers, by name or one by one.

Which modules and names there are is known now; a parameter's or buffer's value is read as an attribute of its module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from .... import types as ty
from .. import attributes, containers, states
from ..values import NONE, Abstract, Key, Static, TupleValue
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


def _walk(name: str) -> None:
    """``children()``, ``modules()`` and their named forms: what they give is known now."""
    walked = getattr(nn.Module, name)

    @function(walked)
    def walk(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        found = walked(
            interp.python(self), *map(interp.python, args), **{k: interp.python(v) for k, v in kwargs.items()}
        )
        return _iterator(interp, [_known(one) for one in found])


def _iterator(interp: Interpreter, found: list[Abstract]) -> Abstract:
    """What a generator over these gives: ``next()`` of it is the first."""
    return interp.call(Static(iter), [TupleValue(tuple(found))])


def _known(found: Any) -> Abstract:
    return TupleValue(tuple(map(Static, found))) if isinstance(found, tuple) else Static(found)


def _tensors(name: str) -> None:
    """``parameters()``, ``buffers()`` and their named forms: the values are read from their modules."""
    listed = getattr(nn.Module, f"named_{name}")

    def pairs(interp: Interpreter, self: Abstract, args: Any, kwargs: Any) -> list[tuple[str, Abstract]]:
        module = interp.python(self)
        given = [interp.python(a) for a in args], {k: interp.python(v) for k, v in kwargs.items()}
        owners = _owners(module, f"_{name}")
        return [(label, interp.getattr(*owners[id(tensor)])) for label, tensor in listed(module, *given[0], **given[1])]

    @function(listed)
    def named(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return _iterator(interp, [TupleValue((Static(n), v)) for n, v in pairs(interp, self, args, kwargs)])

    @function(getattr(nn.Module, name))
    def plain(interp: Interpreter, self: Abstract, recurse: Abstract = Static(True)) -> Abstract:
        return _iterator(interp, [v for _, v in pairs(interp, self, [], {"recurse": recurse})])


def _owners(module: nn.Module, table: str) -> dict[int, tuple[Abstract, str]]:
    """The module and attribute that hold each tensor, by its id."""
    found: dict[int, tuple[Abstract, str]] = {}
    for owner in module.modules():
        for name, tensor in getattr(owner, table).items():
            found.setdefault(id(tensor), (Static(owner), name))
    return found


for _name in ("children", "named_children", "modules", "named_modules"):
    _walk(_name)
for _name in ("parameters", "buffers"):
    _tensors(_name)


@function(nn.Module.state_dict)
def _state_dict(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    module: nn.Module = interp.python(self)
    owners = {**_owners(module, "_parameters"), **_owners(module, "_buffers")}
    state = module.state_dict(*map(interp.python, args), keep_vars=True,
                              **{k: interp.python(v) for k, v in kwargs.items() if k != "keep_vars"})  # fmt: skip
    held = ((Key(k), interp.getattr(*owners[id(v)]) if id(v) in owners else Static(v)) for k, v in state.items())
    return interp.new_dict(held)


# --- modules that the program makes from values that only it knows: nn.ZeroPad2d((left, right, 0, 0))(x) --------------


def _init(interp: Interpreter, self: Abstract) -> Abstract:
    attributes.put(interp, self, "training", Static(True))
    return NONE


def know_init() -> None:
    """Registers the rule for ``nn.Module.__init__``, which torch._dynamo replaces when it is imported."""
    function(nn.Module.__init__)(_init)


@function(nn.Parameter, nn.Buffer)
def _parameter(interp: Interpreter, data: Abstract = NONE, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """The tensor's memory under a new name: what a module keeps lasts from call to call in any case."""
    if interp.type_of(data) == ty.NONE:
        return interp.call(Static(torch.empty), [Static(0)])
    return interp.call(interp.getattr(data, "detach"), [])


@function(nn.Module.__setattr__, nn.Module.register_buffer)
def _set(interp: Interpreter, self: Abstract, name: Abstract, value: Abstract, persistent: Abstract = NONE) -> Abstract:
    attributes.put(interp, self, interp.python(name), value)
    return NONE


@function(nn.Module.__getattr__)
def _missing(interp: Interpreter, self: Abstract, name: Abstract) -> Abstract:
    """What is no plain attribute of a module: a parameter, a buffer or a module of its own."""
    wanted = interp.python(name)
    if isinstance(self, Static):
        for kind in ("_parameters", "_buffers", "_modules"):
            if wanted in vars(self.value)[kind]:
                held = states.find(interp, self.value, wanted)
                return held if held is not None else states.known(interp, vars(self.value)[kind][wanted])
    interp.raise_(AttributeError, f"'{containers.python_name(interp, self)}' object has no attribute '{wanted}'")


@function(nn.Module.__call__)
def _call(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    return interp.call(interp.getattr(self, "forward"), list(args), kwargs)
