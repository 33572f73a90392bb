def program(xs: list[int]):
    a = list(xs)
    a[::2] = [0, 0, 0]
    b = list(xs)
    del b[1::2]
    c = list(xs)
    c[1:3] = [9]
    d = list(xs)
    del d[0], d[-1]
    e = xs[::-1][1:4:2]
    try:
        a[::2] = [1]
    except ValueError as err:
        msg = str(err)
    return a, b, c, d, e, msg, (1, 2) < (1, 3), [1, 2] == [1, 2.0], xs[:2] + [5] * 2


INPUTS = [([1, 2, 3, 4, 5, 6],)]
