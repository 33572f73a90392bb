from enum import Flag, IntFlag, auto


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    EXECUTE = auto()


class Mode(IntFlag):
    FAST = 1
    SAFE = 2


def program(mode: int, writes: bool):
    held = Permission.READ
    if writes:
        held = held | Permission.WRITE
    both = Mode.FAST | mode
    return (
        bool(held & Permission.WRITE), Permission.EXECUTE in held, held.value, int(both), bool(mode & Mode.SAFE),
        (mode & Mode.SAFE) == Mode.SAFE, held == Permission.READ,
    )  # fmt: skip


INPUTS = [(2, True), (4, False)]
