"""What Python users touch: compile (``script``, ``trace``, ``compile``), ``load``, call, ``check``."""

from .check import check
from .compile import compile, script, trace
from .program import Parameter, Program, Signature, get_num_threads, load, set_num_threads

__all__ = [
    "Parameter",
    "Program",
    "Signature",
    "check",
    "compile",
    "get_num_threads",
    "load",
    "script",
    "set_num_threads",
    "trace",
]
