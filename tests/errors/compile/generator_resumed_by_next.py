def doubled(x):
    for row in x:
        yield row * 2


def program(x):
    left = doubled(x)
    first = next(left)
    return first, list(left)
