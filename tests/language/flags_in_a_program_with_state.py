"""A program that keeps something from call to call is saved with it, and with the classes of its flags."""

import enum


class Mode(enum.Flag):
    READ = enum.auto()
    WRITE = enum.auto()
    RUN = enum.auto()
    BOTH = READ | WRITE


class Tracker:
    made = 0

    def __init__(self):
        Tracker.made += 1


def program(n: int):
    Tracker()
    mode = [Mode.READ, Mode.WRITE, Mode.BOTH, Mode.RUN][n % 4]
    return Mode.READ in mode, mode.value, Tracker.made, (mode | Mode.RUN).value


INPUTS = [(0,), (2,), (3,)]
