from collections import deque


def ascending(n):
    for i in range(n):
        yield i * i


class Stream:
    def __init__(self, n):
        self.source = ascending(n)
        self.taken = 0

    def take(self):
        self.taken += 1
        return next(self.source, -1)


def program(n: int):
    waiting = []
    for i in range(n):
        waiting.append(ascending(i + 1))
    turns = []
    while waiting:
        one = waiting.pop(0)
        try:
            turns.append(next(one))
            waiting.append(one)
        except StopIteration:
            pass
    named = {"a": ascending(n), "b": ascending(n)}
    by_name = [next(named[key], None) for key in ["a", "b", "a"]]
    queue = deque([ascending(2), ascending(3)])
    queued = []
    while queue:
        one = queue.popleft()
        value = next(one, None)
        if value is not None:
            queued.append(value)
            queue.append(one)
    stream = Stream(n)
    return turns, by_name, queued, [stream.take() for _ in range(3)], stream.taken


INPUTS = [(3,), (1,)]
