def program(a: list[int], b: list[float]):
    out = []
    for i, (p, q) in enumerate(zip(a, b)):
        out.append(i * p + q)
    back = [v for v in reversed(a)]
    return out, back, list(zip(a, b)), min(a), max(b), sum(a), any(v > 2 for v in a), all(v > 0 for v in a)


INPUTS = [([1, 2, 3], [0.5, 1.5]), ([5], [0.25])]
