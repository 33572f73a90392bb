"""Pillow's images that a program returns: as Pillow would have made them."""

from __future__ import annotations

import pytest

import flambeau as fl

np = pytest.importorskip("numpy")
Image = pytest.importorskip("PIL.Image")


def test_pixels_of_a_returned_image_may_be_written() -> None:
    source = Image.fromarray(np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3))
    made = fl.script(_flipped, (source,))(source)
    expected = _flipped(source)
    for one in (made, expected):
        one.load()[2, 1] = (1, 2, 3)
        one.putpixel((0, 0), (9, 8, 7))
    assert made.readonly == expected.readonly == 0
    assert made.tobytes() == expected.tobytes()
    assert made.convert("RGBA").tobytes() == expected.convert("RGBA").tobytes()


def _flipped(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
