"""``x.__dict__`` of an object from outside, whose attributes the program may change.

Each attribute is read where the program holds it now. ``"cache" in self.__dict__`` asks the running program where that
sets the attribute itself; what needs all of them, ``vars(self).items()`` say, needs all of them to be there. The same
goes for the dicts in which a module keeps its buffers: ``self._buffers["count"]``.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from ... import types as ty
from . import states
from .missing import raise_key
from .values import Abstract, AttributesValue, ObjectValue, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter

_OF_MODULES = ("_parameters", "_buffers", "_modules")


class _Owner(ObjectValue):
    """Stands for an object from outside: its slots are what the program finds in it now."""

    def __init__(self, interp: Interpreter, owner: Any, held: dict[str, Any]) -> None:
        self.interp, self.owner, self.held = interp, owner, held

    @property
    def slots(self) -> dict[Any, Abstract]:
        read: dict[Any, Abstract] = _Slots(self)
        for name in self.names():
            if states.is_missing(self.interp, self.owner, name) is not None:
                self.interp.refuse(
                    f"the attributes of an object can't be read all at once, as only some of the paths that lead here "
                    f"set {name!r}", "set it on every path, to None for instance",
                )  # fmt: skip
            dict.__setitem__(read, name, self.read(name))
        return read

    @slots.setter
    def slots(self, changed: dict[Any, Abstract]) -> None:
        self.refuse()

    def names(self) -> list[str]:
        """The keys, as far as they are known: those that the program sets come after those that were there before."""
        places = self.interp.states.places
        set_here = [name for owner, name in places if owner == id(self.owner) and not self._is_of_module(name)]
        return [*self.held, *(name for name in set_here if name not in self.held and self.held is vars(self.owner))]

    def _is_of_module(self, name: str) -> bool:
        return any(name in vars(self.owner).get(kind, ()) for kind in _OF_MODULES)

    def read(self, name: str) -> Abstract:
        self.check(name)
        if (id(self.owner), name) not in self.interp.states.places:
            return states.known(self.interp, self.held[name])
        found = states.find(self.interp, self.owner, name)
        assert found is not None
        return found

    def check(self, name: str) -> None:
        """Refuses to tell whether an attribute that the class has, too, has been set by the program."""
        slot = self.interp.states.places.get((id(self.owner), name))
        if slot is not None and name not in self.held and slot.initial is not states.MISSING:
            self.interp.refuse(
                f"whether an object's __dict__ holds {name!r} depends on whether the program has set it: its class has "
                "that attribute, too", "set it in __init__",
            )  # fmt: skip

    def put(self, name: str, value: Abstract) -> None:
        if self.held is not vars(self.owner):
            self.refuse()
        states.assign(self.interp, self.owner, name, value)

    def refuse(self) -> NoReturn:
        self.interp.refuse(
            "the __dict__ of an object made before the program starts is changed as a whole",
            "set the attributes one by one",
        )


class _Slots(dict[Any, Abstract]):
    """The slots of such an object: what is put in is assigned to the attribute."""

    def __init__(self, owner: _Owner) -> None:
        super().__init__()
        self.owner = owner

    def __setitem__(self, name: Any, value: Abstract) -> None:
        self.owner.put(name, value)

    def __delitem__(self, name: Any) -> None:
        self.owner.refuse()

    def pop(self, name: Any, *default: Any) -> Any:
        self.owner.refuse()


class OutsideAttributes(AttributesValue):
    """Such a ``__dict__``."""

    owner: _Owner


def read(interp: Interpreter, owner: Any, name: str) -> Abstract | None:
    """``owner.__dict__``, or the dict of a module's buffers where the program changes what that holds."""
    if name != "__dict__" and name not in _OF_MODULES or not hasattr(owner, "__dict__"):
        return None
    attributes = getattr(owner, "__dict__", None)
    if attributes is None:
        return None
    held = attributes if name == "__dict__" else attributes.get(name)
    if not isinstance(held, dict) or isinstance(owner, types.ModuleType):
        return None
    changed = (place for held_by, place in interp.states.places if held_by == id(owner))
    if name != "__dict__" and not any(place in held for place in changed):
        return None
    return OutsideAttributes(interp.site(), _Owner(interp, owner, held))


def contains(interp: Interpreter, attributes: Abstract, key: Abstract) -> Abstract | None:
    """``key in attributes``; None where the dict's slots tell that."""
    name = interp.python(key) if interp.is_static(key) else None
    if not isinstance(attributes, OutsideAttributes) or not isinstance(name, str):
        return None
    if name not in attributes.owner.names():
        return Static(False)
    attributes.owner.check(name)
    missing = states.is_missing(interp, attributes.owner.owner, name)
    return Static(True) if missing is None else interp.op("py::not", missing, result=ty.BOOL)


def get(
    interp: Interpreter, attributes: Abstract, key: Abstract, missing: Callable[[], Abstract] | None = None
) -> Abstract | None:
    """``attributes[key]``, or what ``missing`` gives; None where the dict's slots tell that."""
    found = contains(interp, attributes, key)
    if found is None:
        return None
    assert isinstance(attributes, OutsideAttributes)
    name, owner = interp.python(key), attributes.owner
    missing = missing or (lambda: raise_key(interp, key))
    if isinstance(found, Static):
        return owner.read(name) if found.value else missing()
    return interp.branch(interp.lift(found), lambda: owner.read(name), missing)


def put(attributes: Abstract, name: Any, value: Abstract) -> bool:
    """``attributes[name] = value``; False where it isn't such a dict."""
    if not isinstance(attributes, OutsideAttributes) or not isinstance(name, str):
        return False
    attributes.owner.put(name, value)
    return True
