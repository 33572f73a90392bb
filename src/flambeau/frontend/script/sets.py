"""The methods of sets, and the operators that change one in place.

``s.union(values)`` takes any iterable, ``s | t`` only a set; ``s &= t`` is ``s.intersection_update(t)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ... import types as ty
from . import lifting
from .containers import REDUCING, Method, clear, contains, fresh, kind_of, length, note, to_list
from .values import NONE, Abstract, Container, Key, SetValue

if TYPE_CHECKING:
    from .interpreter import Interpreter


def update(interp: Interpreter, target: Abstract, *others: Abstract) -> Abstract:
    """``target.update(*others)``."""
    for other in others:
        items = interp.items(other)
        if items is not None and isinstance(target, SetValue) and target.reference is None:
            if all(map(interp.is_static, items)):
                for item in items:
                    target.slots.setdefault(Key(interp.python(item)), NONE)
                continue
        reference, held = interp.escape(target), interp.escape(to_list(interp, other))
        note(interp, reference.type, interp.element_type(held.type))
        interp.op("py::set_update", reference, held)
    return NONE


def _add(interp: Interpreter, self: Abstract, value: Abstract) -> Abstract:
    if isinstance(self, Container) and self.reference is None and interp.is_static(value):
        self.slots.setdefault(Key(interp.python(value)), NONE)
        return NONE
    reference, held = interp.escape(self), interp.escape(value)
    note(interp, reference.type, held.type)
    return interp.op("py::set_add", reference, held)


def _drop(name: str) -> Method:
    def drop(interp: Interpreter, self: Abstract, value: Abstract) -> Abstract:
        if isinstance(self, Container) and self.reference is None and interp.is_static(value):
            if self.slots.pop(Key(interp.python(value)), None) is None and name == "remove":
                interp.raise_(KeyError, repr(interp.python(value)))
            return NONE
        return interp.op(f"py::set_{name}", interp.escape(self), lifting.lift_part(interp, value))

    return drop


def _pop(interp: Interpreter, self: Abstract) -> Abstract:
    """Some element: of which one Python says nothing, as it does of the order in which a loop comes upon them."""
    reference = interp.escape(self)
    return interp.op("py::set_pop", reference, result=interp.element_type(reference.type))


def _combined(name: str) -> Method:
    def combine(interp: Interpreter, self: Abstract, *others: Abstract) -> Abstract:
        from . import operations

        if all(map(interp.is_static, (self, *others))):
            return operations.native(interp, getattr(interp.python(self), name), *map(interp.python, others))
        made = self
        for other in others or (self,):
            a, b = interp.lift(made), interp.lift(_any_set(interp, other))
            types = [interp.element_type(v.type) for v in (a, b)]
            kept = ty.join(*types) if name in ("union", "symmetric_difference") else types[0]
            made = interp.op(f"py::set_{name}", a, b, result=fresh(interp, "Set", kept))
        return made

    return combine


def _asked(name: str) -> Method:
    def ask(interp: Interpreter, self: Abstract, other: Abstract) -> Abstract:
        from . import operations

        if interp.is_static(self) and interp.is_static(other):
            return operations.native(interp, getattr(interp.python(self), name), interp.python(other))
        return interp.op(f"py::set_{name}", interp.lift(self), interp.lift(_any_set(interp, other)), result=ty.BOOL)

    return ask


def _any_set(interp: Interpreter, values: Abstract) -> Abstract:
    """``values``, or where they are no set one of their elements."""
    if kind_of(values) == "set":
        return values
    made = interp.new_set()
    update(interp, made, values)
    return made


def _updated(name: str) -> Method:
    """``intersection_update`` and its like: the set stays the same object."""

    def change(interp: Interpreter, self: Abstract, *others: Abstract) -> Abstract:
        kept = SET[name](interp, self, *others)
        clear(interp, self)
        return update(interp, self, kept)

    return change


SET: dict[str, Method] = {
    "add": _add, "discard": _drop("discard"), "remove": _drop("remove"), "pop": _pop, "clear": clear, "update": update,
    "__len__": length, "__contains__": contains, "copy": lambda interp, self: _combined("union")(interp, self),
    **{n: _combined(n) for n in ("union", *REDUCING)},
    **{f"{n}_update": _updated(n) for n in REDUCING},
    **{n: _asked(n) for n in ("issubset", "issuperset", "isdisjoint")},
}  # fmt: skip
IN_PLACE = {
    "bitor": "update",
    "bitand": "intersection_update",
    "sub": "difference_update",
    "bitxor": "symmetric_difference_update",
}
