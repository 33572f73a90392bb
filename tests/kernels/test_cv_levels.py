"""OpenCV's filters and warps at each level of vector instructions: lines shorter than a vector, and with a rest."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")
cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")
from parity import LEVELS, _core, run_at_level  # noqa: E402
from test_cv_filter import call, same  # noqa: E402

from flambeau.stdlib import opencv_cameras  # noqa: E402

SIZES = [(4, 3), (4, 70), (67, 5), (41, 131)]


def check_filters(dtype: Any) -> None:
    for image in _images(dtype):
        for size in ((5, 5), (31, 3)):
            found = call("GaussianBlur", image, *size, 0.0, 0.0, cv2.BORDER_REPLICATE)
            same(found, cv2.GaussianBlur(image, size, 0, borderType=cv2.BORDER_REPLICATE))
        for size in ((3, 3), (16, 16), (20, 3)):
            same(call("boxFilter", image, *size, True, cv2.BORDER_REPLICATE), _blur(image, size), rounded=True)
        for side in (3, 5):
            same(call("medianBlur", image, side), cv2.medianBlur(image, side))
        kernel = np.array([[-1, 0, 1], [-2, 3, 2], [-1, 0, 1]], np.float32)
        same(call("filter2D", image, kernel, False, -1, -1, 2.0, cv2.BORDER_REFLECT), _filtered(image, kernel))
        for shape, size in ((cv2.MORPH_RECT, (3, 3)), (cv2.MORPH_RECT, (11, 4)), (cv2.MORPH_ELLIPSE, (9, 9))):
            kernel = cv2.getStructuringElement(shape, size)
            for iterations in (1, 4):
                for erodes, function in ((True, cv2.erode), (False, cv2.dilate)):
                    found = call("morphology", image, kernel, erodes, 1, 2, iterations, cv2.BORDER_CONSTANT)
                    same(found, function(image, kernel, anchor=(1, 2), iterations=iterations))


def check_warps(dtype: Any) -> None:
    value = [114.0, 7.0, 20.0, 3.0]
    pairs: list[tuple[Any, Any]] = []
    for image in _images(dtype):
        height, width = image.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 20, 1.2)
        plane = np.concatenate([matrix, [[0.001, 0.002, 1]]])
        for flags in (cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC):
            for border in (cv2.BORDER_CONSTANT, cv2.BORDER_REPLICATE):
                options = {"flags": flags, "borderMode": border, "borderValue": value}
                found = call("warpAffine", image, matrix, width, height, flags, border, value)
                pairs.append((found, cv2.warpAffine(image, matrix, (width, height), **options)))
                found = call("warpPerspective", image, plane, width, height, flags, border, value)
                pairs.append((found, cv2.warpPerspective(image, plane, (width, height), **options)))
    found, expected = (np.concatenate([pair[i].ravel() for pair in pairs]) for i in (0, 1))
    if dtype == np.uint8:
        same(found, expected, rounded=True)
    else:
        np.testing.assert_allclose(found, expected, atol=0.02)  # a cubic's weights are sums that nearly cancel


def check_places_beyond_numbers() -> None:
    image = np.arange(20 * 30, dtype=np.float32).reshape(20, 30)
    across, down = np.meshgrid(np.arange(30, dtype=np.float32), np.arange(20, dtype=np.float32))
    across[3, 3:6] = np.nan, np.inf, -np.inf
    down[7, 3:6] = np.nan, 1e30, -0.0
    across[7, 5] = 29
    found = call("remap", image, across, down, cv2.INTER_LINEAR, cv2.BORDER_CONSTANT, [5.0])
    expected = image.copy()
    expected[3, 3:6] = expected[7, 3:5] = 5
    expected[7, 5] = image[0, 29]
    assert np.array_equal(found, expected)


def check_mixing() -> None:
    generator = np.random.default_rng(1)
    for n in (0, 1, 2, 3, 5, 8, 15, 16, 17, 33, 100, 5000):
        a, b = generator.integers(0, 256, (2, 1, n), dtype=np.uint8)
        if n == 0:
            assert call("saturating", a, b, 5, 0.3).shape == (1, 0)
            continue
        x, y = a.astype(np.float32), b.astype(np.float32)
        for f, g, h in ((0.3, 0.7, 2), (1, -1, 0), (-2.5, 3, 100)):
            exact = x.astype(np.float64) * np.float32(f) + (y * np.float64(np.float32(g)) + h).astype(np.float32)
            same(
                call("addWeighted", a, f, b, g, h), np.clip(np.rint(exact.astype(np.float32)), 0, 255).astype(np.uint8)
            )
        same(call("saturating", a, b, 3, 1 / 255), _bytes(np.rint(x * y * np.float32(1 / 255))))
        quotients = x * np.float32(2.5) / np.where(b == 0, np.inf, y).astype(np.float32)
        same(call("saturating", a, b, 4, 2.5), _bytes(np.rint(quotients)))
        for share in (0.3, -1, 2):
            same(call("saturating", a, b, 5, share), _bytes(x + np.float32(share) * (y - x)))
        same(call("saturating", a, b, 6, 1 / 255), (a.astype(int) * b // 255).astype(np.uint8))
        wide = (x - 100) * 700.3
        same(call("convertTo", wide, 1.0, 0.0, torch.int16), np.clip(np.rint(wide), -32768, 32767).astype(np.int16))
        same(
            call("convertTo", x, 0.1, 2.5, torch.uint8),
            _bytes(np.rint((x * 0.1 + 2.5).astype(np.float32))),
            rounded=True,
        )
        for degrees in (True, False):
            found = call("phase", x - 128, y - 128, degrees)
            np.testing.assert_allclose(found, cv2.phase(x - 128, y - 128, angleInDegrees=degrees), atol=1e-4)
        for channels in (1, 2, 3, 4):
            image = generator.integers(0, 256, (3, n, channels), dtype=np.uint8)
            low, high = np.array([-3.5, 20.5, 100, 255][:channels]), np.array([255.5, 200.2, 99, 300][:channels])
            inside = ((image >= low) & (image <= high)).all(axis=2)
            same(call("inRange", image, low.tolist(), high.tolist()), inside * np.uint8(255))
            tables = generator.integers(0, 256, (channels, 256), dtype=np.uint8)
            same(call("LUT", image, tables), np.stack([tables[c][image[..., c]] for c in range(channels)], axis=2))


def check_channels_copied() -> None:
    for n in (1, 2, 4, 5, 6, 7, 16, 17, 33, 100):
        for channels in (2, 3, 4):
            image = np.random.default_rng(n).integers(0, 256, (2, n, channels), dtype=np.uint8)
            for c in range(channels):
                found = _core.call("aten::clone", [torch.from_numpy(image)[..., c], torch.contiguous_format])
                assert np.array_equal(found.numpy(), image[..., c])


def check_lenses() -> None:
    generator = np.random.default_rng(2)
    for size in ((1, 1), (7, 3), (8, 2), (33, 5), (130, 70)):
        for parts in (0.0, 32.0):
            camera = np.array([[size[0], 0.3, size[0] / 2], [0, size[1], size[1] / 3], [0.001, 0, 1]])
            numbers = [*np.linalg.inv(camera).reshape(-1), *generator.normal(size=12) / 20, 50.0, 20.0, 40.0, 10.0]
            given = ([float(n) for n in numbers], *size, parts)
            for found, expected in zip(_core.call("cv2::lensMaps", list(given)), opencv_cameras.lens_maps(*given)):
                assert np.array_equal(found.numpy(), expected)


def _bytes(levels: Any) -> Any:
    return np.clip(levels, 0, 255).astype(np.uint8)


def _images(dtype: Any) -> list[Any]:
    made = []
    for height, width in SIZES:
        for channels in (1, 3, 4):
            pixels = np.random.default_rng(width).integers(0, 256, (height, width, channels), dtype=np.uint8)
            made.append((pixels[..., 0] if channels == 1 else pixels).copy().astype(dtype))
    return made


def _blur(image: Any, size: tuple[int, int]) -> Any:
    return cv2.blur(image, size, borderType=cv2.BORDER_REPLICATE)


def _filtered(image: Any, kernel: Any) -> Any:
    return cv2.filter2D(image, -1, kernel, delta=2, borderType=cv2.BORDER_REFLECT)


EACH = """
import numpy, test_cv_levels
for dtype in (numpy.uint8, numpy.float32):
    test_cv_levels.check_filters(dtype)
    test_cv_levels.check_warps(dtype)
test_cv_levels.check_places_beyond_numbers()
test_cv_levels.check_mixing()
test_cv_levels.check_lenses()
test_cv_levels.check_channels_copied()
import test_cv_regions
test_cv_regions.test_bilateral_filter(test_cv_levels.cv2.BORDER_REFLECT_101)
"""


@pytest.mark.parametrize("level", LEVELS)
def test_at_each_level(level: str) -> None:
    run_at_level(EACH, level)


def test_reflections_of_far_places() -> None:
    image = np.arange(7, dtype=np.uint8)[None]
    across = np.array([[-2e6, 2e6 + 1, 3e6 + 5, 1e9]], dtype=np.float32)
    wanted = {cv2.BORDER_REFLECT: np.pad(image[0], (0, 7), "symmetric"), cv2.BORDER_WRAP: image[0]}
    wanted[cv2.BORDER_REFLECT_101] = np.pad(image[0], (0, 5), "reflect")
    for border, period in wanted.items():
        found = call("remap", image, across, np.zeros_like(across), cv2.INTER_NEAREST, border, [])
        assert found[0].tolist() == [int(period[int(x) % len(period)]) for x in across[0]]
