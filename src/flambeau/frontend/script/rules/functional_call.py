"""``torch.func.functional_call``: a module from outside called with other tensors in place of its own.

functional_call(layer, {"weight": w}, x)      layer(x), in which layer.weight is w
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn.utils import stateless

from ....stdlib import functional_call as ours
from .. import containers
from ..values import NONE, Abstract, Dynamic, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter

Place = tuple[nn.Module, str]  # a module, and the attribute that holds a tensor of its own


@function(torch.func.functional_call, stateless.functional_call)
def _functional_call(
    interp: Interpreter, module: Abstract, parameter_and_buffer_dicts: Abstract, args: Abstract = NONE,
    kwargs: Abstract = NONE, *, tie_weights: Abstract = Static(True), strict: Abstract = Static(False),
) -> Abstract:  # fmt: skip
    if not isinstance(module, Static) or not isinstance(module.value, nn.Module):
        interp.refuse(
            "functional_call of a module that only the running program knows isn't supported",
            "call it with a module that was made before the program starts",
        )
    given = interp.call(Static(ours.merged), [parameter_and_buffer_dicts])
    places = _places(module.value)
    tied = _tied(places) if interp.python(tie_weights) else []
    for group in tied:
        interp.call(Static(ours.check_tied), [given, Static(tuple(group))])
    if interp.python(strict):
        names, name = Static(tuple(places)), type(module.value).__name__
        interp.call(Static(ours.check_all), [given, names, Static(tuple(map(tuple, tied))), Static(name)])
    else:
        modules = {path: type(held).__name__ for path, held in module.value.named_modules(remove_duplicate=False)}
        interp.call(Static(ours.check_names), [given, Static(tuple(places)), Static(modules)])
    replaced = _replaced(interp, given, places, tied)
    before = interp.replaced
    interp.replaced = before.of({**before.values, **replaced})
    try:
        return interp.call(module, _positional(interp, args), _named(interp, kwargs))
    finally:
        interp.replaced = before


def _places(module: nn.Module) -> dict[str, Place]:
    """All tensors of a module and of those within it, by their full names."""
    found: dict[str, Place] = {}
    for path, owner in module.named_modules(remove_duplicate=False):
        plain = {name: held for name, held in vars(owner).items() if isinstance(held, torch.Tensor)}
        for name, held in {**plain, **owner._parameters, **owner._buffers}.items():
            if held is not None:
                found[f"{path}.{name}" if path else name] = owner, name
    return found


def _tied(places: dict[str, Place]) -> list[list[str]]:
    """The names of each tensor that has several."""
    names: dict[int, list[str]] = {}
    for name, (owner, attribute) in places.items():
        if attribute in owner._parameters or attribute in owner._buffers:
            names.setdefault(id(getattr(owner, attribute)), []).append(name)
    return [group for group in names.values() if len(group) > 1]


def _replaced(
    interp: Interpreter, given: Abstract, places: dict[str, Place], tied: list[list[str]]
) -> dict[tuple[int, str], Abstract]:
    """What is read at each place of a tensor that may be given."""
    groups = {name: group for group in tied for name in group}
    found = {}
    for name, (owner, attribute) in places.items():
        held: Abstract | None = None
        for one in groups.get(name, [name]):
            there = interp.truth(interp.compare("in", Static(one), given))
            if there is True:
                held = interp.getitem(given, Static(one))
                break
            if there is not False:
                before = held or interp.getattr(Static(owner), attribute)
                held = interp.branch(there, lambda one=one: interp.getitem(given, Static(one)), lambda b=before: b)  # type: ignore[misc]
        if held is not None:
            found[id(owner), attribute] = held
    return found


def _positional(interp: Interpreter, args: Abstract) -> list[Abstract]:
    if args is NONE or (isinstance(args, Static) and args.value is None):
        return []
    if containers.kind_of(args) != "tuple":
        return [args]
    items = interp.items(args)
    if items is None:
        interp.refuse("how many arguments functional_call hands on is only known when the program runs", "list them")
    return items


def _named(interp: Interpreter, kwargs: Abstract) -> dict[str, Abstract]:
    if kwargs is NONE or (isinstance(kwargs, Static) and kwargs.value is None):
        return {}
    pairs = None if isinstance(kwargs, Dynamic) else containers.dict_pairs(interp, kwargs)
    if pairs is None:
        interp.refuse("which keywords functional_call hands on is only known when the program runs", "list them")
    return {interp.python(key): value for key, value in pairs}
