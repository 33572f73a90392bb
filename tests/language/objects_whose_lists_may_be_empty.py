from typing import List, Optional, Tuple

import torch


class Tree:
    def __init__(self, value: int, children=None) -> None:
        self.value = value
        self.children = children or []
        self.state = None

    def depth(self) -> int:
        return 1 + max([child.depth() for child in self.children], default=0)


def pass_up(tree: Tree, rows: torch.Tensor):
    for child in tree.children:
        pass_up(child, rows)
    if tree.children:
        sums, counts = zip(*[child.state for child in tree.children])
        total, count = torch.cat(sums, 0).sum(0, keepdim=True), sum(counts)
    else:
        total, count = torch.zeros(1, rows.size(1)), 0
    tree.state = (total + rows[tree.value : tree.value + 1], count + 1)
    return tree.state


def program(tree: Tree, rows: torch.Tensor):
    return pass_up(tree, rows), tree.depth(), [child.value for child in tree.children]


ROWS = torch.tensor([[1.0, 2.0], [0.5, 0.25], [3.0, -1.0], [0.0, 4.0]])
INPUTS = [
    (Tree(0, [Tree(1), Tree(2, [Tree(3)])]), ROWS),
    (Tree(1), ROWS),
    (Tree(3, [Tree(0, [Tree(1, [Tree(2)])])]), ROWS),
]
