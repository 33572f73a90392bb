"""The text of a container of instances whose class says what their text is.

    print([box, other])     "[" + repr(box) + ", " + repr(other) + "]"

All other containers' texts the runtime makes: it can't call a method of the user's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .... import types as ty
from ....stdlib import container_texts
from .. import objects, records
from ..values import Abstract, DictValue, Dynamic, ListValue, SetValue, Static, TupleValue

if TYPE_CHECKING:
    from ..interpreter import Interpreter

_BRACKETS = {"list": ("[", "]"), "tuple": ("(", ")"), "set": ("{", "}")}


def of_named_tuple(interp: Interpreter, value: Abstract, conversion: str) -> Abstract | None:
    """The text of a NamedTuple whose class has a method for it; None for any other value."""
    if isinstance(value, Dynamic):
        value = objects.tuple_of(interp, value) or value
    if not isinstance(value, TupleValue) or value.cls is tuple:
        return None
    for name in ("__str__", "__repr__") if conversion == "s" else ("__repr__",):
        if records.is_custom(value.cls, name):
            return interp.call(interp.getattr(value, name), [])
    return None


def of_container(interp: Interpreter, value: Abstract) -> Abstract:
    """``repr(value)``."""
    from .builtins import concat

    if isinstance(value, DictValue) and value.reference is None:
        pairs = list(value.slots.items())
        parts = [[_repr(interp, Static(key.value)), Static(": "), _repr(interp, held)] for key, held in pairs]
        return concat(interp, [Static("{"), *_separated(parts), Static("}")])
    kind = interp.type_of(value)
    is_tuple = isinstance(kind, ty.Generic) and kind.name == "Tuple"
    if is_tuple or (isinstance(value, (ListValue, SetValue)) and value.reference is None):
        items = interp.items(value)
        assert items is not None
        return _known(interp, value, kind, items)
    if isinstance(kind, ty.UnionType):
        return interp.split(value, lambda one: _repr(interp, one))
    assert isinstance(kind, ty.Generic)
    return interp.call(Static(getattr(container_texts, f"of_{kind.name.lower()}")), [value])


def _known(interp: Interpreter, value: Abstract, kind: ty.Type, items: list[Abstract]) -> Abstract:
    """The text of a list, set or tuple whose elements are known one by one."""
    from .builtins import concat

    named = value.cls if isinstance(value, TupleValue) else None
    record = records.of_type(kind) if isinstance(kind, ty.Generic) else None
    named = record.cls if record is not None else named
    parts = [[_repr(interp, one)] for one in items]
    if named is not None and named is not tuple:
        names = records.tuple_fields(named)
        parts = [[Static(f"{name}="), *part] for name, part in zip(names, parts)]
        return concat(interp, [Static(f"{named.__name__}("), *_separated(parts), Static(")")])
    name = "list" if isinstance(value, ListValue) else "set" if isinstance(value, SetValue) else "tuple"
    begin, end = _BRACKETS[name]
    if name == "tuple" and len(items) == 1:
        end = ",)"
    return concat(interp, [Static(begin), *_separated(parts), Static(end)])


def _repr(interp: Interpreter, value: Abstract) -> Abstract:
    from .builtins import format_value

    return format_value(interp, value, "r", Static(""))


def _separated(parts: list[list[Abstract]]) -> list[Abstract]:
    joined: list[Abstract] = []
    for index, part in enumerate(parts):
        joined += [Static(", "), *part] if index else part
    return joined
