import numpy as np
import torch


def program(x):
    t = torch.from_numpy(x)
    t *= 2
    back = t.numpy()
    back[0] = 100
    y = torch.arange(4.0)
    y.numpy()[1] = 50
    z = np.asarray(y)
    z += 1
    return x, t, back, y, np.array(y), torch.as_tensor(x).sum().item(), isinstance(back, np.ndarray)


INPUTS = [(np.arange(4.0),), (np.arange(4, dtype=np.int32),)]
