def program(n: int):
    scale = 1
    scaled = (i * scale for i in range(5))
    seen = [next(scaled), next(scaled)]
    scale = n
    seen += list(scaled)
    calls = 0

    def counting():
        nonlocal calls
        for i in range(n):
            calls += 1
            yield i + calls

    count = counting()
    next(count)
    before = calls
    late = [(x * i for x in range(3)) for i in range(n)]
    return seen, before, list(count), calls, [list(g) for g in late]


INPUTS = [(3,), (1,)]
