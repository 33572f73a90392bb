from dataclasses import dataclass
from typing import Optional


@dataclass
class Node:
    value: int
    left: Optional["Node"] = None
    right: Optional["Node"] = None


def insert(node: Optional[Node], value: int) -> Node:
    if node is None:
        return Node(value)
    if value < node.value:
        node.left = insert(node.left, value)
    else:
        node.right = insert(node.right, value)
    return node


def walk(node):
    if node is not None:
        yield from walk(node.left)
        yield node.value
        yield from walk(node.right)


def depths(node, depth=0):
    if node is None:
        return depth
    left = yield from depths(node.left, depth + 1)
    right = yield from depths(node.right, depth + 1)
    yield node.value, depth
    return max(left, right)


def program(values: list[int]):
    root = None
    for v in values:
        root = insert(root, v)
    below = []
    for v in walk(root):
        if v > 4:
            break
        below.append(v)
    return list(walk(root)), sum(walk(root)), below, list(depths(root))


INPUTS = [([5, 2, 8, 1, 9, 3],), ([],)]
