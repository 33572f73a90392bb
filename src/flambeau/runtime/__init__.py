"""The binding to the C++ runtime: ``_core``, a nanobind extension.

An installed package has it in this folder. While developing, a CMake build tree on ``PYTHONPATH`` serves as well:
``PYTHONPATH=src:build/python`` finds ``build/python/flambeau/runtime/_core*.so``.
"""

from __future__ import annotations

import atexit
import sys
from pathlib import Path

__path__.extend(str(Path(entry) / "flambeau" / "runtime") for entry in sys.path if entry)

from . import _core  # noqa: E402

# Threads let go of weights that are Python's: once the interpreter has ended they can't.
atexit.register(_core.end_chores)

__all__ = ["_core"]
