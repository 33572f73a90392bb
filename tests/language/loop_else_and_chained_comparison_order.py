def program(xs: list[int]):
    out = []
    for x in xs:
        if x == 3:
            break
    else:
        out.append("no break")
    i = 0
    while i < len(xs):
        i += 1
        if i > 10:
            break
    else:
        out.append("while else")
    calls = []

    def f(v):
        calls.append(v)
        return v

    r = f(1) < f(len(xs)) < f(3)
    return (out, r, calls)


INPUTS = [([1, 2, 3, 4, 5],), ([],)]
