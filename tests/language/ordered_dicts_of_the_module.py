"""A global OrderedDict goes out as itself, and one of several is chosen at run time."""

from collections import OrderedDict

LABELS = OrderedDict(cat=1, dog=2)
OTHERS = OrderedDict([("bird", 3)])


def program(known: bool) -> tuple:
    chosen = LABELS if known else OTHERS
    return chosen, list(chosen), LABELS, chosen.get("dog", 0)


INPUTS = [(True,), (False,)]
