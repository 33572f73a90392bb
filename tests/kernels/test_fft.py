"""Fourier transforms against eager: lengths of every kind of factor, several dims, halves of spectra."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import LEVELS, check, layouts, run_at_level  # noqa: E402

LENGTHS = [1, 2, 3, 4, 5, 8, 12, 30, 31, 37, 49, 64, 74, 128, 400, 1009]


def sample(*shape: int, dtype: Any = torch.float64) -> Any:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(sum(shape)), dtype=dtype)


@pytest.mark.parametrize("n", LENGTHS)
def test_length(n: int) -> None:
    for mode in (0, 1, 2):
        check("aten::_fft_c2c", sample(2, n, dtype=torch.complex128), [1], mode, mode != 1, tolerance=1e-12)
        check("aten::_fft_r2c", sample(2, n), [1], mode, True, tolerance=1e-12)
        check("aten::_fft_r2c", sample(2, n), [1], mode, False, tolerance=1e-12)
    check("aten::_fft_c2c", sample(n, dtype=torch.complex64), [0], 0, True, tolerance=2e-6)
    half = torch.fft.rfft(sample(2, n))
    check("aten::_fft_c2r", half, [1], 2, n, tolerance=1e-12)


def test_several_dims_and_layouts() -> None:
    for x in layouts(sample(3, 4, 5, 2)):
        check("aten::_fft_r2c", x, [0, 2], 0, True, tolerance=1e-12, strides=False)
        check("aten::_fft_c2c", x.to(torch.complex128), [1, 3, 0], 2, False, tolerance=1e-12, strides=False)
        check("aten::_fft_c2r", torch.fft.rfftn(x, dim=(1, 2)), [1, 2], 2, 5, tolerance=1e-12, strides=False)


def test_what_has_no_transform() -> None:
    check("aten::_fft_r2c", torch.zeros(2, 0), [1], 0, True)
    check("aten::_fft_c2r", torch.zeros(2, 3, dtype=torch.complex64), [1], 0, 0)


def many_lines() -> None:
    """Whole vectors of lines and a rest, pairs and one that is left over, along any dim."""
    for lines in (1, 3, 8, 17, 33):
        for n in (1, 6, 7, 37, 64, 45):
            real, spectrum = sample(lines, n), sample(lines, n, dtype=torch.complex128)
            check("aten::_fft_r2c", real, [1], 1, True, tolerance=1e-12)
            check("aten::_fft_r2c", real.t(), [0], 0, False, tolerance=1e-12, strides=False)
            check("aten::_fft_c2c", spectrum, [1], 2, False, tolerance=1e-12)
            check("aten::_fft_c2c", spectrum.to(torch.complex64), [0, 1], 0, True, tolerance=2e-6)
            for size in (2 * n - 1, max(1, 2 * n - 2)):
                check("aten::_fft_c2r", spectrum, [1], 0, size, tolerance=1e-12)
                check("aten::_fft_c2r", spectrum.to(torch.complex64), [0, 1], 2, size, tolerance=2e-6)


@pytest.mark.parametrize("level", LEVELS)
def test_many_lines_at_each_level(level: str) -> None:
    run_at_level("import test_fft as t\nt.many_lines()", level, 3)
