"""Objects from outside that the program changes: what Python would say of them now is not what they say then.

    class Frames:
        def __init__(self): self.held = []
        def push(self, frame): self.held.append(frame)
        def __len__(self): return len(self.held)

    frames = Frames()              # made before the program starts, so its attributes are looked up now

    def program(frame):
        frames.push(frame)         # of the program's state
        return len(frames)         # __len__ is compiled: Python's answer would be 0 for ever

``len`` of an object that nothing changes is simply asked of Python, as is ``x in vocabulary`` or ``str(config)``.
"""

from __future__ import annotations

import collections
import dis
import enum
import inspect
import sys
import types
from typing import TYPE_CHECKING, Any

from . import records
from .values import Abstract, BoundMethod, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter

_LEAVES = (str, bytes, int, float, complex, type(None), type, types.FunctionType, types.ModuleType, Abstract)
_STORES = frozenset("STORE_ATTR DELETE_ATTR STORE_SUBSCR DELETE_SUBSCR STORE_SLICE STORE_GLOBAL DELETE_GLOBAL".split())
_CHANGES = frozenset(
    "append appendleft extend extendleft insert pop popleft popitem remove clear reverse sort rotate add discard "
    "update setdefault __next__ __setitem__ __delitem__".split()
)
# Whose methods Python may be asked in any case: the containers of modules, say.
_SETTLED = frozenset({*sys.stdlib_module_names, "torch", "numpy"} - {"__main__"})
_METHODS = frozenset(
    "__len__ __bool__ __contains__ __getitem__ __iter__ __str__ __repr__ __format__ __int__ __float__ __index__ "
    "__abs__ __round__ __hash__ __divmod__ __reversed__ __getattr__".split()
)


def method(interp: Interpreter, value: Abstract, name: str) -> BoundMethod | None:
    """The special method of an object from outside, where the program has to run it: what it reads or writes may
    differ from call to call. None where Python may be asked now."""
    if not isinstance(value, Static) or isinstance(value.value, _LEAVES):
        return None
    written = inspect.getattr_static(type(value.value), name, None)
    if not isinstance(written, types.FunctionType) or not records.is_custom_function(written):
        return None
    home = (written.__module__ or "").partition(".")[0]
    if home in _SETTLED or isinstance(value.value, enum.Enum):
        return None
    if not (is_changed(interp, value.value) or _writes(written, type(value.value), set())):
        return None
    return BoundMethod(value, Static(written))


def to_iterate(interp: Interpreter, value: Abstract) -> bool:
    """Whether an object from outside is gone through by methods that the program has to run."""
    return any(method(interp, value, name) is not None for name in ("__iter__", "__getitem__"))


def any_of(interp: Interpreter, value: Abstract) -> bool:
    """Whether an object, or one in a container from outside, has methods that the program has to run."""
    if not isinstance(value, Static) or isinstance(value.value, _LEAVES):
        return False
    held = value.value
    if isinstance(held, (list, tuple, set, frozenset, dict)):
        return any(any_of(interp, Static(part)) for part in parts(held))
    return any(hasattr(type(held), name) and method(interp, value, name) is not None for name in _METHODS)


def refuse_changed(interp: Interpreter, function: Any, *args: Any) -> None:
    """Refuses what would ask Python now for what an object gives later, where no rule calls the object's methods."""
    if function is len:
        return  # of a container it asks none of its elements
    for held in args:
        if type(held) not in _LEAVES and is_changed(interp, held) and any_of(interp, Static(held)):
            name = getattr(function, "__name__", str(function)).strip("_")
            interp.refuse(
                f"what {name}() gives depends on an object made before the program starts, which the program changes",
                "make a number or str of it first, by int(...), str(...) or a method of its own",
            )


def is_changed(interp: Interpreter, held: object) -> bool:
    """Whether the program changes something that an object from outside holds, at any depth."""
    states = interp.states
    if not states.slots or isinstance(held, _LEAVES):
        return False
    count, found, _ = states.reached.get(id(held), (-1, False, None))
    if count != len(states.slots):
        owners = {owner for owner, _ in states.places}
        found = _reaches(held, owners | set(states.objects), states.owned)
        states.reached[id(held)] = len(states.slots), found, held  # kept: nothing else gets its id
    return found


def _reaches(held: object, changed: set[int], owned: set[type]) -> bool:
    seen: set[int] = set()
    left = [held]
    while left:
        one = left.pop()
        if isinstance(one, _LEAVES) or id(one) in seen:
            continue
        seen.add(id(one))
        if id(one) in changed or type(one) in owned or any(id(base) in changed for base in type(one).__mro__):
            return True
        left.extend(parts(one))
    return False


def parts(held: Any) -> list[object]:
    """What an object from outside holds."""
    if isinstance(held, dict):
        return [*held.keys(), *held.values(), *getattr(held, "__dict__", {}).values()]
    if isinstance(held, (list, tuple, set, frozenset, collections.deque)):
        return list(held)
    slots = [getattr(held, name, None) for cls in type(held).__mro__ for name in getattr(cls, "__slots__", ())]
    return [*getattr(held, "__dict__", {}).values(), *slots]


def _writes(function: types.FunctionType, cls: type, seen: set[types.FunctionType]) -> bool:
    """Whether a method, or one of the same class that it names, may change anything."""
    seen.add(function)
    for step in dis.get_instructions(function):
        name = step.argval
        if step.opname in _STORES or (step.opname == "STORE_DEREF" and name in function.__code__.co_freevars):
            return True
        if name in _CHANGES or (name == "next" and step.opname == "LOAD_GLOBAL"):
            return True
        other = inspect.getattr_static(cls, name, None) if isinstance(name, str) else None
        other = other.fget if isinstance(other, property) else other
        if isinstance(other, types.FunctionType) and other not in seen and _writes(other, cls, seen):
            return True
    return False
