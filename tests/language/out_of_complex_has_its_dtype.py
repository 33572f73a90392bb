import torch


def program(real: torch.Tensor, imag: torch.Tensor):
    single = torch.empty(2, dtype=torch.complex64)
    double = torch.empty(2, dtype=torch.complex128)
    messages = []
    for out in (single, double):
        try:
            messages.append(str(torch.complex(real, imag, out=out).dtype))
        except RuntimeError as error:
            messages.append(str(error))
    total = torch.add(real, imag, out=torch.empty(2, dtype=torch.float64))
    return messages, total


INPUTS = [
    (torch.tensor([1.0, 2.0]), torch.tensor([0.5, -1.0])),
    (torch.tensor([1.0, 2.0], dtype=torch.float64), torch.zeros(2, dtype=torch.float64)),
]
