import enum


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 7


def highest(value: int):
    return Level.HIGH


def program(count: int):
    by_level = {highest(i): i for i in range(count)}
    levels = [Level.LOW] * count
    mixed = [Level.LOW] + levels
    by_level[Level.LOW] = len(levels)
    return by_level, levels, mixed, sum(levels), Level.HIGH + count


INPUTS = [(0,), (1,), (3,)]
