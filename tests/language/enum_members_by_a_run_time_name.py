import enum


class Colour(enum.Enum):
    RED = 1
    GREEN = 2


class Level(enum.IntEnum):
    LOW = 3
    HIGH = 7


def program(name: str, level: str):
    colour = Colour[name]
    try:
        height = Level[level]
    except KeyError as error:
        return colour, colour.value, str(error), error.args
    return colour, colour is Colour.RED, height, height + 1, Level[Level(height).name]


INPUTS = [("RED", "LOW"), ("GREEN", "HIGH"), ("RED", "MID"), ("BLUE", "LOW")]
