"""``scipy.linalg.block_diag`` of as many blocks as the input says, and dtypes by the letters that NumPy has for them."""

import numpy as np
from scipy.linalg import block_diag


def program(block, count: int, letter: str):
    blocks = [block] * count + [np.eye(1, dtype=np.int64)]
    return block_diag(*blocks), block.astype(letter), np.zeros(2, block.dtype.char)


INPUTS = [(np.eye(2, dtype=np.float32), 2, "d"), (np.ones((1, 3)), 3, "f"), (np.ones((1, 3)), 1, "B")]
