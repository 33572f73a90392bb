from dataclasses import dataclass
from typing import NamedTuple


class P(NamedTuple):
    x: int
    y: int


@dataclass
class C:
    r: float
    name: str = "c"


def program(a: int, b: int):
    out = []
    for shape in (P(a, b), C(float(a)), "s", None, 5, (a, b)):
        match shape:
            case P(x=0, y=y):
                out.append(f"P0 {y}")
            case P(x, y) if x == y:
                out.append("diag")
            case P():
                out.append("P")
            case C(r, name="c" | "d" as nm):
                out.append(f"{r} {nm}")
            case str() | None:
                out.append("s/n")
            case int(v):
                out.append(str(v))
            case [4, z] | [z, 9]:
                out.append(f"z{z}")
            case _:
                out.append("other")
    return out


INPUTS = [(0, 5), (3, 3), (4, 7), (9, 9)]
