"""What is computed with complex numbers in models of signals: waves, discrete transforms, diagonal state spaces."""

import math

import torch


def program(signal, poles):
    n = signal.size(-1)
    steps = torch.arange(n, dtype=torch.float32)
    waves = torch.exp(-2j * math.pi * steps.unsqueeze(1) * steps / n)
    spectrum = signal.to(torch.complex64) @ waves
    powers = torch.exp(poles.unsqueeze(1) * steps)
    kernel = torch.einsum("p,pn->n", poles.conj(), powers).real
    phases = torch.cumprod(spectrum / spectrum.abs(), 0)
    return (
        torch.allclose(spectrum, torch.fft.fft(signal), atol=1e-4),
        kernel,
        phases,
        torch.log(poles),
        poles**2 + 1 / poles,
        (waves.mH @ waves / n).real,
        poles.isfinite(),
        torch.vdot(poles, poles),
        torch.linalg.norm(spectrum),
    )


INPUTS = [
    (torch.tensor([1.0, 2.0, -0.5, 0.25]), torch.tensor([-0.5 + 1j, -0.25 - 2j])),
    (torch.linspace(-1, 2, 7), torch.tensor([-1 + 0.5j])),
]
