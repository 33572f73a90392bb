import torch


def refused(function):
    try:
        return function()
    except (RuntimeError, ValueError) as error:
        return type(error).__name__ + ": " + str(error)


def program(x, counts):
    row = x[0]
    return (
        refused(lambda: torch.linalg.vecdot(counts, counts)),
        refused(lambda: torch.linalg.vecdot(x, x.double())),
        refused(lambda: torch.linalg.vander(x > 0)),
        refused(lambda: torch.linalg.vander(row, N=1)),
        refused(lambda: torch.linalg.matrix_power(row, 2)),
        refused(lambda: torch.linalg.matrix_power(x, 2)),
        refused(lambda: torch.linalg.multi_dot([x.unsqueeze(0), x])),
        refused(lambda: torch.linalg.multi_dot([x, row, x])),
        refused(lambda: torch.chain_matmul(x, row)),
        refused(lambda: torch.linalg.matrix_norm(row)),
        refused(lambda: torch.linalg.matrix_norm(counts, 1)),
        refused(lambda: torch.linalg.matrix_norm(x, 3)),
        refused(lambda: torch.linalg.matrix_norm(x, "none")),
        refused(lambda: torch.linalg.matrix_norm(x, "fro", (0, 1, 1))),
        refused(lambda: torch.linalg.lstsq(counts, counts)),
        refused(lambda: torch.fft.fft(x, n=-1)),
        refused(lambda: torch.fft.hfftn(x, dim=())),
        torch.linalg.vecdot(torch.complex(x, x), torch.complex(x, x)),
    )


INPUTS = [(torch.rand(2, 3), torch.tensor([[1, 2], [3, 4]]))]
