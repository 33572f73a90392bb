"""A hundred thousand objects, each held by the next, are let go one after the other."""

from typing import Optional


class Node:
    def __init__(self, value: int, rest: Optional["Node"]):
        self.value = value
        self.rest = rest


def program(n: int):
    head: Optional[Node] = None
    for i in range(n):
        head = Node(i, head)
    total = 0
    node = head
    while node is not None:
        total += node.value
        node = node.rest
    head = Node(-1, None)
    return total, head.value


INPUTS = [(100000,), (0,)]
