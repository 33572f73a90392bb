"""Modules that ``torch.jit.script`` has made: what they were scripted from is interpreted in their place.

    self.encoder = torch.jit.script(Encoder())    # self.encoder(x) is Encoder.forward on its weights and attributes

A module that was loaded or traced has no Python source.
"""

from __future__ import annotations

import inspect
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .interpreter import Interpreter


def python_method(interp: Interpreter, module: Any, name: str, found: Any) -> types.FunctionType | None:
    """The function of which ``found``, the attribute ``name`` of a module, was scripted; None where it is something
    else."""
    if type(found).__name__ != "ScriptMethod":
        return None
    concrete = getattr(module, "_concrete_type", None)
    cls = getattr(concrete, "py_class", None)
    held = inspect.getattr_static(cls, name, None) if cls is not None else None
    if not isinstance(held, types.FunctionType) or type(module).__module__ == "torch.jit._trace":
        interp.refuse(
            f"{module.original_name} was loaded or traced by torch.jit, and has no Python source",
            "use the module that it was made of",
        )
    return held
