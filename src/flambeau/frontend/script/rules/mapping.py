"""``torch.vmap``: ``stdlib/mapping.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from ....stdlib import mapping
from ..values import Abstract, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(torch.vmap, torch.func.vmap)
def _vmap(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    return interp.call(Static(mapping.vmap), list(args), kwargs)
