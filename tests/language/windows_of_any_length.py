from __future__ import annotations

import torch


def program(n: int):
    return (
        torch.bartlett_window(n),
        torch.blackman_window(n, periodic=False),
        torch.kaiser_window(n, True, 8.0),
        torch.kaiser_window(n, False, dtype=torch.float64),
        torch.fft.fftfreq(n, 0.1),
        torch.fft.rfftfreq(n, d=2.0),
    )


INPUTS = [(0,), (1,), (2,), (9,), (16,)]
