import functools

import torch


def program(x):
    activation = functools.partial(torch.clamp, min=x.mean()) if x.sum() > 0 else torch.sigmoid
    return activation(x)
