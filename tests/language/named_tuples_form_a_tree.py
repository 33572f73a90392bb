from typing import NamedTuple, Optional


class Node(NamedTuple):
    left: Optional["Node"]
    value: int
    right: Optional["Node"]


def put(node, value: int):
    if node is None:
        return Node(None, value, None)
    if value < node.value:
        return node._replace(left=put(node.left, value))
    return Node(node.left, node.value, put(node.right, value))


def in_order(node):
    return [] if node is None else [*in_order(node.left), node.value, *in_order(node.right)]


def program(values: list[int]):
    root = None
    for value in values:
        root = put(root, value)
    return in_order(root), root


INPUTS = [([5, 2, 8, 1, 9, 3],), ([],), ([1],)]
