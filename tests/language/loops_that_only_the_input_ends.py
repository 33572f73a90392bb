from __future__ import annotations


class Queue:
    def __init__(self):
        self.data = []
        self.head = 0
        self.tail = 0

    def is_empty(self):
        return self.head == self.tail

    def push(self, value):
        self.data.append(value)
        self.tail += 1

    def pop(self):
        self.head += 1
        return self.data[self.head - 1]


def levels(first, deepest):
    """Each pass adds as many as it takes away, and more, until the input says so."""
    queue = Queue()
    queue.push(first)
    out = []
    while not queue.is_empty():
        value = queue.pop()
        out.append(value)
        if len(out) >= deepest:
            return out
        queue.push(value * 2)
        queue.push(value * 2 + 1)
    return out


def program(first, deepest):
    steps = 0
    while steps < 100:
        steps += 1
        if steps > deepest:
            break
    return levels(first, deepest), levels(first + 1, deepest), steps


INPUTS = [(1, 12), (3, 1), (1, 300)]
