"""What the program's exceptions hold: a site for each class that is raised and each name, ``args`` too.

    raise Rejected(n)              the site of (Rejected, "args") holds int
    except KeyError as e:
        raise Rejected(e.args)     reads those of KeyError and the classes derived from it, and of no others

Whoever reads takes what the classes hold together that a clause may have caught. The running program tells classes
apart by their names, so that one is meant here too where another of its name is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ... import types as ty
from .values import Site

if TYPE_CHECKING:
    from .interpreter import Interpreter

DEEPEST = 12  # containers within containers: what is deeper than that grows whenever it is compiled again


def note(interp: Interpreter, cls: type, name: str, held: ty.Type, below: bool = False) -> None:
    """Notes that instances of ``cls`` that are raised hold that under the name; ``below``, those of classes derived
    from it too: a handler sets an attribute of whatever it has caught."""
    if ty.depth(held) > DEEPEST:
        interp.refuse(
            f"the {name} of {cls.__name__} hold those of other exceptions of its kind to any depth",
            "keep what tells which they were, for instance repr(e)",
        )
    key = ("exception", name, cls, below)
    if key not in interp.sites:
        interp.sites[key] = Site(key)
    site = interp.sites[key]
    site.read = site.read or name in interp.exceptions_read
    interp.widen(site, held)


def held(interp: Interpreter, caught: tuple[type, ...], name: str) -> ty.Type:
    """What instances of the classes ``caught``, and of those derived from them, hold under the name."""
    interp.exceptions_read.add(name)
    wanted = {cls.__name__ for cls in caught}
    above = {cls.__name__ for one in caught for cls in one.__mro__}
    found: ty.Type = ty.NEVER
    for key, site in interp.sites.items():
        if isinstance(key, tuple) and key[:2] == ("exception", name):
            site.read = True
            is_below = not wanted.isdisjoint(cls.__name__ for cls in key[2].__mro__)
            if is_below or (key[3] and key[2].__name__ in above):
                found = ty.join(found, site.element)
    return found
