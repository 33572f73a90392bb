import torch
import torch.nn.functional as F


def program(x, mean, var):
    pooled, places = F.max_pool2d(x, 2, 2, return_indices=True)
    spread = torch.ops.aten.max_pool2d_with_indices_backward(pooled, x, [2, 2], [2, 2], [0, 0], [1, 1], False, places)
    out, saved, inverse, rest = torch.ops.aten._batch_norm_with_update(x, None, None, mean, var, 0.1, 1e-5)
    bags = F.embedding_bag(torch.tensor([0, 1, 1, 0, 2]), x[0, 0].half(), torch.tensor([0, 3]))
    return (
        spread,
        out,
        saved,
        inverse,
        rest.dtype,
        mean,
        var,
        torch.hash_tensor(x).view(torch.int64),
        torch.hash_tensor(x, dim=1, keepdim=True).view(torch.int64),
        torch.hash_tensor(places[0], dim=[0, 2]).view(torch.int64),
        bags,
    )


INPUTS = [(torch.rand(2, 3, 5, 4), torch.zeros(3), torch.ones(3))]
