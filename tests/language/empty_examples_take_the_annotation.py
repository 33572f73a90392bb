from typing import Dict, List, Optional


def program(counts: Dict[str, int], rows: List[List[float]], best: Optional[List[int]] = None):
    for key in ("a", "b"):
        counts[key] = counts.get(key, 0) + len(rows)
    total = 0.0
    for row in rows:
        total += sum(row)
    if best is None:
        best = []
    best.append(len(counts))
    return counts, total, best


INPUTS = [({}, [], []), ({"b": 2}, [[1.5], [], [2.0, 0.25]], None), ({"c": 7}, [[]], [4, 4])]
