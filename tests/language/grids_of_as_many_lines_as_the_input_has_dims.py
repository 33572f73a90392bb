import numpy as np
import torch


def corners(shape, size):
    """The first indices of windows of ``size`` in each dim, as MONAI and others list them."""
    starts = [np.arange(0, n - size + 1, size) for n in shape]
    return np.asarray([line.flatten() for line in np.meshgrid(*starts, indexing="ij")]).T


def program(x: torch.Tensor):
    windows = [tuple(slice(start, start + 2) for start in corner) for corner in corners(x.shape, 2)]
    means = torch.stack([x[window].mean() for window in windows])
    lines = [np.arange(n) for n in x.shape]
    sparse = np.meshgrid(*lines, sparse=True)
    filled = np.zeros(tuple(x.shape))
    filled[np.ix_(*[line[:2] for line in lines])] = 1
    firsts = x[tuple(slice(t, t + 1) for t in torch.arange(x.dim()))]
    shape = np.broadcast_shapes(*[(1, n) for n in (4, 1)], (3, 1))
    return means, np.broadcast_arrays(*sparse)[0], filled, firsts, shape


INPUTS = [(torch.rand(4),), (torch.rand(4, 5),), (torch.rand(2, 4, 5),)]
