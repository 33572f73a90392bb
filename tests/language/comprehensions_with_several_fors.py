def program(rows: list[list[int]]):
    flat = [v for r in rows for v in r if v > 1]
    d = {v: i for i, r in enumerate(rows) for v in r}
    s = {len(r) for r in rows}
    t = [[v * 2 for v in r] for r in rows]
    g = sum(v for r in rows for v in r)
    return flat, d, sorted(s), t, g, [(i, j) for i in range(3) for j in range(i)]


INPUTS = [([[1, 2], [3]],)]
