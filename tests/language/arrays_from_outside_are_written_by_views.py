"""What is written to a view of an array from outside is written to the array: reshaped, transposed, a row, a part."""

import numpy as np

GRID = np.zeros((2, 3))


class Board:
    def __init__(self):
        self.cells = np.arange(6.0).reshape(2, 3).copy()

    def play(self, place, value):
        self.cells.reshape(-1)[place] = value
        row = self.cells[place % 2]
        row += 0.5
        for each in self.cells:
            each *= 2
        for column in self.cells.T[::-1]:
            column[column > 2] += value
        return self.cells.sum()


BOARD = Board()
CORNER = np.zeros(4)


def program(n: int):
    GRID.reshape(-1)[1] = n
    GRID.T[0, 1] += n
    GRID.ravel()[3] = n
    GRID[::-1][0, 0] = n + 1
    first = GRID[0]
    first += 1
    np.add.at(GRID[:, 1:], (0, 1), n)
    GRID.flat[2] = n
    GRID[:1].fill(n)
    copied = CORNER.reshape(2, 2).copy()
    copied[0] = n
    return GRID.copy(), BOARD.play(n, 1.5), BOARD.cells.copy(), copied, CORNER


INPUTS = [(2,), (3,), (0,)]
