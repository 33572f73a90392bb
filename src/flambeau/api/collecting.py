"""Python's collector of cycles while a program is compiled."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLD = 20_000  # objects made since the last collection; what a front end makes lives long, and is looked at again

_lock = threading.Lock()
_compiling = 0
_before: tuple[int, int, int] = (0, 0, 0)


@contextmanager
def seldom() -> Iterator[None]:
    """Collects seldom meanwhile: with CPython's own threshold a third of a long compilation went into it."""
    global _compiling, _before
    with _lock:
        if _compiling == 0:
            _before = gc.get_threshold()
            if 0 < _before[0] < THRESHOLD:
                gc.set_threshold(THRESHOLD, *_before[1:])
        _compiling += 1
    try:
        yield
    finally:
        with _lock:
            _compiling -= 1
            if _compiling == 0:
                gc.set_threshold(*_before)
