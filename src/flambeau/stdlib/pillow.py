"""What becomes of an image's pixels where Pillow and torchvision meet arrays and tensors."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch


def levels_of(color: Any) -> Any:
    """A colour's channels."""
    return [float(level) for level in color]


def pasted(image: Any, other: Any, x: int, y: int) -> Any:
    """``image`` with ``other`` in it, its corner at (x, y); what lies beyond ``image`` is left out."""
    result = image.copy()
    top, left = max(y, 0), max(x, 0)
    bottom, right = min(y + other.shape[0], image.shape[0]), min(x + other.shape[1], image.shape[1])
    if bottom > top and right > left:
        result[top:bottom, left:right] = other[top - y : bottom - y, left - x : right - x]
    return result


def pil_to_tensor(pixels: Any) -> Any:
    """``torchvision.transforms.functional.pil_to_tensor``: channels x height x width."""
    planes = torch.from_numpy(np.ascontiguousarray(pixels))
    if planes.dim() == 2:
        planes = planes[:, :, None]
    return planes.permute(2, 0, 1)


def to_tensor(pixels: Any) -> Any:
    """``torchvision.transforms.functional.to_tensor``: bytes become numbers between 0 and 1."""
    planes = pil_to_tensor(pixels).contiguous()
    if planes.dtype == torch.uint8:
        return planes.to(torch.get_default_dtype()).div(255)
    return planes


def getchannel(pixels: Any, channel: Any) -> Any:
    """The levels of one band, by its place."""
    if pixels.ndim == 2:
        if channel != 0:
            raise ValueError("band index out of range")
        return pixels.copy()
    if channel < 0 or channel >= pixels.shape[2]:
        raise ValueError("band index out of range")
    return np.array(pixels[:, :, channel])


def white(pixels: Any) -> Any:
    """Levels of 0 and 255 in the mode 1."""
    return pixels != 0


def merged(planes: Any) -> Any:
    """``Image.merge``: bands side by side."""
    for plane in planes:
        if plane.shape != planes[0].shape:
            raise ValueError("size mismatch")
    return planes[0].copy() if len(planes) == 1 else np.stack(planes, axis=2)


def with_alpha(pixels: Any, alpha: Any) -> Any:
    """``Image.putalpha``: one level or one for each pixel; an image without alpha gets it."""
    if pixels.ndim == 3 and pixels.shape[2] != 3:
        result = pixels.copy()
    else:
        planes = pixels[:, :, None] if pixels.ndim == 2 else pixels
        result = np.concatenate([planes, np.zeros_like(planes[:, :, :1])], axis=2)
    result[:, :, -1] = alpha
    return result


def with_alpha_of(pixels: Any, other: Any) -> Any:
    """An image with the alpha of another one, if it has any."""
    result = pixels.copy()
    if pixels.ndim == 3 and pixels.shape[2] != 3:
        result[:, :, -1] = other[:, :, -1]
    return result


def pixel(pixels: Any, x: Any, y: Any) -> Any:
    """``Image.getpixel``."""
    height, width = pixels.shape[0], pixels.shape[1]
    if x >= width or y >= height or x < -width or y < -height:
        raise IndexError("image index out of range")
    return pixels[y, x]


def levels_at(pixels: Any, x: Any, y: Any) -> Any:
    """``Image.getpixel`` where the mode is only known now: a number, or a tuple of one for each band."""
    found = pixel(pixels, x, y)
    if pixels.ndim > 2:
        return tuple(found.tolist())
    if pixels.dtype.kind == "b":
        return 255 * int(found)
    return float(found) if pixels.dtype.kind == "f" else int(found)


def split(image: Any) -> Any:
    """``Image.split`` where the number of bands is only known now."""
    return tuple([image.getchannel(place) for place in range(len(image.getbands()))])


def with_pixel(pixels: Any, x: Any, y: Any, value: Any) -> Any:
    """``Image.putpixel``."""
    pixel(pixels, x, y)
    result = pixels.copy()
    result[y, x] = value
    return result


def bounding_box(pixels: Any, by_alpha: Any) -> Any:
    """``Image.getbbox``: the corners of what isn't 0, or None."""
    counted = np.ascontiguousarray(pixels[:, :, -1]) if by_alpha else pixels
    if counted.size == 0:
        return None
    present = counted if counted.dtype == np.uint8 else (counted != 0).view(np.uint8)
    flat = present.reshape(present.shape[0], -1)
    rows, columns = (
        np.flatnonzero(flat.max(axis=1)),
        np.flatnonzero(flat.max(axis=0).reshape(present.shape[1], -1).max(axis=1)),
    )
    if len(rows) == 0:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def extrema(plane: Any, kind: Any) -> Any:
    """``Image.getextrema`` of one band."""
    if plane.dtype == np.bool_:
        return int(plane.min()) * 255, int(plane.max()) * 255
    return kind(plane.min()), kind(plane.max())


def of_bytes(data: Any, width: Any, height: Any, bands: Any, dtype: Any) -> Any:
    """``Image.frombytes``."""
    levels = np.frombuffer(data, dtype=dtype)
    if len(levels) < width * height * bands:
        raise ValueError("not enough image data")
    if len(levels) > width * height * bands:
        raise ValueError("cannot decode image data")
    return levels.reshape(height, width).copy() if bands == 1 else levels.reshape(height, width, bands).copy()


def check_box(box: Any, size: Any) -> None:
    """Whether the corners that ``Image.paste`` is given fit what is pasted."""
    if box[2] - box[0] != size[0] or box[3] - box[1] != size[1]:
        raise ValueError("images do not match")


def blended(first: Any, second: Any, alpha: Any) -> Any:
    """``Image.blend``: from one image towards, or beyond, another; fractions are cut off."""
    if first.shape != second.shape:
        raise ValueError("images do not match")
    if first.dtype == np.uint8:
        return in_bytes(first, second, BETWEEN, float(alpha))
    a = first.astype(np.float32)
    levels = a + np.float32(alpha) * (second.astype(np.float32) - a)
    return np.clip(levels, 0, 255).astype(np.uint8)


def looked_up(pixels: Any, table: Any) -> Any:
    """``Image.point`` with a table of 256 levels for each band."""
    levels = np.rint(np.array(table)).astype(np.int64)
    if pixels.ndim == 2:
        if len(levels) != 256:
            raise ValueError("wrong number of lut entries")
        return in_tables(pixels, np.clip(levels, 0, 255).astype(np.uint8))
    bands = pixels.shape[2]
    if len(levels) != 256 * bands:
        raise ValueError("wrong number of lut entries")
    return in_tables(pixels, np.clip(levels, 0, 255).astype(np.uint8).reshape(bands, 256))


ADD, SUBTRACT, DIFFERENCE, BETWEEN, PART = 0, 1, 2, 5, 6


def in_bytes(first: Any, second: Any, operation: int, share: float = 1.0) -> Any:
    """Of two arrays of bytes of one shape, within bytes: one of the operations above. A program has an operator."""
    a, b = first.astype(np.int32), second.astype(np.int32)
    if operation == BETWEEN:
        shared = first.astype(np.float32)
        return np.clip(shared + np.float32(share) * (second.astype(np.float32) - shared), 0, 255).astype(np.uint8)
    levels = a + b if operation == ADD else a - b if operation == SUBTRACT else np.abs(a - b)
    return np.clip(np.floor((a * b + 0.5) * share) if operation == PART else levels, 0, 255).astype(np.uint8)


def in_tables(pixels: Any, tables: Any) -> Any:
    """What tables of bytes have for bytes, one table for each band. A program has an operator."""
    if tables.ndim == 1:
        return tables[pixels]
    return np.stack([tables[c][pixels[:, :, c]] for c in range(pixels.shape[2])], axis=2)


def histogram(pixels: Any) -> Any:
    """``Image.histogram``: how often each level is met, one band after the other."""
    if pixels.ndim == 2:
        return np.bincount(pixels.reshape(-1), minlength=256).tolist()
    counts = [np.bincount(pixels[:, :, c].reshape(-1), minlength=256) for c in range(pixels.shape[2])]
    return np.concatenate(counts).tolist()


def reduced(pixels: Any, across: int, down: int) -> Any:
    """``Image.reduce``: the mean of each block, of those cut off at the edges too."""
    rows, columns = pixels.shape[0], pixels.shape[1]
    sums = np.add.reduceat(pixels.astype(np.int64), np.arange(0, rows, down), axis=0)
    sums = np.add.reduceat(sums, np.arange(0, columns, across), axis=1)
    heights = np.minimum(np.arange(0, rows, down) + down, rows) - np.arange(0, rows, down)
    widths = np.minimum(np.arange(0, columns, across) + across, columns) - np.arange(0, columns, across)
    areas = heights[:, None] * widths
    if pixels.ndim == 3:
        areas = areas[:, :, None]
    return (((sums + areas // 2) * ((1 << 24) // areas)) >> 24).astype(np.uint8)


def table_of(pixels: Any, function: Any) -> Any:
    """What a function has for every level, for all bands."""
    levels = [function(i) for i in range(256)]
    return levels if pixels.ndim == 2 else levels * pixels.shape[2]


def place_of(mode: Any, channel: Any) -> Any:
    """The place of a band that is given by its name."""
    found = mode.find(channel)
    if found < 0:
        raise ValueError(f'The image has no channel "{channel}"')
    return found


def thumbnail_size(width: Any, height: Any, most_wide: Any, most_high: Any) -> Any:
    """The size of ``Image.thumbnail``: as large as both limits let it be, its aspect kept as well as it can be."""
    x, y = math.floor(most_wide), math.floor(most_high)
    if x >= width and y >= height:
        return width, height
    aspect = width / height
    if x / y >= aspect:
        low, high = math.floor(y * aspect), math.ceil(y * aspect)
        x = max(low if abs(aspect - low / y) <= abs(aspect - high / y) else high, 1)
    else:
        low, high = math.floor(x / aspect), math.ceil(x / aspect)
        takes_low = low == 0 or abs(aspect - x / low) <= abs(aspect - x / high)
        y = max(low if takes_low else high, 1)
    return x, y


def before_resizing(pixels: Any, width: Any, height: Any, gap: Any) -> Any:
    """With ``reducing_gap``: an image that is much too large in whole blocks, and the part of it that is resized."""
    rows, columns = pixels.shape[0], pixels.shape[1]
    across, down = max(int(columns / width / gap), 1), max(int(rows / height / gap), 1)
    if across > 1 or down > 1:
        if pixels.ndim == 3 and pixels.shape[2] != 3:
            raise NotImplementedError("reducing_gap isn't supported for images with alpha")
        pixels = reduced(pixels, across, down)
    return pixels, [0.0, 0.0, columns / across, rows / down]


def without_light(pixels: Any) -> Any:
    """Black, with the alpha of an image."""
    dark = np.zeros_like(pixels)
    if pixels.ndim == 3 and pixels.shape[2] != 3:
        dark[:, :, -1] = pixels[:, :, -1]
    return dark


def without_contrast(pixels: Any, gray: Any) -> Any:
    """The mean of its grey levels everywhere, with the alpha of an image."""
    flat = np.full_like(pixels, int(float(np.sum(gray.astype(np.int64))) / gray.size + 0.5))
    if pixels.ndim == 3 and pixels.shape[2] != 3:
        flat[:, :, -1] = pixels[:, :, -1]
    return flat


def turned_nearest(pixels: Any, background: Any, matrix: Any) -> Any:
    """``Image.transform`` to the nearest pixels, which for an affine matrix Pillow finds in 16 bits after the point."""
    return transformed(pixels, background, matrix, 1)


def transformed(pixels: Any, background: Any, matrix: Any, samples: int) -> Any:
    """``background`` with what the matrix brings from an image, of one, two or four pixels in each direction."""
    if background.size == 0 or pixels.size == 0:
        return background.copy()
    return mapped(pixels, background, levels_of(matrix), samples)


def mapped(pixels: Any, background: Any, matrix: list[float], samples: int) -> Any:
    """The same of images that aren't empty."""
    raise NotImplementedError("a rule stands for this")


def _has_alpha(pixels: Any) -> Any:
    return pixels.ndim == 3 and pixels.shape[2] != 3


def _times_alpha(pixels: Any) -> Any:
    """Colours multiplied by their alpha."""
    products = pixels[:, :, :-1].astype(np.int32) * pixels[:, :, -1:] + 128
    return np.concatenate([((products >> 8) + products) >> 8, pixels[:, :, -1:]], axis=2).astype(np.uint8)


def _over_alpha(pixels: Any) -> Any:
    """Colours divided by their alpha again."""
    alpha = pixels[:, :, -1:].astype(np.int32)
    colors = np.minimum(pixels[:, :, :-1].astype(np.int32) * 255 // np.maximum(alpha, 1), 255)
    colors = np.where((alpha == 0) | (alpha == 255), pixels[:, :, :-1], colors)
    return np.concatenate([colors, alpha], axis=2).astype(np.uint8)


def turned_smoothly(pixels: Any, background: Any, matrix: Any, cubic: Any) -> Any:
    """``Image.transform`` between four pixels, or sixteen; fractions of levels are cut off."""
    samples = 4 if cubic else 2
    if _has_alpha(pixels):
        return _over_alpha(transformed(_times_alpha(pixels), background, matrix, samples))
    return transformed(pixels, background, matrix, samples)
