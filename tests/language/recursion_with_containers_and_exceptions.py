"""Calls that hold lists while the stack grows beneath them, and exceptions that come from far below."""


def descend(path: list[int], depth: int, seen: dict[int, list[int]]):
    seen[depth] = path
    if depth == 0:
        return 10 // (len(path) - 3), path
    text = "d" * depth
    longer = path + [depth]
    value, end = descend(longer, depth - 1, seen)
    return value + len(text), end + path[:1]


def program(depth: int):
    seen = {}
    try:
        result = descend([], depth, seen)
    except ZeroDivisionError as e:
        result = str(e)
    return result, {k: len(v) for k, v in seen.items()}


INPUTS = [(3,), (4,), (150,)]
