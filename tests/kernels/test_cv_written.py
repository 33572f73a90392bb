"""OpenCV's functions that are written in the language: their Python against OpenCV, to the bit for bytes."""

from __future__ import annotations

from typing import Any

import pytest

cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")
from flambeau.stdlib import opencv_arithmetic, opencv_arrays, opencv_filters, opencv_shapes  # noqa: E402

SIZES = [(37, 53), (8, 9), (64, 64), (5, 4)]


def images(channels: tuple[int, ...] = (1, 3)) -> list[Any]:
    made = []
    for height, width in SIZES:
        generator = np.random.default_rng(height)
        for c in channels:
            pixels = generator.integers(0, 256, (height, width, c), dtype=np.uint8)
            made.append(pixels[..., 0].copy() if c == 1 else pixels)
    return made


def same(found: Any, expected: Any) -> None:
    if isinstance(expected, tuple):
        assert len(found) == len(expected)
        for one, other in zip(found, expected):
            same(one, other)
        return
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.dtype == expected.dtype and found.shape == expected.shape
    if found.dtype.kind == "f":
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=2e-5 * max(1.0, float(np.abs(expected).max())))
    else:
        assert np.array_equal(found, expected)


def check(module: Any, name: str, *arguments: Any, **options: Any) -> None:
    same(getattr(module, name)(*arguments, **options), getattr(cv2, name)(*arguments, **options))


def test_statistics() -> None:
    for image in images():
        mask = (image if image.ndim == 2 else image[..., 0]) > 100
        for pixels in (image, image.astype(np.float32) / 3):
            for name in ("sumElems", "mean", "meanStdDev"):
                check(opencv_arrays, name, pixels)
            same(opencv_arrays.mean(pixels, mask.astype(np.uint8)), cv2.mean(pixels, mask.astype(np.uint8)))
            check(opencv_arrays, "meanStdDev", pixels, mask=mask.astype(np.uint8))
            for kind in (cv2.NORM_INF, cv2.NORM_L1, cv2.NORM_L2, cv2.NORM_L2SQR):
                same(opencv_arrays.norm_of(pixels, kind), cv2.norm(pixels, kind))
                other = pixels[::-1].copy()
                same(opencv_arrays.norm_between(pixels, other, kind), cv2.norm(pixels, other, kind))
    for image in images((1,)):
        check(opencv_arrays, "minMaxLoc", image)
        check(opencv_arrays, "minMaxLoc", image, (image > 30).astype(np.uint8))
        check(opencv_arrays, "minMaxLoc", image, np.zeros_like(image))
        check(opencv_arrays, "countNonZero", image)


def test_histograms_and_tables() -> None:
    generator = np.random.default_rng(0)
    table = generator.integers(0, 256, 256, dtype=np.uint8)
    for image in images((3,)):
        gray = np.ascontiguousarray(image[..., 0])
        mask = (gray > 100).astype(np.uint8)
        check(opencv_arrays, "equalizeHist", gray)
        check(opencv_arrays, "equalizeHist", gray // 64 * 20)
        check(opencv_arrays, "equalizeHist", np.full_like(gray, 7))
        check(opencv_arrays, "calcHist", [gray], [0], None, [32], [0, 256])
        check(opencv_arrays, "calcHist", [image], [1], mask, [256], [0, 256])
        check(opencv_arrays, "calcHist", [image], [0, 1], None, [30, 32], [0, 180, 0, 256])
        check(opencv_arrays, "calcHist", [gray.astype(np.float32)], [0], None, [17], [10, 200])
        check(opencv_arrays, "LUT", image, table)
        check(opencv_arrays, "LUT", image, np.stack([table, table[::-1], table], axis=1).reshape(256, 1, 3))
        check(opencv_arrays, "convertScaleAbs", image, alpha=1.3, beta=-20)
        check(opencv_arrays, "convertScaleAbs", gray.astype(np.float32), alpha=-1.3, beta=20.5)


def test_arithmetic_and_points() -> None:
    generator = np.random.default_rng(0)
    for image in images((1,)):
        other, unit = image[::-1].copy(), image.astype(np.float32) / 256
        for name in ("min", "max"):
            check(opencv_arrays, name, image, other)
        for operation in range(6):
            check(opencv_arrays, "compare", image, other, operation)
        for name in ("sqrt", "exp"):
            check(opencv_arrays, name, unit)
        check(opencv_arrays, "log", unit + 1)
        check(opencv_arrays, "magnitude", unit, unit[::-1].copy())
        check(opencv_arrays, "scaleAdd", unit, 0.3, unit[::-1].copy())
        check(opencv_shapes, "findNonZero", (image > 128).astype(np.uint8))
        check(opencv_shapes, "boundingRect", (image > 250).astype(np.uint8))
    matrix = np.array([[1.2, 0.3, 4], [0.1, 0.9, -3]])
    points = (generator.random((7, 1, 2)) * 50).astype(np.float32)
    check(opencv_arrays, "invertAffineTransform", matrix)
    check(opencv_arrays, "transform", points, matrix)
    check(opencv_arrays, "perspectiveTransform", points, np.concatenate([matrix, [[0.001, 0.002, 1]]]))


def test_quotients_powers_and_sums() -> None:
    for image in images():
        other = image[::-1].copy()
        other[:1] = 0
        for scale in (1, 255, 0.5, 3.7):
            expected = cv2.divide(image, other, scale=scale)
            same(opencv_arithmetic.divide(image, other, scale=scale), expected)
        floats = image.astype(np.float32) / 200 + 0.5
        same(opencv_arithmetic.divide(floats, floats[::-1], scale=7), cv2.divide(floats, floats[::-1], scale=7))
        check(opencv_arrays, "pow", image // 20, 2)
        check(opencv_arrays, "repeat", image, 2, 3)
        for power in (2, 3, 0.5, 1.7):
            check(opencv_arrays, "pow", floats, power)
        for dim in (0, 1):
            for kind in (cv2.REDUCE_MAX, cv2.REDUCE_MIN, cv2.REDUCE_AVG):
                check(opencv_arrays, "reduce", image, dim, kind)
            for kind in (cv2.REDUCE_SUM, cv2.REDUCE_AVG):
                check(opencv_arrays, "reduce", image, dim, kind, dtype=cv2.CV_32F)
                check(opencv_arrays, "reduce", floats, dim, kind)
    generator = np.random.default_rng(0)
    first, second = generator.random((2, 32)).astype(np.float32)
    for method in (cv2.HISTCMP_CORREL, cv2.HISTCMP_CHISQR, cv2.HISTCMP_INTERSECT, cv2.HISTCMP_BHATTACHARYYA):
        found, expected = opencv_arrays.compareHist(first, second, method), cv2.compareHist(first, second, method)
        assert found == pytest.approx(expected, rel=1e-6)
    matrix = generator.normal(size=(4, 4))
    assert opencv_arrays.determinant(matrix) == pytest.approx(cv2.determinant(matrix))


def test_measures_of_contours() -> None:
    generator = np.random.default_rng(0)
    for count in (1, 2, 3, 8, 40):
        for points in (
            generator.integers(0, 50, (count, 1, 2)).astype(np.int32),
            (generator.random((count, 1, 2)) * 50).astype(np.float32),
        ):
            check(opencv_shapes, "contourArea", points)
            check(opencv_shapes, "contourArea", points, True)
            check(opencv_shapes, "arcLength", points, True)
            check(opencv_shapes, "arcLength", points, False)
            check(opencv_shapes, "boundingRect", points)
            check(opencv_shapes, "isContourConvex", points)
            check(opencv_shapes, "isContourConvex", cv2.convexHull(points))
            found, expected = opencv_shapes.moments(points), cv2.moments(points)
            assert list(found) == list(expected)
            assert list(found.values()) == pytest.approx(list(expected.values()), rel=1e-6, abs=1e-6)
    for angle in (-30.0, 0.0, 45.5, -90.0):
        same(opencv_shapes.boxPoints(((2, 3), (4, 5), angle)), cv2.boxPoints(((2, 3), (4, 5), angle)))
    image = generator.integers(0, 256, (13, 17), dtype=np.uint8)
    for binary in (False, True):
        found, expected = opencv_shapes.moments(image, binary), cv2.moments(image, binary)
        assert list(found.values()) == pytest.approx(list(expected.values()), rel=1e-9)
        check(opencv_shapes, "HuMoments", expected)


@pytest.mark.parametrize("depth", [-1, cv2.CV_16S, cv2.CV_32F, cv2.CV_64F])
def test_derivatives(depth: int) -> None:
    for image in images():
        for dx, dy in ((1, 0), (0, 1), (1, 1), (2, 0)):
            for size in (1, 3, 5, 7):
                check(opencv_filters, "Sobel", image, depth, dx, dy, ksize=size)
        check(opencv_filters, "Scharr", image, depth, 1, 0)
        for size in (1, 3, 5):
            check(opencv_filters, "Laplacian", image, depth, ksize=size)
        if depth in (-1, cv2.CV_32F):
            check(opencv_filters, "Sobel", image.astype(np.float32), depth, 1, 0)


def test_pyramids_and_thresholds_of_surroundings() -> None:
    for image in images():
        for pixels in (image, image.astype(np.float32)):
            check(opencv_filters, "pyrDown", pixels)
            check(opencv_filters, "pyrUp", pixels)
    for image in images((1,)):
        for method in (cv2.ADAPTIVE_THRESH_MEAN_C, cv2.ADAPTIVE_THRESH_GAUSSIAN_C):
            for kind in (cv2.THRESH_BINARY, cv2.THRESH_BINARY_INV):
                for size, less in ((11, 2), (3, -1.5), (5, 2.7)):
                    check(opencv_filters, "adaptiveThreshold", image, 200, method, kind, size, less)
