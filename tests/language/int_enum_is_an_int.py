from enum import IntEnum


class Level(IntEnum):
    LOW = 1
    HIGH = 5


def program(level: Level, n: int):
    chosen = Level.HIGH if n > 2 else level
    names = ["a", "b", "c", "d", "e", "f"]
    return (
        chosen,
        chosen + n,
        chosen > Level.LOW,
        int(chosen),
        names[chosen],
        chosen == 5,
        [chosen, Level.LOW],
        {chosen: n}[1 if n <= 2 else 5],
        max(chosen, n),
        f"{chosen:03d}",
    )


INPUTS = [(Level.LOW, 2), (Level.LOW, 3), (Level.HIGH, 1)]
