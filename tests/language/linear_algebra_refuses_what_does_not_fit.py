import torch


def refused(function):
    try:
        return function()
    except (RuntimeError, ValueError) as error:
        return type(error).__name__ + ": " + str(error)


def program(a, b, numbers):
    return (
        refused(lambda: torch.cholesky_solve(b.double(), a)),
        refused(lambda: torch.matrix_exp(numbers)),
        refused(lambda: torch.matrix_exp(b[0])),
        refused(lambda: torch.cdist(a.half(), a.half())),
        refused(lambda: torch.nn.functional.bilinear(b, b.flip(0)[:1], a.unsqueeze(0))),
        torch.addr(a.double(), a[0], a[1]),
        torch.addr(numbers, a[0], a[1]),
        torch.renorm(a.T, 2, 0, 1.0).stride(),
        torch.isclose(a, a + 1, rtol=float("inf")),
        refused(lambda: a.sum().squeeze((0, -1))),
        refused(lambda: a.sum().flip((0, -1))),
    )


INPUTS = [(torch.eye(2) + 0.5, torch.randn(2, 2), torch.tensor([[1, 2], [3, 4]]))]
