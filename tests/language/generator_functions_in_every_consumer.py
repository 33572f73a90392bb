def evens(n):
    for i in range(n):
        if i % 2 == 0:
            yield i


def countdown(n):
    while n > 0:
        yield n
        n -= 1
    return "done"


def program(n: int):
    total = 0
    for e in evens(n):
        if e > 4:
            break
        total += e
    a = list(evens(n))
    b = sum(evens(n))
    c = [x * y for x in evens(n) for y in countdown(x)]
    d = ",".join(str(x) for x in countdown(n))
    e = any(x == 4 for x in evens(n)), all(x < 6 for x in evens(n))
    f = max(evens(n), default=-1)
    g = tuple(x for x in evens(n) if x)
    h = {k: v for k, v in zip(evens(n), countdown(n))}
    s = sorted(evens(n), reverse=True)
    return total, a, b, c, d, e, f, g, h, s


INPUTS = [(7,), (0,), (1,)]
