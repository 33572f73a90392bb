"""OpenCV's functions that move pixels and channels: sizes, borders, warps, turns, colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import cv2

from .... import types as ty
from ....stdlib import opencv as source
from ..values import NONE, Abstract, Static
from . import function
from .numpy_core import ND_ARRAY, is_array
from .opencv_core import ZERO, image, integer, made, none, number, scalars, size

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(cv2.resize)
def _resize(
    interp: Interpreter, src: Abstract, dsize: Abstract, dst: Abstract = NONE, fx: Abstract = ZERO, fy: Abstract = ZERO,
    interpolation: Abstract = Static(cv2.INTER_LINEAR), hint: Abstract = NONE,
) -> Abstract:  # fmt: skip
    if isinstance(interp.type_of(dsize), ty.UnionType):
        return interp.split(dsize, lambda one: _resize(interp, src, one, dst, fx, fy, interpolation))
    width, height = (ZERO, ZERO) if none(dsize) else size(interp, dsize, "resize", "dsize")
    resized = interp.op(
        "cv2::resize", image(interp, src, "resize"), width, height, number(interp, fx), number(interp, fy),
        integer(interp, interpolation, "resize"),
    )  # fmt: skip
    return made(interp, resized, src)


@function(cv2.copyMakeBorder)
def _copy_make_border(
    interp: Interpreter, src: Abstract, top: Abstract, bottom: Abstract, left: Abstract, right: Abstract,
    borderType: Abstract, dst: Abstract = NONE, value: Abstract = NONE,
) -> Abstract:  # fmt: skip
    sides = [integer(interp, v, "copyMakeBorder") for v in (top, bottom, left, right, borderType)]
    bordered = interp.op("cv2::copyMakeBorder", image(interp, src, "copyMakeBorder"), *sides, scalars(interp, value))
    return made(interp, bordered, src)


def _warp_rule(name: str) -> None:
    @function(getattr(cv2, name))
    def warp(
        interp: Interpreter, src: Abstract, M: Abstract, dsize: Abstract, dst: Abstract = NONE,
        flags: Abstract = Static(cv2.INTER_LINEAR), borderMode: Abstract = Static(cv2.BORDER_CONSTANT),
        borderValue: Abstract = NONE, hint: Abstract = NONE,
    ) -> Abstract:  # fmt: skip
        _check_border(interp, borderMode, name)
        flags = _interpolation(interp, flags, name)
        width, height = size(interp, dsize, name, "dsize")
        warped = interp.op(
            f"cv2::{name}", image(interp, src, name), image(interp, M, name), width, height,
            integer(interp, flags, name), integer(interp, borderMode, name), scalars(interp, borderValue),
        )  # fmt: skip
        return made(interp, warped, src)


for _name in ("warpAffine", "warpPerspective"):
    _warp_rule(_name)


def _check_border(interp: Interpreter, border: Abstract, name: str) -> None:
    if isinstance(border, Static) and border.value == cv2.BORDER_TRANSPARENT:
        interp.refuse(
            f"cv2.{name} with BORDER_TRANSPARENT isn't supported", "use BORDER_CONSTANT, and copy what lies inside"
        )


def _interpolation(interp: Interpreter, flags: Abstract, name: str) -> Abstract:
    """How pixels are read: OpenCV reads by areas linearly here."""
    if isinstance(flags, Static) and flags.value & 7 == cv2.INTER_AREA:
        return Static(flags.value & ~7 | cv2.INTER_LINEAR)
    if isinstance(flags, Static) and flags.value & 7 > cv2.INTER_CUBIC:
        interp.refuse(f"this interpolation of cv2.{name} isn't supported", "use INTER_NEAREST, LINEAR, AREA or CUBIC")
    return flags


@function(cv2.remap)
def _remap(
    interp: Interpreter, src: Abstract, map1: Abstract, map2: Abstract, interpolation: Abstract, dst: Abstract = NONE,
    borderMode: Abstract = Static(cv2.BORDER_CONSTANT), borderValue: Abstract = NONE, hint: Abstract = NONE,
) -> Abstract:  # fmt: skip
    _check_border(interp, borderMode, "remap")
    interpolation = _interpolation(interp, interpolation, "remap")
    across, down = map1, map2
    if none(map2):
        across, down = (interp.call(Static(source.plane_of), [map1, Static(i)]) for i in (0, 1))
    warped = interp.op(
        "cv2::remap", *(image(interp, v, "remap") for v in (src, across, down)),
        integer(interp, interpolation, "remap"), integer(interp, borderMode, "remap"), scalars(interp, borderValue),
    )  # fmt: skip
    return made(interp, warped, src)


@function(cv2.flip)
def _flip(interp: Interpreter, src: Abstract, flipCode: Abstract, dst: Abstract = NONE) -> Abstract:
    if not isinstance(flipCode, Static):
        interp.refuse("the code of cv2.flip is only known when the program runs", "write it as a constant")
    code = flipCode.value
    axis = 1 if code > 0 else 0 if code == 0 else (0, 1)
    return _moved(interp, src, lambda held: interp.op("np::flip", held, axis), "flip")


def _moved(interp: Interpreter, src: Abstract, move: Callable[[Abstract], Abstract], name: str) -> Abstract:
    """A view of an array as a new array."""
    image(interp, src, name)
    t = interp.type_of(src)
    return interp.op("np::copy", move(src), "C", result=t if is_array(t) else ND_ARRAY)


@function(cv2.rotate)
def _rotate(interp: Interpreter, src: Abstract, rotateCode: Abstract, dst: Abstract = NONE) -> Abstract:
    axes = {cv2.ROTATE_90_CLOCKWISE: 1, cv2.ROTATE_180: (0, 1), cv2.ROTATE_90_COUNTERCLOCKWISE: 0}
    if not isinstance(rotateCode, Static) or rotateCode.value not in axes:
        interp.refuse("the code of cv2.rotate has to be one of cv2.ROTATE_*, written as a constant")

    def turn(held: Abstract) -> Abstract:
        if rotateCode.value != cv2.ROTATE_180:
            held = interp.op("np::swapaxes", held, 0, 1)
        return interp.op("np::flip", held, axes[rotateCode.value])

    return _moved(interp, src, turn, "rotate")


@function(cv2.transpose)
def _transpose(interp: Interpreter, src: Abstract, dst: Abstract = NONE) -> Abstract:
    return _moved(interp, src, lambda held: interp.op("np::swapaxes", held, 0, 1), "transpose")


# --- colours and channels ---------------------------------------------------------------------------------------------


@function(cv2.cvtColor)
def _cvt_color(
    interp: Interpreter, src: Abstract, code: Abstract, dst: Abstract = NONE, dstCn: Abstract = ZERO,
    hint: Abstract = NONE,
) -> Abstract:  # fmt: skip
    converted = interp.op(
        "cv2::cvtColor", image(interp, src, "cvtColor"), integer(interp, code, "cvtColor"),
        integer(interp, dstCn, "cvtColor"),
    )  # fmt: skip
    return made(interp, converted, src)


@function(cv2.split)
def _split(interp: Interpreter, m: Abstract, mv: Abstract = NONE) -> Abstract:
    """A tuple of the channels, of which only the running program knows how many there are."""
    image(interp, m, "split")
    planes = interp.op("np::copy", interp.op("np::moveaxis", interp.op("np::at_least", m, 3), 2, 0), "C")
    plane = ty.ArrayType(None, 2, "array")
    return interp.op("py::to_tuple", interp.op("np::iterate", planes), result=ty.any_tuple_of(plane))


@function(cv2.merge)
def _merge(interp: Interpreter, mv: Abstract, dst: Abstract = NONE) -> Abstract:
    return interp.call(Static(source.merged), [mv])


@function(source.three_merged)
def _three_merged(interp: Interpreter, *planes: Abstract) -> Abstract:
    return made(interp, interp.op("cv2::merge", *(image(interp, one, "merge") for one in planes)), dtype="uint8")


@function(cv2.inRange)
def _in_range(interp: Interpreter, src: Abstract, lowerb: Abstract, upperb: Abstract, dst: Abstract = NONE) -> Abstract:
    limits = [scalars(interp, lowerb), scalars(interp, upperb)]
    return made(interp, interp.op("cv2::inRange", image(interp, src, "inRange"), *limits), dtype="uint8")
