from __future__ import annotations

from collections import deque


def program(n: int, seed: int):
    queue = deque(range(n))
    state = seed
    seen = []
    for _ in range(3 * n):
        state = (state * 1103515245 + 12345) % 2147483648
        kind = state >> 16 & 7
        if kind < 3 and len(queue) > 0:
            seen.append(queue.popleft())
        elif kind < 5:
            queue.append(state & 255)
        elif kind == 5:
            queue.appendleft(state & 127)
        elif kind == 6 and len(queue) > 2:
            queue.rotate(1)
            queue.insert(1, state & 63)
        elif len(queue) > 0:
            seen.append(queue.pop())
    items = [[i] for i in range(n)]
    kept = items[-1]
    while len(items) > n // 2:
        first = items.pop(0)
        items.insert(0, [first[0] + 1])
        items.pop(0)
    items.insert(0, items[-1])
    copied = items[:]
    copied.insert(0, [-1])
    del copied[0]
    items.sort(reverse=True)
    kept.append(5)
    last = deque(range(n), maxlen=n - 1 if n > 0 else 0)
    for i in range(n):
        last.appendleft(i) if i % 3 else last.append(i)
    text = list(str(n) * n)
    while text:
        text.pop(0)
    text.append("end")
    return sum(seen), len(seen), list(queue), items[:3], copied[:3], copied == items[::-1], list(last), text


INPUTS = [(3, 1), (0, 2), (700, 3), (2000, 4), (1100, 5)]
