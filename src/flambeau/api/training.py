"""Refuses a model that was left in training mode: its dropout would draw numbers, its batch norm use batch statistics.

A module whose root is in evaluation mode may hold a layer that was set to train on purpose (dropout for sampling).
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Any

from ..errors import CompileError

# By the names of their classes and of those they derive from: torch need not be imported to ask.
LAYERS = ("_DropoutNd", "_BatchNorm", "Dropout", "StochasticDepth", "DropPath")


def refuse_training_mode(target: Callable[..., Any]) -> None:
    """Raises CompileError with the list of the layers that behave otherwise in training."""
    if "torch" not in sys.modules:
        return
    for prefix, root in _roots(target):
        if not getattr(root, "training", False):  # which a module that torch.jit has frozen lacks
            continue
        found = [
            f"  {'.'.join(filter(None, (prefix, name))) or '(the model itself)'}: {type(layer).__name__}"
            for name, layer in root.named_modules()
            if getattr(layer, "training", False) and _is_different_in_training(layer)
        ]
        if found:
            model = prefix or "model"
            raise CompileError(
                "the model is in training mode, where these layers behave otherwise than in use:\n" + "\n".join(found),
                fix=f"call {model}.eval() before compiling it",
            )


def _is_different_in_training(layer: Any) -> bool:
    return any(base.__name__ in LAYERS for base in type(layer).__mro__) and getattr(layer, "p", 1) != 0


def _roots(target: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """The modules that ``target`` is or refers to, each with the name by which the user knows it."""
    module_class = sys.modules["torch"].nn.Module
    while isinstance(target, functools.partial):
        for argument in (*target.args, *target.keywords.values()):
            if isinstance(argument, module_class):
                yield "", argument
        target = target.func
    if isinstance(target, module_class):
        yield "", target
    elif inspect.ismethod(target):
        yield from _roots(target.__self__) if callable(target.__self__) else ()
    elif inspect.isfunction(target):
        names = inspect.getclosurevars(target)
        for name, value in {**names.globals, **names.nonlocals}.items():
            if isinstance(value, module_class):
                yield name, value
