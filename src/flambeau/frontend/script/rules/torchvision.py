"""torchvision: its Python is read like anyone's; what it asks about its C++ library is answered here.

The runtime has kernels for torchvision's operators, so a compiled program has them even where torchvision was installed
without its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchvision import extension
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


@function(functional._get_perspective_coeffs)
def _perspective_coefficients(interp: Interpreter, startpoints: Abstract, endpoints: Abstract) -> Abstract:
    """The solution of a system of equations in double precision, computed now."""
    if not interp.is_static(startpoints) or not interp.is_static(endpoints):
        interp.refuse(
            "the corners of a perspective transform have to be known when the program is compiled",
            "write them as constants, or give perspective() its coefficients",
        )
    return native(interp, functional._get_perspective_coeffs, interp.python(startpoints), interp.python(endpoints))
