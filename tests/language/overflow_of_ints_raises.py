def program(n: int):
    value = 1
    for _ in range(n):
        value *= 3
    return value


INPUTS = [(10,), (39,)]
