def program(n: int):
    (a, b), [c, *d] = (1, n), [3, 4, 5]
    items = [0, 0]
    items[0], items[1] = a, b
    x = y = [n]
    y.append(1)
    return a, b, c, d, items, x


INPUTS = [(7,)]
