import torch


def program(x: torch.Tensor, z: complex):
    spectrum = x * z + 1j
    shifted = (2 - 1j) / spectrum - z
    turned = torch.zeros(3, dtype=torch.complex64)
    turned[1] = z
    turned[2] = 1.5
    turned *= 1j
    try:
        x[0] = z
        stored = "stored"
    except RuntimeError as error:
        stored = str(error)
    return spectrum, shifted, turned, spectrum == 1j, x != z, x.is_complex(), spectrum.is_complex(), stored


INPUTS = [
    (torch.tensor([1.0, -2.0, 0.0]), 2 + 1j),
    (torch.tensor([1.0, -2.0], dtype=torch.float64), -2j),
    (torch.tensor([1 + 1j, 2.0]), 1 + 0j),
    (torch.tensor([3, 4]), 0.5j),
]
