"""Flambeau: PyTorch programs, without Python.

    import flambeau as fl

    program = fl.script(pipeline)             # or fl.trace(model, (example,)), or fl.compile(model, (example,))
    program(image)
    program.save("m.flam", extra_files={"labels.txt": labels})
    program = fl.load("m.flam")               # here, in C++ or in C; needs neither torch nor the source

Importing this package, loading a program and running it don't import torch; compiling does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import ArchiveError, CompileError, FlambeauError

if TYPE_CHECKING:
    from .api import (
        Program,
        Signature,
        check,
        compile,
        doctor,
        get_num_threads,
        load,
        script,
        set_num_threads,
        trace,
    )

__all__ = [
    "ArchiveError",
    "CompileError",
    "FlambeauError",
    "Program",
    "Signature",
    "check",
    "compile",
    "doctor",
    "get_num_threads",
    "load",
    "script",
    "set_num_threads",
    "trace",
]


def __getattr__(name: str) -> Any:
    # The faces load the runtime; the compiler's parts below this package do without it.
    if name in __all__:
        from . import api

        return getattr(api, name)
    raise AttributeError(f"module 'flambeau' has no attribute {name!r}")
