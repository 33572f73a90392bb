"""Pillow's images inside a program: objects that hold their pixels as an array, and never cross its border.

``Image.fromarray(array)`` makes one, ``np.asarray(image)`` gives its pixels back; ``resize``, ``crop``, ``convert``,
``transpose``, ``rotate`` by quarter turns and ``paste`` are operators of the runtime or moves of NumPy's. What Pillow
writes in Python on top of these, such as ``ImageOps.pad``, is read as any other source.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageColor, ImageEnhance

from .... import types as ty
from ....stdlib import pillow as source
from .. import calls, containers
from ..values import NONE, Abstract, ObjectValue, Static, TupleValue
from . import FUNCTIONS, function
from .numpy_core import ND_ARRAY, index, is_array

if TYPE_CHECKING:
    from ..interpreter import Interpreter

PIXELS = "#pixels"
MODES = ("L", "LA", "RGB", "RGBA")
NO_INFO = Static({})
ONE = Static(1)


def is_image(v: Abstract) -> bool:
    return isinstance(v, ObjectValue) and issubclass(v.cls, Image.Image)


def pixels(self: Abstract) -> Abstract:
    """The array of an image of the program."""
    assert isinstance(self, ObjectValue)
    return self.slots[PIXELS]


def tensor(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("np::to_tensor", interp.op("np::ascontiguousarray", pixels(self), NONE))


def picture(interp: Interpreter, array: Abstract) -> ObjectValue:
    """A new image of these pixels, which nobody else holds."""
    made = interp.new_object(Image.Image)
    made.slots.update({PIXELS: array, "palette": NONE, "info": NO_INFO})
    made.by_value = True
    return made


def _of_tensor(interp: Interpreter, made: Abstract) -> ObjectValue:
    return picture(interp, interp.op("np::from_tensor", made, result=ND_ARRAY))


def _integers(interp: Interpreter, v: Abstract, count: int) -> list[Abstract]:
    items = interp.items(v)
    if items is None:
        items = [containers.getitem(interp, v, Static(i)) for i in range(count)]
    if len(items) != count:
        interp.raise_(ValueError, f"expected {count} numbers, not {len(items)}")
    return [index(interp, i) for i in items]


def _none(v: Abstract) -> bool:
    return isinstance(v, Static) and v.value is None


# --- making images ----------------------------------------------------------------------------------------------------


@function(Image.fromarray)
def _fromarray(interp: Interpreter, obj: Abstract, mode: Abstract = NONE) -> Abstract:
    if isinstance(interp.type_of(obj), ty.TensorType) or not is_array(interp.type_of(obj)):
        interp.refuse("Image.fromarray takes NumPy's arrays", "convert it first: x.numpy()")
    made = picture(interp, interp.op("np::copy", obj, "C", result=ND_ARRAY))
    held = _mode(interp, made)
    if not _none(mode):
        if not isinstance(mode, Static) or mode.value not in (*MODES, "F"):
            interp.refuse("this mode of Image.fromarray isn't supported", f"use one of {', '.join(MODES)} or F")
        differs = interp.lift(interp.compare("noteq", held, mode))
        interp.branch(differs, lambda: interp.raise_(ValueError, "Invalid mode for data type"), lambda: NONE)
    return made


@function(Image.new)
def _new(interp: Interpreter, mode: Abstract, size: Abstract, color: Abstract = Static(0)) -> Abstract:
    if not interp.is_static(color):
        levels = [interp.op("py::float", v, result=ty.FLOAT) for v in _integers(interp, color, 3)]
    else:
        levels = [Static(float(v)) for v in _levels(interp, mode, interp.python(color))]
    sides = _integers(interp, size, 2)
    return _of_tensor(interp, interp.op("pil::new", mode, *sides, interp.new_list(levels)))


def _levels(interp: Interpreter, mode: Abstract, color: Any) -> tuple[Any, ...]:
    """A colour channel by channel; one number alone stands for all of them, lowest byte first."""
    if isinstance(color, str):
        if not isinstance(mode, Static):
            interp.refuse("a colour's name in an image whose mode isn't known", "write the colour as a tuple")
        color = ImageColor.getcolor(color, mode.value)
    if color is None:
        return ()
    return tuple(color) if isinstance(color, (tuple, list)) else (color,)


# --- what an image is -------------------------------------------------------------------------------------------------


def _property(name: str) -> Any:
    found = vars(Image.Image)[name]
    return found.fget if isinstance(found, property) else found


@function(_property("mode"))
def _mode(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("pil::mode", tensor(interp, self))


@function(_property("size"))
def _size(interp: Interpreter, self: Abstract) -> Abstract:
    return TupleValue((_width(interp, self), _height(interp, self)))


@function(_property("width"))
def _width(interp: Interpreter, self: Abstract) -> Abstract:
    return containers.getitem(interp, interp.op("np::shape", pixels(self)), Static(1))


@function(_property("height"))
def _height(interp: Interpreter, self: Abstract) -> Abstract:
    return containers.getitem(interp, interp.op("np::shape", pixels(self)), Static(0))


@function(_property("getbands"))
def _getbands(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.call(Static(tuple), [_mode(interp, self)])


@function(_property("load"))
def _load(interp: Interpreter, self: Abstract) -> Abstract:
    return NONE


@function(_property("im"))
def _core(interp: Interpreter, self: Abstract) -> Abstract:
    interp.refuse(
        "this function of Pillow isn't supported",
        "use resize, crop, convert, transpose, rotate by quarter turns or paste, or NumPy on np.asarray(image)",
    )


@function(_property("getpalette"))
def _getpalette(interp: Interpreter, self: Abstract, rawmode: Abstract = NONE) -> Abstract:
    return NONE


@function(_property("putpalette"))
def _putpalette(interp: Interpreter, self: Abstract, data: Abstract, rawmode: Abstract = NONE) -> Abstract:
    interp.raise_(NotImplementedError, "images with palettes aren't supported")


# --- what is made of it -----------------------------------------------------------------------------------------------


@function(Image.Image.copy)
def _copy(interp: Interpreter, self: Abstract) -> Abstract:
    return picture(interp, interp.op("np::copy", pixels(self), "C", result=ND_ARRAY))


@function(Image.Image.resize)
def _resize(
    interp: Interpreter, self: Abstract, size: Abstract, resample: Abstract = NONE, box: Abstract = NONE,
    reducing_gap: Abstract = NONE,
) -> Abstract:  # fmt: skip
    if not _none(reducing_gap) and not _none(box):
        interp.refuse("Image.resize of a box with reducing_gap isn't supported", "crop the image first")
    if _none(resample):
        resample = Static(Image.Resampling.BICUBIC)
    if isinstance(resample, Static) and resample.value not in range(6):
        interp.refuse("this filter of Image.resize isn't supported", "use one of the filters up to HAMMING")
    part: Abstract = Static([])
    if not _none(box):
        items = interp.items(box)
        if items is None:
            items = [containers.getitem(interp, box, Static(i)) for i in range(4)]
        part = interp.new_list([interp.op("py::float", i, result=ty.FLOAT) for i in items])
    sides = _integers(interp, size, 2)
    source_ = self
    nearest = isinstance(resample, Static) and resample.value == Image.Resampling.NEAREST
    if not _none(reducing_gap) and not nearest:
        ready = interp.call(Static(source.before_resizing), [pixels(self), *sides, reducing_gap])
        array, part = (containers.getitem(interp, ready, Static(i)) for i in (0, 1))
        source_ = picture(interp, array)
    return _of_tensor(interp, interp.op("pil::resize", tensor(interp, source_), *sides, index(interp, resample), part))


@function(Image.Image.crop)
def _crop(interp: Interpreter, self: Abstract, box: Abstract = NONE) -> Abstract:
    if _none(box):
        return _copy(interp, self)
    items = interp.items(box)
    if items is None:
        items = [containers.getitem(interp, box, Static(i)) for i in range(4)]
    corners = [interp.call(Static(int), [interp.call(Static(round), [i])]) for i in items]
    return _of_tensor(interp, interp.op("pil::crop", tensor(interp, self), *corners))


@function(Image.Image.convert)
def _convert(
    interp: Interpreter, self: Abstract, mode: Abstract = NONE, matrix: Abstract = NONE, dither: Abstract = NONE,
    palette: Abstract = NONE, colors: Abstract = NONE,
) -> Abstract:  # fmt: skip
    if not all(map(_none, (matrix, palette, colors))):
        interp.refuse("Image.convert with a matrix or palette isn't supported", "compute it with NumPy")
    if isinstance(mode, Static) and mode.value not in MODES:
        interp.refuse(f"conversion to the mode {mode.value!r} isn't supported", f"use one of {', '.join(MODES)}")
    return _of_tensor(interp, interp.op("pil::convert", tensor(interp, self), mode))


# Whether rows and columns change places, and which axes are turned round then.
MOVES: dict[int, tuple[bool, tuple[int, ...]]] = {
    Image.Transpose.FLIP_LEFT_RIGHT: (False, (1,)), Image.Transpose.FLIP_TOP_BOTTOM: (False, (0,)),
    Image.Transpose.ROTATE_90: (True, (0,)), Image.Transpose.ROTATE_180: (False, (0, 1)),
    Image.Transpose.ROTATE_270: (True, (1,)), Image.Transpose.TRANSPOSE: (True, ()),
    Image.Transpose.TRANSVERSE: (True, (0, 1)),
}  # fmt: skip
TURNS = {0: None, 90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}


@function(Image.Image.transpose)
def _transpose(interp: Interpreter, self: Abstract, method: Abstract) -> Abstract:
    if not isinstance(method, Static) or method.value not in MOVES:
        interp.refuse("the method of Image.transpose is only known when the program runs", "write it as a constant")
    swaps, axes = MOVES[method.value]
    moved = interp.op("np::swapaxes", pixels(self), 0, 1) if swaps else pixels(self)
    if axes:
        moved = interp.op("np::flip", moved, axes)
    return picture(interp, interp.op("np::copy", moved, "C", result=ND_ARRAY))


@function(Image.Image.rotate)
def _rotate(
    interp: Interpreter, self: Abstract, angle: Abstract, resample: Abstract = Static(Image.Resampling.NEAREST),
    expand: Abstract = Static(False), center: Abstract = NONE, translate: Abstract = NONE, fillcolor: Abstract = NONE,
) -> Abstract:  # fmt: skip
    """Quarter turns move pixels; Pillow's source says what matrix another angle has."""
    turn = angle.value % 360 if isinstance(angle, Static) else None
    keeps_size = turn in (0, 180) or (interp.is_static(expand) and bool(interp.python(expand)))
    if turn in TURNS and keeps_size and _none(center) and _none(translate):
        method = TURNS[int(turn)]
        return _copy(interp, self) if method is None else _transpose(interp, self, Static(method))
    given = [self, angle, resample, expand, center, translate, fillcolor]
    return calls._call_function(interp, vars(Image.Image)["rotate"], given, {})


AFFINE = {Image.Resampling.NEAREST: source.turned_nearest, Image.Resampling.BILINEAR: source.turned_smoothly}


@function(Image.Image.transform)
def _transform(
    interp: Interpreter, self: Abstract, size: Abstract, method: Abstract, data: Abstract = NONE,
    resample: Abstract = Static(Image.Resampling.NEAREST), fill: Abstract = ONE, fillcolor: Abstract = NONE,
) -> Abstract:  # fmt: skip
    if not isinstance(method, Static) or method.value != Image.Transform.AFFINE:
        interp.refuse("only affine transforms of images are supported", "use Image.Transform.AFFINE")
    if not isinstance(resample, Static) or resample.value not in AFFINE:
        interp.refuse("this filter of Image.transform and rotate isn't supported", "use NEAREST or BILINEAR")
    background = _new(interp, _mode(interp, self), size, Static(0) if _none(fillcolor) else fillcolor)
    matrix = TupleValue(tuple(containers.getitem(interp, data, Static(i)) for i in range(6)))
    written = AFFINE[resample.value]
    return picture(interp, interp.call(Static(written), [pixels(self), pixels(background), matrix]))


@function(Image.Image.paste)
def _paste(interp: Interpreter, self: Abstract, im: Abstract, box: Abstract = NONE, mask: Abstract = NONE) -> Abstract:
    """Writes another image of the same mode into this one."""
    if not is_image(im) or not _none(mask):
        interp.refuse("Image.paste takes an image of the program, without a mask", "write into np.array(image)")
    corner = [Static(0), Static(0)] if _none(box) else _integers(interp, box, 2)
    assert isinstance(self, ObjectValue)
    if self.shared:
        interp.refuse(
            "Image.paste writes into an image that may be another variable's too, depending on the path taken",
            "paste into a copy: image = image.copy()",
        )
    self.slots[PIXELS] = interp.call(Static(source.pasted), [pixels(self), pixels(im), *corner])
    return NONE


@function(Image.Image.thumbnail)
def _thumbnail(
    interp: Interpreter, self: Abstract, size: Abstract, resample: Abstract = Static(Image.Resampling.BICUBIC),
    reducing_gap: Abstract = Static(2.0),
) -> Abstract:  # fmt: skip
    """Makes the image itself smaller."""
    assert isinstance(self, ObjectValue)
    if self.shared:
        interp.refuse(
            "Image.thumbnail changes an image that may be another variable's too, depending on the path taken",
            "make it of a copy: image = image.copy()",
        )
    limits = [containers.getitem(interp, size, Static(i)) for i in (0, 1)]
    made = interp.call(Static(source.thumbnail_size), [_width(interp, self), _height(interp, self), *limits])
    self.slots[PIXELS] = pixels(_resize(interp, self, made, resample, NONE, reducing_gap))
    return NONE


@function(Image.Image.getchannel)
def _getchannel(interp: Interpreter, self: Abstract, channel: Abstract) -> Abstract:
    if interp.type_of(channel) == ty.STR:
        channel = interp.call(Static(source.place_of), [_mode(interp, self), channel])
    return picture(interp, interp.call(Static(source.getchannel), [pixels(self), channel]))


@function(Image.Image.point)
def _point(interp: Interpreter, self: Abstract, lut: Abstract, mode: Abstract = NONE) -> Abstract:
    if not _none(mode):
        interp.refuse("Image.point to another mode isn't supported", "convert the image first")
    if interp.items(lut) is None and not isinstance(interp.type_of(lut), ty.Generic):
        lut = interp.call(Static(source.table_of), [pixels(self), lut])
    return picture(interp, interp.call(Static(source.looked_up), [pixels(self), lut]))


@function(Image.Image.histogram)
def _histogram(interp: Interpreter, self: Abstract, mask: Abstract = NONE, extrema: Abstract = NONE) -> Abstract:
    if not _none(mask):
        interp.refuse("a mask of Image.histogram isn't supported", "use NumPy on np.asarray(image)")
    return interp.call(Static(source.histogram), [pixels(self)])


@function(Image.blend)
def _blend(interp: Interpreter, im1: Abstract, im2: Abstract, alpha: Abstract) -> Abstract:
    if not is_image(im1) or not is_image(im2):
        interp.refuse("Image.blend takes two images of the program")
    return picture(interp, interp.call(Static(source.blended), [pixels(im1), pixels(im2), alpha]))


@function(ImageEnhance.Brightness.__init__)
def _brightness(interp: Interpreter, self: Abstract, image: Abstract) -> Abstract:
    return _enhanced(self, image, picture(interp, interp.call(Static(source.without_light), [pixels(image)])))


@function(ImageEnhance.Contrast.__init__)
def _contrast(interp: Interpreter, self: Abstract, image: Abstract) -> Abstract:
    gray = _convert(interp, image, Static("L"))
    flat = interp.call(Static(source.without_contrast), [pixels(image), pixels(gray)])
    return _enhanced(self, image, picture(interp, flat))


def _enhanced(self: Abstract, image: Abstract, degenerate: Abstract) -> Abstract:
    assert isinstance(self, ObjectValue)
    self.slots.update({"image": image, "degenerate": degenerate})
    return NONE


# --- back to arrays and tensors ---------------------------------------------------------------------------------------


def _taking_images(called: Any) -> None:
    """A function of NumPy that takes an image for its pixels."""
    inner = FUNCTIONS[called]

    @function(called)
    def rule(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        given = [interp.op("np::copy", pixels(a), "C", result=ND_ARRAY) if is_image(a) else a for a in args]
        return inner(interp, *given, **kwargs)


_taking_images(np.asarray)
_taking_images(np.array)


def _torchvision(name: str, written: Any) -> None:
    """A function of torchvision's that makes a tensor of an image; of anything else as its source says."""
    functional = sys.modules.get("torchvision.transforms.functional")
    if functional is None:
        return
    called = getattr(functional, name)

    @function(called)
    def rule(interp: Interpreter, pic: Abstract) -> Abstract:
        if is_image(pic):
            return interp.call(Static(written), [pixels(pic)])
        return calls._call_function(interp, called, [pic], {})


_torchvision("to_tensor", source.to_tensor)
_torchvision("pil_to_tensor", source.pil_to_tensor)
