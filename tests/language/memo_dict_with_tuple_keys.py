def program(n: int, m: int):
    table = {}
    for i in range(n + 1):
        for j in range(m + 1):
            if i == 0 or j == 0:
                table[(i, j)] = 1
            else:
                table[(i, j)] = table[(i - 1, j)] + table[(i, j - 1)]
    return table[(n, m)], len(table)


INPUTS = [(3, 4), (0, 0)]
