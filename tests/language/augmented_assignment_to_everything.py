def program(n: int):
    a = [1, 2, 3]
    a[0] += n
    a[1] *= 2
    a[2] -= 1
    a += [4]
    d = {"k": n}
    d["k"] **= 2
    d["k"] //= 3
    t = (1,)
    t += (n,)
    s = {1}
    s |= {n}
    s &= {n, 7}
    m = [[0] * 2 for _ in range(2)]
    m[1][0] += n
    x = y = n
    x <<= 1
    y |= 8
    return (a, d, t, sorted(s), m, x, y)


INPUTS = [(2,), (5,)]
