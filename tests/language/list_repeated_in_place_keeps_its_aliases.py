def program(values: list[int], times: int):
    alias = values
    values *= times
    made = [0, len(values)]
    rows = [made, made]
    made *= times
    made += "ab"
    return alias, rows, rows[0] is rows[1]


INPUTS = [([1, 2], 2), ([5], 0), ([], 3), ([7, 8, 9], -1)]
