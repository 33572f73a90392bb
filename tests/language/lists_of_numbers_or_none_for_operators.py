import torch
import torch.nn.functional as F


def resized(x, size, factor):
    wanted = (size, size + 1) if size > 0 else None
    scale = factor if wanted is None else None
    return F.interpolate(x[None, None], size=wanted, scale_factor=scale, mode="nearest")


def reduced(x, dims: list[int] | None):
    return x.sum(dims), torch.linalg.vector_norm(x, dim=dims, keepdim=True)


def program(x: torch.Tensor, size: int, dims: list[int] | None):
    return resized(x, size, 2.0), reduced(x, dims), torch.fft.fftn(x, dim=dims).abs()


INPUTS = [(torch.arange(12.0).reshape(3, 4), 3, None), (torch.arange(6.0).reshape(2, 3), 0, [1, 0])]
