def program(values: list[int]):
    rises = 0
    previous = None
    for v in values:
        if previous is not None and v > previous:
            rises += 1
        previous = v
    return rises, previous


INPUTS = [([1, 3, 2, 5],), ([],)]
