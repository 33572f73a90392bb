"""Functions with gradients of their own: a program runs their ``forward``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from ....stdlib import differentiating
from ..values import Abstract, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(torch.autograd.Function.apply.__func__)  # type: ignore[attr-defined]
def _apply(interp: Interpreter, cls: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    defined = interp.python(cls).setup_context is not torch.autograd.Function.setup_context
    written = differentiating.apply_in_two_steps if defined else differentiating.apply
    return interp.call(Static(written), [cls, *args], kwargs)
