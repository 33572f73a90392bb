def program(pts: list[list[float]], k: int):
    centers = [list(p) for p in pts[:k]]
    for it in range(10):
        groups = [[] for _ in range(k)]
        for p in pts:
            d = [sum((a - b) ** 2 for a, b in zip(p, c)) for c in centers]
            groups[d.index(min(d))].append(p)
        new = [[sum(col) / len(g) for col in zip(*g)] if g else c for g, c in zip(groups, centers)]
        if new == centers:
            break
        centers = new
    return centers, it


INPUTS = [([[0.0, 0.0], [1.0, 1.0], [9.0, 9.0], [10.0, 10.0]], 2)]
