"""``itertools``, in the language itself; generators are compiled into their consumers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

MOST_PLACES = 1 << 62  # beyond the end of any list, however long it gets


def by_index(values: Any) -> Iterator[Any]:
    """``iter(values)`` of an object that has a ``__getitem__`` and no ``__iter__``."""
    index = 0
    while True:
        try:
            value = values[index]
        except IndexError:
            return
        yield value
        index += 1


def each_of(values: Any) -> Iterator[Any]:
    """``iter(values)`` of what may be an iterator already."""
    yield from values


def until(function: Callable[[], Any], sentinel: Any) -> Iterator[Any]:
    """``iter(function, sentinel)``."""
    while True:
        value = function()
        if value == sentinel:
            return
        yield value


def merge(iterables: tuple[Any, ...], key: Callable[[Any], Any] | None, reverse: bool) -> Iterator[Any]:
    """``heapq.merge``: of equal values the one of the earlier iterable comes first."""
    waiting: list[Any] = []
    heads: list[Any] = []
    for iterable in iterables:
        it = iter(iterable)
        for value in it:
            heads.append(value)
            waiting.append(it)
            break
    while waiting:
        best = 0
        for i in range(1, len(heads)):
            one, other = heads[i], heads[best]
            if key is not None:
                one, other = key(one), key(other)
            if other < one if reverse else one < other:
                best = i
        yield heads[best]
        going = False
        for value in waiting[best]:
            heads[best] = value
            going = True
            break
        if not going:
            heads.pop(best)
            waiting.pop(best)


def chain_from(iterables: Any) -> Iterator[Any]:
    """``chain.from_iterable``."""
    for iterable in iterables:
        yield from iterable


def chain(*iterables: Any) -> Iterator[Any]:
    for iterable in iterables:
        yield from iterable


def islice(iterable: Any, start: Any, stop: Any, step: int) -> Iterator[Any]:
    """Takes no element beyond the last that it needs."""
    if start < 0 or (stop is not None and stop < 0):
        raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    if step < 1:
        raise ValueError("Step for islice() must be a positive integer or None.")
    if stop is None or stop > 0:
        index = 0
        for value in iterable:
            if index >= start and (index - start) % step == 0:
                yield value
            index += 1
            if stop is not None and index >= stop:
                break


def islice_of_places(values: Any, start: Any, stop: Any, step: int) -> Iterator[Any]:
    """The same of a list or text, of which only what is wanted is looked at."""
    if start < 0 or (stop is not None and stop < 0):
        raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    if step < 1:
        raise ValueError("Step for islice() must be a positive integer or None.")
    index = start
    while index < len(values) and (stop is None or index < stop):
        yield values[index]
        index += step


def takewhile(predicate: Callable[[Any], Any], iterable: Any) -> Iterator[Any]:
    for value in iterable:
        if not predicate(value):
            break
        yield value


def dropwhile(predicate: Callable[[Any], Any], iterable: Any) -> Iterator[Any]:
    dropping = True
    for value in iterable:
        if dropping and predicate(value):
            continue
        dropping = False
        yield value


def filterfalse(predicate: Callable[[Any], Any] | None, iterable: Any) -> Iterator[Any]:
    for value in iterable:
        if not (value if predicate is None else predicate(value)):
            yield value


def compress(data: Any, selectors: Any) -> Iterator[Any]:
    for value, wanted in zip(data, selectors):
        if wanted:
            yield value


def starmap(function: Callable[..., Any], iterable: Any) -> Iterator[Any]:
    for args in iterable:
        yield function(*args)


def accumulate(iterable: Any, function: Callable[[Any, Any], Any]) -> Iterator[Any]:
    first = True
    for value in iterable:
        if first:
            total = value
            first = False
        else:
            total = function(total, value)
        yield total


def accumulate_from(iterable: Any, function: Callable[[Any, Any], Any], initial: Any) -> Iterator[Any]:
    total = initial
    yield total
    for value in iterable:
        total = function(total, value)
        yield total


def pairwise(iterable: Any) -> Iterator[Any]:
    last: list[Any] = []
    for value in iterable:
        if last:
            yield last[0], value
            last[0] = value
        else:
            last.append(value)


def groupby(iterable: Any, key: Callable[[Any], Any]) -> Iterator[Any]:
    """Groups take what is theirs of the one source when they are asked for it, and nothing once the next has begun."""
    source = iter(iterable)
    ahead: list[Any] = []  # what begins a group and was taken to find the end of the one before
    keys: list[Any] = []  # of what was taken last
    turn = [0]  # which group may take
    ended = [False]  # whether it has met what begins the next one

    def group(mine: int, wanted: Any) -> Iterator[Any]:
        if turn[0] != mine:
            return
        yield ahead.pop()
        if turn[0] == mine:
            for value in source:
                found = key(value)
                if found != wanted:
                    keys[0] = found
                    ahead.append(value)
                    ended[0] = True
                    return
                yield value
                if turn[0] != mine:
                    return

    for value in source:
        keys.append(key(value))
        ahead.append(value)
        break
    while ahead:
        wanted = keys[0]
        ended[0] = False
        yield wanted, group(turn[0], wanted)
        turn[0] += 1
        if not ended[0]:
            ahead.clear()
            for value in source:
                found = key(value)
                if found != wanted:
                    keys[0] = found
                    ahead.append(value)
                    break


def groups_of_places(values: Any, key: Callable[[Any], Any]) -> Iterator[Any]:
    """The same of a list, tuple or text: the one source is a place in it."""
    if len(values) == 0:
        return
    heads: list[Any] = [values[0]]  # what begins a group: taken to find the end of the one before
    keys: list[Any] = [key(values[0])]  # of what was taken last
    state = [1, 0]  # the place of what is taken next, and which group may take

    def group(mine: int, wanted: Any, head: Any) -> Iterator[Any]:
        if state[1] != mine:
            return
        yield head
        while state[1] == mine:
            at = state[0]
            if at >= len(values):
                state[0] = MOST_PLACES
                return
            value = values[at]
            state[0] = at + 1
            found = key(value)
            if found != wanted:
                keys[0] = found
                heads.append(value)
                return
            yield value

    while heads:
        head = heads.pop()
        wanted = keys[0]
        yield wanted, group(state[1], wanted, head)
        state[1] += 1
        while not heads:
            at = state[0]
            if at >= len(values):
                return
            value = values[at]
            state[0] = at + 1
            found = key(value)
            if found != wanted:
                keys[0] = found
                heads.append(value)


def zip_longest(fillvalue: Any, *lists: Any) -> Iterator[Any]:
    longest = 0
    for one in lists:
        longest = max(longest, len(one))
    for index in range(longest):
        yield tuple([one[index] if index < len(one) else fillvalue for one in lists])


def zip_by_turns(iterators: list[Any]) -> Iterator[Any]:
    """``zip(*iterators)``, of which one may stand in several places, each of which takes an element of it in turn."""
    while iterators:
        row = []
        for one in iterators:
            try:
                row.append(next(one))
            except StopIteration:
                return
        yield tuple(row)


def tee(iterable: Any, count: int) -> tuple[Any, ...]:
    elements = list(iterable)
    return tuple([iter(elements) for _ in range(count)])


def tee_step_by_step(iterable: Any, count: int) -> tuple[Any, ...]:
    """Of what does something when it is gone through: the first that wants an element takes it for all."""
    source = iter(iterable)
    taken: list[Any] = []

    def one() -> Iterator[Any]:
        at = 0
        while True:
            if at == len(taken):
                ended = True
                for value in source:
                    taken.append(value)
                    ended = False
                    break
                if ended:
                    return
            yield taken[at]
            at += 1

    return tuple([one() for _ in range(count)])


def cycle(iterable: Any) -> Iterator[Any]:
    kept: list[Any] = []
    for value in iterable:
        kept.append(value)
        yield value
    while kept:
        for value in kept:
            yield value


def product(one: Any, other: Any) -> Iterator[Any]:
    """Of two lists."""
    for a in one:
        for b in other:
            yield a, b


def numbers(start: int, stop: int, step: int) -> list[int]:
    return list(range(start, stop, step))


def items_at(pool: list[Any], places: list[int], count: int) -> tuple[Any, ...]:
    return tuple([pool[place] for place in places[:count]])


def next_combination(places: list[int], size: int, repeat: bool) -> bool:
    """Whether there was one; an operator, as are those above and below."""
    raise NotImplementedError


def next_permutation(places: list[int], size: int) -> bool:
    raise NotImplementedError


def combinations(pool: list[Any], count: int) -> Iterator[Any]:
    size = len(pool)
    if count < 0:
        raise ValueError("r must be non-negative")
    if count == 2:
        for first in range(size):
            one = pool[first]
            for second in range(first + 1, size):
                yield one, pool[second]
        return
    if count == 3:
        for first in range(size):
            one = pool[first]
            for second in range(first + 1, size):
                two = pool[second]
                for third in range(second + 1, size):
                    yield one, two, pool[third]
        return
    places = numbers(0, count, 1)
    going = count <= size
    while going:
        yield items_at(pool, places, count)
        going = next_combination(places, size, False)


def combinations_with_replacement(pool: list[Any], count: int) -> Iterator[Any]:
    size = len(pool)
    if count < 0:
        raise ValueError("r must be non-negative")
    if count == 2:
        for first in range(size):
            one = pool[first]
            for second in range(first, size):
                yield one, pool[second]
        return
    places = [0 for _ in numbers(0, count, 1)]
    going = count == 0 or size > 0
    while going:
        yield items_at(pool, places, count)
        going = next_combination(places, size, True)


def permutations(pool: list[Any], count: int) -> Iterator[Any]:
    size = len(pool)
    if count < 0:
        raise ValueError("r must be non-negative")
    if count == 2:
        for first in range(size):
            one = pool[first]
            for second in range(size):
                if second != first:
                    yield one, pool[second]
        return
    places = numbers(0, size, 1)
    places.extend(numbers(size, size - count, -1))
    going = count <= size
    while going:
        yield items_at(pool, places, count)
        going = next_permutation(places, size)


def count_from(start: Any, step: Any) -> Iterator[Any]:
    while True:
        yield start
        start += step


def index_of(iterable: Any, wanted: Any) -> int:
    for place, value in enumerate(iterable):
        if value is wanted or value == wanted:
            return place
    raise ValueError("sequence.index(x): x not in sequence")


def as_lists(iterables: Any) -> list[Any]:
    """The elements of each, by themselves."""
    return [list(one) for one in iterables]


def product_of(pools: Any) -> list[tuple[Any, ...]]:
    """``itertools.product(*pools)`` of any number of iterables."""
    rows: list[list[Any]] = [[]]
    for pool in pools:
        values = list(pool)
        rows = [[*row, value] for row in rows for value in values]
    return [tuple(row) for row in rows]


def call_with_each(function: Callable[[Any], None], values: Any) -> None:
    """``function(*values)`` of a function that takes the values one by one as well."""
    for value in values:
        function(value)


def combine_sets(first: Any, others: Any, method: str) -> Any:
    """``getattr(first, method)(*others)``."""
    for other in others:
        first = getattr(first, method)(other)
    return first


def combine_all_sets(sets: Any, method: str) -> Any:
    """``getattr(set, method)(*sets)``."""
    if len(sets) == 0:
        raise TypeError(f"unbound method set.{method}() needs an argument")
    return combine_sets(set(sets[0]), sets[1:], method)


def gone_through(values: Any) -> list[Any]:
    """What a generator or iterator gives until it ends."""
    return list(values)
