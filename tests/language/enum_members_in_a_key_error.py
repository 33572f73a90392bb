import enum


class Level(enum.IntEnum):
    LOW = 0
    TOP = 7


class Name(str, enum.Enum):
    A = "a"
    B = "b"


def program(level: Level, name: Name, count: int):
    table = {}
    numbers = {}
    texts = {}
    for number in range(count):
        table[Level(0)] = number
        numbers[number] = number
        texts[str(number)] = number
    found = []
    try:
        found.append(table[level])
    except KeyError as error:
        found.append(repr(error))
    try:
        found.append(numbers.pop(Level.TOP))
    except KeyError as error:
        found.append(repr(error))
    try:
        found.append(table[Level.TOP])
    except KeyError as error:
        found.append(repr(error))
    try:
        del table[Level.TOP]
    except KeyError as error:
        found.append(repr(error))
    try:
        found.append(texts[name])
    except KeyError as error:
        found.append(repr(error))
    try:
        found.append(texts.pop(Name.B))
    except KeyError as error:
        found.append(repr(error))
    try:
        {1, count}.remove(Level.TOP)
    except KeyError as error:
        found.append(repr(error))
    return found, numbers.get(Level.LOW), Level.LOW in numbers


INPUTS = [(Level.TOP, Name.B, 2), (Level.LOW, Name.A, 1)]
