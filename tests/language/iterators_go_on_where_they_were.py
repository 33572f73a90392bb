def program(xs: list[int]):
    it = iter(xs)
    out = []
    first = next(it, -1)
    for x in it:
        out.append(x * 2)
        if x == 1:
            break
    out.append(next(it, 99))
    z = zip(xs, "abc")
    try:
        p = next(z)
    except StopIteration:
        p = None
    return first, out, p, list(z), list(z)


INPUTS = [([3, 1, 2],), ([],)]
