from dataclasses import dataclass


@dataclass
class Box:
    width: int
    height: int
    name: str = ""


class Item:
    def __init__(self, price, *, count, label):
        self.price = price


def several(a, b, c=3):
    return a


def named(a, *, k, j):
    return a


def nothing():
    return 1


def program(n: int):
    def inner(x, /, y, *, z=1):
        return x + y + z

    found = [inner(n, y=2)]
    for attempt in (
        lambda: inner(), lambda: inner(n), lambda: inner(n, 1, 2), lambda: inner(x=1, y=2), lambda: inner(n, 1, y=2),
        lambda: several(), lambda: several(1, 2, 3, 4), lambda: several(1, c=1, b=2, q=1), lambda: named(1),
        lambda: named(1, k=1), lambda: named(1, 2, k=1, j=1), lambda: nothing(n), lambda: Box(), lambda: Box(1),
        lambda: Box(1, 2, "", 4), lambda: Box(1, 2, depth=3), lambda: Item(), lambda: Item(1, 2), lambda: Item(1),
    ):  # fmt: skip
        try:
            found.append(attempt())
        except TypeError as e:
            found.append(str(e))
    return found


INPUTS = [(1,), (5,)]
