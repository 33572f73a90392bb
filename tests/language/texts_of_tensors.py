"""str, repr and f-strings of tensors give what torch prints: widths, signs, summaries, dtypes, line breaks."""

import torch


def program(x: torch.Tensor, n: int):
    whole = x.round()
    return (
        f"{x}", str(whole), repr(x > 0), f"{x.sum():.3f}", f"{x.to(torch.float64)}", str(x.to(torch.int32)), f"{x[:0]}",
        str((x * 1e6).reshape(-1)), f"{x.flatten()[0]} and {n}", str(torch.arange(n)), str(x.max()), f"{x.half()!r}",
        str(torch.arange(n * 1200).reshape(n, 4, 300)), str(x.reshape(1, 1, *x.shape) / 3e4), str(torch.zeros(2, 0)),
    )  # fmt: skip


INPUTS = [
    (torch.tensor([[1.5, -2.25, 3.0], [0.0, 1e-3, 7.0]]), 5), (torch.tensor([[1.0, 2.0, float("nan")]]), 30),
    (torch.linspace(-1, 1, 44).reshape(2, 22), 2),
]  # fmt: skip
