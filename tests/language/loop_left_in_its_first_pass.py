def first(x: int) -> int:
    y = 4
    while x < 4:
        if x < 3:
            return y
        else:
            y = y + 1
            break
        y = y + 2
    y = y + 1
    return y


def program(x: int):
    while x < 4:
        if x < 3:
            return "low", first(x)
        break
    return "high", first(x)


INPUTS = [(2,), (3,), (4,)]
