"""Containers that hold others of their kind, to a depth that only the running program knows: tries, parsed lists, JSON.

    node = trie                      node: Dict[Held] of two sites, that of `trie` and that of `{}`, which
    for letter in word:              holds what the site of `{}` says: str keys, and such dicts
        node = node.setdefault(letter, {})

The type of a container says what it holds, twice: in its arguments, and through its sites. Where a site holds
containers of its own, the arguments would nest without end; they are ``Held`` then, and the sites alone say it.

Tuples have no sites, until they nest so deep that they seem to nest without end, as a syntax tree's do: those within
others are tuples of any length from then on, with a site that says what all of them hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from ... import types as ty
from .values import Restart, Site

if TYPE_CHECKING:
    from .interpreter import Interpreter


MOST_TUPLES = 5  # so deep tuples nest before they are taken to nest to any depth


def parts(type: ty.Type, through_objects: bool = False) -> Iterator[ty.Type]:
    """``type`` and all that values of it can hold, each once; unions by their members. What instances of classes hold
    only ``through_objects``."""
    left, seen = [type], set()
    while left:
        part = left.pop()
        if isinstance(part, ty.UnionType):
            inner = list(part.members)
        else:
            yield part
            inner = held_by(part, through_objects)
        for one in inner:
            if id(one) not in seen:
                seen.add(id(one))
                left.append(one)


def held_by(type: ty.Type, through_objects: bool = False) -> list[ty.Type]:
    """What a container's arguments and its sites say of what it holds; what an instance's attributes do."""
    if isinstance(type, ty.ClassType) and through_objects:
        fields: dict[str, Site] = getattr(type.record, "fields", {})
        return [site.element for site in fields.values()]
    if not isinstance(type, ty.Generic):
        return []
    arguments = [argument for argument in type.args if argument != ty.HELD]
    return [*arguments, *(held for site in sites_of(type) for held in (site.element, site.value))]


def sites_of(type: ty.Generic) -> list[Site]:
    return [site for site in type.sites if isinstance(site, Site)]


def holds(type: ty.Type, site: Site) -> bool:
    """Whether a container of ``site`` is a part of ``type``."""
    return any(isinstance(part, ty.Generic) and site in part.sites for part in parts(type))


def knot(type: ty.Type) -> Site | None:
    """The site that alone says what a container holds, of one that may hold others of its kind."""
    if not isinstance(type, ty.Generic) or not type.sites:
        return None
    return next((site for site in sites_of(type) if site.holds_itself), None)


def _tell(interp: Interpreter, site: Site, type: ty.Generic, arguments: tuple[ty.Type, ...]) -> None:
    """Lets ``site`` say what the arguments of ``type`` do; that of NamedTuples, whose elements differ, by a tuple."""
    if type.name == "Tuple":
        interp.widen(site, ty.tuple_of(*(cut(interp, argument) for argument in arguments)))
    else:
        interp.widen(site, *arguments)


def nests(type: ty.Type, through_objects: bool = False) -> bool:
    """Whether values of ``type`` can hold others of their kind to any depth; ``through_objects``, be it in attributes
    of instances."""
    found = list(parts(type, through_objects))
    if any(knot(part) is not None for part in found):
        return True
    return through_objects and any(
        part == inner
        for part in found if isinstance(part, ty.ClassType)
        for held in held_by(part, through_objects=True)
        for inner in parts(held, through_objects=True)
    )  # fmt: skip


def cut(interp: Interpreter, type: ty.Type) -> ty.Type:
    """``type`` with Held for what such containers hold, which their sites learn. It is ``type`` itself where nothing
    had to be cut."""
    if isinstance(type, ty.UnionType):
        members = [cut(interp, member) for member in type.members]
        return type if all(a is b for a, b in zip(members, type.members)) else ty.union(*members)
    if not isinstance(type, ty.Generic):
        return type
    site = knot(type)
    if site is None:
        arguments = tuple(cut(interp, argument) for argument in type.args)
    elif all(argument == ty.HELD for argument in type.args):
        return type
    else:
        _tell(interp, site, type, tuple(ty.without(argument, ty.HELD) for argument in type.args))
        arguments = (ty.HELD,) * len(type.args)
    return type if all(a is b for a, b in zip(arguments, type.args)) else replace(type, args=arguments)


def innermost(type: ty.Type) -> tuple[ty.Type, int]:
    """What sequences within sequences hold in the end, and how deep they nest; a sequence, where that isn't known."""
    depth = 0
    while isinstance(type, ty.Generic) and type.name in ("List", "Tuple", "TupleOf") and type.args:
        held = ty.union(*elements(type)) if type.name == "Tuple" else elements(type)[0]
        if held == ty.NEVER or knot(type) is not None:
            break
        type, depth = held, depth + 1
    return type, depth


def begin(interp: Interpreter, site: Site) -> NoReturn:
    """Starts the compilation again: containers of ``site`` hold others of it."""
    if not interp.states.allowed:
        interp.refuse("a container holds others of its kind to any depth, which can't be traced", "script the function")
    site.holds_itself = True
    raise Restart


def bounded(interp: Interpreter, type: ty.Type, place: object) -> ty.Type:
    """``type`` as the type of what grows at ``place`` from pass to pass, or from call to call: it ends growing."""
    if interp.knotted:
        type = cut(interp, type)
    site = _repeated(type, frozenset())
    if site is not None:
        begin(interp, site)
    return _loosened(interp, type, place, 0) if _tuples_deep(type) > MOST_TUPLES else type


def _repeated(type: ty.Type, around: frozenset[Site]) -> Site | None:
    """A site of which a container lies within another one, as the arguments of ``type`` say."""
    if isinstance(type, ty.UnionType):
        found = (_repeated(member, around) for member in type.members)
    elif isinstance(type, ty.Generic):
        sites = {site for site in sites_of(type) if not site.holds_itself}
        if sites & around:
            return next(iter(sites & around))
        found = (_repeated(argument, around | sites) for argument in type.args)
    else:
        return None
    return next((site for site in found if site is not None), None)


def _tuples_deep(type: ty.Type) -> int:
    """How deep tuples nest in ``type``, as far as it says by itself."""
    if isinstance(type, ty.UnionType):
        return max(map(_tuples_deep, type.members))
    if not isinstance(type, ty.Generic) or not type.args:
        return 0
    return max(map(_tuples_deep, type.args)) + _is_loose(type)


def _is_loose(type: ty.Generic) -> bool:
    """Whether values are tuples that no site describes."""
    return type.name in ("Tuple", "TupleOf") and not type.sites


def _loosened(interp: Interpreter, type: ty.Type, place: object, depth: int) -> ty.Type:
    """``type`` with sites for the tuples within tuples: plain ones are of any length then, and hold what any does."""
    if isinstance(type, ty.UnionType):
        return ty.union(*(_loosened(interp, member, place, depth) for member in type.members))
    if not isinstance(type, ty.Generic):
        return type
    inner = depth + (type.name in ("Tuple", "TupleOf"))
    arguments = tuple(_loosened(interp, argument, place, inner) for argument in type.args)
    if depth == 0 or not _is_loose(type):
        return replace(type, args=arguments)
    key = ("tuples", place, type.cls)
    site = interp.sites.setdefault(key, Site(key))
    site.holds_itself = interp.knotted = True
    made = type if type.cls else ty.any_tuple_of(ty.union(*arguments))
    _tell(interp, site, made, arguments if type.cls else made.args)
    return replace(made, args=(ty.HELD,) * len(made.args), sites=frozenset({site}))


def elements(type: ty.Generic) -> tuple[ty.Type, ...]:
    """What a type's arguments stand for, with all that its sites say."""
    arguments = [ty.without(argument, ty.HELD) for argument in type.args]
    for site in sites_of(type):
        if not site.read:
            site.read = True
        told: tuple[ty.Type, ...] = (site.element, site.value)
        if type.name == "Tuple":
            told = site.element.args if isinstance(site.element, ty.Generic) else ()
        arguments = [ty.join(known, more) for known, more in zip(arguments, told)] if told else arguments
    return tuple(arguments)


def tie(interp: Interpreter, sites: list[Site]) -> None:
    """Lets ``sites`` say what they hold by other sites, where these say it alone: earlier attempts have found out
    which ones do."""
    while True:
        interp.knotted = any(site.holds_itself for site in sites)
        try:
            for site in sites if interp.knotted else ():
                _tie_one(interp, site)
            return
        except Restart:
            continue  # another one does as well


def _tie_one(interp: Interpreter, site: Site) -> None:
    while True:
        element, value = site.element, site.value
        tied = cut(interp, element), cut(interp, value)
        if site.element is element and site.value is value:  # else what it holds has told it more
            site.element, site.value = tied
            return
