from __future__ import annotations


class Counter(dict):
    def __init__(self, start: int):
        super().__init__()
        self.start = start

    def __missing__(self, key):
        return self.start

    def add(self, key: str):
        self[key] = self[key] + 1

    def get(self, key, default=None):
        return super().get(key.lower(), default)


def program(words: list[str]):
    counts = Counter(10)
    counts.add("a")
    counts.add("b")
    counts.add("a")
    counts.update({"c": len(words)})
    total = 0
    for key in counts:
        total += counts[key]
    return counts.get("A"), counts.get("Z", -1), counts["z"], list(counts.items()), total, len(counts), "b" in counts


INPUTS = [(["x", "y"],), ([],)]
