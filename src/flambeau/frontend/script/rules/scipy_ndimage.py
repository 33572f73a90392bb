"""What scipy.ndimage's functions call in C: ``stdlib/scipy_ndimage.py``, and ``stdlib/scipy_morphology.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import scipy.ndimage
from scipy.ndimage import _filters, _nd_image, _ni_label

from .... import types as ty
from ....stdlib import scipy_morphology, scipy_ndimage, scipy_warps
from ..values import Abstract, Static, TupleValue
from . import function
from .numpy_core import argument
from .numpy_library import in_language

if TYPE_CHECKING:
    from ..interpreter import Interpreter

for _name in "uniform_filter1d min_or_max_filter1d".split():
    in_language(getattr(_nd_image, _name), getattr(scipy_ndimage, _name))
for _name in (
    "binary_erosion binary_dilation binary_opening binary_closing binary_fill_holes distance_transform_edt "
    "center_of_mass find_objects zoom"
).split():
    in_language(getattr(scipy.ndimage, _name), getattr(scipy_morphology, _name))
for _name in "map_coordinates affine_transform shift rotate".split():
    in_language(getattr(scipy.ndimage, _name), getattr(scipy_warps, _name))
in_language(scipy.ndimage.correlate, scipy_ndimage.correlate_all)
in_language(scipy.ndimage.convolve, scipy_ndimage.convolve_all)
in_language(_filters.correlate1d, scipy_ndimage.correlate)
in_language(_filters._min_or_max_filter, scipy_ndimage.extremes)


def _connected(image: Any, connectivity: int) -> tuple[int, Any]:
    raise NotImplementedError("a rule stands for this")


@function(_connected)
def _components(interp: Interpreter, image: Abstract, connectivity: Abstract) -> Abstract:
    tensor = interp.op("np::to_tensor", argument(interp, image), result=ty.TensorType("uint8", 2))
    found = interp.op("cv2::connectedComponents", tensor, connectivity)
    assert isinstance(found, TupleValue)
    labels = interp.op("np::from_tensor", found.items[1], result=ty.ArrayType("int32", 2, "array"))
    return TupleValue((found.items[0], labels))


@function(_ni_label._label)
def _label(interp: Interpreter, input: Abstract, structure: Abstract, output: Abstract) -> Abstract:
    return interp.call(Static(scipy_ndimage.label), [input, structure, output, Static(_connected)])
