def program(xs: list[int]):
    best = xs[0]
    best_key = -xs[0]
    for v in xs:
        if -v > best_key:
            best = v
            best_key = -v
    return best


INPUTS = [([3, 9, 4],), ([1],)]
