"""Whether a program's result is eager's: type for type, value for value, floats nearly."""

from __future__ import annotations

import dataclasses
import enum
import math
from typing import Any

import torch


def different(expected: Any, got: Any, where: str = "result") -> str | None:
    """What differs, or None."""
    if isinstance(expected, BaseException) or isinstance(got, BaseException):
        return _different_errors(expected, got)
    if isinstance(expected, torch.Tensor) and isinstance(got, torch.Tensor):
        return _different_tensors(expected, got, where)
    if type(expected).__name__ != type(got).__name__:
        return f"{where} is of type {type(got).__name__}, not {type(expected).__name__}"
    if isinstance(expected, float):
        close = math.isclose(expected, got, rel_tol=1e-6, abs_tol=1e-9) or math.isnan(expected) and math.isnan(got)
        return None if close else f"{where} is {got!r}, not {expected!r}"
    if isinstance(expected, complex):
        close = abs(expected - got) <= 1e-6 * (1 + abs(expected))
        return None if close else f"{where} is {got!r}, not {expected!r}"
    if isinstance(expected, (list, tuple)):
        if len(expected) != len(got):
            return f"{where} has {len(got)} items, not {len(expected)}"
        return next((d for i, (a, b) in enumerate(zip(expected, got)) if (d := different(a, b, f"{where}[{i}]"))), None)
    if isinstance(expected, dict):
        keys = different(list(expected), list(got), f"keys of {where}")
        return keys or next((d for k in expected if (d := different(expected[k], got[k], f"{where}[{k!r}]"))), None)
    if isinstance(expected, enum.Enum):
        return None if expected.name == got.name else f"{where} is {got!r}, not {expected!r}"
    if dataclasses.is_dataclass(expected) or type(expected).__eq__ is object.__eq__ and hasattr(expected, "__dict__"):
        return different(vars(expected), vars(got), f"fields of {where}")
    return None if expected == got else f"{where} is {got!r}, not {expected!r}"


def _different_errors(expected: Any, got: Any) -> str | None:
    if type(expected).__name__ != type(got).__name__:
        return "eager and the program don't raise alike"
    first = [(str(e).splitlines() or [""])[0] for e in (expected, got)]
    return None if first[0] == first[1] else "eager and the program raise with other messages"


def _different_tensors(expected: torch.Tensor, got: torch.Tensor, where: str) -> str | None:
    if expected.dtype != got.dtype or expected.shape != got.shape:
        return f"{where} is {got.dtype} {tuple(got.shape)}, not {expected.dtype} {tuple(expected.shape)}"
    try:
        torch.testing.assert_close(got, expected, equal_nan=True)
    except AssertionError as error:
        return f"{where}: {str(error).splitlines()[0]}"
    return None
