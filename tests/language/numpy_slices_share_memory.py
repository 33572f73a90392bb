import numpy as np
import torch


def program(x):
    view = x[::-1, 1:]
    view[0] = 5
    x[0, 1] += 2
    t = torch.from_numpy(x)
    t[1, 1] = 9
    copied = torch.tensor(x)
    copied[0, 0] = 7
    return x, view, t.numpy()[1], copied, view.copy()


INPUTS = [(np.zeros((3, 4)),), (np.arange(12).reshape(3, 4)[::-1],), (np.ones((3, 4), np.float32).T.copy().T,)]
