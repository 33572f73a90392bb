"""``getattr`` and ``setattr`` with names that only the running program knows: one path for each name there is."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from torch import nn

from . import attributes, choices, objects, records
from .values import NONE, Abstract, Choice, Dynamic, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter


def get(interp: Interpreter, value: Abstract, name: Abstract, default: tuple[Abstract, ...]) -> Abstract:
    """``getattr(value, name, *default)``: of a module or a known object its parts and methods, of a dataclass its
    fields and methods."""
    names = _names(value)
    if not names:
        interp.refuse(
            "the name of this attribute is only known when the program runs",
            "write a branch for each name: if name == 'relu': y = x.relu()",
        )

    def missing() -> Abstract:
        cls = type(value.value) if isinstance(value, Static) else objects.class_of(value)
        assert cls is not None
        text = Static(f"'{cls.__name__}' object has no attribute '%s'")
        interp.raise_(AttributeError, interp.binary("mod", text, name))

    if not isinstance(value, Static):
        otherwise = (lambda: default[0]) if default else missing
        return choices.among(interp, name, names, lambda index: interp.getattr(value, names[index]), otherwise)
    # What a module holds is known now, so that the program only chooses among it.
    after = (lambda: Static(len(names))) if default else missing
    chosen = choices.among(interp, name, names, Static, after)
    members: list[Abstract] = [*(interp.getattr(value, known) for known in names), *default[:1]]
    if isinstance(chosen, Static):
        return members[int(chosen.value)]
    assert isinstance(chosen, Dynamic)
    choice = Choice(chosen, dict(enumerate(members)))
    return choices.each(interp, choice, lambda one: one) if all(map(interp.can_lift, members)) else choice


def put(interp: Interpreter, target: Abstract, name: Abstract, value: Abstract, plainly: bool = False) -> None:
    """``setattr(target, name, value)`` of a dataclass's fields; ``plainly`` as ``object.__setattr__`` does it."""
    cls = objects.class_of(target)
    if cls is None or not dataclasses.is_dataclass(cls):
        interp.refuse(
            "the name of the attribute to be set is only known when the program runs",
            "write a branch for each name, or keep the values in a dict",
        )
    names = [field.name for field in dataclasses.fields(cls)]

    def write(index: int) -> Abstract:
        (attributes.put if plainly else attributes.set_)(interp, target, names[index], value)
        return NONE

    def missing() -> Abstract:
        interp.raise_(AttributeError, "a compiled program sets no attribute of a dataclass but its fields")

    choices.among(interp, name, names, write, missing)


def _names(value: Abstract) -> list[str]:
    """The attributes that the name may be one of; none where they can't be counted."""
    if isinstance(value, Static) and isinstance(value.value, nn.Module):
        module: Any = value.value
        defined = _defined(type(module), nn.Module)
        if any(isinstance(held, property) for held in defined.values()):
            return []  # all members are read before one is chosen
        bare = vars(nn.Module())
        own = [key for key in vars(module) if key == "training" or key not in bare]
        return list(dict.fromkeys([*module._modules, *module._parameters, *module._buffers, *own, *defined]))
    if isinstance(value, Static) and records.is_plain_class(type(value.value)):
        defined = _defined(type(value.value), object)
        if hasattr(value.value, "__getattr__") or any(isinstance(held, property) for held in defined.values()):
            return []
        return list(dict.fromkeys([*objects.attributes_of(value.value), *defined]))
    cls: Any = objects.class_of(value)
    if not hasattr(cls, "__dataclass_fields__") or hasattr(cls, "__getattr__"):
        return []
    fields = [field.name for field in dataclasses.fields(cls)]
    return list(dict.fromkeys([*fields, *records.record_of(cls).fields, *_defined(cls, object)]))


def _defined(cls: type, base: type) -> dict[str, Any]:
    """What the classes of ``cls`` below ``base`` define, but for special methods and what annotations leave."""
    classes = [c for c in cls.__mro__ if issubclass(c, base) and c is not base]
    return {
        key: held
        for c in reversed(classes)
        for key, held in vars(c).items()
        if not (key.startswith("__") and key.endswith("__"))
    }
