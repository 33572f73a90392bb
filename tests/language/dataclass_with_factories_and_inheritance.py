from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass


@dataclass
class Base:
    x: int
    names: list[str] = field(default_factory=list)


@dataclass
class Box(Base):
    y: int = 2
    doubled: int = field(init=False, default=0)

    def __post_init__(self):
        self.doubled = self.x * 2


@dataclass(frozen=True)
class Point:
    a: int
    b: int = 4


class Plain(Box):
    pass


def program(n: int):
    first, second = Box(n), Plain(n + 1, ["k"], y=5)
    first.names.append("new")
    point = Point(b=n, a=1)
    return (
        first.x, first.y, first.doubled, first.names, second.names, second.doubled, second.y, point.a + point.b,
        [f.name for f in fields(first)], is_dataclass(first), is_dataclass(n),
    )  # fmt: skip


INPUTS = [(3,), (4,)]
