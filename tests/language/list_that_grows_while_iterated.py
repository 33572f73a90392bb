def program(xs: list[int]):
    out = []
    for x in xs:
        out.append(x)
        if len(xs) < 6:
            xs.append(x * 10)
    return out, xs


INPUTS = [([1, 2, 3],)]
