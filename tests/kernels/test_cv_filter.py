"""OpenCV's filters, warps and pixel functions against OpenCV: uint8 to the bit unless float sums are rounded."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")
cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")
from parity import _core  # noqa: E402

SIZES = [(37, 53), (5, 4), (1, 9), (64, 64)]
BORDERS = [cv2.BORDER_REFLECT_101, cv2.BORDER_REPLICATE, cv2.BORDER_REFLECT, cv2.BORDER_CONSTANT]


def images(dtype: Any = np.uint8, channels: tuple[int, ...] = (1, 3, 4)) -> list[Any]:
    made = []
    for height, width in SIZES:
        for c in channels:
            generator = np.random.default_rng(height + width + c)
            pixels = generator.integers(0, 256, (height, width, c), dtype=np.uint8)
            made.append((pixels[..., 0] if c == 1 else pixels).copy().astype(dtype))
    return made


def call(name: str, source: Any, *arguments: Any) -> Any:
    given = [torch.from_numpy(a) if isinstance(a, np.ndarray) else a for a in (source, *arguments)]
    result = _core.call(f"cv2::{name}", given)
    return result.numpy() if isinstance(result, torch.Tensor) else result


def same(found: Any, expected: Any, rounded: bool = False) -> None:
    """Equal; where ``rounded``, off by at most one grey level in one element of a thousand."""
    assert found.dtype == expected.dtype and found.shape == expected.shape
    if found.dtype != np.uint8:
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-3)
    elif rounded:
        difference = np.abs(found.astype(int) - expected)
        assert difference.max() <= 1 and np.count_nonzero(difference) <= max(1, difference.size // 1000)
    else:
        assert np.array_equal(found, expected)


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
@pytest.mark.parametrize("size", [(1, 1), (3, 3), (5, 5), (7, 3), (9, 9), (11, 5), (21, 21), (0, 0)])
def test_gaussian_blur(size: tuple[int, int], dtype: Any) -> None:
    for source in images(dtype):
        for sigma_x, sigma_y in [(0.0, 0.0), (1.5, 0.0), (0.8, 2.1)]:
            for border in BORDERS:
                if sigma_x or size[0]:
                    expected = cv2.GaussianBlur(source, size, sigma_x, sigmaY=sigma_y, borderType=border)
                    same(call("GaussianBlur", source, *size, sigma_x, sigma_y, border), expected)


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 3), (4, 6), (5, 5), (16, 16), (17, 17), (20, 3)])
def test_blur(size: tuple[int, int], dtype: Any) -> None:
    for source in images(dtype):
        for border in BORDERS:
            expected = cv2.blur(source, size, borderType=border)
            same(call("boxFilter", source, *size, True, border), expected, rounded=True)
        expected = cv2.boxFilter(source, -1, size, normalize=False)
        same(call("boxFilter", source, *size, False, cv2.BORDER_REFLECT_101), expected)


@pytest.mark.parametrize("size", [1, 3, 5, 7, 13, 101, 255])
def test_median_blur(size: int) -> None:
    for source in images():
        same(call("medianBlur", source, size), cv2.medianBlur(source, size))
    for source in images(np.float32):
        if size <= 5:
            same(call("medianBlur", source, size), cv2.medianBlur(source, size))


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_filter_2d(dtype: Any) -> None:
    sharpen = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], np.float32)
    emboss = np.array([[-2, -1, 0, 1], [-1, 1, 1, 2]], np.float64)
    mean = np.ones((5, 3), np.float32) / 15
    for source in images(dtype):
        for kernel in (sharpen, emboss, mean):
            for border in BORDERS:
                expected = cv2.filter2D(source, -1, kernel, delta=3, borderType=border)
                same(call("filter2D", source, kernel, False, -1, -1, 3.0, border), expected, rounded=kernel is mean)
        expected = cv2.filter2D(source, cv2.CV_32F, emboss, anchor=(1, 1))
        same(call("filter2D", source, emboss, True, 1, 1, 0.0, cv2.BORDER_REFLECT_101), expected)


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
@pytest.mark.parametrize("shape", [cv2.MORPH_RECT, cv2.MORPH_ELLIPSE, cv2.MORPH_CROSS])
def test_erode_and_dilate(shape: int, dtype: Any) -> None:
    for size in [(3, 3), (5, 2), (7, 7)]:
        kernel = cv2.getStructuringElement(shape, size)
        for source in images(dtype):
            for iterations in (1, 3):
                for erodes, function in ((True, cv2.erode), (False, cv2.dilate)):
                    expected = function(source, kernel, iterations=iterations)
                    same(call("morphology", source, kernel, erodes, -1, -1, iterations, 0), expected)


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
@pytest.mark.parametrize("border", [*BORDERS, cv2.BORDER_WRAP])
def test_copy_make_border(border: int, dtype: Any) -> None:
    for source in images(dtype):
        for sides in [(1, 2, 3, 4), (0, 0, 0, 5), (6, 0, 0, 0)]:
            expected = cv2.copyMakeBorder(source, *sides, border, value=(114, 7, 300, 0))
            same(call("copyMakeBorder", source, *sides, border, [114.0, 7.0, 300.0, 0.0]), expected)


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
@pytest.mark.parametrize("flags", [cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP])
def test_warps(flags: int, dtype: Any) -> None:
    pairs: list[tuple[Any, Any]] = []
    for source in images(dtype):
        height, width = source.shape[:2]
        for angle, scale in [(30, 1.0), (-12.5, 0.7), (90, 1.9)]:
            matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale)
            shear = np.concatenate([matrix, [[0.001, 0.002, 1]]])
            for border in (cv2.BORDER_CONSTANT, cv2.BORDER_REPLICATE, cv2.BORDER_REFLECT_101):
                value = [114.0, 7.0, 20.0, 0.0]
                options = {"flags": flags, "borderMode": border, "borderValue": value}
                expected = cv2.warpAffine(source, matrix, (40, 30), **options)
                pairs.append((call("warpAffine", source, matrix, 40, 30, flags, border, value), expected))
                expected = cv2.warpPerspective(source, shear, (40, 30), **options)
                pairs.append((call("warpPerspective", source, shear, 40, 30, flags, border, value), expected))
    assert all(found.shape == expected.shape for found, expected in pairs)
    found, expected = (np.concatenate([pair[i].ravel() for pair in pairs]) for i in (0, 1))
    same(found, expected, rounded=True)


@pytest.mark.parametrize("kind", range(5))
def test_threshold(kind: int) -> None:
    for source in images():
        for limit in (0.0, 100.0, 127.5, 254.0, 255.0, 300.0, -1.0):
            expected = cv2.threshold(source, limit, 200, kind)
            level, found = call("threshold", source, limit, 200.0, kind)
            assert level == expected[0]
            same(found.numpy(), expected[1])
        if source.ndim == 2:
            expected = cv2.threshold(source, 0, 255, kind | cv2.THRESH_OTSU)
            level, found = call("threshold", source, 0.0, 255.0, kind | cv2.THRESH_OTSU)
            assert level == expected[0]
            same(found.numpy(), expected[1])
    for source in images(np.float32):
        same(call("threshold", source, 99.5, 200.0, kind)[1].numpy(), cv2.threshold(source, 99.5, 200, kind)[1])


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_arithmetic(dtype: Any) -> None:
    for source in images(dtype):
        other = source[::-1, ::-1].copy()
        for weights in [(0.5, 0.5, 0.0), (0.7, 0.3, 5.0), (1.5, -0.5, -20.0)]:
            expected = cv2.addWeighted(source, weights[0], other, weights[1], weights[2])
            same(call("addWeighted", source, weights[0], other, weights[1], weights[2]), expected)
        for operation, function in enumerate((cv2.add, cv2.subtract, cv2.absdiff, cv2.multiply)):
            same(call("saturating", source, other, operation, 1.0), function(source, other))


@pytest.mark.parametrize("kind", [cv2.NORM_MINMAX, cv2.NORM_INF, cv2.NORM_L1, cv2.NORM_L2])
def test_normalize(kind: int) -> None:
    for dtype in (np.uint8, np.float32):
        for source in images(dtype, (1, 3)):
            for depth, result in ((cv2.CV_8U, torch.uint8), (cv2.CV_32F, torch.float32)):
                expected = cv2.normalize(source, None, 255 if kind == cv2.NORM_INF else 0.5, 200, kind, depth)
                alpha = 255.0 if kind == cv2.NORM_INF else 0.5
                same(call("normalize", source, alpha, 200.0, kind, result), expected, rounded=True)


def test_planes_are_what_the_source_says() -> None:
    from flambeau.stdlib.opencv import planes

    for source in [*images(), *images(np.float32)]:
        for swap in (False, True):
            mean = [104.0, 117.5, 123.0, 3.0]
            expected = planes(source, 1 / 255.0, mean, swap)
            same(call("planes", source, 1 / 255.0, mean, swap), expected)
            if source.ndim == 2 or source.shape[2] == 3:
                blob = cv2.dnn.blobFromImage(source, 1 / 255.0, (0, 0), mean[:3], swap)
                np.testing.assert_allclose(expected[None], blob, rtol=1e-5, atol=1e-6)


def test_in_range() -> None:
    for source in images():
        lower, upper = (20, 30, 0, 100), (200, 255, 128, 200)
        limits = (lower[0], upper[0]) if source.ndim == 2 else (lower, upper)
        expected = cv2.inRange(source, *limits)
        same(call("inRange", source, [float(v) for v in lower], [float(v) for v in upper]), expected)


@pytest.mark.parametrize("limit", [0.3, 0.5, 0.9])
def test_nms_boxes(limit: float) -> None:
    generator = np.random.default_rng(0)
    boxes = np.concatenate([generator.integers(0, 50, (80, 2)), generator.integers(1, 40, (80, 2))], 1).astype(float)
    scores = generator.random(80).astype(np.float32).round(1)
    for eta, top in ((1.0, 0), (0.8, 0), (1.0, 20)):
        expected = cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), 0.25, limit, eta=eta, top_k=top)
        assert call("NMSBoxes", boxes, scores, 0.25, limit, eta, top).tolist() == expected.tolist()
    assert call("NMSBoxes", boxes, scores, 2.0, limit, 1.0, 0).shape == (0,)


@pytest.mark.parametrize(
    "name, arguments",
    [
        ("GaussianBlur", (4, 3, 0.0, 0.0, 4)),
        ("boxFilter", (0, 3, True, 4)),
        ("medianBlur", (4,)),
        ("threshold", (1.0, 1.0, 64)),
        ("copyMakeBorder", (-1, 0, 0, 0, 0, [])),
        ("warpAffine", (np.eye(3), 3, 3, 1, 0, [])),
        ("inRange", ([1.0], [2.0])),
    ],
)
def test_what_must_raise(name: str, arguments: tuple[Any, ...]) -> None:
    with pytest.raises(Exception, match=name.replace("boxFilter", "blur")):
        call(name, np.zeros((4, 5, 3), np.uint8), *arguments)
