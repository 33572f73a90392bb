def program(values: list[int]):
    doubled = (2 * value for value in reversed(values))
    backwards = reversed(values)
    values.append(9)
    return next(doubled, "none"), list(doubled), next(backwards, "none"), list(backwards)


INPUTS = [([3, 4],), ([],)]
