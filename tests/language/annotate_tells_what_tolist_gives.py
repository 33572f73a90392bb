import torch


def program(a: torch.Tensor, b: torch.Tensor, dims: torch.Tensor):
    contracted = torch.tensordot(a, b, dims)
    sizes = torch.jit.annotate(list[int], dims.flatten().tolist())
    sizes.append(1)
    narrow = torch.narrow_copy(a, 0, 0, 1)
    narrow += 1
    return contracted, sizes, narrow, a


INPUTS = [
    (torch.ones(2, 3), torch.ones(3, 2), torch.tensor([[1], [0]])),
    (torch.rand(2, 3), torch.rand(3, 4), torch.tensor(1)),
    (torch.rand(2, 3), torch.rand(2, 3), torch.tensor([[0, 1], [0, 1]])),
]
