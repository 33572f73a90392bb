import torch


def program(x: torch.Tensor):
    parts = [x.real, x.conj().real, x.mH.real if x.dim() > 1 else x.real]
    if x.is_complex():
        imaginary = x.imag
        imaginary[0] = 7.0  # a view of the tensor
        parts += [x.imag, torch.imag(x), x.conj().imag, torch.real(x), torch.view_as_real(x)]
        kind = "complex"
    else:
        kind = "real"
        try:
            parts.append(x.imag)
        except RuntimeError as error:
            kind = str(error)
    return parts, kind, x, x.dtype.is_complex, x.dtype.is_signed, x.dtype.itemsize


INPUTS = [
    (torch.tensor([[1 + 2j, 3 - 4j], [0.5j, 6.0]]),),
    (torch.tensor([1.0, -2.0]),),
    (torch.tensor([2, 3]),),
    (torch.tensor([1 + 2j], dtype=torch.complex128),),
]
