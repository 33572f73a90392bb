import copy
from dataclasses import dataclass, field


class Bag(list):
    def __init__(self, items, name):
        super().__init__(items)
        self.name = name


@dataclass
class Options:
    size: int = 1
    names: list = field(default_factory=lambda: ["a"])


OPTIONS = Options()


def program(items: list[int], n: int):
    bag = Bag(items, "first")
    other = copy.copy(bag)
    other.append(5)
    other.name = "second"
    mine = copy.copy(OPTIONS)
    mine.size = n
    again = copy.copy(OPTIONS)
    maybe = Options() if n > 1 else None
    copied = copy.copy(maybe)
    if copied is not None:
        copied.size = 7
    return (
        list(bag), list(other), bag.name, other.name, type(other).__name__, mine.size, OPTIONS.size, again.size,
        again.names is mine.names, maybe, copied,
    )  # fmt: skip


INPUTS = [([1], 4), ([], 1)]
