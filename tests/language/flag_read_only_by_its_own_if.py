def program(xs: list[int]):
    first = True
    total = 0
    for v in xs:
        if first:
            total = v
            first = False
        else:
            total = total * 2 + v
    return total


INPUTS = [([3, 9, 4],), ([1],)]
