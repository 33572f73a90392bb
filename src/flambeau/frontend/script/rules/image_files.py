"""What reads PNG and JPEG files that lie in memory, for OpenCV and Pillow alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....stdlib import image_files as source
from ..values import NONE, Abstract, Static, TupleValue
from . import function
from .numpy_core import ND_ARRAY

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(source.decoded)
def _decoded(interp: Interpreter, data: Abstract, gray: Abstract) -> Abstract:
    file = interp.op("np::to_tensor", interp.op("np::ascontiguousarray", data, NONE))
    found = interp.op("cv2::imdecode", file, interp.call(Static(bool), [gray]))
    assert isinstance(found, TupleValue)
    return TupleValue((interp.op("np::from_tensor", found.items[0], result=ND_ARRAY), *found.items[1:]))
