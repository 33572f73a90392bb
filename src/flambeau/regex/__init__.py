"""Regular expressions compiled to a small program that the runtime's linear-time matcher runs.

``compile_pattern(re.compile(r"(\\w+)-\\d"))`` gives the bytes of a program; ``pattern_of`` the pattern that it came
of, which the reference interpreter runs. What is too big, or keeps groups where none can be found, raises
``Unsupported``.

A pattern that only the running program knows is compiled by the runtime (``runtime/src/kernels/regex_compile.cpp``),
to the same bytes.
"""

from __future__ import annotations

from .compile import Unsupported, compile_pattern, group_may_be_missing
from .encode import pattern_of

__all__ = ["Unsupported", "compile_pattern", "group_may_be_missing", "pattern_of"]
