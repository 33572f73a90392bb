"""Tables from outside whose defaults two lambdas of one name give."""

from __future__ import annotations

from collections import defaultdict

TOTALS = defaultdict(lambda: 0)
STARTS = defaultdict(lambda: -1)


def program(name: str):
    first = STARTS[name]
    TOTALS[name + "s"] += 2
    return first, TOTALS[name + "s"] > 0, TOTALS[name + "?"]


INPUTS = [("load",), ("step",)]
