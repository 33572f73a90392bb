def program(rows: list[tuple[str, float, int]], many: int):
    by_tuple = sorted(rows, key=lambda r: (-r[1], r[0]))
    by_text = sorted(rows, key=lambda r: r[0], reverse=True)
    by_number = sorted(rows, key=lambda r: r[2] % 3)
    by_either = sorted(rows, key=lambda r: r[1] if r[2] % 2 else r[2])
    by_length = sorted(rows, key=lambda r: r[: r[2] % 3])
    rows.sort(key=lambda r: r[1], reverse=True)
    values = [(i * 7919) % many for i in range(many)]
    ordered = sorted(values, key=lambda v: (v % 10, -v))
    texts = sorted([str(v) for v in values])
    floats = sorted([0.0, -0.0, 2.5, -1.0, -0.0, 0.0] * 2, reverse=True)
    pairs = sorted([(v % 3, str(v)) for v in values], reverse=True)
    places = [[r[2] for r in one] for one in (by_tuple, by_text, by_number, by_either, by_length, rows)]  # NaN != NaN
    return places, ordered[:20], texts[:20], floats, pairs[:10]


INPUTS = [
    ([("b", 2.0, 1), ("a", 2.0, 2), ("é", -1.5, 3), ("b", 0.5, 5), ("", 2.0, 4)], 200),
    ([], 1),
    ([("x", float("nan"), 1), ("y", 1.0, 3), ("z", float("nan"), 5), ("w", -1.0, 7)], 70),
]
