import json
from dataclasses import asdict, dataclass, is_dataclass
from enum import Enum

import numpy as np
import torch


class Kind(Enum):
    BOX = "box"
    MASK = "mask"


@dataclass
class Det:
    label: str
    score: float
    box: np.ndarray
    kind: Kind = Kind.BOX


class Encoder(json.JSONEncoder):
    def default(self, obj):
        if isinstance(obj, np.integer):
            return int(obj)
        if isinstance(obj, np.floating):
            return float(obj)
        if isinstance(obj, np.ndarray):
            return obj.tolist()
        return super().default(obj)


def default(o):
    if is_dataclass(o):
        return asdict(o)
    if isinstance(o, (np.ndarray, torch.Tensor)):
        return o.tolist()
    if isinstance(o, np.generic):
        return o.item()
    if isinstance(o, Enum):
        return o.value
    if isinstance(o, set):
        return sorted(o)
    raise TypeError(f"cannot serialise {type(o).__name__}")


def program(boxes: np.ndarray, scores: torch.Tensor):
    dets = [Det(f"c{i}", float(s), b) for i, (s, b) in enumerate(zip(scores, boxes)) if s > 0.3]
    a = json.dumps(dets, default=default)
    b = json.dumps({"boxes": boxes, "n": len(dets), "scores": scores, "tags": {3, 1}}, default=default, indent=1)
    c = json.dumps({"m": boxes.mean(), "arr": boxes.astype(np.int64), "k": boxes.astype(np.int64)[0, 0]}, cls=Encoder)
    d = json.dumps([d.kind for d in dets], default=lambda o: o.name)
    e = json.dumps(
        dets, default=lambda o: o.__dict__ if not isinstance(o, (np.ndarray, Kind)) else str(o), sort_keys=True
    )
    return a, b, c, d, e


INPUTS = [
    (np.arange(8, dtype=np.float64).reshape(2, 4), torch.tensor([0.5, 0.25])),
    (np.ones((1, 4)), torch.tensor([0.75])),
]
