"""Pillow's images band by band, pixel by pixel, and as bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from .... import types as ty
from ....stdlib import pillow as source
from ..values import NONE, Abstract, ObjectValue, Static, TupleValue
from . import function
from .pillow_core import (
    MODE,
    MODES,
    bands_of,
    changes,
    integers,
    is_image,
    known_mode,
    mode_of,
    none,
    of_image,
    of_images,
    opened,
    picture,
    pixels,
    written,
)

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@of_image(Image.Image.split)
def _split(interp: Interpreter, self: Abstract) -> Abstract:
    """A tuple of as many images as there are bands."""
    if known_mode(interp, self) is None:
        return interp.call(Static(source.split), [self])
    bands = bands_of(interp, self, "the bands")
    if len(bands) == 1:
        return TupleValue((picture(interp, interp.op("np::copy", pixels(self), "C"), self),))
    return TupleValue(tuple(written(interp, source.getchannel, self, i, mode="L") for i in range(len(bands))))


@of_images(Image.merge)
def _merge(interp: Interpreter, mode: Abstract, bands: Abstract) -> Abstract:
    if not isinstance(mode, Static) or mode.value not in MODES:
        interp.refuse("this mode of Image.merge isn't supported", f"use one of {', '.join(MODES)}")
    images = [opened(interp, band) for band in interp.items(bands) or []]
    if not images or not all(map(is_image, images)):
        interp.refuse("Image.merge takes a list of images of the program, written out")
    if len(images) != Image.getmodebands(mode.value):
        interp.raise_(ValueError, "wrong number of bands")
    given = interp.new_list([pixels(i) for i in images])
    return written(interp, source.merged, given, mode=mode.value)


@of_image(Image.Image.getchannel)
def _getchannel(interp: Interpreter, self: Abstract, channel: Abstract) -> Abstract:
    known = known_mode(interp, self)
    if isinstance(channel, Static) and isinstance(channel.value, str) and known is not None:
        names = Image.getmodebandnames(known)
        if channel.value not in names:
            interp.raise_(ValueError, f'The image has no channel "{channel.value}"')
        channel = Static(names.index(channel.value))
    elif interp.type_of(channel) == ty.STR:
        channel = interp.call(Static(source.place_of), [mode_of(interp, self), channel])
    return written(interp, source.getchannel, self, channel)


@of_image(Image.Image.point)
def _point(interp: Interpreter, self: Abstract, lut: Abstract, mode: Abstract = NONE) -> Abstract:
    if not none(mode):
        interp.refuse("Image.point to another mode isn't supported", "convert the image first")
    if interp.items(lut) is None and not isinstance(interp.type_of(lut), ty.Generic):
        lut = interp.call(Static(source.table_of), [pixels(self), lut])
    return written(interp, source.looked_up, self, lut, like=self)


@of_image(Image.Image.histogram)
def _histogram(interp: Interpreter, self: Abstract, mask: Abstract = NONE, extrema: Abstract = NONE) -> Abstract:
    if not none(mask):
        interp.refuse("a mask of Image.histogram isn't supported", "use NumPy on np.asarray(image)")
    return interp.call(Static(source.histogram), [pixels(self)])


@of_image(Image.Image.putalpha)
def _putalpha(interp: Interpreter, self: Abstract, alpha: Abstract) -> Abstract:
    """Gives an image another alpha, one level or a level for each pixel."""
    known = known_mode(interp, self)
    if known not in (None, "L", "LA", "RGB", "RGBA"):
        interp.refuse(f"Image.putalpha of an image of the mode {known} isn't supported", 'convert("RGBA") first')
    if is_image(alpha):
        alpha = pixels(alpha)
    changes(interp, self, interp.call(Static(source.with_alpha), [pixels(self), alpha]), "putalpha")
    assert isinstance(self, ObjectValue)
    self.slots[MODE] = Static(known if known is None else f"{known.rstrip('A')}A")
    return NONE


# --- pixels and bytes -------------------------------------------------------------------------------------------------


@of_image(Image.Image.getpixel)
def _getpixel(interp: Interpreter, self: Abstract, xy: Abstract) -> Abstract:
    """A number, or a tuple of one for each band."""
    x, y = integers(interp, xy, 2)
    if known_mode(interp, self) is None:
        return interp.call(Static(source.levels_at), [pixels(self), x, y])
    bands = bands_of(interp, self, "a pixel")
    level = interp.call(Static(source.pixel), [pixels(self), x, y])
    if known_mode(interp, self) == "1":
        return interp.binary("mult", interp.call(Static(int), [level]), Static(255))
    if len(bands) == 1:
        return interp.call(Static(float if known_mode(interp, self) == "F" else int), [level])
    return TupleValue(tuple(interp.call(Static(int), [interp.getitem(level, Static(i))]) for i in range(len(bands))))


@of_image(Image.Image.putpixel)
def _putpixel(interp: Interpreter, self: Abstract, xy: Abstract, value: Abstract) -> Abstract:
    x, y = integers(interp, xy, 2)
    return changes(interp, self, interp.call(Static(source.with_pixel), [pixels(self), x, y, value]), "putpixel")


@of_image(Image.Image.getbbox)
def _getbbox(interp: Interpreter, self: Abstract, *, alpha_only: Abstract = Static(True)) -> Abstract:
    bands = bands_of(interp, self, "the bounding box")
    by_alpha = bands[-1] == "A" and len(bands) > 1 and interp.python(alpha_only)
    return interp.call(Static(source.bounding_box), [pixels(self), Static(by_alpha)])


@of_image(Image.Image.getextrema)
def _getextrema(interp: Interpreter, self: Abstract) -> Abstract:
    """The least and the greatest level, of each band."""
    bands = bands_of(interp, self, "the extrema")
    if len(bands) == 1:
        kind = float if known_mode(interp, self) == "F" else int
        return interp.call(Static(source.extrema), [pixels(self), Static(kind)])
    planes = [interp.call(Static(source.getchannel), [pixels(self), Static(i)]) for i in range(len(bands))]
    return TupleValue(tuple(interp.call(Static(source.extrema), [p, Static(int)]) for p in planes))


@of_image(Image.Image.tobytes)
def _tobytes(interp: Interpreter, self: Abstract, encoder_name: Abstract = Static("raw")) -> Abstract:
    if known_mode(interp, self) == "1":
        interp.refuse("the bytes of an image of the mode 1 aren't supported", "use np.asarray(image)")
    return interp.call(interp.getattr(pixels(self), "tobytes"), [])


@function(Image.frombytes)
def _frombytes(interp: Interpreter, mode: Abstract, size: Abstract, data: Abstract) -> Abstract:
    if not isinstance(mode, Static) or mode.value not in MODES or mode.value == "1":
        interp.refuse("this mode of Image.frombytes isn't supported", "use L, LA, RGB, RGBA, I or F")
    dtype = {"I": np.int32, "F": np.float32}.get(mode.value, np.uint8)
    count = Image.getmodebands(mode.value)
    given = [data, *integers(interp, size, 2), Static(count), Static(dtype)]
    return picture(interp, interp.call(Static(source.of_bytes), given), mode=mode.value)


@of_image(Image.Image.reduce)
def _reduce(interp: Interpreter, self: Abstract, factor: Abstract, box: Abstract = NONE) -> Abstract:
    if not none(box):
        interp.refuse("Image.reduce of a box isn't supported", "crop the image first")
    across, down = [factor] * 2 if interp.type_of(factor) == ty.INT else integers(interp, factor, 2)
    return written(interp, source.reduced, self, across, down, like=self)
