"""Modules that ``torch.jit.script`` has made: what they were scripted from is interpreted in their place.

    self.encoder = torch.jit.script(Encoder())    # self.encoder(x) is Encoder.forward on its weights and attributes

So are those whose class is a ``torch.jit.ScriptModule`` with script methods. A module that was loaded or traced has no
Python source; the code that torch.jit shows of it is read instead.
"""

from __future__ import annotations

import inspect
import types
from typing import TYPE_CHECKING, Any

from ...errors import CompileError
from . import torchscript_code

if TYPE_CHECKING:
    from .interpreter import Interpreter


def source_of(module: Any, name: str) -> types.FunctionType | None:
    """The function of which the method ``name`` of a module was scripted; for what was loaded or traced, the one in the
    code that torch.jit shows. None where it isn't a method of TorchScript's."""
    import torch

    if not isinstance(module, torch.jit.ScriptModule):
        return None
    inner = getattr(module, "_actual_script_module", module)  # of a traced module, whose own forward only raises
    found = getattr(inner, name, None)  # which a method with overloads has under other names
    if found is not None and type(found).__name__ != "ScriptMethod":
        return None
    cls = getattr(inner._concrete_type, "py_class", None)
    stub = getattr(cls, "_methods", {}).get(name)  # ScriptModule takes its script methods off the class
    held = stub.original_method if stub is not None else inspect.getattr_static(cls, name, None)
    if isinstance(held, types.FunctionType) and type(module).__module__ != "torch.jit._trace":
        return held
    return torchscript_code.function_of(found, module.original_name) if found is not None else None


def method(interp: Interpreter, module: Any, name: str) -> types.FunctionType | None:
    """The same for a method that the program asks for here."""
    try:
        return source_of(module, name)
    except CompileError as refused:
        interp.refuse(refused.reason, refused.fix)


def attribute(interp: Interpreter, owner: Any, name: str) -> Any:
    """``owner.name``; a list or dict of a scripted module, which gives another copy each time, is read once."""
    found = getattr(owner, name)
    if not isinstance(found, (list, dict)) or not hasattr(owner, "_concrete_type"):
        return found
    return interp.states.copies.setdefault((id(owner), name), (owner, found))[1]
