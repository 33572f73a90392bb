"""Dicts that hold arrays of texts beside arrays of numbers, as annotations of boxes do."""

from __future__ import annotations

import numpy as np


def joined(annotations: list[dict[str, np.ndarray]], key: str):
    return np.concatenate([one[key] for one in annotations])


def program(annotations, key: str):
    first = annotations[0]
    table = np.concatenate([first["bbox"], first["score"][..., np.newaxis]], 1)
    likely = sum(1 for row in range(len(table)) if table[row, 4] > 0.5)
    every = {name: np.concatenate([one[name] for one in annotations]) for name in first}
    return table, likely, joined(annotations, key), np.hstack([first[key], first[key]]), every


def boxes(count: int):
    rows = np.arange(4.0 * count).reshape(count, 4)
    return {"name": np.array(["Car", "Van", "Tram"])[:count], "score": np.linspace(0.9, 0.1, count), "bbox": rows}


INPUTS = [([boxes(3), boxes(2)], "score"), ([boxes(2)], "name"), ([boxes(1), boxes(1)], "bbox")]
