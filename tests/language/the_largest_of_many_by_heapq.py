from __future__ import annotations

import heapq


class Rank:
    def __init__(self, value: int) -> None:
        self.value = value

    def __lt__(self, other: Rank) -> bool:
        return self.value < other.value


def program(numbers: list[int], count: int, prices: dict[str, float]):
    pairs = [(x % 3, f"{x}-{i}") for i, x in enumerate(numbers)]
    by_first = heapq.nlargest(count, pairs, key=lambda pair: pair[0])
    last = heapq.nsmallest(count, (pair[1] for pair in pairs))
    seen = []

    def rank(x: int) -> Rank:
        seen.append(x)
        return Rank(x % 4)

    ranked = heapq.nsmallest(2, numbers, key=rank) + heapq.nlargest(2, numbers, key=rank)
    objects = [Rank(x) for x in numbers]
    for one in heapq.nlargest(count, objects, key=lambda held: held.value % 5):
        one.value += 100
    dear = heapq.nlargest(count, prices, key=prices.get), heapq.nsmallest(2, prices.items(), key=lambda item: item[1])
    best = heapq.nlargest(count, numbers), heapq.nsmallest(count, numbers)
    return best, by_first, last, ranked, seen, [held.value for held in objects], dear


INPUTS = [
    ([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], 3, {"a": 1.5, "b": 0.5, "c": 1.5}),
    ([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], 50, {"a": 1.5}),
    ([i * 7 % 23 for i in range(60)], 7, {str(i): i * 7 % 5 / 2 for i in range(9)}),
    ([1, 2], 0, {}),
    ([], 2, {"x": 0.0}),
    ([2, 1, 3], -1, {"x": 0.0, "y": -1.0}),
]
