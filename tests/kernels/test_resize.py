"""Resizing and sampling of images against eager PyTorch: sizes up and down, factors, corners, layouts, bytes."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import _core, check, compare, eager, layouts  # noqa: E402

SIZES = [(4, 5), (7, 11), (3, 2), (16, 5), (1, 1)]


def image(dtype: Any, *shape: int) -> Any:
    generator = torch.Generator().manual_seed(sum(shape))
    x = torch.rand(*shape, generator=generator)
    return (x * 256).to(dtype) if dtype == torch.uint8 else x.to(dtype)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16, torch.uint8])
@pytest.mark.parametrize("size", SIZES)
def test_nearest(dtype: Any, size: tuple[int, int]) -> None:
    for channels in (1, 3, 6):
        for x in layouts(image(dtype, 2, channels, 4, 5)):
            for name in ("upsample_nearest2d", "_upsample_nearest_exact2d"):
                check(f"aten::{name}", x, list(size), None, None)
                check(f"aten::{name}.vec", x, None, [1.7, 0.6])
    for name in ("upsample_nearest1d", "_upsample_nearest_exact1d"):
        check(f"aten::{name}", image(dtype, 2, 3, 12), [size[0] * 3], None)
        check(f"aten::{name}", image(dtype, 2, 3, 12), [24], 1.7)
    for name in ("upsample_nearest3d", "_upsample_nearest_exact3d"):
        check(f"aten::{name}", image(dtype, 2, 3, 4, 5, 3), [6, *size], None, None, None)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("corners", [False, True])
def test_smooth(dtype: Any, size: tuple[int, int], corners: bool) -> None:
    for x in layouts(image(dtype, 2, 3, 4, 5)) + [image(dtype, 1, 9, 6, 5)]:
        for name in ("upsample_bilinear2d", "upsample_bicubic2d"):
            check(
                f"aten::{name}", x, list(size), corners, None, None, tolerance=1e-6 if dtype == torch.float32 else None
            )
            check(f"aten::{name}.vec", x, None, corners, [1.7, 0.6], tolerance=2e-6 if dtype == torch.float32 else None)
    for x in layouts(image(dtype, 2, 3, 9)):
        check("aten::upsample_linear1d", x, [size[0] * 3], corners, None)
    check("aten::upsample_trilinear3d", image(dtype, 2, 3, 4, 5, 3), [6, *size], corners, None, None, None)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("corners", [False, True])
def test_antialiased(size: tuple[int, int], corners: bool) -> None:
    for x in layouts(image(torch.float32, 2, 3, 9, 13)) + [image(torch.float64, 1, 2, 40, 33)]:
        for name in ("_upsample_bilinear2d_aa", "_upsample_bicubic2d_aa"):
            check(f"aten::{name}", x, list(size), corners, None, None, tolerance=2e-6)


@pytest.mark.parametrize("size", [(4, 5), (7, 11), (3, 2), (30, 5), (50, 60)])
@pytest.mark.parametrize("corners", [False, True])
def test_bytes(size: tuple[int, int], corners: bool) -> None:
    for channels in (1, 3, 5):
        for x in layouts(image(torch.uint8, 2, channels, 13, 17)):
            for name in (
                "upsample_bilinear2d",
                "upsample_bicubic2d",
                "_upsample_bilinear2d_aa",
                "_upsample_bicubic2d_aa",
            ):
                check(f"aten::{name}", x, list(size), corners, None, None)


def test_a_large_image_goes_through_bands() -> None:
    for x in layouts(image(torch.float32, 1, 2, 65, 65)):
        check("aten::upsample_bilinear2d.vec", x, [520, 511], False, None)
        check("aten::upsample_nearest2d.vec", x, [520, 511], None)


@pytest.mark.parametrize("mode", [0, 1, 2])
@pytest.mark.parametrize("padding", [0, 1, 2])
@pytest.mark.parametrize("corners", [False, True])
def test_grid_sampler(mode: int, padding: int, corners: bool) -> None:
    generator = torch.Generator().manual_seed(1)
    grid = torch.rand(2, 6, 7, 2, generator=generator) * 4 - 2
    for dtype in (torch.float32, torch.float64):
        for x in layouts(image(dtype, 2, 3, 5, 4)):
            check("aten::grid_sampler", x, grid.to(dtype), mode, padding, corners, tolerance=1e-5)
    if mode < 2:
        grid = torch.rand(2, 3, 4, 5, 3, generator=generator) * 4 - 2
        check("aten::grid_sampler", image(torch.float32, 2, 3, 5, 4, 3), grid, mode, padding, corners, tolerance=1e-5)


@pytest.mark.parametrize("corners", [False, True])
def test_affine_grid_generator(corners: bool) -> None:
    check("aten::affine_grid_generator", torch.randn(2, 2, 3), [2, 3, 4, 5], corners)
    check("aten::affine_grid_generator", torch.randn(2, 3, 4), [2, 3, 4, 5, 1], corners)
    check("aten::affine_grid_generator", torch.randn(2, 2, 2), [2, 3, 4, 5], corners)


def test_what_must_raise() -> None:
    x = image(torch.float32, 2, 3, 4, 5)
    check("aten::upsample_bilinear2d", x[0], [3, 3], False, None, None)
    check("aten::upsample_bilinear2d", x, [3, 0], False, None, None)
    check("aten::upsample_bilinear2d", x, [3], False, None, None)
    check("aten::upsample_bilinear2d", x[:, :0], [3, 3], False, None, None)
    check("aten::upsample_bilinear2d", x.long(), [3, 3], False, None, None)
    check("aten::upsample_nearest2d", x.long(), [3, 3], None, None)
    check("aten::upsample_linear1d", image(torch.uint8, 2, 3, 4), [3], False, None)
    check("aten::upsample_bilinear2d.vec", x, None, False, None)
    check("aten::upsample_bilinear2d.vec", x, [3, 3], False, [2.0, 2.0])
    check("aten::grid_sampler", x, torch.zeros(1, 3, 3, 2), 0, 0, False)
    check("aten::grid_sampler", x, torch.zeros(2, 3, 3, 3), 0, 0, False)
    check("aten::grid_sampler", x, torch.zeros(2, 3, 3, 2).double(), 0, 0, False)


def test_no_batch_at_all() -> None:
    x = image(torch.float32, 2, 3, 4, 5)[:0]
    compare("empty", _core.call("aten::upsample_bilinear2d", [x, [3, 3], False, None, None]),
            eager("aten::upsample_bilinear2d", x, [3, 3], False, None, None))  # fmt: skip
