"""OpenCV's resize against OpenCV: uint8 to the bit, but for bicubic, which is float in both and rounded."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")
cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")
from parity import LEVELS, _core, run_at_level  # noqa: E402

EXACT = [cv2.INTER_NEAREST, cv2.INTER_NEAREST_EXACT, cv2.INTER_LINEAR, cv2.INTER_AREA, cv2.INTER_LANCZOS4]
SIZES = [(5, 7), (20, 31), (64, 48), (3, 40), (1, 9), (33, 1), (2, 2), (61, 100), (128, 96)]


def image(height: int, width: int, channels: int, dtype: Any = None) -> Any:
    generator = np.random.default_rng(height * 1000 + width * 10 + channels)
    shape = (height, width) if channels == 1 else (height, width, channels)
    pixels = generator.integers(0, 256, shape, dtype=np.uint8)
    return pixels if dtype is None else (pixels / 3).astype(dtype)


def ours(source: Any, size: tuple[int, int], interpolation: int, fx: float = 0, fy: float = 0) -> Any:
    arguments = [torch.from_numpy(source), *size, float(fx), float(fy), interpolation]
    return _core.call("cv2::resize", arguments).numpy()


@pytest.mark.parametrize("interpolation", EXACT)
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_uint8_to_the_bit(interpolation: int, channels: int) -> None:
    for height, width in SIZES:
        source = image(height, width, channels)
        for size in SIZES:
            expected = cv2.resize(source, size, interpolation=interpolation)
            found = ours(source, size, interpolation)
            assert found.shape == expected.shape
            assert np.array_equal(found, expected), (source.shape, size, np.abs(found.astype(int) - expected).max())


EACH = """
import cv2, test_cv_resize
for channels in (1, 3, 4):
    test_cv_resize.test_uint8_to_the_bit(cv2.INTER_LINEAR, channels)
"""


@pytest.mark.parametrize("level", LEVELS[:-1])
def test_bilinear_at_each_level(level: str) -> None:
    run_at_level(EACH, level)


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_bicubic(channels: int) -> None:
    off = total = 0
    for height, width in SIZES:
        source = image(height, width, channels)
        for size in SIZES:
            expected = cv2.resize(source, size, interpolation=cv2.INTER_CUBIC)
            difference = np.abs(ours(source, size, cv2.INTER_CUBIC).astype(int) - expected)
            assert difference.max() <= 1
            off, total = off + np.count_nonzero(difference), total + difference.size
    assert off <= total // 1000


@pytest.mark.parametrize("interpolation", [*EXACT, cv2.INTER_CUBIC])
@pytest.mark.parametrize("channels", [1, 3])
def test_float32(interpolation: int, channels: int) -> None:
    for height, width in SIZES:
        source = image(height, width, channels, np.float32)
        for size in SIZES:
            expected = cv2.resize(source, size, interpolation=interpolation)
            np.testing.assert_allclose(ours(source, size, interpolation), expected, rtol=2e-4, atol=2e-3)


@pytest.mark.parametrize("scale", [0.5, 0.37, 1.6, 2.0])
def test_scales_instead_of_a_size(scale: float) -> None:
    for source in (image(37, 53, 3), image(31, 45, 1)):
        for interpolation in EXACT:
            for other in (1.3, scale):
                expected = cv2.resize(source, None, fx=scale, fy=other, interpolation=interpolation)
                assert np.array_equal(ours(source, (0, 0), interpolation, scale, other), expected)


def test_a_photograph_halved() -> None:
    sklearn = pytest.importorskip("sklearn.datasets")
    photo = sklearn.load_sample_image("china.jpg").copy()
    for interpolation in EXACT:
        for size in [(320, 213), (640, 640), (213, 142), (1280, 854)]:
            assert np.array_equal(
                ours(photo, size, interpolation), cv2.resize(photo, size, interpolation=interpolation)
            )


def test_what_must_raise() -> None:
    for source, size in ((np.zeros((0, 3), np.uint8), (2, 2)), (np.zeros((3, 3), np.int32), (2, 2))):
        with pytest.raises(Exception, match="resize"):
            ours(source, size, cv2.INTER_LINEAR)
    with pytest.raises(Exception, match="resize"):
        ours(image(3, 3, 1), (2, -1), cv2.INTER_LINEAR)
