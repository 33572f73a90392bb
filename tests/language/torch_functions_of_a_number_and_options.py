import torch


def program(x: torch.Tensor, n: int):
    return (
        torch.div(x.size(1), n, rounding_mode="trunc"),
        torch.div(-7, n, rounding_mode="floor"),
        torch.div(7, n),
        torch.div(7, x + 1, rounding_mode="floor"),
        torch.add(2, x, alpha=3),
        torch.sub(2, x, alpha=n),
        torch.add(2, n, alpha=3),
        torch.mul(2, x),
    )


INPUTS = [(torch.arange(8.0).reshape(2, 4), 3), (torch.ones(1, 5), 2)]
