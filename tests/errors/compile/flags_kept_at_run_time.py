from enum import IntFlag


class Mode(IntFlag):
    FAST = 1
    SAFE = 2


def program(mode: int):
    return Mode.FAST | mode
