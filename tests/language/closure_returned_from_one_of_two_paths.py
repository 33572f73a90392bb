def scaled(factor: int):
    offset = factor + 1
    if factor > 3:

        def apply(value):
            return value * factor + offset

        return apply
    if factor > 1:
        return lambda value, shift=factor * 10: value + shift
    return abs


def program(factor: int, values: list[int]):
    apply = scaled(factor)
    return [apply(value) for value in values]


INPUTS = [(5, [1, -2]), (2, [1, -2]), (0, [1, -2]), (4, [])]
