from typing import NamedTuple


class Size(NamedTuple):
    height: int
    width: int


class Options(NamedTuple):
    size: Size
    name: str = "default"


DEFAULT = Options(Size(2, 3))
SIZES = (Size(1, 1), Size(4, 5))


def program(wide: bool):
    options = DEFAULT._replace(size=SIZES[1]) if wide else DEFAULT
    return DEFAULT, options, SIZES, options.size.width * 2


INPUTS = [(True,), (False,)]
