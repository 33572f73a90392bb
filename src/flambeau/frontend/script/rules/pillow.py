"""Pillow's images inside a program: making, moving and converting them (``pillow_core`` says what they are).

``Image.fromarray(array)`` makes one, ``np.asarray(image)`` gives its pixels back; ``resize``, ``crop``, ``convert``,
``transpose``, ``rotate`` and ``paste`` are operators of the runtime, moves of NumPy's, or Python of ``stdlib``. What
Pillow writes in Python on top of these, such as ``ImageOps.pad``, is read as any other source.
"""

from __future__ import annotations

import functools
import sys
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageColor, ImageDraw, ImageEnhance, ImageFilter

from .... import types as ty
from ....stdlib import pillow as source
from ....stdlib import pillow_filters, pillow_modes
from .. import calls, choices, containers
from ..values import NONE, Abstract, Choice, Dynamic, ObjectValue, Static, TupleValue
from . import FUNCTIONS, function, pillow_bands, pillow_files, pillow_filtering
from .numpy_core import index, is_array
from .pillow_core import (
    FLAT,
    MODE,
    MODES,
    PLAIN,
    SPACES,
    bands_of,
    changes,
    copied,
    integers,
    is_image,
    known_mode,
    mode_of,
    none,
    of_image,
    of_images,
    of_tensor,
    picture,
    pixels,
    space_of,
    tensor,
    written,
)

if TYPE_CHECKING:
    from ..interpreter import Interpreter

GROUPS = (pillow_bands, pillow_files, pillow_filtering)

# --- making images ----------------------------------------------------------------------------------------------------


@function(Image.fromarray)
def _fromarray(interp: Interpreter, obj: Abstract, mode: Abstract = NONE) -> Abstract:
    if isinstance(interp.type_of(obj), ty.TensorType) or not is_array(interp.type_of(obj)):
        interp.refuse("Image.fromarray takes NumPy's arrays", "convert it first: x.numpy()")
    t = interp.type_of(obj)
    mode_of_array = FLAT.get(str(t.dtype)) if isinstance(t, ty.ArrayType) and t.rank == 2 else None
    made = picture(interp, copied(interp, obj), mode=mode_of_array)
    if none(mode):
        interp.op("pil::mode", tensor(interp, made))  # raises for arrays that are no images
        return made
    if isinstance(mode, Static) and mode.value not in MODES:
        interp.refuse("this mode of Image.fromarray isn't supported", f"use one of {', '.join(MODES)}")
    known = isinstance(mode, Static)

    def check(wanted: Abstract) -> Abstract:
        if interp.type_of(wanted) != ty.NONE:
            like = Static("RGB") if isinstance(wanted, Static) and wanted.value in SPACES else wanted
            differs = interp.lift(interp.compare("noteq", mode_of(interp, made), like))
            interp.branch(differs, lambda: interp.raise_(ValueError, "Invalid mode for data type"), lambda: NONE)
        return NONE

    interp.split(mode, check)
    return picture(interp, pixels(made), mode=interp.python(mode)) if known else made


@function(Image.new)
def _new(interp: Interpreter, mode: Abstract, size: Abstract, color: Abstract = Static(0)) -> Abstract:
    t = interp.type_of(color)
    if isinstance(t, ty.UnionType):  # a number for one channel, a tuple for several
        return interp.split(color, lambda one: _new(interp, mode, size, one))
    if interp.is_static(color):
        levels: Abstract = interp.new_list([Static(float(v)) for v in _levels(interp, mode, interp.python(color))])
    elif t in (ty.INT, ty.FLOAT, ty.BOOL):
        levels = interp.new_list([interp.op("py::float", color, result=ty.FLOAT)])
    else:
        levels = interp.call(Static(source.levels_of), [color])
    sides = integers(interp, size, 2)
    if isinstance(mode, Static) and mode.value not in MODES:
        interp.refuse(f"images of the mode {mode.value!r} aren't supported", f"use one of {', '.join(MODES)}")
    name = mode.value if isinstance(mode, Static) else None
    held = Static("RGB") if name in SPACES else mode
    return of_tensor(interp, interp.op("pil::new", held, *sides, levels), mode=name)


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


@of_image(_property("mode"))
def _mode(interp: Interpreter, self: Abstract) -> Abstract:
    return mode_of(interp, self)


@of_image(_property("size"))
def _size(interp: Interpreter, self: Abstract) -> Abstract:
    return TupleValue((_width(interp, self), _height(interp, self)))


@of_image(_property("width"))
def _width(interp: Interpreter, self: Abstract) -> Abstract:
    return containers.getitem(interp, interp.op("np::shape", pixels(self), result=ty.any_tuple_of(ty.INT)), Static(1))


@of_image(_property("height"))
def _height(interp: Interpreter, self: Abstract) -> Abstract:
    return containers.getitem(interp, interp.op("np::shape", pixels(self), result=ty.any_tuple_of(ty.INT)), Static(0))


@of_image(_property("getbands"))
def _getbands(interp: Interpreter, self: Abstract) -> Abstract:
    if known_mode(interp, self) is None:
        return interp.call(Static(tuple), [mode_of(interp, self)])
    return interp.wrap(bands_of(interp, self, "the bands"))


@of_image(_property("load"))
def _load(interp: Interpreter, self: Abstract) -> Abstract:
    return NONE


@of_image(_property("im"))
def _core(interp: Interpreter, self: Abstract) -> Abstract:
    interp.refuse(
        "this function of Pillow isn't supported",
        "use resize, crop, convert, transpose, rotate by quarter turns or paste, or NumPy on np.asarray(image)",
    )


@of_image(_property("getpalette"))
def _getpalette(interp: Interpreter, self: Abstract, rawmode: Abstract = NONE) -> Abstract:
    return NONE


@of_image(_property("putpalette"))
def _putpalette(interp: Interpreter, self: Abstract, data: Abstract, rawmode: Abstract = NONE) -> Abstract:
    interp.raise_(NotImplementedError, "images with palettes aren't supported")


# --- what is made of it -----------------------------------------------------------------------------------------------


@of_image(Image.Image.copy)
def _copy(interp: Interpreter, self: Abstract) -> Abstract:
    return picture(interp, copied(interp, pixels(self)), self)


@of_image(Image.Image.resize)
def _resize(
    interp: Interpreter, self: Abstract, size: Abstract, resample: Abstract = NONE, box: Abstract = NONE,
    reducing_gap: Abstract = NONE,
) -> Abstract:  # fmt: skip
    if not none(reducing_gap) and not none(box):
        interp.refuse("Image.resize of a box with reducing_gap isn't supported", "crop the image first")
    if none(resample):
        resample = Static(Image.Resampling.BICUBIC)
    if isinstance(resample, Static) and resample.value not in range(6):
        interp.refuse("this filter of Image.resize isn't supported", "use one of the filters up to HAMMING")
    part: Abstract = Static([])
    if not none(box):
        items = interp.items(box)
        if items is None:
            items = [containers.getitem(interp, box, Static(i)) for i in range(4)]
        part = interp.new_list([interp.op("py::float", i, result=ty.FLOAT) for i in items])
    sides = integers(interp, size, 2)
    if known_mode(interp, self) == "1":
        levels = _convert(interp, self, Static("L"))
        return written(interp, source.white, _resize(interp, levels, size, Static(0), box), mode="1")
    source_ = self
    nearest = isinstance(resample, Static) and resample.value == Image.Resampling.NEAREST
    if not none(reducing_gap) and not nearest:
        ready = interp.call(Static(source.before_resizing), [pixels(self), *sides, reducing_gap])
        array, part = (containers.getitem(interp, ready, Static(i)) for i in (0, 1))
        source_ = picture(interp, array, self)
    resized = interp.op("pil::resize", tensor(interp, source_), *sides, index(interp, resample), part)
    return of_tensor(interp, resized, self)


@of_image(Image.Image.crop)
def _crop(interp: Interpreter, self: Abstract, box: Abstract = NONE) -> Abstract:
    if none(box):
        return _copy(interp, self)
    items = interp.items(box)
    if items is None:
        items = [containers.getitem(interp, box, Static(i)) for i in range(4)]
    corners = [interp.call(Static(int), [interp.call(Static(round), [i])]) for i in items]
    return of_tensor(interp, interp.op("pil::crop", tensor(interp, self), *corners), self)


@of_image(Image.Image.convert)
def _convert(
    interp: Interpreter, self: Abstract, mode: Abstract = NONE, matrix: Abstract = NONE, dither: Abstract = NONE,
    palette: Abstract = NONE, colors: Abstract = NONE,
) -> Abstract:  # fmt: skip
    if not all(map(none, (matrix, palette, colors))):
        interp.refuse("Image.convert with a matrix or palette isn't supported", "compute it with NumPy")
    if not isinstance(mode, Static):
        if space_of(interp, self) is None:
            made = of_tensor(interp, interp.op("pil::convert", tensor(interp, self), mode), self)
            made.slots[MODE] = NONE
            return made
        interp.refuse("Image.convert from HSV or YCbCr to a mode that is only known when the program runs")
    if none(mode) or mode.value == known_mode(interp, self):
        return _copy(interp, self)
    if mode.value not in MODES:
        interp.refuse(f"conversion to the mode {mode.value!r} isn't supported", f"use one of {', '.join(MODES)}")
    space, name = space_of(interp, self), str(mode.value)
    if space is None and name in PLAIN and name != "1":
        return of_tensor(interp, interp.op("pil::convert", tensor(interp, self), mode), self, name)
    dithers = none(dither) or interp.python(dither) != Image.Dither.NONE
    return written(interp, pillow_modes.converted, self, space, name, dithers, like=self, mode=name)


@function(pillow_modes.plain)
def _plain(interp: Interpreter, array: Abstract, mode: Abstract) -> Abstract:
    return pixels(of_tensor(interp, interp.op("pil::convert", tensor(interp, picture(interp, array)), mode)))


# Whether rows and columns change places, and which axes are turned round then.
MOVES: dict[int, tuple[bool, tuple[int, ...]]] = {
    Image.Transpose.FLIP_LEFT_RIGHT: (False, (1,)), Image.Transpose.FLIP_TOP_BOTTOM: (False, (0,)),
    Image.Transpose.ROTATE_90: (True, (0,)), Image.Transpose.ROTATE_180: (False, (0, 1)),
    Image.Transpose.ROTATE_270: (True, (1,)), Image.Transpose.TRANSPOSE: (True, ()),
    Image.Transpose.TRANSVERSE: (True, (0, 1)),
}  # fmt: skip
TURNS = {0: None, 90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}


@of_image(Image.Image.transpose)
def _transpose(interp: Interpreter, self: Abstract, method: Abstract) -> Abstract:
    if isinstance(method, Choice):
        return choices.each(interp, method, lambda one: _transpose(interp, self, one))
    if not isinstance(method, Static):
        return _transposed_by(interp, self, method, list(MOVES))
    if method.value not in MOVES:
        interp.raise_(KeyError, str(method.value))
    swaps, axes = MOVES[method.value]
    moved = interp.op("np::swapaxes", pixels(self), 0, 1) if swaps else pixels(self)
    if axes:
        moved = interp.op("np::flip", moved, axes)
    return picture(interp, copied(interp, moved), self)


def _transposed_by(interp: Interpreter, self: Abstract, method: Abstract, left: list[int]) -> Abstract:
    """By the one of the methods that are left which the running program has."""
    one = Static(left[0])
    if len(left) == 1:
        return _transpose(interp, self, one)
    is_it = interp.lift(interp.compare("eq", method, one))
    return interp.branch(
        is_it, lambda: _transpose(interp, self, one), lambda: _transposed_by(interp, self, method, left[1:])
    )


FILTERS = (0, 2, 3)  # of transforms: nearest, bilinear and bicubic


@of_image(Image.Image.rotate)
def _rotate(
    interp: Interpreter, self: Abstract, angle: Abstract, resample: Abstract = Static(Image.Resampling.NEAREST),
    expand: Abstract = Static(False), center: Abstract = NONE, translate: Abstract = NONE, fillcolor: Abstract = NONE,
) -> Abstract:  # fmt: skip
    """Quarter turns move pixels; Pillow's source says what matrix another angle has."""
    turn = angle.value % 360 if isinstance(angle, Static) else None
    keeps_size = turn in (0, 180) or (interp.is_static(expand) and bool(interp.python(expand)))
    if turn in TURNS and keeps_size and none(center) and none(translate):
        method = TURNS[int(turn)]
        return _copy(interp, self) if method is None else _transpose(interp, self, Static(method))
    given = [self, angle, resample, expand, center, translate, fillcolor]
    return calls._call_function(interp, vars(Image.Image)["rotate"], given, {})


@of_image(Image.Image.transform)
def _transform(
    interp: Interpreter, self: Abstract, size: Abstract, method: Abstract, data: Abstract = NONE,
    resample: Abstract = Static(Image.Resampling.NEAREST), fill: Abstract = Static(1), fillcolor: Abstract = NONE,
) -> Abstract:  # fmt: skip
    numbers = {Image.Transform.AFFINE: 6, Image.Transform.PERSPECTIVE: 8}
    if not isinstance(method, Static) or method.value not in numbers:
        interp.refuse(
            "only affine and perspective transforms of images are supported",
            "use Image.Transform.AFFINE or PERSPECTIVE",
        )
    if not isinstance(resample, Static):
        return _by_filter(
            interp, resample, lambda known: _transform(interp, self, size, method, data, known, fill, fillcolor)
        )
    if resample.value not in FILTERS:
        interp.refuse("this filter of Image.transform and rotate isn't supported", "use NEAREST, BILINEAR or BICUBIC")
    background = _new(interp, mode_of(interp, self), size, Static(0) if none(fillcolor) else fillcolor)
    matrix = TupleValue(tuple(containers.getitem(interp, data, Static(i)) for i in range(numbers[method.value])))
    if resample.value == Image.Resampling.NEAREST or known_mode(interp, self) == "1":
        return written(interp, source.turned_nearest, self, background, matrix, like=self)
    cubic = bool(resample.value == Image.Resampling.BICUBIC)
    return written(interp, source.turned_smoothly, self, background, matrix, cubic, like=self)


def _by_filter(interp: Interpreter, resample: Abstract, use: Callable[[Abstract], Abstract]) -> Abstract:
    """``use`` of the filter that the running program gives."""

    def among(filters: tuple[int, ...]) -> Abstract:
        if not filters:
            interp.raise_(ValueError, "Use Image.Resampling.NEAREST (0), BILINEAR (2) or BICUBIC (3)")
        is_first = interp.lift(interp.compare("eq", resample, Static(filters[0])))
        return interp.branch(is_first, lambda: use(Static(filters[0])), lambda: among(filters[1:]))

    return among(FILTERS)


@of_image(Image.Image.paste)
def _paste(interp: Interpreter, self: Abstract, im: Abstract, box: Abstract = NONE, mask: Abstract = NONE) -> Abstract:
    """Writes another image, or a colour, into this one."""
    if is_image(box):
        box, mask = NONE, box
    if not none(mask) and not is_image(mask):
        interp.refuse("the mask of Image.paste has to be an image of the program")
    items = [] if none(box) else interp.items(box)
    corners = integers(interp, box, 2 if items is None else len(items)) if items != [] else [Static(0), Static(0)]
    if len(corners) not in (2, 4):
        interp.raise_(ValueError, "cannot determine region size; use 4-item box")
    if is_image(im):
        other = im if _same_bytes(interp, self, im) else _convert(interp, im, mode_of(interp, self))
        sides: list[Abstract] = [_width(interp, im), _height(interp, im)]
    else:
        sides = [_width(interp, self if none(mask) else mask), _height(interp, self if none(mask) else mask)]
        if len(corners) == 4:
            sides = [interp.binary("sub", corners[i + 2], corners[i]) for i in range(2)]
        elif not none(box) and none(mask):
            interp.raise_(ValueError, "cannot determine region size; use 4-item box")
        other = _new(interp, mode_of(interp, self), TupleValue(tuple(sides)), im)
    if len(corners) == 4:
        interp.call(Static(source.check_box), [TupleValue(tuple(corners)), TupleValue(tuple(sides))])
    if none(mask):
        made = interp.call(Static(source.pasted), [pixels(self), pixels(other), *corners[:2]])
    else:
        laid = [pixels(self), pixels(other), pixels(mask), *corners[:2]]
        made = interp.call(Static(pillow_filters.pasted_through), laid)
    return changes(interp, self, made, "paste")


def _same_bytes(interp: Interpreter, self: Abstract, other: Abstract) -> bool:
    """Whether the images are known to be of one mode."""
    return known_mode(interp, self) is not None and known_mode(interp, self) == known_mode(interp, other)


@of_image(Image.Image.thumbnail)
def _thumbnail(
    interp: Interpreter, self: Abstract, size: Abstract, resample: Abstract = Static(Image.Resampling.BICUBIC),
    reducing_gap: Abstract = Static(2.0),
) -> Abstract:  # fmt: skip
    """Makes the image itself smaller."""
    limits = [containers.getitem(interp, size, Static(i)) for i in (0, 1)]
    made = interp.call(Static(source.thumbnail_size), [_width(interp, self), _height(interp, self), *limits])
    return changes(interp, self, pixels(_resize(interp, self, made, resample, NONE, reducing_gap)), "thumbnail")


@of_images(Image.blend)
def _blend(interp: Interpreter, im1: Abstract, im2: Abstract, alpha: Abstract) -> Abstract:
    if not is_image(im1) or not is_image(im2):
        interp.refuse("Image.blend takes two images of the program")
    return written(interp, source.blended, im1, im2, alpha, like=im1)


@of_images(ImageEnhance.Brightness.__init__)
def _brightness(interp: Interpreter, self: Abstract, image: Abstract) -> Abstract:
    return _enhanced(self, image, written(interp, source.without_light, image, like=image))


@of_images(ImageEnhance.Contrast.__init__)
def _contrast(interp: Interpreter, self: Abstract, image: Abstract) -> Abstract:
    gray = _convert(interp, image, Static("L"))
    return _enhanced(self, image, written(interp, source.without_contrast, image, gray, like=image))


@of_images(ImageEnhance.Sharpness.__init__)
def _sharpness(interp: Interpreter, self: Abstract, image: Abstract) -> Abstract:
    smooth = pillow_filtering.filter_image(interp, image, Static(ImageFilter.SMOOTH))
    return _enhanced(self, image, written(interp, source.with_alpha_of, smooth, image, like=image))


def _enhanced(self: Abstract, image: Abstract, degenerate: Abstract) -> Abstract:
    assert isinstance(self, ObjectValue)
    self.slots.update({"image": image, "degenerate": degenerate})
    return NONE


# --- what is refused --------------------------------------------------------------------------------------------------


def _refused(called: Any, reason: str, fix: str) -> None:
    @function(called)
    def rule(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        interp.refuse(reason, fix)


_refused(Image.Image.save, "Image.save can't be compiled: a program writes no files", "return the image")
_refused(
    Image.Image.getexif, "the EXIF of an image can't be compiled", "use ImageOps.exif_transpose for its orientation"
)
_refused(
    ImageDraw.Draw, "ImageDraw can't be compiled", "draw into np.array(image) with OpenCV: cv2.line, cv2.rectangle, ..."
)


# --- back to arrays and tensors ---------------------------------------------------------------------------------------


def _taking_images(called: Any) -> None:
    """A function of NumPy that takes an image for its pixels."""
    inner = FUNCTIONS[called]

    @of_images(called)
    @functools.wraps(inner)
    def rule(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        given = [_read(interp, a) if is_image(a) else a for a in args]
        return inner(interp, *given, **kwargs)


def _read(interp: Interpreter, image: Abstract) -> Abstract:
    """An image's pixels as NumPy gets them: nobody may write them."""
    found = interp.lift(copied(interp, pixels(image)))
    interp.read_only.add(found)
    return Dynamic(found)


for _name, _called in vars(np).items():
    _converts = isinstance(_called, type) and issubclass(_called, np.generic)
    if _converts or isinstance(_called, (types.FunctionType, types.BuiltinFunctionType, np.ufunc, type(np.shape))):
        if _called in FUNCTIONS and _name not in ("size", "moveaxis"):  # which ask images for attributes
            _taking_images(_called)


def _torchvision(name: str, meaning: Any) -> None:
    """A function of torchvision's that makes a tensor of an image; of anything else as its source says."""
    functional = sys.modules.get("torchvision.transforms.functional")
    if functional is None:
        return
    called = getattr(functional, name)

    @of_images(called)
    def rule(interp: Interpreter, pic: Abstract) -> Abstract:
        if is_image(pic):
            return interp.call(Static(meaning), [pixels(pic)])
        return calls._call_function(interp, called, [pic], {})


_torchvision("to_tensor", source.to_tensor)
_torchvision("pil_to_tensor", source.pil_to_tensor)
