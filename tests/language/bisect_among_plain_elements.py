from __future__ import annotations

import bisect

LIMITS = [60, 70, 80, 90]


def program(numbers: list[int], words: list[str], pairs: list[tuple[int, str]], scores: list[float], lo: int, hi: int):
    ordered, texts, rows = sorted(numbers), sorted(words), sorted(pairs)
    found = []
    for x in scores:
        found.append((bisect.bisect(LIMITS, x), bisect.bisect_left(LIMITS, x), bisect.bisect_left(ordered, x)))
        found.append((bisect.bisect_right(ordered, int(x)), bisect.bisect(tuple(ordered), int(x)), 0))
    for word in words:
        found.append((bisect.bisect_left(texts, word), bisect.bisect(texts, word), bisect.bisect_left(texts, "m")))
    for pair in pairs:
        found.append((bisect.bisect_left(rows, pair), bisect.bisect(rows, pair), bisect.bisect(rows, (pair[0], ""))))
    try:
        found.append((bisect.bisect_left(ordered, lo, lo, hi), bisect.bisect(ordered, hi, lo), 1))
    except (ValueError, IndexError) as error:
        words.append(f"{type(error).__name__}: {error}")
    kept: list[int] = []
    for x in numbers:
        bisect.insort(kept, x)
        bisect.insort_left(kept, x // 2)
    by_end = bisect.bisect_left(texts, "b", key=lambda text: text[-1:])
    return found, words, kept, by_end


INPUTS = [
    ([5, 1, 70, 1], ["pear", "fig", "apple"], [(2, "b"), (1, "z"), (2, "a")], [60.0, 75.5, 1.0], 1, 3),
    ([5, 1], ["a"], [(1, "")], [90.0], -1, 1),
    ([5, 1], ["a"], [(1, "")], [-1.0], 0, 9),
    ([], [], [], [], 0, 0),
]
