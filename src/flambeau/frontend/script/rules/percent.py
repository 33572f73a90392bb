"""``"%s: %5.1f" % (box, score)`` where an object's class says what its text or number is, which the runtime can't ask.

"%s: %5.1f" % (str(box), score)     "%(box)s" % {"box": repr(box)}     for %r, and the number that it is for %d
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Any

from .... import types as ty
from .. import containers, objects, records
from ..values import Abstract, DictValue, Key, Static, TupleValue
from .builtins import format_value

if TYPE_CHECKING:
    from ..interpreter import Interpreter

_CONVERSION = re.compile(
    r"%(?:\((?P<name>[^)]*)\))?(?P<how>[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?)[hlL]?(?P<type>.)", re.DOTALL
)

_NUMBERS: dict[str, Any] = {"diu": int, "oxX": operator.index, "eEfFgG": float}  # what Python asks an object for
_TEXTS = ("__repr__", "__str__")


def with_texts(interp: Interpreter, template: Abstract, given: Abstract) -> tuple[Abstract, Abstract]:
    """Both operands, with the texts of such objects in their places."""
    if (
        not isinstance(template, Static)
        or not isinstance(template.value, str)
        or not _has_own(interp, given, *_TEXTS, "__int__", "__index__", "__float__")
    ):
        return template, given
    if isinstance(given, DictValue) and given.reference is None:
        named = {key.value: value for key, value in given.slots.items()}
        text = _CONVERSION.sub(lambda found: _put(interp, found, named, found["name"]), template.value)
        return Static(text), interp.new_dict((Key(name), value) for name, value in named.items())
    single = not (isinstance(given, TupleValue) and given.cls is tuple)
    parts: dict[object, Abstract] = dict(enumerate([given] if single else given.items))  # type: ignore[attr-defined]
    place = iter(range(len(parts)))

    def one(found: re.Match[str]) -> str:
        for _ in range(found["how"].count("*")):
            next(place, None)
        return found[0] if found["type"] == "%" else _put(interp, found, parts, next(place, None))

    text = _CONVERSION.sub(one, template.value)
    return Static(text), parts[0] if single else TupleValue(tuple(parts.values()))


def _put(interp: Interpreter, found: re.Match[str], parts: dict[object, Abstract], place: object) -> str:
    """Puts the text or number into the place of one of the parts, and gives the conversion for it. One with a name
    stays, since other conversions may be of it."""
    part, kind = parts.get(place), found["type"]
    function = next((f for types, f in _NUMBERS.items() if kind in types), None)
    if part is not None and function is not None and _is_number(part, function):
        made = interp.call(Static(function), [part])
    elif part is not None and kind in "sra" and _has_own(interp, part, *_TEXTS):
        made, kind = format_value(interp, part, kind, Static("")), "s"
    else:
        return found[0]
    if found["name"] is None:
        parts[place] = made
        return found[0][:-1] + kind
    name = f"{found['name']} {len(parts)}"
    parts[name] = made
    return f"%({name}){found['how']}{kind}"


def _has_own(interp: Interpreter, value: Abstract, *names: str) -> bool:
    return interp.can_lift(value) and records.custom_in(interp.type_of(value), *names) is not None


def _is_number(value: Abstract, function: Any) -> bool:
    """Whether an object's class says what number it is."""
    cls = objects.class_of(value)
    return any(hasattr(cls, name) for name in ("__index__", f"__{function.__name__}__")) if cls is not None else False


def of_bytes(interp: Interpreter, template: Abstract, given: Abstract) -> Abstract | None:
    """``b"%d: %s" % (n, data)``: of bytes as of the text that has a character for each of them. None where ``template``
    isn't known."""
    if not isinstance(template, Static) or not isinstance(template.value, bytes) or isinstance(given, DictValue):
        return None
    parts = list(given.items) if isinstance(given, TupleValue) and given.cls is tuple else [given]
    left = iter(range(len(parts)))

    def one(found: re.Match[str]) -> str:
        for _ in range(found["how"].count("*")):
            next(left, None)
        kind, place = found["type"], None if found["type"] == "%" else next(left, None)
        if place is None:
            return found[0]
        t = interp.type_of(parts[place])
        if kind in "sb" and t != ty.BYTES:
            message = "requires a bytes-like object, or an object that implements __bytes__"
            interp.raise_(TypeError, f"%b {message}, not '{containers.python_name(interp, parts[place])}'")
        if kind in "sbc" and t == ty.BYTES:
            parts[place] = interp.call(interp.getattr(parts[place], "decode"), [Static("latin-1")])
        return found[0][:-1] + {"b": "s", "r": "a"}.get(kind, kind)

    text = _CONVERSION.sub(one, template.value.decode("latin-1"))
    if next(left, None) is not None:
        interp.raise_(TypeError, "not all arguments converted during bytes formatting")
    made = interp.binary("mod", Static(text), TupleValue(tuple(parts)))
    return interp.call(interp.getattr(made, "encode"), [Static("latin-1")])
