"""A list or dict that each pass of a loop makes anew goes on as the one that it stands in for, with the new parts.

    state = [None] * 4
    for frame in frames:
        out, *state = model(frame, *state)     # four variables of the loop, not a list of any length

That can't be told from what Python does while nobody else holds either of the two.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import holding
from .heap import State
from .values import DYN, Abstract, Container, DictValue, ListValue, Mutable, StateCache

MOST = 16  # parts of such a container: each is a variable of the loop


def take_over(base: State, start: State, end: State) -> None:
    """Changes ``end``, what the pass that began with ``start`` leaves."""
    for holder in [m for m in base if not isinstance(m, StateCache) and start[m] is not end[m]]:
        for key, old in start[holder].items():
            new = end[holder].get(key)
            if isinstance(old, Container) and isinstance(new, Container) and _replaces(old, new, base, start, end):
                end[holder] = {**end[holder], key: old}
                end[old] = dict(end[new])


def _replaces(old: Container, new: Container, base: State, start: State, end: State) -> bool:
    if type(old) is not type(new) or not isinstance(old, (ListValue, DictValue)) or old not in base or new in base:
        return False
    before, after = _parts(old, start), _parts(new, end)
    if before is None or after is None or list(before) != list(after) or len(before) > MOST:
        return False
    return (
        holding.holders(old, start) == 1 and holding.holders(old, end) == 0 and holding.holders(new, end) == 1
    )  # fmt: skip


def _parts(container: Mutable, state: State) -> Mapping[object, Abstract] | None:
    slots = state.get(container)
    return None if slots is None or DYN in slots else slots
