def program(n: int):
    xs = [1, 2]
    out = []
    for x in xs:
        out.append(x)
        if len(xs) < 5:
            xs.append(x + n)
    return out


INPUTS = [(3,), (1,)]
