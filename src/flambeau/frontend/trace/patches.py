"""Builtins and functions of ``math`` that would make a plain number of a traced one, replaced while a trace runs.

``len(x)`` has to give a real int, whatever ``x.__len__`` returns, and ``math.sqrt`` a real float; while a trace is
being recorded on a thread, that thread's calls with traced arguments are recorded instead.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch

from ..recording import active
from .proxies import Traced


def _holds_traced(args: tuple[Any, ...]) -> bool:
    return any(isinstance(a, Traced) for a in args)


def _math_function(original: Callable[..., Any]) -> Callable[..., Any]:
    def replaced(*args: Any) -> Any:
        recorder: Any = active()
        if recorder is not None and _holds_traced(args):
            return recorder.compute(original, *args)
        return original(*args)

    return replaced


def _extreme(original: Callable[..., Any]) -> Callable[..., Any]:
    """``min`` and ``max`` of traced numbers, given one by one or as a sequence."""

    def replaced(*args: Any, **kwargs: Any) -> Any:
        recorder: Any = active()
        items = args[0] if len(args) == 1 and type(args[0]) in (tuple, list, torch.Size) else args
        if recorder is None or kwargs or not items or not _holds_traced(tuple(items)):
            return original(*args, **kwargs)
        best = items[0]
        for item in items[1:]:
            best = recorder.compute(original, best, item)
        return best

    return replaced


def _length(original: Callable[[Any], int]) -> Callable[[Any], Any]:
    def replaced(value: Any) -> Any:
        recorder: Any = active()
        if recorder is not None and isinstance(value, torch.Tensor):
            return recorder.compute(original, value)
        return original(value)

    return replaced


_PATCHES: list[tuple[Any, str, Any, Any]] = [  # where, name, original, replacement
    (builtins, "len", len, _length(len)),
    (builtins, "min", min, _extreme(min)),
    (builtins, "max", max, _extreme(max)),
    *(
        (math, name, function, _math_function(function))
        for name, function in vars(math).items()
        if callable(function) and not name.startswith("_")
    ),
]


@contextmanager
def patched() -> Iterator[None]:
    """Puts the replacements in their places."""
    for module, name, _, replacement in _PATCHES:
        setattr(module, name, replacement)
    try:
        yield
    finally:
        for module, name, original, _ in _PATCHES:
            setattr(module, name, original)


@contextmanager
def originals() -> Iterator[None]:
    """The originals meanwhile, if replacements are in place: for code that tells functions by their identity."""
    replaced = builtins.len is not _PATCHES[0][2]
    for module, name, original, _ in _PATCHES if replaced else ():
        setattr(module, name, original)
    try:
        yield
    finally:
        for module, name, _, replacement in _PATCHES if replaced else ():
            setattr(module, name, replacement)
