"""json.dumps of what a program has computed: nesting, escapes, indent, sorted keys, separators."""

import json


def program(names: list[str], scores: list[float], limit: int):
    rows = [{"name": name, "score": score, "ok": score > 0.5, "tags": []} for name, score in zip(names, scores)]
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return (
        json.dumps(rows), json.dumps(counts, sort_keys=True, indent=2), json.dumps({"n": limit, "first": names[:1]}),
        json.dumps(names, ensure_ascii=False), json.dumps((scores, None, True), separators=(",", ":")),
        json.dumps({limit: scores, None: {}}, indent=1), json.dumps({"known": [1, 2.5]}),
        json.dumps([rows[:1], limit], default=str),
    )  # fmt: skip


INPUTS = [
    (["b", "a\n\"q\"", "é😀\x7f"], [0.25, 1e16, -0.0], 3), ([], [], 0), (["x"], [float("nan")], -1),
]  # fmt: skip
