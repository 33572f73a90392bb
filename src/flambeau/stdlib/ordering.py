"""``heapq``, ``bisect`` and sorting by comparison, in the language itself.

Heaps are kept exactly as CPython keeps them, since a program sees the list: a new element rises from the end, and what
takes the top's place first sinks to a leaf along the smaller children, then rises.
"""

from __future__ import annotations

from bisect import bisect_left as place_before
from bisect import bisect_right as place_behind
from collections.abc import Callable
from typing import Any


def rise_by_comparison(heap: list[Any], start: int, place: int) -> None:
    item = heap[place]
    while place > start:
        parent = (place - 1) >> 1
        if not item < heap[parent]:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def sink_by_comparison(heap: list[Any], place: int) -> None:
    start = place
    item = heap[place]
    child = 2 * place + 1
    while child < len(heap):
        if child + 1 < len(heap) and not heap[child] < heap[child + 1]:
            child += 1
        heap[place] = heap[child]
        place = child
        child = 2 * place + 1
    heap[place] = item
    rise_by_comparison(heap, start, place)


def rise(heap: list[Any], start: int, place: int) -> None:
    """An operator does it where no method of the program's own has to compare."""
    rise_by_comparison(heap, start, place)


def sink(heap: list[Any], place: int) -> None:
    """As ``rise``."""
    sink_by_comparison(heap, place)


def heappush(heap: list[Any], item: Any) -> None:
    heap.append(item)
    rise(heap, 0, len(heap) - 1)


def heappop(heap: list[Any]) -> Any:
    if len(heap) == 0:
        raise IndexError("index out of range")
    last = heap.pop()
    if len(heap) == 0:
        return last
    top = heap[0]
    heap[0] = last
    sink(heap, 0)
    return top


def heapreplace(heap: list[Any], item: Any) -> Any:
    if len(heap) == 0:
        raise IndexError("index out of range")
    top = heap[0]
    heap[0] = item
    sink(heap, 0)
    return top


def heappushpop(heap: list[Any], item: Any) -> Any:
    if len(heap) > 0 and heap[0] < item:
        top = heap[0]
        heap[0] = item
        sink(heap, 0)
        return top
    return item


def heapify(heap: list[Any]) -> None:
    place = len(heap) // 2 - 1
    while place >= 0:
        sink(heap, place)
        place -= 1


def bisect_left(values: Any, x: Any, lo: int, hi: Any, key: Callable[[Any], Any]) -> int:
    if lo < 0:
        raise ValueError("lo must be non-negative")
    end = len(values) if hi is None else hi
    while lo < end:
        middle = (lo + end) // 2
        if key(values[middle]) < x:
            lo = middle + 1
        else:
            end = middle
    return lo


def bisect_right(values: Any, x: Any, lo: int, hi: Any, key: Callable[[Any], Any]) -> int:
    if lo < 0:
        raise ValueError("lo must be non-negative")
    end = len(values) if hi is None else hi
    while lo < end:
        middle = (lo + end) // 2
        if x < key(values[middle]):
            end = middle
        else:
            lo = middle + 1
    return lo


def largest(values: list[Any], keys: list[Any], count: int) -> list[Any]:
    """``heapq.nlargest``: the first of them in order are kept, the least first, and of equals the latest first. Most
    values are less than all of them."""
    if count <= 0:
        return values[:0]
    order = sorted(range(len(values[:count])), key=lambda i: keys[i], reverse=True)[::-1]
    kept = [values[i] for i in order]
    kept_keys = [keys[i] for i in order]
    for i in range(count, len(values)):
        key = keys[i]
        if kept_keys[0] < key:
            place = place_before(kept_keys, key)
            kept_keys.insert(place, key)
            kept.insert(place, values[i])
            kept_keys.pop(0)
            kept.pop(0)
    return kept[::-1]


def smallest(values: list[Any], keys: list[Any], count: int) -> list[Any]:
    """``heapq.nsmallest``, as ``largest``."""
    if count <= 0:
        return values[:0]
    order = sorted(range(len(values[:count])), key=lambda i: keys[i])
    kept = [values[i] for i in order]
    kept_keys = [keys[i] for i in order]
    for i in range(count, len(values)):
        key = keys[i]
        if key < kept_keys[-1]:
            place = place_behind(kept_keys, key)
            kept_keys.insert(place, key)
            kept.insert(place, values[i])
            kept_keys.pop()
            kept.pop()
    return kept


def sort_by_comparison(values: Any, compare: Callable[[Any, Any], Any], reverse: bool) -> list[Any]:
    """``sorted(values, key=cmp_to_key(compare))``: runs of doubling length are merged, which keeps equals in order."""
    items = list(values)
    if reverse:
        items = items[::-1]
    width = 1
    while width < len(items):
        merged = items[:0]
        start = 0
        while start < len(items):
            left = start
            middle = min(start + width, len(items))
            right = middle
            end = min(start + 2 * width, len(items))
            while left < middle and right < end:
                if compare(items[right], items[left]) < 0:
                    merged.append(items[right])
                    right += 1
                else:
                    merged.append(items[left])
                    left += 1
            merged.extend(items[left:middle])
            merged.extend(items[right:end])
            start = end
        items = merged
        width *= 2
    return items[::-1] if reverse else items


def sort_by_own_keys(values: Any, keys: Any, reverse: Any) -> Any:
    """``values`` in the order of their ``keys``, which have a ``<`` of their own."""
    order = sort_by_comparison(list(range(len(keys))), lambda i, j: -1 if keys[i] < keys[j] else 0, reverse)
    return [values[i] for i in order]
