"""The order of sets whose elements the program knows, also where it changes or combines them afterwards."""

CLASSES = {33, 1, 2, 3, 4, 65}
CLASSES.discard(2)


def program(n: int):
    few, more, wraps = {9, 1}, {33, 1, 2, 3, 4}, {-1, -2, 7}
    made = set([100, 36, 4, 68, 5, 132])
    frozen = frozenset((100, 36, 4, 68, 5, 132))
    seen = [list(few), list(more), list(wraps), list(made), list(frozen), list(set(made)), list(set(frozen))]
    seen += [
        [x for x in {33, 1, 2, 3, 4}],
        [x for x in {7, 15}],
        list(more | wraps),
        list(more - {1, 2}),
        list(more ^ few),
    ]
    wraps.discard(7)
    wraps.add(15)
    made.add(164)
    made.remove(4)
    made.update({68, 8, 40})
    more.intersection_update({1, 33, 3})
    if n > 3:
        more.add(n)
        few.add(17)
        few.add(25)
    else:
        few.add(25)
        few.add(17)
    seen += [list(wraps), list(made), list(more), list(few), list(made.copy()), [x for _, x in enumerate(made)]]
    return seen, list(CLASSES), list(CLASSES | {n}), list(CLASSES - {3}), sum(1 / x for x in CLASSES)


INPUTS = [(1,), (7,), (36,)]
