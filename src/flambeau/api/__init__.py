"""What Python users touch: compile (``script``, ``trace``, ``compile``), ``load``, call, ``check``."""

from .checking import check
from .compiling import compile, script, trace
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
