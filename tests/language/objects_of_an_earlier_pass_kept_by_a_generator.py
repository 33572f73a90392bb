from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Point:
    x: int
    y: int


def program(n: int, names: dict[str, int]):
    base = Point(24, 9)
    others = [q for q in (replace(base, x=i) for i in (1, 2) if names is names)]
    for point in others:
        later = (point for _ in "ab")
        try:
            text = str(n)
            return text, point, list(later)
        except ValueError:
            pass
    return n


INPUTS = [(1, {}), (2, {"a": 1})]
