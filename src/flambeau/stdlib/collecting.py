"""The classes of ``collections``, in the language itself: a program's deques, counters and dicts with defaults.

``stands_for`` is the class whose place one takes, for ``isinstance`` and in messages.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterator
from typing import Any


class Deque:
    stands_for = collections.deque

    def __init__(self, iterable: Any = (), maxlen: Any = None) -> None:
        self.items: list[Any] = []
        self.maxlen = maxlen
        self.extend(iterable)

    def append(self, value: Any) -> None:
        self.items.append(value)
        if self.maxlen is not None and len(self.items) > self.maxlen:
            self.items.pop(0)

    def appendleft(self, value: Any) -> None:
        self.items.insert(0, value)
        if self.maxlen is not None and len(self.items) > self.maxlen:
            self.items.pop()

    def pop(self) -> Any:
        if len(self.items) == 0:
            raise IndexError("pop from an empty deque")
        return self.items.pop()

    def popleft(self) -> Any:
        if len(self.items) == 0:
            raise IndexError("pop from an empty deque")
        return self.items.pop(0)

    def extend(self, iterable: Any) -> None:
        for value in iterable:
            self.append(value)

    def extendleft(self, iterable: Any) -> None:
        for value in iterable:
            self.appendleft(value)

    def rotate(self, n: int = 1) -> None:
        if len(self.items) > 0:
            n = n % len(self.items)
            self.items[:] = self.items[len(self.items) - n :] + self.items[: len(self.items) - n]

    def clear(self) -> None:
        self.items.clear()

    def copy(self) -> Deque:
        return Deque(self.items, self.maxlen)

    def count(self, value: Any) -> Any:
        return self.items.count(value)

    def index(self, value: Any) -> int:
        if value not in self.items:
            raise ValueError(f"{value!r} is not in deque")
        return self.items.index(value)

    def insert(self, place: int, value: Any) -> None:
        if self.maxlen is not None and len(self.items) >= self.maxlen:
            raise IndexError("deque already at its maximum size")
        self.items.insert(place, value)

    def remove(self, value: Any) -> None:
        if value not in self.items:
            raise ValueError("deque.remove(x): x not in deque")
        self.items.remove(value)

    def reverse(self) -> None:
        self.items.reverse()

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __reversed__(self) -> Any:
        return reversed(self.items)

    def __contains__(self, value: Any) -> bool:
        return value in self.items

    def __getitem__(self, index: int) -> Any:
        if not -len(self.items) <= index < len(self.items):
            raise IndexError("deque index out of range")
        return self.items[index]

    def __setitem__(self, index: int, value: Any) -> None:
        if not -len(self.items) <= index < len(self.items):
            raise IndexError("deque index out of range")
        self.items[index] = value

    def __delitem__(self, index: int) -> None:
        del self.items[index]

    def __eq__(self, other: Any) -> Any:
        return self.items == other.items

    def __repr__(self) -> str:
        if self.maxlen is None:
            return f"deque({self.items!r})"
        return f"deque({self.items!r}, maxlen={self.maxlen})"


class _Mapping:
    """What a dict with a rule of its own for missing keys has in common with any other."""

    def __init__(self) -> None:
        self.data: dict[Any, Any] = {}

    def get(self, key: Any, default: Any = None) -> Any:
        return self.data.get(key, default)

    def keys(self) -> Any:
        return self.data.keys()

    def values(self) -> Any:
        return self.data.values()

    def items(self) -> Any:
        return self.data.items()

    def pop(self, key: Any, *default: Any) -> Any:
        return self.data.pop(key, *default)

    def popitem(self) -> Any:
        return self.data.popitem()

    def setdefault(self, key: Any, default: Any = None) -> Any:
        return self.data.setdefault(key, default)

    def clear(self) -> None:
        self.data.clear()

    def __setitem__(self, key: Any, value: Any) -> None:
        self.data[key] = value

    def __delitem__(self, key: Any) -> None:
        del self.data[key]

    def __len__(self) -> int:
        return len(self.data)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.data)

    def __contains__(self, key: Any) -> bool:
        return key in self.data

    def __eq__(self, other: Any) -> Any:
        return self.data == (other.data if isinstance(other, _Mapping) else other)


class DefaultDict(_Mapping):
    stands_for = collections.defaultdict

    def __init__(self, default_factory: Any = None, *source: Any, **named: Any) -> None:
        self.default_factory: Callable[[], Any] | None = default_factory
        self.data = dict(*source, **named)

    def __getitem__(self, key: Any) -> Any:
        if key not in self.data:
            if self.default_factory is None:
                raise KeyError(key)
            self.data[key] = self.default_factory()
        return self.data[key]

    def update(self, *source: Any, **named: Any) -> None:
        self.data.update(*source, **named)

    def copy(self) -> DefaultDict:
        return DefaultDict(self.default_factory, self.data)


class Counter(_Mapping):
    stands_for = collections.Counter

    def __init__(self, source: Any = None, **named: int) -> None:
        self.data = {}
        self.update(source, **named)

    def update(self, source: Any = None, **named: int) -> None:
        if source is not None:
            if isinstance(source, (dict, Counter)):
                for key, number in source.items():
                    self.data[key] = self.data.get(key, 0) + number
            else:
                for key in source:
                    self.data[key] = self.data.get(key, 0) + 1
        for key, number in named.items():
            self.data[key] = self.data.get(key, 0) + number

    def subtract(self, source: Any) -> None:
        if isinstance(source, (dict, Counter)):
            for key, number in source.items():
                self.data[key] = self.data.get(key, 0) - number
        else:
            for key in source:
                self.data[key] = self.data.get(key, 0) - 1

    def most_common(self, n: Any = None) -> list[Any]:
        ordered = sorted(self.data.items(), key=lambda pair: pair[1], reverse=True)
        return ordered if n is None else ordered[: max(n, 0)]

    def elements(self) -> Iterator[Any]:
        for key, number in self.data.items():
            for _ in range(number):
                yield key

    def total(self) -> Any:
        return sum(self.data.values())

    def copy(self) -> Counter:
        return Counter(self.data)

    def __getitem__(self, key: Any) -> int:
        number: int = self.data.get(key, 0)
        return number

    def __delitem__(self, key: Any) -> None:
        self.data.pop(key, 0)

    def __add__(self, other: Counter) -> Counter:
        made = Counter()
        for key, number in self.data.items():
            if number + other[key] > 0:
                made[key] = number + other[key]
        for key, number in other.data.items():
            if key not in self.data and number > 0:
                made[key] = number
        return made

    def __sub__(self, other: Counter) -> Counter:
        made = Counter()
        for key, number in self.data.items():
            if number - other[key] > 0:
                made[key] = number - other[key]
        for key, number in other.data.items():
            if key not in self.data and number < 0:
                made[key] = -number
        return made
