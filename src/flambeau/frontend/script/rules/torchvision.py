"""torchvision: its Python is read like anyone's; what it asks about its C++ library is answered here.

The runtime has kernels for torchvision's operators, so a compiled program has them even where torchvision was installed
without its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PIL import Image
from torchvision import extension, tv_tensors, utils
from torchvision.transforms import functional

from ..operations import native
from ..values import NONE, Abstract, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(extension._has_ops)
def _has_ops(interp: Interpreter) -> Abstract:
    return Static(True)


@function(extension._assert_has_ops)
def _assert_has_ops(interp: Interpreter) -> Abstract:
    return NONE


def _image_of_array(interp: Interpreter, obj: Abstract, mode: Abstract = NONE) -> Abstract:
    """torchvision's own ``Image.fromarray``, which asks NumPy's arrays for their place in memory."""
    return interp.call(Static(Image.fromarray), [obj, mode])


if hasattr(utils, "_Image_fromarray"):  # since 0.23
    function(utils._Image_fromarray)(_image_of_array)


def _tagged(cls: Any) -> None:
    @function(cls)
    def make(interp: Interpreter, data: Abstract, **options: Abstract) -> Abstract:
        return interp.call(Static(cls.__new__), [Static(cls), data], options)


for _cls in (tv_tensors.Image, tv_tensors.Video, tv_tensors.Mask):
    _tagged(_cls)


@function(functional._get_perspective_coeffs)
def _perspective_coefficients(interp: Interpreter, startpoints: Abstract, endpoints: Abstract) -> Abstract:
    """The solution of a system of equations in double precision, computed now."""
    if not interp.is_static(startpoints) or not interp.is_static(endpoints):
        interp.refuse(
            "the corners of a perspective transform have to be known when the program is compiled",
            "write them as constants, or give perspective() its coefficients",
        )
    return native(interp, functional._get_perspective_coeffs, interp.python(startpoints), interp.python(endpoints))
