"""``order="F"`` lays new arrays out by columns: what shares their memory sees it, in its strides and when it is written."""

import numpy as np


def layout(array):
    return array.flags["C_CONTIGUOUS"], array.flags["F_CONTIGUOUS"], array.strides


def program(values, rows: int):
    filled = [np.zeros((rows, 3), order="F"), np.ones((rows, 3), np.float32, "F"), np.full((rows, 3), 2, order="F")]
    cast = values.astype(np.float32, order="F"), values.T.astype(np.float32), values.T.astype(np.float32, order="C")
    alike = np.zeros_like(values, order="F"), np.full_like(values.T, 3, order="C"), np.ones_like(values.T)
    chosen = np.where(values.T > 0, values.T, 0.0)
    written = np.zeros((rows, 3), order="F")
    written.reshape(-1)[:2] = 1  # a copy
    written.reshape(-1, order="F")[1] = 7  # a view
    layouts = [layout(a) for a in (*filled, *cast, *alike, chosen)]
    return layouts, written, written.ravel(order="K"), written.ravel()


INPUTS = [(np.arange(12.0).reshape(4, 3) - 5, 4), (np.arange(6.0).reshape(2, 3), 2)]
