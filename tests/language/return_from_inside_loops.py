def program(table: list[list[int]], wanted: int):
    for i, row in enumerate(table):
        for j, value in enumerate(row):
            if value == wanted:
                return i, j
    return None


INPUTS = [([[1, 2], [3, 4]], 3), ([[1, 2], [3, 4]], 9)]
