import copy

import torch


class Node:
    def __init__(self, value):
        self.value = value
        self.before = []
        self.weight = torch.zeros(2)


def program(rows: list[list[int]], n: int):
    own = copy.deepcopy(rows)
    own[0].append(9)
    own.append([])
    shared = [[0] * n] * 2
    for i in range(n):
        shared.append([i])
    copied = copy.deepcopy(shared)
    copied[0][0] = 7
    nodes = []
    for i in range(n):
        node = Node(i)
        if nodes:
            node.before.append(nodes[-1])
        nodes.append(node)
    others = copy.deepcopy(nodes)
    others[0].value = 100
    others[0].weight += 1
    both = copy.deepcopy({"a": rows, "b": (rows, n)})
    both["a"][0][0] = -1
    return (
        own, rows, copied, shared, [node.value for node in nodes], [node.value for node in others],
        others[1].before[0].value, nodes[0].weight, others[0].weight, both,
    )  # fmt: skip


INPUTS = [([[1, 2], [3]], 2), ([[5]], 3)]
