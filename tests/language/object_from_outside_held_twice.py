from dataclasses import dataclass


@dataclass
class Limits:
    low: float
    high: float


LIMITS = Limits(0.25, 0.75)


def program(name: str):
    held = {name: LIMITS, "other": LIMITS}
    listed = [LIMITS, held["other"]]
    return held[name] is held["other"], listed[0] is listed[1], held


INPUTS = [("one",), ("other",)]
