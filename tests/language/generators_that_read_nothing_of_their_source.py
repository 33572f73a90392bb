def program(xs: list[int]):
    n = 2
    later = iter([0])
    while n < 4:
        n += 1
        for _ in xs:
            later = (xs for _ in ({*()},) if bool)
    return n, next(later)


INPUTS = [([1, 2],), ([1],)]
