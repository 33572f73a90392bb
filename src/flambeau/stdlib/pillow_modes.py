"""Conversions between Pillow's modes that no operator makes: HSV, YCbCr, black and white.

``HSV`` and ``YCbCr`` images are bytes of three channels, as RGB is; ``1`` is an array of booleans.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def plain(pixels: Any, mode: Any) -> Any:
    """The pixels in one of the modes 1, L, LA, RGB, RGBA, I and F, of those in another of these."""
    raise NotImplementedError("a rule stands for this")


def converted(pixels: Any, source: Any, target: Any, dithers: Any) -> Any:
    """``Image.convert`` from or to a mode that shapes and dtypes don't tell. ``source`` is None for any other."""
    if source == "HSV":
        return converted(hsv_to_rgb(pixels), None, target, dithers)
    if source == "YCbCr":
        if target == "L":
            return pixels[:, :, 0].copy()
        return converted(ycbcr_to_rgb(pixels), None, target, dithers)
    if target == "HSV":
        return rgb_to_hsv(plain(pixels, "RGB"))
    if target == "YCbCr":
        if pixels.ndim == 2 or pixels.shape[2] == 2:
            gray = plain(pixels, "L")
            none = np.full_like(gray, 128)
            return np.stack([gray, none, none], axis=2)
        return rgb_to_ycbcr(plain(pixels, "RGB"))
    if target == "1":
        if pixels.dtype == np.bool_:
            return pixels.copy()
        exact = _thousandths(pixels)
        return dithered(exact) if dithers else exact >= 128000
    return plain(pixels, target)


def _thousandths(pixels: Any) -> Any:
    """Grey levels in thousandths."""
    if pixels.ndim == 2 or pixels.shape[2] == 2:
        return plain(pixels, "L").astype(np.int32) * 1000
    weights = np.array([299, 587, 114], dtype=np.int32)
    return np.sum(pixels[:, :, :3].astype(np.int32) * weights, axis=2, dtype=np.int32)


def dithered(exact: Any) -> Any:
    """Black and white by Floyd and Steinberg's diffusion of errors, in whole numbers."""
    return diffused(exact // 1000)


def diffused(levels: Any) -> Any:
    """The same of whole levels."""
    raise NotImplementedError("a rule stands for this")


def rgb_to_hsv(pixels: Any) -> Any:
    """Hue, saturation and value; in single precision but for the last steps, as Pillow computes."""
    levels = pixels.astype(np.float32)
    r, g, b = levels[:, :, 0], levels[:, :, 1], levels[:, :, 2]
    most = np.maximum(np.maximum(r, g), b)
    spread = most - np.minimum(np.minimum(r, g), b)
    gray = spread == 0
    divisor = np.where(gray, np.float32(1), spread)
    red, green, blue = (most - r) / divisor, (most - g) / divisor, (most - b) / divisor
    from_green = (2.0 + red.astype(np.float64) - blue).astype(np.float32)
    from_blue = (4.0 + green.astype(np.float64) - red).astype(np.float32)
    sixths = np.where(r == most, blue - green, np.where(g == most, from_green, from_blue))
    turn = np.fmod(sixths.astype(np.float64) / 6.0 + 1.0, 1.0).astype(np.float32)
    share = spread / np.where(most == 0, np.float32(1), most)
    hue = np.where(gray, 0, (turn.astype(np.float64) * 255.0).astype(np.int32))
    saturation = np.where(gray, 0, (share.astype(np.float64) * 255.0).astype(np.int32))
    return np.stack([hue, saturation, most.astype(np.int32)], axis=2).astype(np.uint8)


def _rounded(x: Any) -> Any:
    return np.floor(x + 0.5)


def hsv_to_rgb(pixels: Any) -> Any:
    """The colours of hue, saturation and value."""
    turns = pixels[:, :, 0].astype(np.float32).astype(np.float64) * 6.0 / 255.0
    value = pixels[:, :, 2].astype(np.float64)
    sector = np.floor(turns)
    part = (turns - sector).astype(np.float32).astype(np.float64)
    share = (pixels[:, :, 1].astype(np.float64) / 255.0).astype(np.float32).astype(np.float64)
    low = _rounded(value * (1.0 - share))
    falling = _rounded(value * (1.0 - (share * part).astype(np.float32)))
    rising = _rounded(value * (1.0 - share * (1.0 - part)))
    k = sector.astype(np.int64) % 6
    channels = [
        np.choose(k, [value, falling, low, low, rising, value]),
        np.choose(k, [rising, value, value, falling, low, low]),
        np.choose(k, [low, low, rising, value, value, falling]),
    ]
    colors = np.clip(np.stack(channels, axis=2), 0, 255).astype(np.uint8)
    gray = (pixels[:, :, 1] == 0)[:, :, None]
    return np.where(gray, pixels[:, :, 2:3], colors)


def _weighted(levels: Any, weight: Any, least: Any = 0) -> Any:
    """Bytes, of which the least stands for ``least``, times a weight in 1/64, each product rounded by itself."""
    return np.trunc((np.arange(256) + least) * weight * 64.0 + 0.5).astype(np.int32)[levels]


def rgb_to_ycbcr(pixels: Any) -> Any:
    """Luma and two differences of colours, as JPEG has them."""
    r, g, b = pixels[:, :, 0], pixels[:, :, 1], pixels[:, :, 2]
    luma = (_weighted(r, 0.299) + _weighted(g, 0.587) + _weighted(b, 0.114)) >> 6
    blue = ((_weighted(r, -0.16874) + _weighted(g, -0.33126) + _weighted(b, 0.5)) >> 6) + 128
    red = ((_weighted(r, 0.5) + _weighted(g, -0.41869) + _weighted(b, -0.08131)) >> 6) + 128
    return np.stack([luma.astype(np.uint8), blue.astype(np.uint8), red.astype(np.uint8)], axis=2)


def ycbcr_to_rgb(pixels: Any) -> Any:
    """The colours of luma and two differences."""
    luma, blue, red = pixels[:, :, 0].astype(np.int32), pixels[:, :, 1], pixels[:, :, 2]
    r = luma + (_weighted(red, 1.402, -128) >> 6)
    g = luma + ((_weighted(blue, -0.34414, -128) + _weighted(red, -0.71414, -128)) >> 6)
    b = luma + (_weighted(blue, 1.772, -128) >> 6)
    return np.clip(np.stack([r, g, b], axis=2), 0, 255).astype(np.uint8)
