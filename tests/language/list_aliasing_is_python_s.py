def program(n: int):
    a = [1, 2]
    b = a
    for i in range(n):
        b.append(i)
    a[0] = 100
    c = a + b
    c.append(7)
    return a, b, c, a is b, a == b


INPUTS = [(3,), (0,)]
