import json
from dataclasses import dataclass
from enum import Flag, IntFlag, auto


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    EXECUTE = auto()
    CHANGE = READ | WRITE

    @property
    def harmless(self):
        return not self & Permission.WRITE

    def describe(self):
        return f"[{self.name}]"


class Mode(IntFlag):
    FAST = 1
    SAFE = 2


@dataclass
class File:
    permission: Permission = Permission.READ
    mode: Mode = Mode.FAST


def texts(held, mode):
    return str(held), repr(held), held.name, f"{held} {mode}", repr(mode), mode.name, str([held, mode])


def number(mode):
    return mode + 1, mode * 2.5, mode < 2, [1, 2, 3][:mode], "%d" % mode, abs(mode), json.dumps({"mode": mode})


def make(value):
    try:
        return Permission(value), Mode(value)
    except ValueError as error:
        return str(error)


def program(mode: int, names: list[str], given: Permission, file: File):
    held = Permission.READ
    for name in names:
        held = held | Permission[name]
    both = Mode.FAST | mode
    kind = "other"
    match held:
        case Permission.CHANGE:
            kind = "change"
        case Permission.READ | Permission.EXECUTE:
            kind = "one"
    if given & Permission.EXECUTE:
        file.permission |= given
        file.mode ^= Mode.SAFE
    counted = {Permission.READ: 1, given: 2}
    return (
        [bool(held & Permission.WRITE), Permission.EXECUTE in held, held.value, int(both), bool(mode & Mode.SAFE)],
        [held == Permission.READ, held is Permission.CHANGE, held.harmless, held.describe(), kind, list(given), given],
        [~held, ~both, held ^ given, both & 3, both, make(mode), counted, counted.get(held), len({held, given}), file],
        [texts(held, both), texts(given, both & 0), number(both), both in (1, Mode.SAFE), isinstance(both, int)],
        [type(held) is Permission, hash(both) == hash(int(both)), File(held).permission, len(given)],
    )


INPUTS = [
    (2, ["WRITE"], Permission.READ, File()),
    (4, [], Permission.EXECUTE | Permission.WRITE, File(Permission(0), Mode.SAFE | Mode.FAST)),
    (8, ["EXECUTE", "WRITE"], Permission(0), File()),
]
