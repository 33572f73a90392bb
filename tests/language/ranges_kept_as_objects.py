"""Ranges with bounds of the input are objects: returned, kept in containers, indexed, sliced, compared."""


def describe(numbers: range) -> tuple:
    return len(numbers), numbers.start, numbers.stop, numbers.step, list(numbers)


def program(size: int) -> tuple:
    every_third = range(0, size, 3)
    rows = [range(i, i + 2) for i in range(size)]
    by_parity = {"even": range(0, size, 2), "odd": range(1, size, 2)}
    wanted = by_parity["odd" if size % 2 else "even"]
    bounds = [1, size, 2][:size]
    if size > 0:
        chosen = range(*bounds)
    else:
        raise ValueError("no size")
    return (
        every_third, rows, describe(wanted), every_third[-1], every_third[1:], 3 in every_third, 4 in every_third,
        every_third.index(3), every_third.count(3), every_third == range(0, size, 3), every_third == by_parity["even"],
        repr(every_third), list(reversed(every_third)), sum(sum(r) for r in rows), isinstance(wanted, range), chosen, [1, 2, 3, 4][slice(*bounds)],
    )  # fmt: skip


INPUTS = [(4,), (7,), (1,), (0,)]
