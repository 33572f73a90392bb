"""Pillow's filters, its arithmetic of two images, and what it lays over an image through a mask."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PIL import ImageFilter

from .pillow import ADD, DIFFERENCE, PART, SUBTRACT, in_bytes


def box_blur(pixels: Any, across: Any, down: Any, passes: Any) -> Any:
    """Means of windows, several times over."""
    raise NotImplementedError("a rule stands for this")


def median(pixels: Any, size: Any) -> Any:
    """The median of each square of pixels."""
    raise NotImplementedError("a rule stands for this")


def extreme(pixels: Any, size: Any, least: Any) -> Any:
    """The least, or the greatest, of each square of pixels."""
    raise NotImplementedError("a rule stands for this")


def filtered(pixels: Any, kind: Any) -> Any:
    """``Image.filter``."""
    if isinstance(kind, ImageFilter.GaussianBlur):
        across, down = _both(kind.radius)
        return box_blur(pixels, _box_for(across), _box_for(down), 3)
    if isinstance(kind, ImageFilter.BoxBlur):
        across, down = _both(kind.radius)
        return box_blur(pixels, across, down, 1)
    if isinstance(kind, ImageFilter.UnsharpMask):
        return sharpened(pixels, kind.radius, kind.percent, kind.threshold)
    if isinstance(kind, ImageFilter.MedianFilter):
        return median(pixels, kind.size)
    if isinstance(kind, ImageFilter.MinFilter):
        return extreme(pixels, kind.size, True)
    if isinstance(kind, ImageFilter.MaxFilter):
        return extreme(pixels, kind.size, False)
    size, scale, offset, kernel = kind.filterargs
    return weighted(pixels, size[0], scale, offset, kernel)


def _both(radius: Any) -> Any:
    """A radius, or one for each direction."""
    if isinstance(radius, (int, float)):
        return float(radius), float(radius)
    return float(radius[0]), float(radius[1])


def _box_for(radius: float) -> Any:
    """The radius of the box that three times over blurs as a Gaussian does, in single precision."""
    r = np.float32(radius)
    variance = r * r / np.float32(3)
    length = np.float32(math.sqrt(12.0 * float(variance) + 1.0))
    whole = np.float32(math.floor((float(length) - 1.0) / 2.0))
    part = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance)
    part = part / (6 * (variance - (whole + 1) * (whole + 1)))
    return float(whole + part)


def sharpened(pixels: Any, radius: Any, percent: Any, threshold: Any) -> Any:
    """``ImageFilter.UnsharpMask``: what differs from the blurred image by more than the threshold is exaggerated."""
    across, down = _both(radius)
    blurred = box_blur(pixels, _box_for(across), _box_for(down), 3)
    levels = pixels.astype(np.int32)
    difference = levels - blurred.astype(np.int32)
    size = np.abs(difference)
    more = np.sign(difference) * (size * percent // 100)
    return np.where(size > threshold, np.clip(levels + more, 0, 255), levels).astype(np.uint8)


def weighted(pixels: Any, size: Any, scale: Any, offset: Any, kernel: Any) -> Any:
    """``ImageFilter.Kernel``: a weighted sum of each square of pixels; the edges stay as they are."""
    if pixels.size == 0:
        return pixels.copy()
    weights = (np.array(kernel, dtype=np.float32) / np.float32(scale)).tolist()
    return by_weights(pixels, size, weights, float(np.float32(offset) + np.float32(0.5)))


def by_weights(pixels: Any, size: Any, weights: list[float], start: float) -> Any:
    """The same of weights that are scaled, each sum beginning with ``start``."""
    raise NotImplementedError("a rule stands for this")


# --- two images -------------------------------------------------------------------------------------------------------


def _shared(first: Any, second: Any) -> Any:
    """What both cover: as much as the smaller one."""
    if first.ndim != second.ndim or (first.ndim == 3 and first.shape[2] != second.shape[2]):
        raise ValueError("images do not match")
    height, width = min(first.shape[0], second.shape[0]), min(first.shape[1], second.shape[1])
    return first[:height, :width], second[:height, :width]


def _levels(first: Any, second: Any) -> Any:
    """The same as whole numbers."""
    a, b = _shared(first, second)
    return a.astype(np.int32), b.astype(np.int32)


def _in_bytes(first: Any, second: Any, operation: int, share: float = 1.0) -> Any:
    a, b = _shared(first, second)
    return in_bytes(a, b, operation, share)


def _bytes(levels: Any) -> Any:
    return np.clip(levels, 0, 255).astype(np.uint8)


def _scaled(levels: Any, scale: Any, offset: Any) -> Any:
    return _bytes(np.trunc(levels.astype(np.float32) / np.float32(scale) + np.float32(offset)))


def add(first: Any, second: Any, scale: Any = 1.0, offset: Any = 0) -> Any:
    """``ImageChops.add``."""
    if first.dtype == np.uint8 and scale == 1 and offset == 0:
        return _in_bytes(first, second, ADD)
    a, b = _levels(first, second)
    return _scaled(a + b, scale, offset)


def subtract(first: Any, second: Any, scale: Any = 1.0, offset: Any = 0) -> Any:
    """``ImageChops.subtract``."""
    if first.dtype == np.uint8 and scale == 1 and offset == 0:
        return _in_bytes(first, second, SUBTRACT)
    a, b = _levels(first, second)
    return _scaled(a - b, scale, offset)


def add_modulo(first: Any, second: Any) -> Any:
    """``ImageChops.add_modulo``."""
    a, b = _shared(first, second)
    return a.astype(np.uint8) + b.astype(np.uint8)


def subtract_modulo(first: Any, second: Any) -> Any:
    """``ImageChops.subtract_modulo``."""
    a, b = _shared(first, second)
    return a.astype(np.uint8) - b.astype(np.uint8)


def multiply(first: Any, second: Any) -> Any:
    """``ImageChops.multiply``."""
    if first.dtype == np.uint8:
        return _in_bytes(first, second, PART, 1 / 255)
    a, b = _levels(first, second)
    return (a * b // 255).astype(np.uint8)


def screen(first: Any, second: Any) -> Any:
    """``ImageChops.screen``."""
    if first.dtype == np.uint8:
        return ~_in_bytes(~first, ~second, PART, 1 / 255)
    a, b = _levels(first, second)
    return (255 - (255 - a) * (255 - b) // 255).astype(np.uint8)


def difference(first: Any, second: Any) -> Any:
    """``ImageChops.difference``."""
    if first.dtype == np.uint8:
        return _in_bytes(first, second, DIFFERENCE)
    a, b = _levels(first, second)
    return np.abs(a - b).astype(np.uint8)


def darker(first: Any, second: Any) -> Any:
    """``ImageChops.darker``."""
    a, b = _shared(first, second)
    return np.minimum(a, b).astype(np.uint8)


def lighter(first: Any, second: Any) -> Any:
    """``ImageChops.lighter``."""
    a, b = _shared(first, second)
    return np.maximum(a, b).astype(np.uint8)


def _dodged(chosen: Any, a: Any, b: Any) -> Any:
    return _bytes(np.where(chosen < 128, a * b // 127, 255 - (255 - a) * (255 - b) // 127))


def overlay(first: Any, second: Any) -> Any:
    """``ImageChops.overlay``."""
    a, b = _levels(first, second)
    return _dodged(a, a, b)


def hard_light(first: Any, second: Any) -> Any:
    """``ImageChops.hard_light``."""
    a, b = _levels(first, second)
    return _dodged(b, a, b)


def soft_light(first: Any, second: Any) -> Any:
    """``ImageChops.soft_light``."""
    a, b = _levels(first, second)
    return _bytes((255 - a) * (a * b) // 65536 + a * (255 - (255 - a) * (255 - b) // 255) // 255)


def inverted(pixels: Any) -> Any:
    """``ImageChops.invert``."""
    return ~pixels


def rolled(pixels: Any, across: Any, down: Any) -> Any:
    """``ImageChops.offset``: what leaves on one side comes in on the other."""
    return np.roll(np.roll(pixels, across, axis=1), down, axis=0)


# --- over each other --------------------------------------------------------------------------------------------------


def laid_over(image: Any, other: Any, mask: Any) -> Any:
    """``other`` over ``image``, both of one size, where the mask lets it through: by its levels, or its alpha."""
    if mask.shape[0] != image.shape[0] or mask.shape[1] != image.shape[1]:
        raise ValueError("images do not match")
    if mask.dtype == np.bool_:
        return np.where(mask if image.ndim == 2 else mask[:, :, None], other, image)
    if image.dtype != np.uint8:
        raise NotImplementedError("images that aren't of bytes take masks of the mode 1 only")
    if image.size == 0:
        return image.copy()
    return laid_by(image, other, mask if mask.ndim == 2 else mask[:, :, -1])


def laid_by(image: Any, other: Any, share: Any) -> Any:
    """The same of bytes, each pixel as much as its share."""
    raise NotImplementedError("a rule stands for this")


def pasted_through(image: Any, other: Any, mask: Any, x: int, y: int) -> Any:
    """``Image.paste`` with a mask, the corner of ``other`` at (x, y); what lies beyond ``image`` is left out."""
    if mask.shape[0] != other.shape[0] or mask.shape[1] != other.shape[1]:
        raise ValueError("images do not match")
    result = image.copy()
    top, left = max(y, 0), max(x, 0)
    bottom, right = min(y + other.shape[0], image.shape[0]), min(x + other.shape[1], image.shape[1])
    if bottom > top and right > left:
        part = laid_over(
            image[top:bottom, left:right],
            other[top - y : bottom - y, left - x : right - x],
            mask[top - y : bottom - y, left - x : right - x],
        )
        result[top:bottom, left:right] = part
    return result


def alpha_composite(below: Any, above: Any) -> Any:
    """``Image.alpha_composite``: one RGBA image over another, in whole numbers of 7 bits after the point."""
    if below.ndim != 3 or below.shape[2] != 4 or above.ndim != 3 or above.shape[2] != 4:
        raise ValueError("image has wrong mode")
    if below.shape != above.shape:
        raise ValueError("images do not match")
    if below.size == 0:
        return below.copy()
    return composed(below, above)


def composed(below: Any, above: Any) -> Any:
    """The same of images that aren't empty."""
    raise NotImplementedError("a rule stands for this")


def laid_at(image: Any, other: Any, corner: Any) -> Any:
    """``image`` with ``other`` over it, its corner at a place inside; what lies beyond ``image`` is left out."""
    x, y = corner
    if x < 0 or y < 0:
        raise ValueError("Destination must be non-negative")
    result = image.copy()
    bottom, right = min(y + other.shape[0], image.shape[0]), min(x + other.shape[1], image.shape[1])
    if bottom > y and right > x:
        result[y:bottom, x:right] = alpha_composite(image[y:bottom, x:right], other[: bottom - y, : right - x])
    return result
