import abc
from typing import Any, Dict, List, NewType, TypedDict

UserId = NewType("UserId", int)


class Entry(TypedDict, total=False):
    name: str
    size: int


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self) -> float: ...


class Square(Shape):
    def __init__(self, side: float):
        self.side = side

    def area(self) -> float:
        return self.side**2


class Meters:
    def __init__(self, value: int):
        self.value = value

    def __floordiv__(self, other: Any):
        return NotImplemented

    def __index__(self) -> int:
        return self.value


def program(side: float, names: List[str], table: Dict[str, int]):
    found: List[str] = []
    for action in (
        lambda: Shape(),
        lambda: Meters(3) // 2,
        lambda: sorted([1, "a"]),
        lambda: {[]: 1},
        lambda: names + table,
        lambda: table + 1,
        lambda: -names,
        lambda: names < table,
        lambda: {1}[names],
    ):
        try:
            found.append(str(action()))
        except TypeError as error:
            found.append(str(error))
    entry = Entry(name=names[0])
    entry["size"] = len(names)
    return found, Square(side).area(), entry, UserId(7) + 1, hex(Meters(12)), bin(Meters(2)), chr(Meters(65))


INPUTS = [(2.0, ["a"], {"a": 1}), (0.5, ["b", "c"], {})]
