"""``"%s: %5.1f" % (box, score)`` where an object's class says what its text is, which the runtime can't ask.

"%s: %5.1f" % (str(box), score)     "%(box)s" % {"box": repr(box)}     for %r
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .. import records
from ..values import Abstract, DictValue, Key, Static, TupleValue
from .builtins import format_value

if TYPE_CHECKING:
    from ..interpreter import Interpreter

_CONVERSION = re.compile(
    r"%(?:\((?P<name>[^)]*)\))?(?P<how>[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?)[hlL]?(?P<type>.)", re.DOTALL
)


def with_texts(interp: Interpreter, template: Abstract, given: Abstract) -> tuple[Abstract, Abstract]:
    """Both operands, with the texts of such objects in their places."""
    if not isinstance(template, Static) or not isinstance(template.value, str) or not _has_own(interp, given):
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
    """Puts the text into the place of one of the parts, and gives the conversion for it."""
    part = parts.get(place)
    if part is None or found["type"] not in "sra" or not _has_own(interp, part):
        return found[0]
    parts[place] = format_value(interp, part, found["type"], Static(""))
    return found[0][:-1] + "s"


def _has_own(interp: Interpreter, value: Abstract) -> bool:
    return interp.can_lift(value) and records.custom_in(interp.type_of(value), "__repr__", "__str__") is not None
