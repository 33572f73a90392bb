"""OpenCV's drawing functions against OpenCV: every pixel is equal, inside the image and across its edges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

torch = pytest.importorskip("torch")
cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")
from parity import _core  # noqa: E402

COLOR = (10.4, 200.0, 33.5, 90.0)
LINES = [cv2.LINE_8, cv2.LINE_4, cv2.LINE_AA]


class Sheets:
    """Images of odd sizes, depths and channels, and random places in and around them."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)

    def __iter__(self) -> Any:
        for _ in range(60):
            height, width = self.random.integers(1, 70, 2)
            channels = int(self.random.choice([1, 3, 4]))
            dtype = self.random.choice([np.uint8, np.uint8, np.uint8, np.float32, np.int32])
            pixels = self.random.integers(0, 256, (height, width, channels)).astype(dtype)
            yield pixels[..., 0].copy() if channels == 1 else pixels

    def place(self, image: Any, margin: int = 25) -> tuple[int, int]:
        height, width = image.shape[:2]
        return int(self.random.integers(-margin, width + margin)), int(self.random.integers(-margin, height + margin))

    def polygon(self, image: Any) -> Any:
        corners = [self.place(image) for _ in range(int(self.random.integers(1, 9)))]
        return np.array(corners, np.int32).reshape(-1, 1, 2)


def check(image: Any, function: Callable[..., Any], given: tuple[Any, ...], name: str, *arguments: Any) -> None:
    theirs, ours = image.copy(), image.copy()
    function(theirs, *given)
    _core.call(f"cv2::{name}", [torch.from_numpy(ours), *arguments])
    assert np.array_equal(ours, theirs), (image.shape, image.dtype, arguments)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("thickness", [1, 2, 3, 7])
def test_lines_and_outlines(thickness: int, line: int) -> None:
    sheets = Sheets(thickness)
    color = list(COLOR)
    for image in sheets:
        p, q = sheets.place(image), sheets.place(image)
        check(image, cv2.line, (p, q, COLOR, thickness, line), "line", *p, *q, color, thickness, line, 0)
        outlines = [sheets.polygon(image) for _ in range(2)]
        for closed in (False, True):
            check(
                image,
                cv2.polylines,
                (outlines, closed, COLOR, thickness, line),
                "polylines",
                outlines,
                closed,
                color,
                thickness,
                line,
                0,
            )
        check(
            image,
            cv2.drawContours,
            (outlines, -1, COLOR, thickness, line, None, 0, (3, -2)),
            "contourLines",
            outlines,
            color,
            thickness,
            line,
            3,
            -2,
        )


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("thickness", [-1, 1, 2, 5])
def test_rectangles(thickness: int, line: int) -> None:
    sheets = Sheets(thickness + 10)
    for image in sheets:
        p, q = sheets.place(image), sheets.place(image)
        check(
            image, cv2.rectangle, (p, q, COLOR, thickness, line), "rectangle", *p, *q, list(COLOR), thickness, line, 0
        )


@pytest.mark.parametrize("line", [cv2.LINE_8, cv2.LINE_AA])
@pytest.mark.parametrize("thickness", [-1, 1, 3])
def test_circles_and_ellipses(thickness: int, line: int) -> None:
    sheets = Sheets(thickness + 20)
    color = list(COLOR)
    for image in sheets:
        p = sheets.place(image)
        radius = int(sheets.random.integers(0, 40))
        check(image, cv2.circle, (p, radius, COLOR, thickness, line), "circle", *p, radius, color, thickness, line, 0)
        axes = (radius, int(sheets.random.integers(0, 40)))
        angles = [float(sheets.random.integers(-400, 700)), 30.0, float(sheets.random.choice([90, 270.2, 390]))]
        fixed = [v << 16 for v in (*p, *axes)]
        check(
            image,
            cv2.ellipse,
            (p, axes, *angles, COLOR, thickness, line),
            "ellipse",
            *fixed,
            *angles,
            color,
            thickness,
            line,
        )


@pytest.mark.parametrize("line", LINES)
def test_filled_polygons(line: int) -> None:
    sheets = Sheets(30)
    color = list(COLOR)
    for image in sheets:
        outlines = [sheets.polygon(image) for _ in range(int(sheets.random.integers(1, 4)))]
        check(image, cv2.fillPoly, (outlines, COLOR, line, 0, (3, -2)), "fillPoly", outlines, color, line, 0, 3, -2)
        check(
            image,
            cv2.fillConvexPoly,
            (outlines[0], COLOR, line),
            "fillConvexPoly",
            torch.from_numpy(outlines[0]),
            color,
            line,
            0,
        )


def test_part_of_an_image() -> None:
    ours, theirs = np.zeros((2, 30, 40, 3), np.uint8)
    cv2.circle(theirs[5:20, 8:30], (10, 8), 6, COLOR, 2)
    _core.call("cv2::circle", [torch.from_numpy(ours)[5:20, 8:30], 10, 8, 6, list(COLOR), 2, 8, 0])
    assert np.array_equal(ours, theirs)


@pytest.mark.parametrize(
    "name, arguments",
    [
        ("line", (0, 0, 1, 1, [], -1, 8, 0)),
        ("line", (0, 0, 1, 1, [], 1, 8, 17)),
        ("circle", (0, 0, -1, [], 1, 8, 0)),
        ("ellipse", (0, 0, -1, 3, 0.0, 0.0, 360.0, [], 1, 8)),
        ("rectangle", (0, 0, 1, 1, [], 40000, 8, 0)),
        ("fillPoly", ([np.zeros((3, 2), np.float32)], [], 8, 0, 0, 0)),
    ],
)
def test_what_must_raise(name: str, arguments: tuple[Any, ...]) -> None:
    with pytest.raises(Exception, match=name):
        _core.call(f"cv2::{name}", [torch.zeros(4, 5, 3, dtype=torch.uint8), *arguments])
    with pytest.raises(Exception, match="incompatible"):
        _core.call("cv2::line", [torch.zeros(4, 5, 3).permute(1, 0, 2), 0, 0, 1, 1, [], 1, 8, 0])
