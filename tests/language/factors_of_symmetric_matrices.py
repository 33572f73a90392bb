import torch


def refused(function):
    try:
        return function()
    except (RuntimeError, NotImplementedError) as error:
        return type(error).__name__ + ": " + str(error).partition("\n")[0]


def program(a, b):
    factors, pivots = torch.linalg.ldl_factor(a)
    again = torch.linalg.ldl_factor_ex(a)
    return (
        factors,
        pivots,
        again.info,
        torch.linalg.ldl_solve(factors, pivots, b),
        torch.linalg.ldl_solve(factors, pivots, b.expand(2, *b.shape)).shape,
        torch.linalg.ldl_factor_ex(torch.zeros(2, 2))[1:],
        refused(lambda: torch.linalg.ldl_factor(a[..., :1])),
        refused(lambda: torch.linalg.ldl_factor(a.long())),
        refused(lambda: torch.linalg.ldl_factor(a.half())),
        refused(lambda: torch.linalg.ldl_solve(factors, pivots, b.double() if b.dtype == torch.float32 else b.float())),
        refused(lambda: torch.linalg.ldl_solve(factors, pivots, b[..., :1, :])),
        refused(lambda: torch.linalg.ldl_solve(factors, pivots[..., :1], b)),
    )


torch.manual_seed(0)
half = torch.randn(5, 5)
zero = torch.tensor([[0.0, 1.0, 2.0], [1.0, 0.0, 3.0], [2.0, 3.0, 0.0]])
INPUTS = [
    (half + half.T, torch.randn(5, 2)),
    (zero, torch.randn(3, 1)),
    (zero.double().expand(2, 3, 3), torch.rand(3, 4).double()),
]
