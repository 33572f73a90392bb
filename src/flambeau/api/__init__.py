"""What Python users touch: compile (``script``, ``trace``, ``compile``), ``load``, call, ``check``, ``doctor``."""

from .checking import check
from .compiling import compile, script, trace
from .diagnosing import Diagnosis, doctor
from .program import Parameter, Program, Signature, get_num_threads, load, set_num_threads

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
