"""Imports a file of PyTorch 1.13's tests under a newer torch: what it imports and torch no longer has gets a stand-in."""

from __future__ import annotations

import importlib
import re
import sys
import types
from typing import Any

import torch
from torch.testing._internal import common_utils

ATTEMPTS = 50


class Absent(types.ModuleType):
    """A module that isn't there: its names are empty classes."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def import_tests(name: str) -> types.ModuleType:
    """The module ``name``, with as many stand-ins as it takes."""
    _without_a_broken_torchvision()
    common_utils.GRAPH_EXECUTOR = common_utils.cppProfilingFlagsToProfilingMode()  # which test's main would set
    for flag in ("has_mkldnn", "has_cuda", "has_mps"):  # they have got an underscore since
        if not hasattr(torch._C, flag):
            setattr(torch._C, flag, getattr(torch._C, f"_{flag}", False))
    for _ in range(ATTEMPTS):
        try:
            return importlib.import_module(name)
        except ImportError as error:
            if not _stand_in(error):
                raise
    raise ImportError(f"{name} lacks more than {ATTEMPTS} names")


def _stand_in(error: ImportError) -> bool:
    """Makes what ``error`` says is missing; whether that was possible."""
    if isinstance(error, ModuleNotFoundError):
        if error.name is None or error.name in sys.modules:
            return False
        sys.modules[error.name] = Absent(error.name)
        return True
    missing = re.search(r"cannot import name '(\w+)' from", str(error))
    holder = sys.modules.get(error.name or "")
    if missing is None or holder is None or hasattr(holder, missing[1]):
        return False
    # What has gone are decorators that skip tests, and lists of tests.
    setattr(holder, missing[1], [] if missing[1].endswith("_tests") else _decorator)
    return True


def _decorator(function: Any = None, *_: Any, **__: Any) -> Any:
    return function


def _without_a_broken_torchvision() -> None:
    """One that was built for another torch raises other things than ImportError."""
    try:
        import torchvision  # noqa: F401
    except ImportError:
        pass
    except Exception:
        for name in [n for n in sys.modules if n.partition(".")[0] == "torchvision"]:
            del sys.modules[name]
        sys.modules["torchvision"] = None  # type: ignore[assignment]
