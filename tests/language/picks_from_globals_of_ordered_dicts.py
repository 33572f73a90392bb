"""A list from outside of OrderedDicts, defaultdicts or Counters gives the one that only the running program picks."""

from collections import Counter, OrderedDict, defaultdict

ORDERED = [OrderedDict(a=1, b=2), OrderedDict(b=3)]
DEFAULTS = {"x": defaultdict(int, a=1), "y": defaultdict(int)}
COUNTERS = (Counter("aab"), Counter("c"))


def program(n: int):
    picked = ORDERED[n]
    picked.move_to_end("b", last=False)
    return str(picked), DEFAULTS["xy"[n]]["z"], COUNTERS[n].most_common(1), list(ORDERED[-n - 1].items())


INPUTS = [(0,), (1,), (0,)]
