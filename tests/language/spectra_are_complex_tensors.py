from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x):
    spectrum = torch.fft.rfft(x, dim=-1)
    image = torch.fft.fft2(x)
    low = torch.cat([spectrum[..., :3], torch.zeros_like(spectrum[..., 3:])], -1)
    return (
        torch.fft.irfft(low, n=x.size(-1)),
        spectrum.real,
        spectrum.imag,
        spectrum.angle(),
        spectrum.is_complex(),
        (spectrum * spectrum.conj()).real,
        torch.fft.ifft2(image * image).real,
        torch.fft.fftshift(image).abs(),
        torch.fft.rfftfreq(8),
        spectrum.dtype,
        torch.fft.irfftn(torch.fft.rfftn(x, norm="ortho"), s=x.shape, norm="ortho"),
        torch.fft.fft(x.to(torch.int64)).real,
    )


INPUTS = [(torch.randn(4, 8) * 3,), (torch.randn(2, 3, 7, dtype=torch.float64),)]
