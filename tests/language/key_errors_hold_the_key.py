import enum
from typing import Dict, List, Tuple


class Level(enum.Enum):
    LOW = "l"
    TOP = "t"


TABLE = {1: "one", 2: "two"}


def program(key: int, table: Dict[int, int], levels: Dict[Level, int], level: Level, pairs: Dict[Tuple[int, int], str]):
    found: List[object] = []
    try:
        found.append(table[key])
    except KeyError as error:
        found.append(error.args[0] + 1)
    try:
        found.append(TABLE[7])
    except KeyError as error:
        found.append(error.args)
    try:
        found.append(levels[level])
    except KeyError as error:
        found.append(error.args[0] is level)
    try:
        del pairs[key, key]
    except KeyError as error:
        found.append((error.args, str(error)))
    try:
        {1.5, 2.5}.remove(key / 2)
    except KeyError as error:
        found.append(error.args[0])
    try:
        raise KeyError("text", key)
    except KeyError as error:
        found.append((error.args, str(error)))
    levels.pop(level)
    return found


INPUTS = [
    (1, {2: 3}, {Level.LOW: 1}, Level.TOP, {(1, 2): "a"}),
    (3, {3: 3}, {Level.LOW: 1}, Level.LOW, {(3, 3): "a"}),
]
