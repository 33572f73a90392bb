"""OpenCV's components, contours and shapes against OpenCV: labels, points and their order are equal."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")
cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")
from parity import _core  # noqa: E402


def call(name: str, source: Any, *arguments: Any) -> Any:
    return _core.call(f"cv2::{name}", [torch.from_numpy(source), *arguments])


def masks() -> list[Any]:
    """From a few pixels to nearly all, noise and smooth shapes, odd and tiny sizes."""
    generator = np.random.default_rng(0)
    made = [np.zeros((5, 6), np.uint8), np.ones((4, 3), np.uint8), np.full((1, 1), 7, np.uint8)]
    for height, width in [(1, 9), (9, 1), (13, 8), (31, 40), (64, 65)]:
        for share in (0.05, 0.3, 0.5, 0.7, 0.95):
            made.append((generator.random((height, width)) < share).astype(np.uint8) * np.uint8(200))
    for _ in range(4):
        smooth = cv2.GaussianBlur(generator.random((90, 70)).astype(np.float32), (0, 0), 3)
        made.append((smooth > np.median(smooth)).astype(np.uint8))
    return made


def point_sets() -> list[Any]:
    """Points that differ, so that no two of them are the same corner."""
    generator = np.random.default_rng(1)
    made = []
    for count in [*range(1, 12), 20, 50]:
        for span in (12, 100):
            places = generator.choice(span * span, count, replace=False)
            points = np.stack([places % span, places // span], axis=1)[:, None].astype(np.int32)
            made += [points, points.astype(np.float32), (points + generator.random(points.shape)).astype(np.float32)]
    return made


@pytest.mark.parametrize("connectivity", [4, 8])
def test_connected_components(connectivity: int) -> None:
    for mask in masks():
        expected = cv2.connectedComponentsWithStats(mask, connectivity=connectivity)
        count, labels, stats, centroids = call("connectedComponents", mask, connectivity)
        assert count == expected[0]
        assert np.array_equal(labels.numpy(), expected[1]) and np.array_equal(stats.numpy()[1:], expected[2][1:])
        np.testing.assert_allclose(centroids.numpy(), expected[3], rtol=1e-12)
        if (mask == 0).any():
            assert np.array_equal(stats.numpy()[0], expected[2][0])


@pytest.mark.parametrize("mode", [cv2.RETR_EXTERNAL, cv2.RETR_LIST, cv2.RETR_CCOMP, cv2.RETR_TREE])
@pytest.mark.parametrize("method", [cv2.CHAIN_APPROX_NONE, cv2.CHAIN_APPROX_SIMPLE])
def test_contours_and_their_hierarchy(mode: int, method: int) -> None:
    for mask in masks():
        expected, relations = cv2.findContours(mask, mode, method)
        contours, found = call("findContours", mask, mode, method)
        assert len(contours) == len(expected)
        assert all(np.array_equal(a, b) for a, b in zip(contours, expected))
        assert found.shape == (1, 0, 4) if relations is None else np.array_equal(found.numpy(), relations)


def test_more_contours_than_a_byte_counts() -> None:
    mask = np.zeros((70, 90), np.uint8)
    mask[1::3, 1::3] = 1
    mask[30:60, 30:60] = 1
    mask[34:56:2, 34:56:2] = 0
    expected, relations = cv2.findContours(mask, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    contours, found = call("findContours", mask, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    assert len(expected) > 300 and all(np.array_equal(a, b) for a, b in zip(contours, expected))
    assert np.array_equal(found.numpy(), relations)


def test_convex_hull() -> None:
    for points in point_sets():
        for clockwise in (False, True):
            expected = cv2.convexHull(points, clockwise=clockwise)
            assert np.array_equal(call("convexHull", points, clockwise, True).numpy(), expected)
            expected = cv2.convexHull(points, clockwise=clockwise, returnPoints=False)
            assert np.array_equal(call("convexHull", points, clockwise, False).numpy(), expected)


@pytest.mark.parametrize("closed", [False, True])
def test_curves_with_fewer_points(closed: bool) -> None:
    curves = point_sets()
    for mask in masks():
        curves += cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)[0][:5]
    for curve in curves:
        for epsilon in (0.0, 0.5, 2.0, 5.0, 0.02 * cv2.arcLength(curve, True)):
            expected = cv2.approxPolyDP(curve, epsilon, closed)
            assert np.array_equal(call("approxPolyDP", curve, float(epsilon), closed).numpy(), expected)


def test_rectangles_and_circles_around_points() -> None:
    for points in point_sets():
        centre, sides, angle = cv2.minAreaRect(points)
        np.testing.assert_allclose(call("minAreaRect", points), (*centre, *sides, angle), rtol=1e-4, atol=1e-3)
        centre, radius = cv2.minEnclosingCircle(points)
        np.testing.assert_allclose(call("minEnclosingCircle", points), (*centre, radius), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("measures", [False, True])
def test_point_in_a_polygon(measures: bool) -> None:
    for points in point_sets():
        corner = points[0, 0].astype(float)
        for x, y in [(2.0, 3.0), (2.5, 1.5), (50.0, 40.5), (float(corner[0]), float(corner[1]))]:
            expected = cv2.pointPolygonTest(points, (x, y), measures)
            assert call("pointPolygonTest", points, x, y, measures) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    "name, source, arguments",
    [
        ("connectedComponents", np.zeros((3, 3), np.uint8), (6,)),
        ("connectedComponents", np.zeros((3, 3), np.float32), (8,)),
        ("findContours", np.zeros((3, 3, 3), np.uint8), (0, 2)),
        ("findContours", np.zeros((3, 3), np.uint8), (9, 2)),
        ("findContours", np.zeros((3, 3), np.uint8), (0, 9)),
        ("convexHull", np.zeros((3, 1, 2), np.float64), (False, True)),
        ("approxPolyDP", np.zeros((3, 3), np.int32), (1.0, True)),
        ("approxPolyDP", np.zeros((3, 1, 2), np.int32), (-1.0, True)),
    ],
)
def test_what_must_raise(name: str, source: Any, arguments: tuple[Any, ...]) -> None:
    with pytest.raises(Exception, match=name):
        call(name, source, *arguments)
