"""OpenCV's functions on arrays: each becomes an operator ``cv2::`` on the memory of its array.

``cv2.resize(image, (w, h))`` is ``cv2::resize``; what only moves pixels (flip, rotate, split) is NumPy's. Results are
new arrays; a destination that is given (``dst=``) is refused, but for functions that draw into their image.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import torch

from .... import types as ty
from ....stdlib import opencv as source
from .. import containers
from ..values import NONE, Abstract, Static, TupleValue
from . import FUNCTIONS, function
from .numpy_core import ND_ARRAY, check_writable, index, is_array

if TYPE_CHECKING:
    from ..interpreter import Interpreter

DEPTHS = {cv2.CV_8U: torch.uint8, cv2.CV_32F: torch.float32}
ZERO, ONE = Static(0), Static(1)
DEFAULT_BORDER = Static(cv2.BORDER_DEFAULT)


# --- arguments --------------------------------------------------------------------------------------------------------


def image(interp: Interpreter, v: Abstract, name: str) -> Abstract:
    """An array argument as the tensor on its memory."""
    t = interp.type_of(v)
    if isinstance(t, ty.UnionType) and any(map(is_array, t.members)):
        return interp.split(v, lambda one: image(interp, one, name))
    if isinstance(t, ty.TensorType):
        interp.refuse(f"cv2.{name} is given a Tensor", "OpenCV takes NumPy's arrays: x.numpy()")
    if not is_array(t):
        interp.raise_(cv2.error, f"{name}(): src is not a numpy array, neither a scalar")
    return interp.op("np::to_tensor", interp.op("np::ascontiguousarray", v, NONE))


def made(interp: Interpreter, tensor: Abstract, like: Abstract | None = None, dtype: str | None = None) -> Abstract:
    """The array of a result. ``like`` is the array whose dtype it has."""
    t = interp.type_of(like) if like is not None else None
    if isinstance(t, ty.ArrayType):
        dtype = t.dtype
    return interp.op("np::from_tensor", tensor, result=ty.ArrayType(dtype, None, "array"))


def none(v: Abstract) -> bool:
    return isinstance(v, Static) and v.value is None


def no_destination(interp: Interpreter, dst: Abstract, name: str) -> None:
    if not none(dst):
        interp.refuse(f"cv2.{name}(..., dst=...) isn't supported", "use the result instead")


def integer(interp: Interpreter, v: Abstract, name: str) -> Abstract:
    """An int argument: a Python int or one of NumPy's; OpenCV takes no floats there."""
    t = interp.type_of(v)
    if t == ty.FLOAT:
        interp.raise_(cv2.error, f"{name}(): an integer is required")
    return index(interp, v)


def number(interp: Interpreter, v: Abstract) -> Abstract:
    if interp.is_static(v):
        return Static(float(interp.python(v)))
    t = interp.type_of(v)
    if is_array(t):
        return interp.op("np::float", v)
    return interp.op("py::float", v, result=ty.FLOAT)


def parts(interp: Interpreter, v: Abstract, count: int, name: str, what: str) -> list[Abstract]:
    """The elements of a pair, point or size."""
    items = interp.items(v)
    if items is None:
        items = [containers.getitem(interp, v, Static(i)) for i in range(count)]
    if len(items) != count:
        interp.raise_(cv2.error, f"{name}(): {what} has {count} elements, not {len(items)}")
    return items


def size(interp: Interpreter, v: Abstract, name: str, what: str = "the size") -> list[Abstract]:
    """Width and height."""
    return [integer(interp, p, name) for p in parts(interp, v, 2, name, what)]


def scalars(interp: Interpreter, v: Abstract) -> Abstract:
    """A cv::Scalar: up to four numbers, or one for the first channel."""
    if none(v):
        return Static([])
    items = interp.items(v)
    if items is None:
        t = interp.type_of(v)
        if is_array(t) and not (isinstance(t, ty.ArrayType) and t.kind == "scalar"):
            return interp.op("np::tolist", interp.op("np::astype", v, torch.float64, "unsafe", True),
                             result=ty.list_of(ty.FLOAT))  # fmt: skip
        items = [v]
    return interp.new_list([number(interp, i) for i in items])


def depth(interp: Interpreter, ddepth: Abstract, name: str) -> torch.dtype | None:
    """The dtype that a depth argument asks for; None for the source's own."""
    if not isinstance(ddepth, Static):
        interp.refuse(f"the depth of cv2.{name} is only known when the program runs", "write it as a constant")
    if ddepth.value < 0:
        return None
    if ddepth.value not in DEPTHS:
        interp.refuse(f"cv2.{name} to the depth {ddepth.value} isn't supported", "use cv2.CV_8U or cv2.CV_32F")
    return DEPTHS[ddepth.value]


# --- geometry ---------------------------------------------------------------------------------------------------------


@function(cv2.resize)
def _resize(
    interp: Interpreter, src: Abstract, dsize: Abstract, dst: Abstract = NONE, fx: Abstract = ZERO, fy: Abstract = ZERO,
    interpolation: Abstract = Static(cv2.INTER_LINEAR), hint: Abstract = NONE,
) -> Abstract:  # fmt: skip
    no_destination(interp, dst, "resize")
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
    no_destination(interp, dst, "copyMakeBorder")
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
        no_destination(interp, dst, name)
        if isinstance(flags, Static) and flags.value & 7 not in (cv2.INTER_NEAREST, cv2.INTER_LINEAR):
            interp.refuse(f"this interpolation of cv2.{name} isn't supported", "use INTER_LINEAR or INTER_NEAREST")
        width, height = size(interp, dsize, name, "dsize")
        warped = interp.op(
            f"cv2::{name}", image(interp, src, name), image(interp, M, name), width, height,
            integer(interp, flags, name), integer(interp, borderMode, name), scalars(interp, borderValue),
        )  # fmt: skip
        return made(interp, warped, src)


for _name in ("warpAffine", "warpPerspective"):
    _warp_rule(_name)


@function(cv2.flip)
def _flip(interp: Interpreter, src: Abstract, flipCode: Abstract, dst: Abstract = NONE) -> Abstract:
    no_destination(interp, dst, "flip")
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
    no_destination(interp, dst, "rotate")
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
    no_destination(interp, dst, "transpose")
    return _moved(interp, src, lambda held: interp.op("np::swapaxes", held, 0, 1), "transpose")


# --- colours and channels ---------------------------------------------------------------------------------------------


@function(cv2.cvtColor)
def _cvt_color(
    interp: Interpreter, src: Abstract, code: Abstract, dst: Abstract = NONE, dstCn: Abstract = ZERO,
    hint: Abstract = NONE,
) -> Abstract:  # fmt: skip
    no_destination(interp, dst, "cvtColor")
    converted = interp.op(
        "cv2::cvtColor", image(interp, src, "cvtColor"), integer(interp, code, "cvtColor"),
        integer(interp, dstCn, "cvtColor"),
    )  # fmt: skip
    return made(interp, converted, src)


@function(cv2.split)
def _split(interp: Interpreter, m: Abstract, mv: Abstract = NONE) -> Abstract:
    """A tuple of the channels, of which only the running program knows how many there are."""
    no_destination(interp, mv, "split")
    image(interp, m, "split")
    planes = interp.op("np::copy", interp.op("np::moveaxis", interp.op("np::at_least", m, 3), 2, 0), "C")
    plane = ty.ArrayType(None, 2, "array")
    return interp.op("py::to_tuple", interp.op("np::iterate", planes), result=ty.any_tuple_of(plane))


@function(cv2.merge)
def _merge(interp: Interpreter, mv: Abstract, dst: Abstract = NONE) -> Abstract:
    no_destination(interp, dst, "merge")
    return interp.call(Static(np.dstack), [mv])


@function(cv2.inRange)
def _in_range(interp: Interpreter, src: Abstract, lowerb: Abstract, upperb: Abstract, dst: Abstract = NONE) -> Abstract:
    no_destination(interp, dst, "inRange")
    limits = [scalars(interp, lowerb), scalars(interp, upperb)]
    return made(interp, interp.op("cv2::inRange", image(interp, src, "inRange"), *limits), dtype="uint8")


# --- filters ----------------------------------------------------------------------------------------------------------


@function(cv2.GaussianBlur)
def _gaussian_blur(
    interp: Interpreter, src: Abstract, ksize: Abstract, sigmaX: Abstract, dst: Abstract = NONE,
    sigmaY: Abstract = ZERO, borderType: Abstract = DEFAULT_BORDER, hint: Abstract = NONE,
) -> Abstract:  # fmt: skip
    no_destination(interp, dst, "GaussianBlur")
    sides = (ZERO, ZERO) if none(ksize) else size(interp, ksize, "GaussianBlur", "ksize")
    blurred = interp.op(
        "cv2::GaussianBlur", image(interp, src, "GaussianBlur"), *sides, number(interp, sigmaX),
        number(interp, sigmaY), integer(interp, borderType, "GaussianBlur"),
    )  # fmt: skip
    return made(interp, blurred, src)


@function(cv2.blur)
def _blur(
    interp: Interpreter, src: Abstract, ksize: Abstract, dst: Abstract = NONE, anchor: Abstract = NONE,
    borderType: Abstract = DEFAULT_BORDER,
) -> Abstract:  # fmt: skip
    return _box_filter(interp, src, Static(-1), ksize, dst, anchor, Static(True), borderType)


@function(cv2.boxFilter)
def _box_filter(
    interp: Interpreter, src: Abstract, ddepth: Abstract, ksize: Abstract, dst: Abstract = NONE,
    anchor: Abstract = NONE, normalize: Abstract = Static(True), borderType: Abstract = DEFAULT_BORDER,
) -> Abstract:  # fmt: skip
    no_destination(interp, dst, "blur")
    if depth(interp, ddepth, "boxFilter") is not None:
        interp.refuse("cv2.boxFilter to another depth isn't supported", "use -1, and convert the image first")
    if _anchor(interp, anchor, "blur") != (-1, -1):
        interp.refuse("an anchor of cv2.blur isn't supported", "leave it out")
    filtered = interp.op(
        "cv2::boxFilter", image(interp, src, "blur"), *size(interp, ksize, "blur", "ksize"), normalize,
        integer(interp, borderType, "blur"),
    )  # fmt: skip
    return made(interp, filtered, src)


def _anchor(interp: Interpreter, anchor: Abstract, name: str) -> tuple[int, int]:
    if none(anchor):
        return -1, -1
    if not interp.is_static(anchor):
        interp.refuse(f"the anchor of cv2.{name} is only known when the program runs", "write it as a constant")
    x, y = interp.python(anchor)
    return x, y


@function(cv2.medianBlur)
def _median_blur(interp: Interpreter, src: Abstract, ksize: Abstract, dst: Abstract = NONE) -> Abstract:
    no_destination(interp, dst, "medianBlur")
    blurred = interp.op("cv2::medianBlur", image(interp, src, "medianBlur"), integer(interp, ksize, "medianBlur"))
    return made(interp, blurred, src)


@function(cv2.filter2D)
def _filter_2d(
    interp: Interpreter, src: Abstract, ddepth: Abstract, kernel: Abstract, dst: Abstract = NONE,
    anchor: Abstract = NONE, delta: Abstract = ZERO, borderType: Abstract = DEFAULT_BORDER,
) -> Abstract:  # fmt: skip
    no_destination(interp, dst, "filter2D")
    wanted = depth(interp, ddepth, "filter2D")
    t = interp.type_of(src)
    if wanted == torch.uint8 and not (isinstance(t, ty.ArrayType) and t.dtype == "uint8"):
        interp.refuse("cv2.filter2D to CV_8U isn't supported", "use -1 for the image's own depth")
    to_float = wanted == torch.float32
    filtered = interp.op(
        "cv2::filter2D", image(interp, src, "filter2D"), image(interp, kernel, "filter2D"), to_float,
        *_anchor(interp, anchor, "filter2D"), number(interp, delta), integer(interp, borderType, "filter2D"),
    )  # fmt: skip
    return made(interp, filtered, None if to_float else src, "float32" if to_float else None)


def _morphology_rule(name: str, erodes: bool) -> None:
    @function(getattr(cv2, name))
    def morph(
        interp: Interpreter, src: Abstract, kernel: Abstract, dst: Abstract = NONE, anchor: Abstract = NONE,
        iterations: Abstract = ONE, borderType: Abstract = Static(cv2.BORDER_CONSTANT), borderValue: Abstract = NONE,
    ) -> Abstract:  # fmt: skip
        no_destination(interp, dst, name)
        if not none(borderValue):
            interp.refuse(f"a borderValue of cv2.{name} isn't supported", "leave it out")
        held = Static(np.ones((3, 3), np.uint8)) if none(kernel) else kernel
        result = interp.op(
            "cv2::morphology", image(interp, src, name), image(interp, held, name), erodes,
            *_anchor(interp, anchor, name), integer(interp, iterations, name), integer(interp, borderType, name),
        )  # fmt: skip
        return made(interp, result, src)


_morphology_rule("erode", True)
_morphology_rule("dilate", False)


@function(cv2.morphologyEx)
def _morphology_ex(
    interp: Interpreter, src: Abstract, op: Abstract, kernel: Abstract, dst: Abstract = NONE, anchor: Abstract = NONE,
    iterations: Abstract = ONE,
) -> Abstract:  # fmt: skip
    no_destination(interp, dst, "morphologyEx")
    if not isinstance(op, Static) or op.value not in source.MORPHOLOGY:
        interp.refuse("this operation of cv2.morphologyEx isn't supported", "use erode, dilate, open, close, gradient")
    return interp.call(Static(source.MORPHOLOGY[op.value]), [src, kernel, anchor, iterations])


@function(cv2.getStructuringElement)
def _structuring_element(
    interp: Interpreter, shape: Abstract, ksize: Abstract, anchor: Abstract = Static((-1, -1))
) -> Abstract:
    if not all(map(interp.is_static, (shape, ksize, anchor))):
        interp.refuse("the structuring element is only known when the program runs", "write its shape and size")
    element = cv2.getStructuringElement(interp.python(shape), interp.python(ksize), anchor=interp.python(anchor))
    return interp.op("np::copy", Static(element), "K", result=ty.ArrayType("uint8", 2, "array"))


# --- pixels -----------------------------------------------------------------------------------------------------------


@function(cv2.threshold)
def _threshold(
    interp: Interpreter, src: Abstract, thresh: Abstract, maxval: Abstract, type: Abstract, dst: Abstract = NONE
) -> Abstract:
    no_destination(interp, dst, "threshold")
    result = interp.op(
        "cv2::threshold", image(interp, src, "threshold"), number(interp, thresh), number(interp, maxval),
        integer(interp, type, "threshold"),
    )  # fmt: skip
    assert isinstance(result, TupleValue)
    return TupleValue((result.items[0], made(interp, result.items[1], src)))


@function(cv2.addWeighted)
def _add_weighted(
    interp: Interpreter, src1: Abstract, alpha: Abstract, src2: Abstract, beta: Abstract, gamma: Abstract,
    dst: Abstract = NONE, dtype: Abstract = Static(-1),
) -> Abstract:  # fmt: skip
    no_destination(interp, dst, "addWeighted")
    if depth(interp, dtype, "addWeighted") is not None:
        interp.refuse("cv2.addWeighted to another depth isn't supported", "leave dtype out")
    weighted = interp.op(
        "cv2::addWeighted", image(interp, src1, "addWeighted"), number(interp, alpha),
        image(interp, src2, "addWeighted"), number(interp, beta), number(interp, gamma),
    )  # fmt: skip
    return made(interp, weighted, src1)


def _arithmetic_rule(name: str, operation: int) -> None:
    @function(getattr(cv2, name))
    def arithmetic(
        interp: Interpreter, src1: Abstract, src2: Abstract, dst: Abstract = NONE, **options: Abstract
    ) -> Abstract:
        no_destination(interp, dst, name)
        scale = options.pop("scale", Static(1.0)) if name == "multiply" else Static(1.0)
        if any(not none(v) for v in options.values()):
            interp.refuse(f"the options of cv2.{name} aren't supported: {', '.join(options)}", "leave them out")
        for one in (src1, src2):
            t = interp.type_of(one)
            if not is_array(t) or (isinstance(t, ty.ArrayType) and t.kind == "scalar"):
                interp.refuse(f"cv2.{name} of a number isn't supported", "give two arrays of the same shape")
        images = [image(interp, v, name) for v in (src1, src2)]
        return made(interp, interp.op("cv2::saturating", *images, operation, number(interp, scale)), src1)


for _operation, _name in enumerate(("add", "subtract", "absdiff", "multiply")):
    _arithmetic_rule(_name, _operation)


def _bitwise_rule(name: str, ufunc: Any, arity: int) -> None:
    @function(getattr(cv2, name))
    def bitwise(interp: Interpreter, *args: Abstract, mask: Abstract = NONE) -> Abstract:
        for extra in args[arity:]:
            no_destination(interp, extra, name)
        result = interp.call(Static(ufunc), list(args[:arity]))
        return result if none(mask) else interp.call(Static(source.where_mask), [result, mask])


for _name, _ufunc, _arity in (("bitwise_and", np.bitwise_and, 2), ("bitwise_or", np.bitwise_or, 2),
                              ("bitwise_xor", np.bitwise_xor, 2), ("bitwise_not", np.invert, 1)):  # fmt: skip
    _bitwise_rule(_name, _ufunc, _arity)


@function(cv2.normalize)
def _normalize(
    interp: Interpreter, src: Abstract, dst: Abstract, alpha: Abstract = ONE, beta: Abstract = ZERO,
    norm_type: Abstract = Static(cv2.NORM_L2), dtype: Abstract = Static(-1), mask: Abstract = NONE,
) -> Abstract:  # fmt: skip
    no_destination(interp, dst, "normalize")
    no_destination(interp, mask, "normalize")
    wanted = depth(interp, dtype, "normalize")
    pixels = image(interp, src, "normalize")
    result = Static(wanted) if wanted is not None else interp.op("tensor::dtype", pixels, result=ty.DTYPE)
    normalized = interp.op(
        "cv2::normalize", pixels, number(interp, alpha), number(interp, beta),
        integer(interp, norm_type, "normalize"), result,
    )  # fmt: skip
    return made(
        interp, normalized, src if wanted is None else None, str(wanted).removeprefix("torch.") if wanted else None
    )


@function(cv2.rectangle)
def _rectangle(
    interp: Interpreter, img: Abstract, pt1: Abstract, pt2: Abstract, color: Abstract, thickness: Abstract = ONE,
    lineType: Abstract = Static(cv2.LINE_8), shift: Abstract = ZERO,
) -> Abstract:  # fmt: skip
    """Draws into the image. How a thick line looks at a corner is asked of OpenCV now."""
    if not all(map(interp.is_static, (thickness, lineType, shift))) or interp.python(shift) != 0:
        interp.refuse("cv2.rectangle's thickness and line type have to be constants, without a shift")
    if interp.python(lineType) not in (cv2.LINE_8, cv2.LINE_4):
        interp.refuse("an antialiased rectangle isn't supported", "use cv2.LINE_8")
    check_writable(interp, img, "cv2.rectangle")
    corners = [*size(interp, pt1, "rectangle", "pt1"), *size(interp, pt2, "rectangle", "pt2")]
    interp.op("cv2::rectangle", img, *corners, scalars(interp, color), list(_reach(interp.python(thickness))))
    return img


def _reach(thickness: int) -> list[int]:
    """How far a line of this thickness reaches to the side, 0, 1, 2... pixels beyond its end; nothing if filled."""
    if thickness < 0:
        return []
    middle = thickness + 8
    canvas = np.zeros((2 * middle, 4 * middle), np.uint8)
    cv2.rectangle(canvas, (middle, middle), (3 * middle, 3 * middle), 1, thickness)
    starts = [int(row.argmax()) if row.any() else -1 for row in canvas[middle::-1]]
    return [middle - start for start in starts if start >= 0]


# --- boxes and blobs --------------------------------------------------------------------------------------------------


@function(cv2.dnn.NMSBoxes)
def _nms_boxes(
    interp: Interpreter, bboxes: Abstract, scores: Abstract, score_threshold: Abstract, nms_threshold: Abstract,
    eta: Abstract = Static(1.0), top_k: Abstract = ZERO,
) -> Abstract:  # fmt: skip
    """The places of the boxes that are kept, an empty tuple where there are none."""
    listed = [interp.call(Static(np.asarray), [v, Static(np.float64)]) for v in (bboxes, scores)]
    kept = interp.op(
        "cv2::NMSBoxes", *(interp.op("np::to_tensor", interp.op("np::ascontiguousarray", v, NONE)) for v in listed),
        number(interp, score_threshold), number(interp, nms_threshold), number(interp, eta),
        integer(interp, top_k, "NMSBoxes"),
    )  # fmt: skip
    indices = interp.op("np::from_tensor", kept, result=ty.ArrayType("int32", 1, "array"))
    empty = interp.compare("eq", interp.op("np::len", indices), ZERO)
    return interp.branch(interp.lift(empty), lambda: TupleValue(()), lambda: indices)


@function(source.planes)
def _planes(interp: Interpreter, image_: Abstract, scale: Abstract, mean: Abstract, swap: Abstract) -> Abstract:
    result = interp.op("cv2::planes", image(interp, image_, "blobFromImage"), scale, mean, swap)
    return interp.op("np::from_tensor", result, result=ty.ArrayType("float32", 3, "array"))


def _from_source(called: Any, written: Any) -> None:
    """A function of OpenCV that is written in Python in ``stdlib``."""

    @function(called)
    def rule(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return interp.call(Static(written), list(args), kwargs)


_from_source(cv2.getRotationMatrix2D, source.get_rotation_matrix_2d)
_from_source(cv2.getAffineTransform, source.get_affine_transform)
_from_source(cv2.getPerspectiveTransform, source.get_perspective_transform)
_from_source(cv2.dnn.blobFromImage, source.blob_from_image)
_from_source(cv2.dnn.blobFromImages, source.blob_from_images)


# --- everything else --------------------------------------------------------------------------------------------------


@function(cv2.setNumThreads, cv2.setUseOptimized)
def _setting(interp: Interpreter, value: Abstract) -> Abstract:
    """How fast OpenCV is where it runs; a program has threads of its own."""
    return NONE


def _refuse_others(module: Any, name: str) -> None:
    """Functions without a rule are refused by their own name: they have no Python source either."""
    for attribute, called in vars(module).items():
        if isinstance(called, types.BuiltinFunctionType) and called not in FUNCTIONS:
            FUNCTIONS[called] = _refusal(f"{name}.{attribute}")


def _refusal(name: str) -> Callable[..., Abstract]:
    def refuse(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        interp.refuse(f"{name} isn't supported", "do it outside the program, or with NumPy")

    return refuse


_refuse_others(cv2, "cv2")
_refuse_others(cv2.dnn, "cv2.dnn")
