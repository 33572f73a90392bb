"""Slots that __init__ fills at once, later, on some paths only, or never; constants of tuples are told apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class Node:
    def __init__(self, value, after=None):
        self.value = value
        self.after = after
        if after is not None:
            self.depth = after.depth + 1
        else:
            self.depth = 0
        if value % 2:
            self.odd = True


@dataclass
class Entry:
    key: str
    weight: float = 1.0
    tags: list[str] = field(default_factory=list)


class Pair:
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a
        self.b = [self.a]


MOVES = ((0, 1), (1, 0), (0, -1), (-1, 0))
KINDS = [("a", 1, None, 2.0), ("a", True, None, 2), ("b", 0, (1, 2), -0.0)]


def program(n: int, name: str):
    head: Any = None
    for i in range(n):
        head = Node(i, head)
    walked = []
    node = head
    while node is not None:
        walked.append((node.value, node.depth, hasattr(node, "odd")))
        node = node.after
    entries = [Entry(name + str(i), tags=[name] * i) for i in range(n)]
    entries.append(Entry(name))
    entries[0].tags.append("first")
    pairs = [Pair(e.key) for e in entries]
    pairs[0].b.append("x")
    x = y = 0
    path = []
    for i in range(n):
        dy, dx = MOVES[i % 4]
        x, y = x + dx, y + dy
        path.append((y, x))
    kinds = [kind for kind in KINDS if kind[0] == name] + [KINDS[-1]]
    same = [a is b for a in kinds for b in KINDS]
    return (
        walked,
        [(e.key, e.weight, e.tags) for e in entries],
        [p.b for p in pairs],
        path,
        kinds,
        same,
        (1, 2) in MOVES,
    )


INPUTS = [(0, "a"), (1, "b"), (5, "a"), (12, "c")]
