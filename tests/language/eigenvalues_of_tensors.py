"""``torch.linalg.eig`` of any matrices: numbers are complex, and vectors have the length one and a free factor."""

import torch


def refused(function):
    try:
        return function()
    except (RuntimeError, NotImplementedError) as error:
        return type(error).__name__ + ": " + str(error)


def sorted_by_parts(values):
    return values[torch.argsort(values.real * 100 + values.imag)]


def program(a, batch):
    values, vectors = torch.linalg.eig(a)
    named = torch.linalg.eig(batch)
    again = named.eigenvectors * named.eigenvalues.unsqueeze(-2)
    return (
        sorted_by_parts(values),
        sorted_by_parts(torch.linalg.eigvals(a)),
        (torch.view_as_real(vectors) ** 2).sum((0, 2)),
        torch.allclose(torch.matmul(batch, named.eigenvectors.real), again.real, atol=1e-4),
        torch.allclose(torch.matmul(batch, named.eigenvectors.imag), again.imag, atol=1e-4),
        values.dtype,
        vectors.dtype,
        torch.linalg.eig(batch[:0]).eigenvectors,
        torch.linalg.eigvals(a[:0, :0]),
        refused(lambda: torch.linalg.eig(a[0])),
        refused(lambda: torch.linalg.eig(a[:2])),
        refused(lambda: torch.linalg.eig(a / 0)),
        refused(lambda: torch.linalg.eigvals(a.long())),
        refused(lambda: torch.linalg.eigvals(a.half())),
    )


torch.manual_seed(0)
INPUTS = [
    (torch.randn(4, 4), torch.randn(3, 5, 5)),
    (torch.tensor([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 2.0]]), torch.randn(2, 2, 2)),
    (torch.diag(torch.tensor([3.0, 1.0, 2.0, 5.0])).double(), torch.randn(1, 2, 4, 4).double()),
]
