from typing import NamedTuple


class Size(NamedTuple):
    shape: tuple[int, int]
    scale: float = 2.0


def program(count: int):
    small = Size((1, 2))
    sizes = [Size((3, 4), 0.5) for _ in range(count)]
    nested = (Size((5, 6)), count)
    return small, sizes, nested, small._replace(scale=1.5) if count else small


INPUTS = [(0,), (2,)]
