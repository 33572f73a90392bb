from __future__ import annotations


class Node:
    def __init__(self, value: int):
        self.value = value
        self.count = 1

    def grow(self, by: int):
        self.value += by
        self.count += 1


def program(n: int):
    node = None
    left = n
    total, count = 0, 0
    while left > 0:
        if node is None:
            node = Node(left)
        else:
            node.grow(left)
        total, count = -node.value, node.count
        if node.value > 20:
            return node.value, node.count
        left -= 1
    return total, count


INPUTS = [(0,), (1,), (3,), (30,), (8,)]
