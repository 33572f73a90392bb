def program(n: int):
    solutions = []

    def safe(cols, row, c):
        for r, k in enumerate(cols):
            if k == c or abs(k - c) == row - r:
                return False
        return True

    def place(row, cols):
        if row == n:
            solutions.append(list(cols))
            return
        for c in range(n):
            if safe(cols, row, c):
                cols.append(c)
                place(row + 1, cols)
                cols.pop()

    place(0, [])
    return len(solutions), solutions[:1]


INPUTS = [(6,), (4,), (1,)]
