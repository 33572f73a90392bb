"""Comparisons of containers whose elements have comparisons of the user's, which the runtime can't call.

    (1, Point(2)) < (1, Point(3))    =>    1 is 1 or 1 == 1, then Point(2).__lt__(Point(3))

Tuples are compared element by element in place, lists and dicts by a loop of the standard library's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ... import types as ty
from ...stdlib import comparing
from . import records
from .values import Abstract, Builtin, Container, Dynamic, Static, TupleValue

if TYPE_CHECKING:
    from .interpreter import Interpreter

METHODS = {"eq": "__eq__", "noteq": "__ne__", "lt": "__lt__", "lte": "__le__", "gt": "__gt__", "gte": "__ge__"}
REFLECTED = {"eq": "eq", "noteq": "noteq", "lt": "gt", "lte": "gte", "gt": "lt", "gte": "lte"}


def compare_containers(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract | None:
    """``a op b`` where what they hold has methods for it; None where the runtime can compare them."""
    names = ["__eq__"] if op in ("eq", "noteq") else ["__eq__", METHODS[op], METHODS[REFLECTED[op]]]
    held = [
        records.custom_in(interp.type_of(value), *names)
        for value in (a, b)
        if isinstance(value, (Dynamic, Container, TupleValue))
    ]
    cls = next((one for one in held if one is not None), None)
    if cls is None:
        return None
    types = [interp.type_of(value) for value in (a, b)]
    if isinstance(types[0], ty.UnionType):
        return interp.split(a, lambda one: interp.compare(op, one, b))
    if isinstance(types[1], ty.UnionType):
        return interp.split(b, lambda one: interp.compare(op, a, one))
    kinds = {type.name if isinstance(type, ty.Generic) else None for type in types}
    if kinds == {"Tuple"}:
        return _tuples(interp, op, list(interp.items(a) or ()), list(interp.items(b) or ()))
    if op == "noteq" and kinds <= {"List", "Dict"}:
        from .operations import negate

        return negate(interp, interp.compare("eq", a, b))
    if kinds == {"List"} and op == "eq":
        return interp.call(Static(comparing.lists_equal), [a, b])
    if kinds == {"List"}:
        order = Builtin(op, lambda interp, a, b: interp.compare(op, a, b))
        return interp.call(Static(comparing.lists_ordered), [a, b, order])
    if kinds == {"Dict"} and op == "eq" and records.custom_in(interp.element_type(types[0]), "__eq__") is None:
        return interp.call(Static(comparing.dicts_equal), [a, b])
    if len(kinds) > 1:
        return Static(op == "noteq") if op in ("eq", "noteq") else None
    interp.refuse(
        f"a container of {cls.__name__} can't be compared: {cls.__name__} has comparisons of its own",
        "compare its elements one by one",
    )


def _tuples(interp: Interpreter, op: str, a: list[Abstract], b: list[Abstract]) -> Abstract:
    """Tuples of known lengths: the first elements that aren't equal decide, else the lengths."""
    if op in ("eq", "noteq") and len(a) != len(b):
        return Static(op == "noteq")
    if not a or not b:
        return interp.compare(op, Static(len(a)), Static(len(b)))
    same = interp.truth(_same(interp, a[0], b[0]))

    def rest() -> Abstract:
        return _tuples(interp, op, a[1:], b[1:])

    def here() -> Abstract:
        return Static(op == "noteq") if op in ("eq", "noteq") else interp.compare(op, a[0], b[0])

    if isinstance(same, bool):
        return rest() if same else here()
    return interp.branch(same, rest, here)


def _same(interp: Interpreter, a: Abstract, b: Abstract) -> Abstract:
    """``a is b or a == b``."""
    identical = interp.truth(interp.compare("is", a, b))
    if isinstance(identical, bool):
        return Static(True) if identical else interp.compare("eq", a, b)
    return interp.branch(identical, lambda: Static(True), lambda: interp.compare("eq", a, b))
