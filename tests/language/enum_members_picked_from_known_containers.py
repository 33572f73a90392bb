import enum


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Colour(str, enum.Enum):
    RED = "red"
    BLUE = "blue"


BY_NUMBER = {1: Level.LOW, 2: Level.HIGH, 3: Colour.BLUE}
COLOURS = [Colour.RED, Colour.BLUE]


def program(number: int):
    picked = BY_NUMBER[number] if number in BY_NUMBER else None
    chosen = COLOURS[number % 2], list(Level)[number % 2], (Level.LOW, Colour.BLUE)[number % 2]
    return picked, chosen, min(Level.HIGH, number), max([number, Level.HIGH]), sum([Level.LOW, Level.HIGH]) + number


INPUTS = [(1,), (2,), (3,), (0,)]
