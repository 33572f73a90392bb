"""What Python users touch: compile (``script``, ``trace``, ``compile``), ``load``, call, ``check``, ``doctor``.

Each name is imported when it is first asked for: whoever loads a program waits for no compiler.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .checking import check
    from .compiling import compile, script, trace
    from .diagnosing import Diagnosis, doctor
    from .program import Program, get_num_threads, load, set_num_threads
    from .signature import Parameter, Signature

__all__ = [
    "Diagnosis",
    "Parameter",
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

_PLACES = {
    "checking": ("check",),
    "compiling": ("compile", "script", "trace"),
    "diagnosing": ("Diagnosis", "doctor"),
    "program": ("Program", "get_num_threads", "load", "set_num_threads"),
    "signature": ("Parameter", "Signature"),
}


def __getattr__(name: str) -> Any:
    for place, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f".{place}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
