from enum import CONFORM, Flag, IntFlag


class Kept(IntFlag):
    A = 1
    C = 4


class Strict(Flag):
    A = 1
    C = 4


class Fitted(Flag, boundary=CONFORM):
    A = 1
    C = 4


def show(make, value):
    try:
        held = make(value)
    except ValueError as error:
        return str(error)
    return held.value, repr(held), str(held), repr(~held), len(held), [one.name for one in held], repr(held ^ make.C)


def program(value: int):
    return [show(make, value) for make in (Kept, Strict, Fitted)]


INPUTS = [(value,) for value in (0, 1, 2, 5, 7, 8, 12, -1, -2, -5, -6, -20)]
