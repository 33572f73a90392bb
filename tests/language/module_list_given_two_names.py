LABELS = ["a", "b"]


def program(value: int):
    mine = LABELS
    other = mine if value else LABELS
    return mine is LABELS, other is mine, [mine, other, LABELS], len(LABELS) + value


INPUTS = [(0,), (3,)]
