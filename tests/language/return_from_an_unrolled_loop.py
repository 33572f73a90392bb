from __future__ import annotations

LIMITS = {"small": 2, "large": 20}


def limit(*names: str):
    for name in names:
        if name in LIMITS:
            return LIMITS[name]
        elif name == "any":
            break
    return 0


def program(x: int):
    return x + limit("huge", "large"), x * limit("any", "small")


INPUTS = [(3,)]
