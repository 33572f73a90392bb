"""A sorted list holds the elements themselves: what is changed of them later shows in it."""


class Box:
    def __init__(self, held):
        self.held = held


def program(x: float):
    some, none = [x], []
    first, second = {"score": x}, {"score": 0.0}
    box = Box(x)
    lists = [some, none]
    lists.sort()
    keyed = sorted([some, none], key=lambda one: one)
    dicts = sorted([first, second], key=lambda one: one["score"], reverse=x > 2)
    pairs = sorted([(x, some), (0.5, none)])
    boxes = sorted([Box(0.0), box], key=lambda one: one.held)
    some.append(5.0)
    none.append(7.0)
    first["more"] = 1.0
    box.held = -1.0
    return lists, keyed, dicts, pairs, [one.held for one in boxes], some, none


INPUTS = [(1.0,), (-1.0,), (3.0,)]
