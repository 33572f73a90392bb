"""Copies and conversions against eager: every pair of dtypes, memory formats, and what is not copied."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
from defaults import check_with, run  # noqa: E402
from parity import LEVELS, layouts, run_at_level  # noqa: E402

DTYPES = [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.bfloat16, torch.float32,
          torch.float64, torch.bool, torch.complex64, torch.complex128]  # fmt: skip
SMALL = [0, 1, 2, 3, 100, 7, 1, 0, 5]


@pytest.mark.parametrize("to", DTYPES, ids=str)
@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_every_pair_of_dtypes(dtype: torch.dtype, to: torch.dtype) -> None:
    x = torch.tensor(SMALL).to(dtype)
    check_with("aten::to.dtype", x, to)
    check_with("aten::to.dtype", x.view(3, 3).t()[:, ::2], to)


@pytest.mark.parametrize(
    "to", [torch.uint8, torch.int8, torch.int32, torch.int64, torch.float16, torch.bfloat16, torch.bool], ids=str
)
def test_floats_out_of_range(to: torch.dtype) -> None:
    # Negative numbers wrap around; beyond int32 only the processor decides, so those aren't compared.
    check_with("aten::to.dtype", torch.tensor([-1.0, -1.9, 255.9, 256.0, 1e-9, 65519.0, 65520.0, 1e-7]), to)


def long_runs() -> None:
    torch.manual_seed(0)
    special = torch.tensor(
        [float("nan"), float("inf"), float("-inf"), -0.0, 1e-9, 65519.0, 65520.0, 2.0**31, -(2.0**31)]
    )
    floats = torch.cat([torch.randn(70) * 90, special])
    for dtype in DTYPES:
        x = floats.to(dtype) if dtype.is_floating_point else torch.randn(79).mul(90).to(dtype)
        for to in DTYPES:
            if not (dtype.is_floating_point and to is torch.bool):
                check_with("aten::to.dtype", x, to)
                check_with("aten::to.dtype", x[3:], to)


@pytest.mark.parametrize("level", LEVELS)
def test_long_runs_at_each_level(level: str) -> None:
    run_at_level("import test_convert as t\nt.long_runs()", level)


def test_broadcast_operands_of_any_row() -> None:
    for rows, columns in [(5000, 3), (3, 5000), (700, 7), (2, 2048), (300, 17)]:
        x = torch.randn(rows, columns)
        for y in (x[:1], x[:, :1], x[:1, :1]):
            for dtype in (torch.float32, torch.float64, torch.uint8):
                check_with("aten::add.Tensor", x, y.to(dtype), alpha=1)
                check_with("aten::add.Tensor", x.t(), y.to(dtype).t(), alpha=1)
        check_with("aten::add.Tensor", x[:, None, :2], x[None, :100, :2], alpha=1)
        check_with("aten::add.Tensor", x.expand(3, rows, columns), x[:, :1], alpha=1)


def test_halves_round_to_even() -> None:
    bits = torch.arange(-(2**15), 2**15, dtype=torch.int16)
    for half in [torch.float16, torch.bfloat16]:
        values = bits.view(half)
        check_with("aten::to.dtype", values, torch.float32)
        finite = values[values.isfinite()].float()
        check_with("aten::to.dtype", finite * (1 + 2**-11), half, tolerance=0)


@pytest.mark.parametrize("to_format", [torch.contiguous_format, torch.channels_last, torch.preserve_format], ids=str)
def test_memory_formats(to_format: torch.memory_format) -> None:
    for x in [*layouts(torch.randn(2, 3, 4, 5)), torch.randn(2, 1, 4, 5), torch.randn(2, 3, 1, 1), torch.randn(2, 3)]:
        check_with("aten::clone", x, memory_format=to_format)
        check_with("aten::contiguous", x, memory_format=to_format)
        check_with("aten::to.dtype", x, torch.float32, memory_format=to_format)
        check_with("aten::_to_copy", x, dtype=torch.float64, memory_format=to_format)


def test_clones_of_expanded_and_permuted() -> None:
    for x in [
        torch.randn(3, 1).expand(3, 4),
        torch.randn(2, 3, 4).permute(2, 0, 1),
        torch.randn(4, 6)[:, ::2],
        torch.tensor(1.0),
    ]:
        check_with("aten::clone", x)
        check_with("aten::to.dtype", x, torch.float64)
        check_with("aten::neg", x)


def test_nothing_to_convert_is_the_same_storage() -> None:
    x = torch.zeros(3)
    for name, arguments in [("to.dtype", [torch.float32]), ("contiguous", []), ("detach", []), ("alias", [])]:
        torch.as_tensor(run(f"aten::{name}", x, *arguments)).add_(1)
    assert x.tolist() == [4, 4, 4]


def test_copy_in_place() -> None:
    check_with("aten::copy_", torch.zeros(2, 3), torch.arange(3))
    check_with("aten::copy_", torch.zeros(2, 3, dtype=torch.int32), torch.tensor(2.7))
    check_with("aten::copy_", torch.zeros(2, 3), torch.zeros(4))
    check_with("aten::copy_", torch.zeros(1, 3).expand(2, 3), torch.zeros(3))
    check_with("aten::copy_", torch.zeros(4, 4).t(), torch.randn(4, 4))


def test_parts_of_complex_numbers() -> None:
    z = torch.complex(torch.randn(2, 3), torch.randn(2, 3))
    for name in ["real", "imag", "view_as_real"]:
        check_with(f"aten::{name}", z)
    check_with("aten::imag", torch.zeros(2))
    check_with("aten::view_as_complex", torch.randn(2, 3, 2))
    check_with("aten::complex", torch.randn(2, 1), torch.randn(3))


def test_mirrored_rows() -> None:
    for dtype in (torch.uint8, torch.float16, torch.float32, torch.float64, torch.complex128):
        x = torch.randn(5, 77).mul(50).to(dtype)
        for width in (1, 15, 16, 17, 77):
            check_with("aten::flip", x[:, :width], [1])
            check_with("aten::flip", x[:, :width].t(), [0])


def test_channels_that_lie_apart() -> None:
    """Images with their channels first become ones with them last and back, of several blocks of pixels."""
    for dtype in (torch.uint8, torch.float16, torch.float32, torch.float64, torch.complex128):
        for channels in (1, 2, 3, 4, 7, 16, 17):
            x = torch.randn(2, channels, 19, 33).mul(50).to(dtype)
            for view in (x.permute(0, 2, 3, 1), x[:, :, ::2].permute(0, 2, 3, 1), x.permute(0, 3, 2, 1)):
                check_with("aten::clone", view, memory_format=torch.contiguous_format)
                check_with("aten::_to_copy", view, dtype=torch.float32, memory_format=torch.contiguous_format)
            check_with("aten::copy_", x.clone(), x.flip(1))
