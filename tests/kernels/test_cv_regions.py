"""OpenCV's edges, distances, bilateral filter and remapping against OpenCV, and what is written in the language."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")
cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")
from parity import _core  # noqa: E402

from flambeau.stdlib import opencv_cameras, opencv_regions  # noqa: E402

SIZES = [(37, 53), (8, 9, 3), (64, 64), (5, 4), (1, 9, 3), (9, 1), (60, 17)]
BORDERS = [
    cv2.BORDER_CONSTANT, cv2.BORDER_REPLICATE, cv2.BORDER_REFLECT, cv2.BORDER_WRAP, cv2.BORDER_REFLECT_101,
]  # fmt: skip


def call(name: str, *arguments: Any) -> Any:
    tensors = [torch.from_numpy(np.ascontiguousarray(a)) if isinstance(a, np.ndarray) else a for a in arguments]
    return _core.call(f"cv2::{name}", tensors).numpy()


def images() -> list[Any]:
    generator = np.random.default_rng(0)
    noise = [generator.integers(0, 256, size, dtype=np.uint8) for size in SIZES]
    return noise + [cv2.GaussianBlur(image, (5, 5), 2) for image in noise]


@pytest.mark.parametrize("euclidean", [False, True])
@pytest.mark.parametrize("aperture", [3, 5, 7])
def test_canny(aperture: int, euclidean: bool) -> None:
    scale = 1 / 16 if aperture == 7 else 1
    options = {"ksize": aperture, "scale": scale, "borderType": cv2.BORDER_REPLICATE}
    for image in images():
        dx, dy = cv2.Sobel(image, cv2.CV_16S, 1, 0, **options), cv2.Sobel(image, cv2.CV_16S, 0, 1, **options)
        for low, high in [(50, 150), (100, 30), (20.7, 60.2), (0, 10), (40000, 1e9)]:
            expected = cv2.Canny(image, low, high, apertureSize=aperture, L2gradient=euclidean)
            assert np.array_equal(call("Canny", dx, dy, low * scale, high * scale, euclidean), expected)


@pytest.mark.parametrize("border", BORDERS)
def test_bilateral_filter(border: int) -> None:
    for image in images():
        for diameter, color, space in [(3, 75, 75), (5, 40, 2), (9, 10, 3), (-1, 50, 2), (15, 80, 80)]:
            expected = cv2.bilateralFilter(image, diameter, color, space, borderType=border)
            apart = np.abs(
                call("bilateralFilter", image, diameter, float(color), float(space), border) - 1.0 * expected
            )
            assert apart.max() <= 1 and np.count_nonzero(apart) <= max(1, apart.size // 1000)
            floats = image.astype(np.float32) / 255
            expected = cv2.bilateralFilter(floats, diameter, color / 255, space, borderType=border)
            found = call("bilateralFilter", floats, diameter, color / 255, float(space), border)
            np.testing.assert_allclose(found, expected, atol=1e-4)


@pytest.mark.parametrize("mask", [0, 3, 5])
@pytest.mark.parametrize("kind", [cv2.DIST_L1, cv2.DIST_L2, cv2.DIST_C])
def test_distance_transform(kind: int, mask: int) -> None:
    generator = np.random.default_rng(0)
    for size in [(60, 80), (5, 4), (1, 9), (9, 1), (100, 150)]:
        for share in (0, 2, 30, 128, 250, 256):
            image = (generator.integers(0, 256, size) >= share).astype(np.uint8) * 255
            expected = cv2.distanceTransform(image, kind, mask)
            np.testing.assert_allclose(call("distanceTransform", image, kind, mask), expected, rtol=1e-6)


@pytest.mark.parametrize("interpolation", [cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC])
@pytest.mark.parametrize("border", BORDERS)
def test_remap_and_cubic_warps(border: int, interpolation: int) -> None:
    generator = np.random.default_rng(0)
    for size in [(60, 80), (61, 83, 3), (20, 30), (33, 25, 4)]:
        for dtype in (np.uint8, np.float32):
            image = generator.integers(0, 256, size, dtype=np.uint8).astype(dtype)
            x = ((generator.random((40, 50)) * 5 - 2.5) * size[1]).astype(np.float32)
            y = ((generator.random((40, 50)) * 5 - 2.5) * size[0]).astype(np.float32)
            value = (9.0, 8.0, 7.0, 6.0)
            turned = cv2.getRotationMatrix2D((size[1] / 2, size[0] / 2), 23, 1.1)
            tilted = np.array([[1.1, 0.1, -3], [0.05, 0.9, 2], [0.0005, 0.001, 1]])
            pairs = [
                (cv2.remap(image, x, y, interpolation, borderMode=border, borderValue=value),
                 call("remap", image, x, y, interpolation, border, list(value))),
                (cv2.warpAffine(image, turned, (70, 65), flags=interpolation, borderMode=border),
                 call("warpAffine", image, turned, 70, 65, interpolation, border, [])),
                (cv2.warpPerspective(image, tilted, (70, 65), flags=interpolation, borderMode=border),
                 call("warpPerspective", image, tilted, 70, 65, interpolation, border, [])),
            ]  # fmt: skip
            for expected, found in pairs:
                apart = np.abs(found.reshape(expected.shape) - 1.0 * expected)
                assert apart.max() <= 1 and np.count_nonzero(apart > 0.01) <= apart.size // 1000


def test_what_must_raise() -> None:
    gray = images()[0]
    for name, arguments in [
        ("Canny", (gray, gray, 1.0, 2.0, False)),
        ("distanceTransform", (gray.astype(np.float32), 2, 3)),
        ("distanceTransform", (gray, 2, 4)),
        ("bilateralFilter", (np.zeros((4, 4, 2), np.uint8), 3, 1.0, 1.0, 4)),
        ("remap", (gray, np.zeros((3, 4), np.float32), np.zeros((4, 3), np.float32), 1, 0, [])),
        ("remap", (gray, np.zeros((3, 4), np.float32), np.zeros((3, 4), np.float32), 4, 0, [])),
    ]:
        with pytest.raises(Exception, match=rf"{name}\(\)"):
            call(name, *arguments)


# --- written in the language ------------------------------------------------------------------------------------------


def same(found: Any, expected: Any, tolerance: float = 1e-5) -> None:
    assert found.dtype == expected.dtype and found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance * max(1.0, float(np.abs(expected).max())))


def test_local_histograms() -> None:
    for image in images():
        if image.ndim == 3 or min(image.shape) < 4:
            continue
        for limit in (2.0, 40.0, 0.5, 0.0, 3.7):
            for tiles in ((8, 8), (4, 2), (1, 1), (3, 7)):
                try:
                    expected = cv2.createCLAHE(limit, tiles).apply(image)
                except cv2.error:
                    continue
                found = _core.call("cv2::CLAHE", [torch.from_numpy(image), limit, *tiles])
                assert np.array_equal(found.numpy(), expected)


def test_integrals() -> None:
    for image in [*images(), np.full((3, 1, 2), 255, np.uint8)]:
        found = _core.call("cv2::integral", [torch.from_numpy(image)]).numpy()
        expected = cv2.integral(image)
        assert found.dtype == expected.dtype and np.array_equal(found, expected)


@pytest.mark.parametrize("method", range(6))
def test_templates(method: int) -> None:
    generator = np.random.default_rng(0)
    for size in [(60, 80), (60, 83, 3)]:
        for dtype in (np.uint8, np.float32):
            image = generator.integers(0, 256, size, dtype=np.uint8).astype(dtype)
            template = image[10:27, 20:35].copy()
            same(opencv_regions.matchTemplate(image, template, method), cv2.matchTemplate(image, template, method))
            if method in (cv2.TM_CCORR, cv2.TM_SQDIFF_NORMED, cv2.TM_CCORR_NORMED, cv2.TM_CCOEFF_NORMED):
                flat = np.full_like(image, 7), np.full_like(template, 7)
                same(opencv_regions.matchTemplate(*flat, method), cv2.matchTemplate(*flat, method))


def test_angles_and_cameras() -> None:
    generator = np.random.default_rng(0)
    for dtype in (np.float32, np.float64):
        x, y = generator.normal(size=(2, 30, 40)).astype(dtype)
        x[0], y[:, 0] = 0, 0
        for degrees in (False, True):
            same(opencv_cameras.phase(x, y, angleInDegrees=degrees), cv2.phase(x, y, angleInDegrees=degrees))
            for name in ("cartToPolar", "polarToCart"):
                given = (x, y) if name == "cartToPolar" else (np.abs(x), y)
                for found, expected in zip(
                    getattr(opencv_cameras, name)(*given, angleInDegrees=degrees),
                    getattr(cv2, name)(*given, angleInDegrees=degrees),
                ):
                    same(found, expected)
        for vector in ([0.1, 2, -3], [0, 0, 0], [np.pi, 0, 0], [-2, 2.3, 0.3], [0, 2.2, -2.2]):
            matrix = cv2.Rodrigues(np.array(vector, dtype=dtype))[0]
            same(opencv_cameras.Rodrigues(np.array(vector, dtype=dtype))[0], matrix)
            same(opencv_cameras.Rodrigues(matrix)[0], cv2.Rodrigues(matrix)[0], 1e-3)
        camera = np.array([[500, 0, 320], [0, 510, 240], [0, 0, 1.0]])
        for count in (0, 4, 5, 8, 12):
            lens = generator.normal(size=count) * 0.01 if count else None
            points = (generator.normal(size=(7, 3)) + [0, 0, 5]).astype(dtype)
            given = (points, np.array([0.1, 0.2, 0.3]), np.array([0.0, 0, 1]), camera, lens)
            seen = cv2.projectPoints(*given)[0]
            same(opencv_cameras.projectPoints(*given)[0], seen)
            same(opencv_cameras.undistortPoints(seen, camera, lens), cv2.undistortPoints(seen, camera, lens))
            given = (camera, lens, None, camera, (64, 48), cv2.CV_32FC1)
            for found, expected in zip(
                opencv_cameras.initUndistortRectifyMap(*given), cv2.initUndistortRectifyMap(*given)
            ):
                same(found, expected)


@pytest.mark.parametrize("method", [cv2.RANSAC, cv2.LMEDS])
@pytest.mark.parametrize("name", ["estimateAffinePartial2D", "estimateAffine2D"])
def test_fitted_transformations(name: str, method: int) -> None:
    generator = np.random.default_rng(0)
    for count in (2, 3, 5, 20, 68):
        for _ in range(5):
            points = (generator.random((count, 2)) * 100).astype(np.float32)
            matrix = generator.normal(size=(2, 2))
            moved = points @ matrix.T + 7 + generator.normal(size=(count, 2)) * 0.8
            moved[: count // 5] += generator.normal(size=(count // 5, 2)) * 40
            given = points, moved.astype(np.float32)
            expected, inliers = getattr(cv2, name)(*given, method=method)
            found, inside = getattr(opencv_cameras, name)(*given, method=method)
            assert (found is None) == (expected is None)
            if expected is not None:
                same(found, expected)
                assert np.array_equal(inside, inliers)


def test_boxes_that_suppress_others() -> None:
    generator = np.random.default_rng(0)
    for count in (1, 5, 60):
        boxes = np.concatenate([generator.random((count, 2)) * 100, generator.random((count, 2)) * 40 + 1], axis=1)
        listed, scores = boxes.astype(int).tolist(), generator.random(count).astype(np.float32).tolist()
        classes = generator.integers(0, 3, count).tolist()
        expected = cv2.dnn.NMSBoxesBatched(listed, scores, classes, 0.2, 0.3)
        assert np.array_equal(opencv_regions.nms_batched(listed, scores, classes, 0.2, 0.3), expected)
        for method in (1, 2):
            expected = cv2.dnn.softNMSBoxes(listed, scores, 0.2, 0.3, method=method)
            found = opencv_regions.soft_nms(listed, scores, 0.2, 0.3, method=method)
            assert np.array_equal(found[1], np.array(expected[1], dtype=np.int32))
            np.testing.assert_allclose(found[0], np.array(expected[0], dtype=np.float32), rtol=1e-6)


@pytest.mark.parametrize("dtype", ["uint8", "float32", "int32"])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("flags", [4, 8, 4 | cv2.FLOODFILL_FIXED_RANGE, 8 | 77 << 8, 4 | cv2.FLOODFILL_MASK_ONLY])
@pytest.mark.parametrize("change", [0.0, 2.0])
def test_fills(dtype: str, channels: int, flags: int, change: float) -> None:
    smooth = cv2.GaussianBlur(np.random.default_rng(0).normal(100, 90, (37, 41, 3)), (0, 0), 3)
    image = np.ascontiguousarray(smooth[..., :channels].squeeze().astype(dtype))
    if change == 0:
        image = (image // 16 * 16).astype(dtype)
    marks = np.zeros((39, 43), np.uint8)
    marks[:, 20] = 3
    colour, limits = [200.0, 7.5, 0.0], [change] * channels
    for view in (slice(None), slice(2, 40)):
        marks = np.ascontiguousarray(marks[:, : image[:, view].shape[1] + 2])
        ours, theirs = image.copy()[:, view], np.ascontiguousarray(image[:, view])
        our_marks, their_marks = marks.copy(), marks.copy()
        expected = cv2.floodFill(theirs, their_marks, (5, 6), colour, (change,) * 3, (change,) * 3, flags)
        found = _core.call("cv2::floodFill", [ours, our_marks, 5, 6, colour, limits, limits, flags])
        assert found == (expected[0], *expected[3])
        np.testing.assert_array_equal(ours, theirs)
        np.testing.assert_array_equal(our_marks, their_marks)


def turned_boxes(count: int, spread: float) -> list[Any]:
    random = np.random.default_rng(count)
    numbers = np.column_stack([random.uniform(0, spread, (count, 2)), random.uniform(3, 60, (count, 2))])
    angles = random.choice([0.0, 30.0, 90.0, -17.5, 45.0], count)
    return [((float(x), float(y)), (float(w), float(h)), float(a)) for (x, y, w, h), a in zip(numbers, angles)]


def test_what_turned_rectangles_share() -> None:
    boxes = turned_boxes(40, 90)
    for a in boxes:
        for b in [*boxes, ((a[0][0], a[0][1]), (2.0, 1.0), 11.0), ((500.0, 5.0), (0.0, 4.0), 0.0)]:
            how, corners = cv2.rotatedRectangleIntersection(a, b)
            flat = [[*each[0], *each[1], each[2]] for each in (a, b)]
            found, ours = _core.call("cv2::rotatedIntersection", flat)
            assert found == how and len(ours) == (0 if corners is None else len(corners))
            if corners is not None:
                np.testing.assert_allclose(ours.numpy(), corners.reshape(-1, 2), atol=1e-3)


@pytest.mark.parametrize("count", [1, 7, 150])
@pytest.mark.parametrize("spread", [60, 400])
def test_suppression_of_turned_rectangles(count: int, spread: float) -> None:
    boxes = turned_boxes(count, spread)
    scores = np.random.default_rng(1).permutation(count).astype(np.float32) / count
    flat = torch.tensor([[*each[0], *each[1], each[2]] for each in boxes], dtype=torch.float64)
    for overlap, eta, top in ((0.3, 1.0, 0), (0.7, 0.9, 0), (0.05, 1.0, 5)):
        expected = cv2.dnn.NMSBoxesRotated(boxes, scores.tolist(), 0.2, overlap, eta, top)
        found = _core.call("cv2::NMSBoxesRotated", [flat, torch.from_numpy(scores), 0.2, overlap, eta, top])
        assert found.tolist() == list(expected)
