def program(xs: list[int], b: float):
    try:
        first = xs[0]
    finally:
        n = 2
        while n < 5 and (b // -0.75) != 0.0:
            n += 1
            if n > 6:
                break
            break
    return first, b


INPUTS = [([1], 0.0), ([2, 3], 2.0), ([], 0.0), ([], 1.0)]
