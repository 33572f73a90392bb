import numpy as np
import torch


def program(batch: list[np.ndarray]):
    tensors = torch.stack([torch.from_numpy(b) for b in batch])
    arrays = [t.numpy() for t in tensors]
    lengths = np.array([len(b) for b in batch])
    mask = np.arange(lengths.max())[None, :] < lengths[:, None]
    return tensors, arrays, lengths, mask, torch.tensor(lengths), torch.as_tensor(mask)


INPUTS = [([np.ones(3), np.zeros(3)],)]
