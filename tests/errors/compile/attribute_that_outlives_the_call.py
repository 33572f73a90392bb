class Counter:
    calls = 0


COUNTER = Counter()


def program(x):
    COUNTER.calls = x.sum()
    return x
