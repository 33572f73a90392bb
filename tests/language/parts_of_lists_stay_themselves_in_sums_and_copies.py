def program(xs: list[int]):
    a = [len(xs)]
    rows = [a, [2]]
    known = {"a": a, "b": [3]}
    outer = [xs]
    picked = known.get("a" if xs else "b", [])
    return (
        a, outer + rows, rows * len(xs), sorted(rows), tuple(rows), list(rows), rows[: len(xs)], rows[::-1], max(rows),
        min(outer + rows), [*rows, *outer], list(reversed(rows)), dict(zip("ab", rows)), picked, known,
    )  # fmt: skip


INPUTS = [([1],), ([2, 3],), ([],)]
