"""asdict and astuple of dataclasses within Optionals, unions and containers of any length; leaves are copied."""

import json
from dataclasses import asdict, astuple, dataclass, field
from typing import Any, Dict, List, Optional, Tuple, Union

import torch


@dataclass
class Point:
    x: float
    y: float = 0.0


@dataclass
class Circle:
    centre: Point
    radius: int


@dataclass
class Scene:
    best: Optional[Point] = None
    shape: Union[Point, Circle, None] = None
    named: Dict[str, Point] = field(default_factory=dict)
    rows: List[List[Circle]] = field(default_factory=list)
    ends: Tuple[Point, ...] = ()
    weights: Any = None


def program(names: list[str], n: int, w: torch.Tensor):
    scene = Scene(weights=w)
    for place, name in enumerate(names):
        scene.named[name] = Point(place, n)
        scene.rows.append([Circle(Point(place), r) for r in range(n)])
    scene.ends = tuple(scene.named.values())
    if n > 1:
        scene.best = max(scene.named.values(), key=lambda p: p.x, default=None)
        scene.shape = scene.best
    elif n == 1:
        scene.shape = Circle(Point(0.5), n)
    plain = asdict(scene)
    rows = astuple(scene)
    scene.weights += 1
    for p in scene.named.values():
        p.x = -1.0
    text = json.dumps({k: v for k, v in plain.items() if k != "weights"})
    return plain, rows, text, scene.weights


INPUTS = [(["a", "b"], 2, torch.ones(2)), (["c"], 1, torch.zeros(1)), ([], 3, torch.ones(0))]
