from __future__ import annotations

import types
from collections.abc import Callable, Hashable, Iterable, Iterator, MutableMapping, Sequence, Set, Sized


def program(n, key):
    numbers = range(n)
    grown = {"a": n}
    grown[key] = 1
    fixed = {"a": n}
    drawn = (i for i in numbers)
    return (
        [isinstance(numbers, one) for one in (Sequence, Iterable, Sized, Hashable, Iterator, list, range)],
        [isinstance(grown.keys(), one) for one in (Set, list, Iterable, Sequence)],
        [isinstance(fixed.items(), one) for one in (Set, tuple, list, Iterable)],
        [isinstance(fixed.values(), one) for one in (Set, Sized, list)],
        [isinstance(drawn, one) for one in (types.GeneratorType, Iterator, list)],
        [isinstance(zip(key, key), one) for one in (Iterator, Sequence, list)],
        [isinstance(key.upper, one) for one in (Callable, str)],
        isinstance(grown, MutableMapping),
    )


INPUTS = [(3, "b"), (0, "a")]
