"""The classes of ``collections`` that are written in C, in the language itself.

``Deque`` is a class of its own: ``stands_for`` is the one whose place it takes, ``known_as`` its name in a program. The
methods of ``OrderedDictMethods`` and ``DefaultDictMethods`` are those of instances of the real classes.
"""

from __future__ import annotations

import collections
import functools
import sys
import types
from collections.abc import Callable
from typing import Any


def fromkeys(keys: Any, value: Any = None) -> dict[Any, Any]:
    """``dict.fromkeys(keys, value)``: all keys share the one value."""
    made = {}
    for key in keys:
        made[key] = value
    return made


class Namespace:
    stands_for = types.SimpleNamespace
    known_as = "types:SimpleNamespace"

    def __init__(self, **attributes: Any) -> None:
        self.__dict__.update(attributes)

    def __repr__(self) -> str:
        held = [f"{name}={value!r}" for name, value in self.__dict__.items()]
        return f"namespace({', '.join(held)})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, types.SimpleNamespace) and self.__dict__ == other.__dict__


class FrozenSet(set):  # type: ignore[type-arg]
    stands_for = frozenset
    known_as = "builtins:frozenset"

    def __init__(self, iterable: Any = ()) -> None:
        super().__init__(iterable)

    def copy(self) -> Any:
        return self

    def union(self, *others: Any) -> Any:
        return FrozenSet(super().union(*others))

    def intersection(self, *others: Any) -> Any:
        return FrozenSet(super().intersection(*others))

    def difference(self, *others: Any) -> Any:
        return FrozenSet(super().difference(*others))

    def symmetric_difference(self, other: Any) -> Any:
        return FrozenSet(super().symmetric_difference(other))

    def __or__(self, other: Any) -> Any:
        return FrozenSet(super().__or__(other)) if isinstance(other, (set, frozenset)) else NotImplemented

    def __and__(self, other: Any) -> Any:
        return FrozenSet(super().__and__(other)) if isinstance(other, (set, frozenset)) else NotImplemented

    def __sub__(self, other: Any) -> Any:
        return FrozenSet(super().__sub__(other)) if isinstance(other, (set, frozenset)) else NotImplemented

    def __xor__(self, other: Any) -> Any:
        return FrozenSet(super().__xor__(other)) if isinstance(other, (set, frozenset)) else NotImplemented

    def __ror__(self, other: Any) -> Any:
        return set(other) | set(self) if isinstance(other, set) else NotImplemented

    def __rand__(self, other: Any) -> Any:
        return set(other) & set(self) if isinstance(other, set) else NotImplemented

    def __rsub__(self, other: Any) -> Any:
        return set(other) - set(self) if isinstance(other, set) else NotImplemented

    def __rxor__(self, other: Any) -> Any:
        return set(other) ^ set(self) if isinstance(other, set) else NotImplemented

    def __repr__(self) -> str:
        return f"frozenset({set(self)})" if len(self) > 0 else "frozenset()"


class Deque(list):  # type: ignore[type-arg]
    stands_for = collections.deque
    known_as = "collections:deque"

    def __init__(self, iterable: Any = (), maxlen: Any = None) -> None:
        super().__init__()
        self.maxlen = maxlen
        self.extend(iterable)

    def append(self, value: Any) -> None:
        super().append(value)
        if self.maxlen is not None and len(self) > self.maxlen:
            super().pop(0)

    def appendleft(self, value: Any) -> None:
        super().insert(0, value)
        if self.maxlen is not None and len(self) > self.maxlen:
            super().pop()

    def pop(self) -> Any:  # type: ignore[override]
        if len(self) == 0:
            raise IndexError("pop from an empty deque")
        return super().pop()

    def popleft(self) -> Any:
        if len(self) == 0:
            raise IndexError("pop from an empty deque")
        return super().pop(0)

    def extend(self, iterable: Any) -> None:
        for value in iterable:
            self.append(value)

    def extendleft(self, iterable: Any) -> None:
        for value in iterable:
            self.appendleft(value)

    def rotate(self, n: int = 1) -> None:
        size = len(self)
        if size > 0:
            n = n % size
            if n <= 2:
                for _ in range(n):
                    super().insert(0, super().pop())
            elif size - n <= 2:
                for _ in range(size - n):
                    super().append(super().pop(0))
            else:
                turned = list(self)
                self.clear()
                super().extend(turned[size - n :] + turned[: size - n])

    def copy(self) -> Deque:
        return Deque(self, self.maxlen)

    def index(self, value: Any) -> int:  # type: ignore[override]
        if value not in self:
            raise ValueError(f"{value!r} is not in deque")
        return super().index(value)

    def insert(self, place: int, value: Any) -> None:  # type: ignore[override]
        if self.maxlen is not None and len(self) >= self.maxlen:
            raise IndexError("deque already at its maximum size")
        super().insert(place, value)

    def remove(self, value: Any) -> None:
        if value not in self:
            raise ValueError("deque.remove(x): x not in deque")
        super().remove(value)

    def __getitem__(self, index: int) -> Any:  # type: ignore[override]
        if not -len(self) <= index < len(self):
            raise IndexError("deque index out of range")
        return super().__getitem__(index)

    def __setitem__(self, index: int, value: Any) -> None:  # type: ignore[override]
        if not -len(self) <= index < len(self):
            raise IndexError("deque index out of range")
        super().__setitem__(index, value)

    def __repr__(self) -> str:
        if self.maxlen is None:
            return f"deque({list(self)!r})"
        return f"deque({list(self)!r}, maxlen={self.maxlen})"


class DefaultDictMethods:
    default_factory: Callable[[], Any] | None

    def __init__(self, default_factory: Any = None, *source: Any, **named: Any) -> None:
        self.default_factory = default_factory
        dict.__init__(self, *source, **named)  # type: ignore

    def __missing__(self: Any, key: Any) -> Any:
        if self.default_factory is None:
            raise KeyError(key)
        value = self.default_factory()
        self[key] = value
        return value

    def copy(self: Any) -> Any:
        return collections.defaultdict(self.default_factory, self)

    def __repr__(self: Any) -> str:
        return f"defaultdict({self.default_factory!r}, {dict(self)!r})"


@functools.lru_cache(maxsize=1024)
def default_dict_of(factory: Any) -> Any:
    """The class of dicts with that factory: what is the same in all instances needs no place in each."""
    module, name = getattr(factory, "__module__", ""), getattr(factory, "__qualname__", repr(factory))
    known_as = f"collections:defaultdict[{module}:{name}]"
    members = {"default_factory": staticmethod(factory) if callable(factory) else factory}
    return type("defaultdict", (collections.defaultdict,), {
        **members, "stands_for": collections.defaultdict, "known_as": known_as,
    })  # fmt: skip


class OrderedDictMethods:
    def move_to_end(self: Any, key: Any, last: bool = True) -> None:
        value = dict.pop(self, key)
        if last:
            dict.__setitem__(self, key, value)
            return
        others = dict(self)
        dict.clear(self)
        dict.__setitem__(self, key, value)
        dict.update(self, others)

    def popitem(self: Any, last: bool = True) -> Any:
        if len(self) == 0:
            raise KeyError("dictionary is empty")
        if last:
            return dict.popitem(self)
        key = next(iter(self))
        return key, dict.pop(self, key)

    def copy(self: Any) -> Any:
        return self.__class__(self)

    def __reversed__(self: Any) -> Any:
        return reversed(list(self))

    def __eq__(self: Any, other: Any) -> Any:
        if isinstance(other, collections.OrderedDict):
            return list(self.items()) == list(other.items())
        return dict.__eq__(self, other)

    def __ne__(self: Any, other: Any) -> Any:
        return not self == other

    def __repr__(self: Any) -> str:
        name = self.__class__.__name__
        if len(self) == 0:
            return f"{name}()"
        if sys.version_info >= (3, 12):
            return f"{name}({dict(self)!r})"
        return f"{name}({list(self.items())!r})"


def count_elements(mapping: Any, iterable: Any) -> None:
    for key in iterable:
        mapping[key] = mapping.get(key, 0) + 1
