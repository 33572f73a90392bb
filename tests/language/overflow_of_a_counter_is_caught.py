def add(a: int, by: int):
    try:
        return a + by
    except OverflowError:
        return None


def program(a: int):
    n = a
    steps = 0
    try:
        while True:
            n += 1
            steps += 1
            if steps > 3:
                break
    except OverflowError:
        steps = -steps - 1
    down = -a
    try:
        down = down - 1 - 1
    except OverflowError:
        down = 0
    return steps, down, add(a, 5), add(-a, -5), add(5, -5)


INPUTS = [(4,), (100,)]
