def program(n: int):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


INPUTS = [(10,), (0,)]
