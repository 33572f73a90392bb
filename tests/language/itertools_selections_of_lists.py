from __future__ import annotations

from itertools import combinations, combinations_with_replacement, permutations


def program(letters: list[str], count: int):
    chosen = list(combinations(letters, count))
    again = [a + b for a, b in combinations_with_replacement(letters, 2)]
    orders = ["".join(order) for order in permutations(letters, count)]
    none = list(combinations([x for x in letters if x == "z"], count))
    return chosen, again, orders, none, list(combinations_with_replacement(letters, count))


INPUTS = [(["a", "b", "c", "d"], 2), (["a", "b", "c"], 3), (["a"], 0), ([], 1), ([], 0), (["a", "b"], 3)]
