"""The methods of sets, and the operators that change one in place.

``s.union(values)`` takes any iterable, ``s | t`` only a set; ``s &= t`` is ``s.intersection_update(t)``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeGuard

from ... import types as ty
from . import lifting
from .containers import REDUCING, Method, clear, contains, fresh, kind_of, length, note, to_list
from .missing import known_key, may_miss, raise_key
from .values import NONE, Abstract, Container, Key, SetValue, Static, hash_lasts

if TYPE_CHECKING:
    from ...ir import Value
    from .interpreter import Interpreter


def update(interp: Interpreter, target: Abstract, *others: Abstract) -> Abstract:
    """``target.update(*others)``."""
    for other in others:
        if isinstance(target, SetValue) and target.reference is None:
            known = known_elements(interp, other)
            if known is not None and _add_known(target, known):
                continue
        reference, held = interp.escape(target), operand(interp, other)
        note(interp, reference.type, interp.element_type(held.type))
        interp.op("py::set_update", reference, held)
    return NONE


def known_elements(interp: Interpreter, value: Abstract) -> Any | None:
    """What a set is made of or changed by, where it is known now: a set, a dict or a list of its elements."""
    items = interp.items(value)
    if items is None or not all(map(interp.is_static, items)):
        return None
    elements = [interp.python(item) for item in items]
    if kind_of(value) == "set":
        return None if _is_odd(value) else interp.python(value)
    return dict.fromkeys(elements) if kind_of(value) == "dict" else elements


def _add_known(target: SetValue, added: Any) -> bool:
    """Adds them to a set of known content, unless its order is then another one than if they came one by one."""
    whole = target.python()
    whole.update(added)
    twin = SetValue(target.site)
    twin.merged = target.merged
    twin.slots = {**target.slots, **dict.fromkeys(map(Key, added), NONE)}
    if twin.lasts and twin.merged is not None:
        if twin.in_order() != list(whole) or sys.getsizeof(twin.python()) != sys.getsizeof(whole):
            return False
    target.slots = twin.slots
    return True


def operand(interp: Interpreter, value: Abstract) -> Value:
    """A set or dict itself, of which Python goes through the table; of any other iterable a list."""
    if isinstance(value, Static) and type(value.value) is frozenset:
        value = lifting.set_like(interp, value.value)
    return interp.escape(value if kind_of(value) in ("set", "dict") else to_list(interp, value))


def _add(interp: Interpreter, self: Abstract, value: Abstract) -> Abstract:
    if isinstance(self, Container) and self.reference is None and interp.is_static(value):
        self.slots.setdefault(known_key(interp, value), NONE)
        return NONE
    reference, held = interp.escape(self), interp.escape(value)
    note(interp, reference.type, held.type)
    return interp.op("py::set_add", reference, held)


def _is_known(value: Abstract) -> TypeGuard[SetValue]:
    """Whether a set may lose elements now. One whose order lasts keeps their places: the running program does that."""
    return isinstance(value, SetValue) and value.reference is None and not value.lasts


def _is_odd(value: Abstract) -> bool:
    """Whether a set's table isn't known, but its order alone."""
    return isinstance(value, SetValue) and value.merged is None


def _drop(name: str) -> Method:
    def drop(interp: Interpreter, self: Abstract, value: Abstract) -> Abstract:
        if _is_known(self) and interp.is_static(value):
            if self.slots.pop(known_key(interp, value), None) is None and name == "remove":
                raise_key(interp, value)
            return NONE
        reference, held = interp.escape(self), lifting.lift_part(interp, value)
        if name == "remove":
            may_miss(interp, held.type)
        return interp.op(f"py::set_{name}", reference, held)

    return drop


def _pop(interp: Interpreter, self: Abstract) -> Abstract:
    """Some element: the first one behind where the last was taken from."""
    reference = interp.escape(self)
    return interp.op("py::set_pop", reference, result=interp.element_type(reference.type))


def _clear(interp: Interpreter, self: Abstract) -> Abstract:
    if isinstance(self, SetValue) and self.merged != 0:
        interp.escape(self)  # what is added next comes one by one
    return clear(interp, self)


def _combined(name: str) -> Method:
    def combine(interp: Interpreter, self: Abstract, *others: Abstract) -> Abstract:
        from . import operations

        if all(map(interp.is_static, (self, *others))) and not any(map(_is_odd, (self, *others))):
            table = interp.python(self)  # Python tells a set combined with itself from one with its equal
            held = [table if other is self else interp.python(other) for other in others]
            known = operations.native(interp, getattr(table, name), *held)
            if not _is_odd(known) and not (name == "symmetric_difference" and _leaves_gaps(known, held[0])):
                return known
        made = self
        if not others:
            lifted = interp.lift(self)
            kind = fresh(interp, "Set", interp.element_type(lifted.type))
            return interp.op("py::set_copy", lifted, result=kind)
        for number, other in enumerate(others):
            a, b = interp.lift(made), operand(interp, other)
            if number > 0 and name in ("union", "difference"):  # the set that the first one has made is changed
                if name == "union":
                    note(interp, a.type, interp.element_type(b.type))
                interp.op("py::set_update" if name == "union" else "py::set_difference_update", a, b)
                continue
            types = [interp.element_type(v.type) for v in (a, b)]
            kept = types[0] if name == "difference" else ty.join(*types)
            made = interp.op(f"py::set_{name}", a, b, result=fresh(interp, "Set", kept))
        return made

    return combine


def _leaves_gaps(made: Abstract, other: Any) -> bool:
    """Whether Python has made a symmetric difference of a copy of ``other`` that lost elements: their places count
    when the table grows."""
    lost = isinstance(made, SetValue) and not all(Key(element) in made.slots for element in other)
    return lost and all(map(hash_lasts, other))


def _asked(name: str) -> Method:
    def ask(interp: Interpreter, self: Abstract, other: Abstract) -> Abstract:
        from . import operations

        if interp.is_static(self) and interp.is_static(other):
            return operations.native(interp, getattr(interp.python(self), name), interp.python(other))
        return interp.op(f"py::set_{name}", interp.lift(self), operand(interp, other), result=ty.BOOL)

    return ask


def _updated(name: str) -> Method:
    """``intersection_update`` and its like: the set stays the same object."""

    def change(interp: Interpreter, self: Abstract, *others: Abstract) -> Abstract:
        if _is_known(self):
            kept = SET[name](interp, self, *others)
            _clear(interp, self)
            return update(interp, self, kept)
        for other in others:
            reference, held = interp.escape(self), operand(interp, other)
            if name != "difference":
                note(interp, reference.type, interp.element_type(held.type))
            interp.op(f"py::set_{name}_update", reference, held)
        return NONE

    return change


SET: dict[str, Method] = {
    "add": _add, "discard": _drop("discard"), "remove": _drop("remove"), "pop": _pop, "clear": _clear, "update": update,
    "__len__": length, "__contains__": contains, "copy": _combined("union"),
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
