import operator
from functools import reduce


class Item:
    def __init__(self, name, cost):
        self.name = name
        self.cost = cost


def program(a: int, b: int, names: list[str]):
    items = [Item(name, len(name)) for name in names]
    first_two = operator.itemgetter(1, 0)
    upper = operator.methodcaller("upper")
    return (
        [op(a, b) for op in (operator.add, operator.sub, operator.mul, operator.floordiv, operator.mod, operator.xor)],
        [op(a, b) for op in (operator.and_, operator.or_, operator.lshift, operator.lt, operator.ge, operator.ne)],
        [op(a) for op in (operator.neg, operator.pos, operator.inv, operator.abs, operator.index)],
        first_two([a, b]), [upper(name) for name in names], sorted(map(operator.attrgetter("cost"), items)),
        operator.concat([a], [b]), operator.countOf([a, b, a], a), operator.indexOf([a, b], b),
        reduce(operator.mul, [a, b, 2], 1), operator.contains(names, "x"), operator.truth(a), operator.getitem([a, b], -1),
    )  # fmt: skip


INPUTS = [(7, 2, ["bb", "a"]), (-7, 3, ["x"])]
