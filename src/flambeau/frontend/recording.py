"""Which trace is being recorded on this thread, if any: what a compiled program asks when it is called.

Stands apart from ``trace``, which needs torch; calling a program must not.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol


class Recorder(Protocol):
    """What a compiled program needs of a trace."""

    def call_program(self, program: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Runs the program on the example's values, and puts a copy of it into the trace."""


class _Active(threading.local):
    recorder: Recorder | None = None


_active = _Active()
_lock = threading.Lock()
traces = 0  # that are being recorded, by any thread: a thread's own variable takes long to read


def active() -> Recorder | None:
    """The trace that this thread is recording."""
    return _active.recorder


@contextmanager
def recording(recorder: Recorder | None) -> Iterator[None]:
    """Makes ``recorder`` the active one; None: nothing is recorded meanwhile."""
    before, _active.recorder = _active.recorder, recorder
    _count(1)
    try:
        yield
    finally:
        _count(-1)
        _active.recorder = before


def _count(change: int) -> None:
    global traces
    with _lock:
        traces += change
