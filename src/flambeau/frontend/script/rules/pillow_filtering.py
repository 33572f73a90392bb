"""Pillow's filters, its arithmetic of two images, and images laid over each other."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from ....stdlib import pillow, pillow_modes
from ....stdlib import pillow_filters as source
from ..values import NONE, Abstract, ObjectValue, Static
from . import function
from .pillow_core import changes, is_image, none, of_image, of_images, of_tensor, picture, pixels, tensor, written

if TYPE_CHECKING:
    from ..interpreter import Interpreter

KINDS = (
    ImageFilter.GaussianBlur, ImageFilter.BoxBlur, ImageFilter.UnsharpMask, ImageFilter.MedianFilter,
    ImageFilter.MinFilter, ImageFilter.MaxFilter, ImageFilter.Kernel, ImageFilter.BuiltinFilter,
)  # fmt: skip


@of_image(Image.Image.filter)
def filter_image(interp: Interpreter, self: Abstract, filter: Abstract) -> Abstract:
    if isinstance(filter, Static) and isinstance(filter.value, type):
        filter = interp.call(filter, [])
    cls = filter.cls if isinstance(filter, ObjectValue) else type(filter.value) if isinstance(filter, Static) else None
    if cls is None or not issubclass(cls, KINDS):
        interp.refuse(
            "this filter of Image.filter isn't supported", "use GaussianBlur, BoxBlur, Kernel or MedianFilter"
        )
    return written(interp, source.filtered, self, filter, like=self)


def _result(interp: Interpreter, operator: str, array: Abstract, *args: Abstract) -> Abstract:
    return pixels(of_tensor(interp, interp.op(operator, tensor(interp, picture(interp, array)), *args)))


@function(source.box_blur)
def _box_blur(interp: Interpreter, array: Abstract, across: Abstract, down: Abstract, passes: Abstract) -> Abstract:
    return _result(interp, "pil::boxBlur", array, across, down, passes)


@function(source.by_weights)
def _by_weights(interp: Interpreter, array: Abstract, size: Abstract, weights: Abstract, start: Abstract) -> Abstract:
    return _result(interp, "pil::weighted", array, size, weights, start)


@function(source.median)
def _median(interp: Interpreter, array: Abstract, size: Abstract) -> Abstract:
    return _result(interp, "cv2::medianBlur", array, size)


@function(source.extreme)
def _extreme(interp: Interpreter, array: Abstract, size: Abstract, least: Abstract) -> Abstract:
    square = interp.call(Static(np.ones), [interp.new_list([size, size]), Static(np.uint8)])
    kernel = interp.op("np::to_tensor", square)
    border = Static(1)  # what lies beyond the edge is as the edge
    return _result(interp, "cv2::morphology", array, kernel, least, Static(-1), Static(-1), Static(1), border)


def _laid(interp: Interpreter, operator: str, *arrays: Abstract) -> Abstract:
    """The array that an operator makes of several."""
    return pixels(of_tensor(interp, interp.op(operator, *(tensor(interp, picture(interp, one)) for one in arrays))))


@function(source.laid_by)
def _laid_by(interp: Interpreter, image: Abstract, other: Abstract, share: Abstract) -> Abstract:
    return _laid(interp, "pil::laidOver", image, other, share)


@function(source.composed)
def _composed(interp: Interpreter, below: Abstract, above: Abstract) -> Abstract:
    return _laid(interp, "pil::alphaComposite", below, above)


@function(pillow_modes.diffused)
def _diffused(interp: Interpreter, levels: Abstract) -> Abstract:
    return _laid(interp, "pil::dither", levels)


def _space_rule(written: Any, is_hsv: bool, inverse: bool) -> None:
    @function(written)
    def change(interp: Interpreter, array: Abstract) -> Abstract:
        return _result(interp, "pil::changeSpace", array, Static(is_hsv), Static(inverse))


_space_rule(pillow_modes.rgb_to_hsv, True, False)
_space_rule(pillow_modes.hsv_to_rgb, True, True)
_space_rule(pillow_modes.rgb_to_ycbcr, False, False)
_space_rule(pillow_modes.ycbcr_to_rgb, False, True)


@function(pillow.in_bytes)
def _in_bytes(
    interp: Interpreter, first: Abstract, second: Abstract, operation: Abstract, share: Abstract = Static(1.0)
) -> Abstract:
    arrays = [tensor(interp, picture(interp, one)) for one in (first, second)]
    return pixels(of_tensor(interp, interp.op("cv2::saturating", *arrays, operation, share)))


@function(pillow.in_tables)
def _in_tables(interp: Interpreter, array: Abstract, tables: Abstract) -> Abstract:
    return _laid(interp, "cv2::LUT", array, tables)


@function(pillow.mapped)
def _mapped(
    interp: Interpreter, array: Abstract, background: Abstract, matrix: Abstract, samples: Abstract
) -> Abstract:
    arrays = [tensor(interp, picture(interp, one)) for one in (array, background)]
    return pixels(of_tensor(interp, interp.op("pil::transform", *arrays, matrix, samples)))


# --- two images -------------------------------------------------------------------------------------------------------


def _of_two(name: str) -> None:
    meaning = getattr(source, name)

    @of_images(getattr(ImageChops, name))
    def combine(
        interp: Interpreter, image1: Abstract, image2: Abstract, *args: Abstract, **kwargs: Abstract
    ) -> Abstract:
        if not is_image(image1) or not is_image(image2):
            interp.refuse(f"ImageChops.{name} takes two images of the program")
        given = inspect.signature(getattr(ImageChops, name)).bind(None, None, *args, **kwargs)
        given.apply_defaults()
        rest = [v if isinstance(v, Abstract) else Static(v) for v in given.args[2:]]
        return written(interp, meaning, image1, image2, *rest, like=image1)


for _name in (
    "add", "subtract", "add_modulo", "subtract_modulo", "multiply", "screen", "difference", "darker", "lighter",
    "overlay", "hard_light", "soft_light",
):  # fmt: skip
    _of_two(_name)


@of_images(ImageChops.invert)
def _invert(interp: Interpreter, image: Abstract) -> Abstract:
    return written(interp, source.inverted, image, like=image)


@of_images(ImageChops.offset)
def _offset(interp: Interpreter, image: Abstract, xoffset: Abstract, yoffset: Abstract = NONE) -> Abstract:
    return written(interp, source.rolled, image, xoffset, xoffset if none(yoffset) else yoffset, like=image)


@of_images(Image.alpha_composite)
def _alpha_composite(interp: Interpreter, im1: Abstract, im2: Abstract) -> Abstract:
    return written(interp, source.alpha_composite, im1, im2, like=im1)


@of_image(Image.Image.alpha_composite)
def _lay_over(interp: Interpreter, self: Abstract, im: Abstract, dest: Abstract = Static((0, 0))) -> Abstract:
    """Lays another image over this one, from its edges or a corner on."""
    given = [pixels(self), pixels(im), dest]
    return changes(interp, self, interp.call(Static(source.laid_at), given), "alpha_composite")
