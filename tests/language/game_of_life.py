import itertools


def program(board: list[list[int]], steps: int):
    h, w = len(board), len(board[0])
    for _ in range(steps):
        new = [[0] * w for _ in range(h)]
        for r, c in itertools.product(range(h), range(w)):
            n = sum(board[(r + dr) % h][(c + dc) % w] for dr in (-1, 0, 1) for dc in (-1, 0, 1) if dr or dc)
            new[r][c] = int(n == 3 or (n == 2 and board[r][c] == 1))
        board = new
    return board


INPUTS = [([[0, 1, 0], [0, 0, 1], [1, 1, 1], [0, 0, 0]], 2)]
