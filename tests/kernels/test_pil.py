"""Pillow's resize, conversions and crops against Pillow, to the bit."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")
np = pytest.importorskip("numpy")
Image = pytest.importorskip("PIL.Image")
ImageFilter = pytest.importorskip("PIL.ImageFilter")
from parity import _core  # noqa: E402

SIZES = [(5, 7), (20, 31), (64, 48), (3, 40), (1, 9), (33, 1), (61, 100)]
CHANNELS = [1, 2, 3, 4]


def pixels(height: int, width: int, channels: int) -> Any:
    generator = np.random.default_rng(height * 1000 + width * 10 + channels)
    made = generator.integers(0, 256, (height, width, channels), dtype=np.uint8)
    return made[..., 0].copy() if channels == 1 else made


def call(name: str, source: Any, *arguments: Any) -> Any:
    return _core.call(f"pil::{name}", [torch.from_numpy(source), *arguments])


@pytest.mark.parametrize("resample", list(Image.Resampling)[:6])
@pytest.mark.parametrize("channels", CHANNELS)
def test_resize(resample: Any, channels: int) -> None:
    for height, width in SIZES:
        source = pixels(height, width, channels)
        for size in SIZES:
            expected = np.asarray(Image.fromarray(source).resize(size, resample))
            found = call("resize", source, *size, int(resample), []).numpy()
            assert np.array_equal(found, expected), (source.shape, size)


@pytest.mark.parametrize("resample", list(Image.Resampling)[:6])
def test_resize_of_floats(resample: Any) -> None:
    for height, width in SIZES:
        source = pixels(height, width, 1).astype(np.float32) / 3
        for size in SIZES:
            expected = np.asarray(Image.fromarray(source).resize(size, resample))
            found = call("resize", source, *size, int(resample), []).numpy()
            np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-6)


def test_resize_of_a_part() -> None:
    source = pixels(40, 50, 3)
    for box in [(3.0, 4.0, 30.0, 35.0), (0.5, 0.25, 49.5, 39.0), (0.0, 10.0, 50.0, 40.0)]:
        for resample in list(Image.Resampling)[:6]:
            for size in [(21, 17), (60, 5), (45, 30)]:
                expected = np.asarray(Image.fromarray(source).resize(size, resample, box=box))
                found = call("resize", source, *size, int(resample), list(box)).numpy()
                assert np.array_equal(found, expected), (box, resample, size)


@pytest.mark.parametrize("channels", CHANNELS)
def test_modes_and_conversions(channels: int) -> None:
    source = pixels(33, 21, channels)
    image = Image.fromarray(source)
    assert call("mode", source) == image.mode
    for mode in ("L", "LA", "RGB", "RGBA"):
        assert np.array_equal(call("convert", source, mode).numpy(), np.asarray(image.convert(mode))), mode


@pytest.mark.parametrize("channels", CHANNELS)
def test_crop(channels: int) -> None:
    source = pixels(20, 30, channels)
    for box in [(3, 4, 12, 15), (-3, -2, 40, 30), (25, 15, 60, 50), (40, 5, 50, 9)]:
        expected = np.asarray(Image.fromarray(source).crop(box))
        assert np.array_equal(call("crop", source, *box).numpy(), expected)


def test_new() -> None:
    for mode, color in [("L", 7), ("RGB", 0), ("RGB", 0x0A0B0C), ("RGB", (1, 2, 300)), ("RGBA", (9, 8, 7)), ("F", 1.5)]:
        levels = [float(c) for c in (color if isinstance(color, tuple) else (color,))]
        found = _core.call("pil::new", [mode, 5, 3, levels]).numpy()
        assert np.array_equal(found, np.asarray(Image.new(mode, (5, 3), color))), (mode, color)


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("radius", [0.3, 1, 2.5, 7, 40])
def test_blurs(channels: int, radius: float) -> None:
    from flambeau.stdlib import pillow_filters

    for height, width in SIZES:
        source = pixels(height, width, channels)
        image = Image.fromarray(source)
        expected = np.asarray(image.filter(ImageFilter.BoxBlur((radius, radius / 2))))
        assert np.array_equal(call("boxBlur", source, radius, radius / 2, 1).numpy(), expected)
        expected = np.asarray(image.filter(ImageFilter.GaussianBlur(radius)))
        box = pillow_filters._box_for(radius)
        assert np.array_equal(call("boxBlur", source, box, box, 3).numpy(), expected)


def test_blurs_that_must_raise() -> None:
    with pytest.raises(ValueError, match="radius must be >= 0"):
        call("boxBlur", pixels(4, 4, 3), -1.0, 2.0, 1)
    with pytest.raises(ValueError, match="image has wrong mode"):
        call("boxBlur", pixels(4, 4, 1).astype(np.float32), 1.0, 2.0, 1)


def test_numbers_and_booleans() -> None:
    numbers = np.arange(-300, 600, 7, dtype=np.int32)[:120].reshape(8, 15)
    for source in (numbers, numbers.astype(np.float32) / 3, numbers % 3 == 0):
        image = Image.fromarray(source)
        assert call("mode", source) == image.mode
        for mode in ("L", "RGB", "I", "F"):
            assert np.array_equal(call("convert", source, mode).numpy(), np.asarray(image.convert(mode))), mode
    for channels in CHANNELS:
        source = pixels(9, 11, channels)
        for mode in ("I", "F"):
            expected = np.asarray(Image.fromarray(source).convert(mode))
            assert np.array_equal(call("convert", source, mode).numpy(), expected)


def test_what_must_raise() -> None:
    for name, arguments in (("resize", (0, 3, 2, [])), ("resize", (3, 3, 9, [])), ("crop", (3, 0, 1, 5))):
        with pytest.raises(ValueError):
            call(name, pixels(4, 4, 3), *arguments)
    with pytest.raises(TypeError, match="Cannot handle this data type"):
        call("mode", np.zeros((3, 3, 5), np.uint8))
    with pytest.raises(NotImplementedError):
        call("convert", pixels(3, 3, 3), "CMYK")


@pytest.mark.parametrize("channels", CHANNELS)
def test_what_is_written_in_the_language(channels: int, monkeypatch: Any) -> None:
    from flambeau.stdlib import pillow

    monkeypatch.setattr(pillow, "mapped", lambda *args: of_arrays("transform", *args))

    for height, width in SIZES:
        source, other = pixels(height, width, channels), pixels(height, width, channels)[::-1].copy()
        image = Image.fromarray(source)
        for alpha in (0, 0.3, 0.5, 1, 1.3, -0.4, 2.7):
            expected = np.asarray(Image.blend(image, Image.fromarray(other), alpha))
            assert np.array_equal(pillow.blended(source, other, alpha), expected)
        assert pillow.histogram(source) == image.histogram()
        expected = np.asarray(image.point(lambda level: level * 1.3 - 20))
        assert np.array_equal(pillow.looked_up(source, pillow.table_of(source, lambda v: v * 1.3 - 20)), expected)
        if channels in (1, 3):
            for factor in ((2, 2), (3, 4), (5, 1), (1, 7)):
                assert np.array_equal(pillow.reduced(source, *factor), np.asarray(image.reduce(factor)))
        matrix = (1.1, 0.3, -2.5, -0.2, 0.8, 3.25)
        background = np.asarray(Image.new(image.mode, (40, 30)))
        expected = np.asarray(image.transform((40, 30), Image.Transform.AFFINE, matrix))
        assert np.array_equal(pillow.turned_nearest(source, background, matrix), expected)
        for cubic, filter in ((False, Image.Resampling.BILINEAR), (True, Image.Resampling.BICUBIC)):
            expected = np.asarray(image.transform((40, 30), Image.Transform.AFFINE, matrix, filter))
            assert np.array_equal(pillow.turned_smoothly(source, background, matrix, cubic), expected)


def of_arrays(name: str, *args: Any) -> Any:
    given = [torch.from_numpy(a.copy()) if isinstance(a, np.ndarray) else a for a in args]
    return _core.call(f"pil::{name}", given).numpy()


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "F", "I"])
@pytest.mark.parametrize("resample", [0, 2, 3])
def test_transform(mode: str, resample: int) -> None:
    projection = [1.1, 0.3, -2.5, -0.2, 0.8, 3.25, 0.01, -0.004]
    source = pixels(17, 23, 3)
    image = (
        Image.fromarray(source).convert("L").convert(mode) if mode in "1FI" else Image.fromarray(source).convert(mode)
    )
    if resample and mode in ("1", "RGBA"):
        pytest.skip("the source takes the alpha out, and black and white to the nearest")
    for matrix, method in ((projection[:6], Image.Transform.AFFINE), (projection, Image.Transform.PERSPECTIVE)):
        expected = np.asarray(image.transform((31, 19), method, matrix, resample))
        background = np.zeros_like(expected)
        found = of_arrays("transform", np.asarray(image), background, matrix, {0: 1, 2: 2, 3: 4}[resample])
        assert found.dtype == expected.dtype and found.shape == expected.shape
        if mode == "I":
            assert np.abs(found.astype(int) - expected).max() <= 1
        else:
            np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("size", [(1, 1), (1, 9), (7, 1), (31, 43)])
def test_dither(size: tuple[int, int]) -> None:
    gray = pixels(*size, 1)
    expected = np.asarray(Image.fromarray(gray).convert("1"))
    assert np.array_equal(of_arrays("dither", gray.astype(np.int32)), expected)


@pytest.mark.parametrize("channels", CHANNELS)
def test_images_over_each_other(channels: int) -> None:
    for height, width in SIZES:
        below, share = pixels(height, width, channels), pixels(height, width, 1)
        above = np.ascontiguousarray(below[::-1])
        images = [Image.fromarray(each) for each in (above, below, share)]
        assert np.array_equal(of_arrays("laidOver", below, above, share), np.asarray(Image.composite(*images)))
        if channels == 4:
            below[::3, ::2, 3], above[1::3, ::2, 3] = 0, 0
            expected = np.asarray(Image.alpha_composite(Image.fromarray(below), Image.fromarray(above)))
            assert np.array_equal(of_arrays("alphaComposite", below, above), expected)
    with pytest.raises(ValueError, match="images do not match"):
        of_arrays("laidOver", below, above[:-1], share)


def test_sizes_of_thumbnails() -> None:
    from flambeau.stdlib import pillow

    for width, height in [(131, 97), (97, 131), (1000, 3), (3, 1000), (40, 40), (33, 20)]:
        for limits in [(50, 50), (33, 20), (40.5, 12.9), (2, 400), (2000, 2000)]:
            image = Image.new("L", (width, height))
            image.thumbnail(limits)
            assert pillow.thumbnail_size(width, height, *limits) == image.size


@pytest.mark.parametrize("channels", CHANNELS)
def test_kernels_of_weights(channels: int) -> None:
    five = [float(i % 7) - 2 for i in range(25)]
    for height, width in SIZES:
        source = pixels(height, width, channels)
        image = Image.fromarray(source)
        for size, weights, scale, offset in ((3, [-2, 0, 1, 3.5, 9, -4, 1, 0, 0.5], 3, 7), (5, five, 21, -3)):
            expected = np.asarray(image.filter(ImageFilter.Kernel((size, size), weights, scale, offset)))
            scaled = (np.array(weights, np.float32) / np.float32(scale)).tolist()
            assert np.array_equal(call("weighted", source, size, scaled, offset + 0.5).numpy(), expected)
    with pytest.raises(ValueError, match="image has wrong mode"):
        call("weighted", pixels(4, 4, 1).astype(np.float32), 3, scaled[:9], 0.5)
