"""OpenCV's cvtColor against OpenCV: uint8 to the bit, but for what goes through float in both."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")
cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")
from parity import LEVELS, _core, run_at_level  # noqa: E402

EXACT = """BGR2BGRA BGR2RGBA BGRA2BGR RGBA2BGR BGR2RGB BGRA2RGBA BGR2GRAY RGB2GRAY BGRA2GRAY RGBA2GRAY GRAY2BGR GRAY2BGRA
BGR2YCrCb RGB2YCrCb YCrCb2BGR YCrCb2RGB BGR2YUV RGB2YUV YUV2BGR YUV2RGB BGR2HSV RGB2HSV BGR2HSV_FULL RGB2HSV_FULL
BGR2Lab RGB2Lab Lab2BGR Lab2RGB""".split()
ROUNDED = """HSV2BGR HSV2RGB HSV2BGR_FULL HSV2RGB_FULL BGR2HLS RGB2HLS HLS2BGR HLS2RGB""".split()


def pixels(name: str) -> Any:
    """Every corner of the cube of colours, grays, and random ones."""
    channels = 1 if name.startswith("GRAY") else 4 if name.partition("2")[0].endswith("A") else 3
    generator = np.random.default_rng(0)
    levels = np.array([0, 1, 2, 127, 128, 254, 255], np.uint8)
    corners = np.stack(np.meshgrid(*[levels] * channels), -1).reshape(-1, channels)
    grays = np.arange(256, dtype=np.uint8)[:, None].repeat(channels, 1)
    noise = generator.integers(0, 256, (60000, channels), dtype=np.uint8)
    every = np.concatenate([corners, grays, noise])
    every = every[: len(every) // 7 * 7].reshape(-1, 7, channels)
    return every[..., 0].copy() if channels == 1 else every


def ours(source: Any, name: str, channels: int = 0) -> Any:
    code = getattr(cv2, f"COLOR_{name}")
    return _core.call("cv2::cvtColor", [torch.from_numpy(source), code, channels]).numpy()


@pytest.mark.parametrize("name", EXACT)
def test_uint8_to_the_bit(name: str) -> None:
    source = pixels(name)
    expected = cv2.cvtColor(source, getattr(cv2, f"COLOR_{name}"))
    found = ours(source, name)
    assert found.shape == expected.shape
    assert np.array_equal(found, expected), np.argwhere(found != expected)[:5]


@pytest.mark.parametrize("name", ROUNDED)
def test_uint8_through_float(name: str) -> None:
    source = pixels(name)
    if name.startswith("H"):
        source[..., 0] = source[..., 0] if name.endswith("FULL") else source[..., 0] % 180
    difference = np.abs(ours(source, name).astype(int) - cv2.cvtColor(source, getattr(cv2, f"COLOR_{name}")))
    assert difference.max() <= 1
    assert np.count_nonzero(difference) <= difference.size / 1000


@pytest.mark.parametrize("width", [1, 31, 32, 70, 640])
def test_wide_rows_from_hsv(width: int) -> None:
    """OpenCV cuts levels in blocks of pixels, and rounds those of what is left of a row."""
    source = np.random.default_rng(1).integers(0, 256, (90, width, 3), dtype=np.uint8)
    source[..., 0] %= 180
    difference = np.abs(ours(source, "HSV2BGR").astype(int) - cv2.cvtColor(source, cv2.COLOR_HSV2BGR))
    assert difference.max() <= 1
    assert np.count_nonzero(difference[:, : width // 32 * 32]) == 0
    assert np.count_nonzero(difference) <= difference.size / 1000


@pytest.mark.parametrize("name", [n for n in [*EXACT, *ROUNDED] if "Lab" not in n and "FULL" not in n])
def test_float32(name: str) -> None:
    source = pixels(name).astype(np.float32) / 255
    if name.startswith("H"):
        source[..., 0] *= 360
    expected = cv2.cvtColor(source, getattr(cv2, f"COLOR_{name}"))
    np.testing.assert_allclose(ours(source, name), expected, rtol=1e-4, atol=2e-4)


def test_what_must_raise() -> None:
    with pytest.raises(Exception, match="isn't supported"):
        _core.call("cv2::cvtColor", [torch.zeros(3, 3, 3, dtype=torch.uint8), 12345, 0])
    with pytest.raises(Exception, match="channels"):
        ours(np.zeros((3, 3), np.uint8), "BGR2RGB")


def check_short_rows() -> None:
    """Rows shorter than a vector, and with a rest."""
    for width in (1, 2, 3, 4, 5, 6, 7, 16, 17, 31, 33, 70, 131):
        for name in [n for n in EXACT if "Lab" not in n]:
            source = pixels(name).reshape(-1, *pixels(name).shape[2:])[1000 : 1000 + 3 * width]
            source = np.ascontiguousarray(source.reshape(3, width, *source.shape[1:]))
            expected = cv2.cvtColor(source, getattr(cv2, f"COLOR_{name}"))
            assert np.array_equal(ours(source, name), expected), (name, width)


EACH = """
import test_cv_color
test_cv_color.check_short_rows()
for name in test_cv_color.EXACT:
    test_cv_color.test_uint8_to_the_bit(name)
for name in test_cv_color.ROUNDED:
    test_cv_color.test_uint8_through_float(name)
"""


@pytest.mark.parametrize("level", LEVELS)
def test_short_rows_at_each_level(level: str) -> None:
    run_at_level(EACH, level)
