def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def program(limit: int):
    out = []
    for f in fib():
        if f > limit:
            break
        out.append(f)
    return out


INPUTS = [(50,), (1,)]
