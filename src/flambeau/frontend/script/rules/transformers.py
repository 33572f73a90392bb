"""Hugging Face's ``transformers``: what a model does to itself when it is first called.

A model that is asked for its hidden states or attentions hooks itself for that in its first such call, and never again:
that is done while it is compiled, as any other call of the model would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huggingface_hub.dataclasses import validate_typed_dict
from transformers.utils import output_capturing

from .. import containers
from ..operations import native
from ..values import NONE, Abstract
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(output_capturing.maybe_install_capturing_hooks)
def _install_hooks(interp: Interpreter, model: Abstract) -> Abstract:
    output_capturing.maybe_install_capturing_hooks(interp.python(model))
    return NONE


@function(validate_typed_dict)
def _validate(interp: Interpreter, schema: Abstract, data: Abstract) -> Abstract:
    """Checks an image processor's options, as far as they are known: its images are none of them."""
    pairs = containers.dict_pairs(interp, data) or []
    known = {interp.python(k): interp.python(v) for k, v in pairs if interp.is_static(v)}
    native(interp, validate_typed_dict, interp.python(schema), known)
    return NONE
