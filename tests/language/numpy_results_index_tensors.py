import numpy as np
import torch


def program(logits):
    p = torch.softmax(logits, dim=-1).numpy()
    idx = p.argmax(-1)
    conf = p[np.arange(len(p)), idx]
    t = torch.from_numpy(idx)
    mask = torch.from_numpy(conf > 0.5)
    out = logits[mask]
    n = int(np.sum(conf > 0.5))
    return (
        idx,
        conf,
        t + 1,
        out,
        logits[:n],
        logits[idx[0]],
        torch.zeros(n, 2),
        logits * conf[0],
        logits[torch.as_tensor(idx)],
    )


INPUTS = [(torch.tensor([[1.0, 2.0], [0.1, 0.0], [5.0, 1.0]]),)]
