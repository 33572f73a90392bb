def program(n: int):
    grid = [[0] * n for _ in range(n)]
    for i in range(n):
        grid[i][i] = 1
        grid[0][i] += 5
    total = 0
    for row in grid:
        for v in row:
            total += v
    return grid, total


INPUTS = [(3,), (1,)]
