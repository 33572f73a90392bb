def program(numbers: list[int], extra: set[int]):
    seen = set(numbers)
    alias = seen
    seen |= extra
    seen &= {1, 2, 3, 4, 5, 6}
    seen -= {2}
    held = [seen, alias]
    seen ^= {3, 100}
    extra -= {7}
    other = extra
    other |= {8, 9}
    return sorted(alias), [sorted(s) for s in held], sorted(extra), alias is seen


INPUTS = [([1, 2, 9], {4, 7}), ([], {1}), ([3, 3, 5], set())]
