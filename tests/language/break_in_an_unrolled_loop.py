from __future__ import annotations


def program(n: int):
    total = 0
    for i in range(5):
        if i == 3:
            break
        total += i * n
    else:
        total = -1
    for word in ("a", "b", "stop", "c"):
        if word == "stop":
            total += 100
            break
        total += len(word)
    return total


INPUTS = [(1,), (7,)]
