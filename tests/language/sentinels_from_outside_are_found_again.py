from __future__ import annotations


class Sentinel:
    pass


class Node:
    def __init__(self, value, rest=None):
        self.value = value
        self.rest = rest


MISSING = Sentinel()
NOTHING = object()
LAST = Node(0)
FIRST = Node(1, LAST)


def look(table, name, default=MISSING):
    if name in table:
        return table[name]
    if default is MISSING:
        raise KeyError(name)
    return default


def walk(node, steps):
    if steps == 0:
        return node
    return walk(node.rest if node.rest is not None else FIRST, steps - 1)


def program(table, name, n):
    found = table.get(name, MISSING)
    others = [table.get(one, NOTHING) for one in ("a", "b")]
    chosen = []
    if n > 2:
        chosen.append(LAST)
    else:
        chosen.append(Node(n))
    for i in range(n):
        chosen.append(LAST if i % 2 else FIRST)
    end = walk(FIRST, n)
    try:
        looked = look(table, name)
    except KeyError as error:
        looked = error.args[0]
    return (
        found is MISSING, [one is NOTHING for one in others], looked, look(table, "z", 3),
        [one is LAST for one in chosen], LAST in chosen, end is LAST, end is FIRST, FIRST.rest is LAST,
    )  # fmt: skip


INPUTS = [({"a": 1}, "b", 3), ({"a": 1}, "a", 0), ({}, "a", 4)]
