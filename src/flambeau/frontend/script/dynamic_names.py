"""``getattr`` and ``setattr`` with names that only the running program knows: one path for each name there is."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from . import attributes, choices, objects
from .values import NONE, Abstract, Choice, Dynamic, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter


def get(interp: Interpreter, value: Abstract, name: Abstract, default: tuple[Abstract, ...]) -> Abstract:
    """``getattr(value, name, *default)``: of a module its parts and what it was given, of a dataclass its fields."""
    names = _names(value)
    if not names:
        interp.refuse(
            "the name of this attribute is only known when the program runs",
            "write a branch for each name: if name == 'relu': y = x.relu()",
        )

    def number(index: int) -> Abstract:
        if index == len(names):
            if default:
                return Static(index)
            cls = type(value.value) if isinstance(value, Static) else objects.class_of(value)
            assert cls is not None
            fail = Static(f"'{cls.__name__}' object has no attribute '%s'")
            interp.raise_(AttributeError, interp.binary("mod", fail, name))
        return choices.when_equal(interp, name, names[index], lambda: Static(index), lambda: number(index + 1))

    chosen = number(0)
    members: list[Abstract] = [*(interp.getattr(value, known) for known in names), *default[:1]]
    if isinstance(chosen, Static):
        return members[int(chosen.value)]
    assert isinstance(chosen, Dynamic)
    choice = Choice(chosen, dict(enumerate(members)))
    return choices.each(interp, choice, lambda one: one) if all(map(interp.can_lift, members)) else choice


def put(interp: Interpreter, target: Abstract, name: Abstract, value: Abstract, plainly: bool = False) -> None:
    """``setattr(target, name, value)`` of a dataclass's fields; ``plainly`` as ``object.__setattr__`` does it."""
    names = [] if isinstance(target, Static) else _names(target)
    if not names:
        interp.refuse(
            "the name of the attribute to be set is only known when the program runs",
            "write a branch for each name, or keep the values in a dict",
        )

    def test(index: int) -> Abstract:
        if index == len(names):
            interp.raise_(AttributeError, "a compiled program sets no attribute of a dataclass but its fields")

        def write() -> Abstract:
            (attributes.put if plainly else attributes.set_)(interp, target, names[index], value)
            return NONE

        return choices.when_equal(interp, name, names[index], write, lambda: test(index + 1))

    test(0)


def _names(value: Abstract) -> list[str]:
    """The attributes that the name may be one of; none where they can't be counted."""
    import torch

    if isinstance(value, Static) and isinstance(value.value, torch.nn.Module):
        module: Any = value.value
        held = [*module._modules, *module._parameters, *module._buffers, *vars(module)]
        return [name for name in held if not name.startswith("_")]
    cls = objects.class_of(value)
    if cls is not None and dataclasses.is_dataclass(cls):
        return [field.name for field in dataclasses.fields(cls)]
    return []
