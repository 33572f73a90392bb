"""What a module says about itself: its children, modules, parameters and buffers, by name or one by one.

Which modules and names there are is known now; a parameter's or buffer's value is read as an attribute of its module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from .... import types as ty
from ....stdlib import tensors
from .. import attributes, calls, containers, objects, records, states
from ..values import NONE, Abstract, Builtin, Dynamic, Key, ObjectValue, Restart, Static, TupleValue
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


def _walk(name: str) -> None:
    """``children()``, ``modules()`` and their named forms: what they give is known now."""
    walked = getattr(nn.Module, name)

    @function(walked)
    def walk(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        if _is_made(self) and name in ("children", "modules"):
            return _iterator(interp, _made_children(interp, self) if name == "children" else _made(interp, self))
        found = walked(
            interp.python(self), *map(interp.python, args), **{k: interp.python(v) for k, v in kwargs.items()}
        )
        return _iterator(interp, [_known(one) for one in found])


def _made(interp: Interpreter, module: Abstract) -> list[Abstract]:
    """A module that the program has made, and those in it."""
    return [module, *(one for child in _made_children(interp, module) for one in _made(interp, child))]


def _made_children(interp: Interpreter, module: Abstract) -> list[Abstract]:
    return [held for held in _held(interp, module).values() if _is_made(held)]


def _is_made(value: Abstract) -> bool:
    """Whether a value is a module that the program has made."""
    cls = objects.class_of(value)
    return cls is not None and issubclass(cls, nn.Module)


def _held(interp: Interpreter, module: Abstract) -> dict[str, Abstract]:
    """The attributes of a module that the program has made."""
    own = module.slots if isinstance(module, ObjectValue) and module.reference is None else {}
    names = own or records.record_of(objects.class_of(module)).fields
    return {name: interp.getattr(module, name) for name in names}


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
        if name == "buffers":
            _refuse_unlisted(interp, module)
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
    _refuse_unlisted(interp, module)
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


def _as_written(interp: Interpreter, method: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    return calls._call_function(interp, method, args, kwargs)


@function(nn.Module._apply)
def _apply(interp: Interpreter, self: Abstract, fn: Abstract, recurse: Abstract = Static(True)) -> Abstract:
    """``fn`` of each tensor of a module and of those in it."""
    if not _is_made(self):
        return _as_written(interp, nn.Module._apply, [self, fn, recurse], {})
    for name, one in _held(interp, self).items():
        if _is_made(one):
            _apply(interp, one, fn)
        elif isinstance(one, Static) and isinstance(one.value, nn.Module):
            _make_by_program(interp, one)
            _as_written(interp, nn.Module._apply, [one, fn], {})
        elif isinstance(one, (Dynamic, Static)) and isinstance(interp.type_of(one), ty.TensorType):
            attributes.put(interp, self, name, interp.call(fn, [one]))
    return self


def _make_by_program(interp: Interpreter, module: Abstract) -> None:
    """Starts again where a module was made while compiling: with such modules made by the program itself."""
    made = interp.states.made.get(id(module.value)) if isinstance(module, Static) else None
    if made is not None:
        interp.states.own_classes.add(made[1])
        raise Restart


@function(nn.Module.float)
def _float(interp: Interpreter, self: Abstract) -> Abstract:
    if isinstance(self, Static) and not _is_made(self):
        owned = [*_owners(self.value, "_parameters").values(), *_owners(self.value, "_buffers").values()]
        held = [interp.getattr(owner, name) for owner, name in owned]
        if all(isinstance(one, Static) and one.value.dtype in (torch.float32, torch.int64, torch.bool) for one in held):
            return self
    return _as_written(interp, nn.Module.float, [self], {})


def _is_here(interp: Interpreter, value: Abstract) -> bool:
    """Whether an argument of ``to`` names the device that every tensor is on."""
    if isinstance(value, Static) and isinstance(value.value, (str, torch.device)):
        return torch.device(value.value).type == "cpu"
    return interp.type_of(value) in (ty.DEVICE, ty.NONE)


@function(nn.Module.to)
def _to(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    given = [kwargs.get("dtype", NONE), kwargs.get("tensor", NONE), *args]
    likes = [interp.getattr(one, "dtype") for one in given if isinstance(interp.type_of(one), ty.TensorType)]
    dtypes = [*likes, *(one for one in given if interp.type_of(one) == ty.DTYPE)]
    if not _is_made(self):
        if likes:  # which dtype it gets only the running program knows
            _make_by_program(interp, self)
        places = [*args[:1], *(kwargs[name] for name in kwargs if name == "device")]
        if not dtypes and "memory_format" not in kwargs and all(_is_here(interp, place) for place in places):
            return self
        return _as_written(interp, nn.Module.to, [self, *args], kwargs)
    if not dtypes:
        return self

    def convert(interp: Interpreter, tensor: Abstract) -> Abstract:
        return interp.call(Static(tensors.if_floating), [tensor, dtypes[0]])

    return _apply(interp, self, Builtin("convert", convert))


@function(nn.Parameter, nn.Buffer)
def _parameter(interp: Interpreter, data: Abstract = NONE, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """The tensor's memory under a new name: what a module keeps lasts from call to call in any case."""
    if interp.type_of(data) == ty.NONE:
        return interp.call(Static(torch.empty), [Static(0)])
    return interp.call(interp.getattr(data, "detach"), [])


@function(nn.Module.__setattr__)
def _set(interp: Interpreter, self: Abstract, name: Abstract, value: Abstract, persistent: Abstract = NONE) -> Abstract:
    if not isinstance(self, Static):
        attributes.put(interp, self, interp.python(name), value)
        return NONE
    if persistent is not NONE and interp.python(name) not in self.value._buffers:
        if id(self.value) not in interp.states.registered:
            interp.states.registered[id(self.value)] = self.value
            raise Restart  # its buffers may have been listed already
    states.assign(interp, self.value, interp.python(name), value)
    return NONE


@function(nn.Module.register_buffer)
def _register_buffer(
    interp: Interpreter, self: Abstract, name: Abstract, tensor: Abstract, persistent: Abstract = Static(True)
) -> Abstract:  # fmt: skip
    return _set(interp, self, name, tensor, persistent)


def _refuse_unlisted(interp: Interpreter, module: nn.Module) -> None:
    """Refuses to list the buffers of a module for which the program registers others."""
    if any(id(one) in interp.states.registered for one in module.modules()):
        interp.refuse(
            f"which buffers {type(module).__name__} has is only known when the program runs, which registers some",
            "register the buffer in __init__, with None for instance",
        )


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
