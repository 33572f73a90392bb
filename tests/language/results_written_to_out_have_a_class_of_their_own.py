import torch


def program(x: torch.Tensor, values: torch.Tensor, places: torch.Tensor):
    ordered = torch.sort(x, out=(values, places))
    symmetric = torch.linalg.eigh(x @ x.T, out=(torch.empty(0), torch.empty(0)))
    return ordered, ordered.values, ordered.indices, symmetric.eigenvalues


INPUTS = [(torch.tensor([[3.0, 1.0], [0.5, 2.0]]), torch.empty(0), torch.empty(0, dtype=torch.int64))]
