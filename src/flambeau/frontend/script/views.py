"""What ``keys``, ``items`` and ``values`` of a dict give, compared and combined as the sets that they are.

a.keys() == b.keys()        the order doesn't matter
a.keys() - {"unused"}       a set
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import containers, sets
from .heap import same
from .values import Abstract, KnownView, SetValue, Static, View

if TYPE_CHECKING:
    from .interpreter import Interpreter

_METHODS = {
    "bitand": "intersection", "bitor": "union", "sub": "difference", "bitxor": "symmetric_difference",
}  # fmt: skip


def _kind(value: Abstract) -> str:
    return value.kind if isinstance(value, (View, KnownView)) else ""


def compare(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract | None:
    """``a op b`` where one is a view; None where neither is, or Python compares them otherwise."""
    kinds = (_kind(a), _kind(b))
    if not any(kinds):
        return None
    if op in ("eq", "noteq") and (kinds == ("values", "values") or not _is_set(a) or not _is_set(b)):
        return Static(same(a, b) == (op == "eq"))
    if op in ("eq", "noteq") and kinds == ("items", "items"):
        return interp.compare(op, interp.call(Static(dict), [a]), interp.call(Static(dict), [b]))
    return interp.compare(op, interp.call(Static(set), [a]), interp.call(Static(set), [b]))


def _is_set(value: Abstract) -> bool:
    return _kind(value) in ("keys", "items") or containers.kind_of(value) == "set"


def binary(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract | None:
    """``a op b`` of sets known in part, or where one is a view of keys or items; None for all else."""
    if op in _METHODS and isinstance(a, SetValue) and isinstance(b, SetValue):
        return sets.SET[_METHODS[op]](interp, a, b)
    if op not in _METHODS or not {_kind(a), _kind(b)} & {"keys", "items"}:
        return None
    one = interp.call(Static(set), [a])
    return interp.call(interp.getattr(one, _METHODS[op]), [interp.call(Static(set), [b])])
