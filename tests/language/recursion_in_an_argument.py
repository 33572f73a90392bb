def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def program(m: int, n: int):
    return ack(m, n)


INPUTS = [(2, 3), (1, 1)]
