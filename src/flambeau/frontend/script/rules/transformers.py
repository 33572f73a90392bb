"""Hugging Face's ``transformers``: what a model does to itself when it is first called.

A model that is asked for its hidden states or attentions hooks itself for that in its first such call, and never again:
that is done while it is compiled, as any other call of the model would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transformers.utils import output_capturing

from ..values import NONE, Abstract
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(output_capturing.maybe_install_capturing_hooks)
def _install_hooks(interp: Interpreter, model: Abstract) -> Abstract:
    output_capturing.maybe_install_capturing_hooks(interp.python(model))
    return NONE
