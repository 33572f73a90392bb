def program(pairs: list[tuple[int, str]]):
    nums, names = zip(*pairs)
    (a, b), *others = pairs
    m = max(*nums)
    s = {*nums, 9}
    mixed = [0, *nums, *names]
    return list(nums), list(names), a, b, len(others), m, sorted(s), mixed


INPUTS = [([(1, "a"), (2, "b")],)]
