"""Iterators that a branch makes are used after it, where every other branch raises, or makes others."""


def program(values: list[int], pairs: bool) -> tuple:
    if len(values) > 2:
        shifted = zip(values[1:], values[:-1])
        numbered = enumerate(values[1:])
        doubled = map(lambda v: v * 2, values[1:])
        backwards = reversed(values[1:])
        raised = (v + 1 for v in values[1:])
    else:
        raise ValueError("too short")
    chosen = zip(values, values[1:]) if pairs else enumerate(values)
    return list(shifted), list(numbered), list(doubled), list(backwards), list(raised), [a + b for a, b in chosen]


INPUTS = [([1, 2, 3], True), ([1, 2, 3, 4], False), ([1], True)]
