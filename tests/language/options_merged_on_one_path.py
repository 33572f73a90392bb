"""A global dict that holds lists, spread into a new dict on one path only."""

DEFAULTS = {"threshold": 0.3, "names": ["a", "b", "c"]}


def options(kind: str, **given):
    return {**DEFAULTS, **given} if kind == "full" else given


def program(kind: str) -> tuple:
    chosen = options(kind, top=2)
    return sorted(chosen), chosen, len(DEFAULTS["names"])


INPUTS = [("full",), ("bare",)]
