import json
from typing import List, Tuple

import torch


class KDTree:
    def __init__(self, points, depth: int = 0) -> None:
        self.axis = depth % 2
        ordered = sorted(points, key=lambda point: point[self.axis])
        middle = len(ordered) // 2
        self.point = ordered[middle]
        self.below = KDTree(ordered[:middle], depth + 1) if middle > 0 else None
        self.above = KDTree(ordered[middle + 1 :], depth + 1) if middle + 1 < len(ordered) else None

    def __len__(self) -> int:
        return 1 + sum(len(part) for part in (self.below, self.above) if part is not None)


class Node:
    def __init__(self, read) -> None:
        self.name = read["name"]
        self.parts = [Node(part) for part in read.get("parts", [])]

    def names(self):
        return [self.name, *(name for part in self.parts for name in part.names())]


class Quadtree:
    def __init__(self, area: torch.Tensor) -> None:
        self.mean, self.parts = float(area.mean()), []
        if area.size(0) > 1 and bool((area != area[0, 0]).any()):
            half = area.size(0) // 2
            self.parts = [Quadtree(part) for rows in area.split(half) for part in rows.split(half, dim=1)]

    def leaves(self):
        return [self.mean] if not self.parts else [leaf for part in self.parts for leaf in part.leaves()]


def program(points: List[Tuple[float, float]], text: str, area: torch.Tensor):
    tree = KDTree(points)
    return len(tree), tree.point, Node(json.loads(text)).names(), Quadtree(area).leaves()


INPUTS = [
    (
        [(1.0, 2.0), (3.0, 4.0), (0.0, 0.0), (5.0, 1.0)],
        '{"name": "a", "parts": [{"name": "b", "parts": [{"name": "c"}]}, {"name": "d"}]}',
        torch.tensor([[1.0, 1.0, 2.0, 3.0], [1.0, 1.0, 4.0, 5.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]),
    ),
    ([(1.0, 1.0)], '{"name": "alone"}', torch.zeros(2, 2)),
    ([(1.0, 1.0)], '{"parts": []}', torch.zeros(2, 2)),
]
