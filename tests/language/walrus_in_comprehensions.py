def program(xs: list[int]):
    if (n := len(xs)) > 2:
        big = n
    else:
        big = -n
    ys = [y for x in xs if (y := x * 2) > 4]
    total = 0
    sums = [total := total + x for x in xs]
    return big, ys, sums, total, any((hit := x) > 3 for x in xs), hit


INPUTS = [([1, 2, 3, 4, 5],), ([3],)]
