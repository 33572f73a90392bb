"""A variable that holds an OrderedDict on one path and a dict on another; and a table of words from outside."""

import struct
from collections import OrderedDict

WORDS = OrderedDict([(0, "zero"), (1, "one"), (4, "four")])
LAYOUTS = {2: struct.Struct("<h"), 4: struct.Struct("<i"), 8: struct.Struct("<q")}


class Missing(dict):
    def __missing__(self, key):
        return "missing"


OWN = Missing({1: "first"})


def program(text: str, index: int):
    states = OrderedDict()
    seen = []
    for place, letter in enumerate(text):
        for start, held in states.items():
            seen.append((start, held))
        states[place] = letter
        if letter == "x":
            states = {}
    last = states.get(len(text) - 1, "none")
    words = WORDS.get(index, "many"), OWN.get(index), OWN.get(index, "else")
    size = LAYOUTS[index].size if index in LAYOUTS else -1
    return seen, last, list(states.keys()), words, size


INPUTS = [("abxcd", 1), ("", 4), ("xx", 2)]
