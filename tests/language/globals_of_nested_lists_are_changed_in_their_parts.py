ROWS = [[1, 2], [3]]
TABLE = {"first": [1], "second": []}
SHARED = [0]


def row(index: int):
    return ROWS[index % 2]


def program(value: int):
    row(value).append(value)
    held = TABLE["second"] if value > 3 else SHARED
    held.append(value)
    by_name = {"shared": SHARED, str(value): [value]}
    by_name["shared"].append(-value)
    return str(ROWS), sum(len(r) for r in ROWS), str(TABLE), list(SHARED)


INPUTS = [(1,), (4,), (2,), (5,)]
