"""Modules that ``torch.jit.script`` has made: what they were scripted from is interpreted in their place.

    self.encoder = torch.jit.script(Encoder())    # self.encoder(x) is Encoder.forward on its weights and attributes

So are those whose class is a ``torch.jit.ScriptModule`` with script methods. A module that was loaded or traced has no
Python source.
"""

from __future__ import annotations

import inspect
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .interpreter import Interpreter


def source_of(module: Any, name: str) -> types.FunctionType | None:
    """The function of which the method ``name`` of a module was scripted; None for what was loaded or traced."""
    cls = getattr(getattr(module, "_concrete_type", None), "py_class", None)
    stub = getattr(cls, "_methods", {}).get(name)  # ScriptModule takes its script methods off the class
    held = stub.original_method if stub is not None else inspect.getattr_static(cls, name, None)
    is_source = isinstance(held, types.FunctionType) and type(module).__module__ != "torch.jit._trace"
    return held if is_source else None


def python_method(interp: Interpreter, module: Any, name: str, found: Any) -> types.FunctionType | None:
    """The source of ``found``, the attribute ``name`` of a module; None where it is something else."""
    if type(found).__name__ != "ScriptMethod":
        return None
    held = source_of(module, name)
    if held is None:
        interp.refuse(
            f"{module.original_name} was loaded or traced by torch.jit, and has no Python source",
            "use the module that it was made of",
        )
    return held


def attribute(interp: Interpreter, owner: Any, name: str) -> Any:
    """``owner.name``; a list or dict of a scripted module, which gives another copy each time, is read once."""
    found = getattr(owner, name)
    if not isinstance(found, (list, dict)) or not hasattr(owner, "_concrete_type"):
        return found
    return interp.states.copies.setdefault((id(owner), name), (owner, found))[1]
