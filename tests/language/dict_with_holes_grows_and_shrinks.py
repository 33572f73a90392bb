"""A dict keeps the order of insertion while keys are deleted, put back and counted in thousands."""


def program(n: int):
    d = {}
    for i in range(n):
        d[i * 64] = i
        if i % 3 == 0:
            del d[i * 64]
        if i % 5 == 0:
            d[-i] = "negative"
    removed = [d.pop(k) for k in list(d)[::2]]
    for i in range(0, n, 4):
        d[i * 64] = "again"
    last = d.popitem() if d else None
    total = 0
    for key, value in d.items():
        total += key if value != "again" else 1
    d.setdefault(0, "zero")
    while len(d) > 3:
        d.popitem()
    d["new"] = 1
    return removed, last, total, d, list(d), -64 in d, 64 in d


INPUTS = [(0,), (1,), (9,), (40,), (700,)]
