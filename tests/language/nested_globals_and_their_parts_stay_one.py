ROWS = [[1], [2]]
TABLE = {"a": [1], "b": [2]}
PAIR = ([1], [2])
CUBE = [[[1, 2]], [[3]]]


def program(index: int):
    rows = ROWS if index < 5 else [[3]]
    part = CUBE[index][0]
    other = TABLE["b" if index else "a"]
    same = [rows[0] is ROWS[0], part is CUBE[index][0], PAIR[index] is PAIR[index], other is TABLE["b"]]
    return ROWS, rows[1], ROWS[index], TABLE, other, PAIR[index], PAIR, CUBE, part, same


INPUTS = [(0,), (1,), (0,)]
