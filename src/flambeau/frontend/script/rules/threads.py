"""``threading``'s locks, ``concurrent.futures``' pools of threads, and ``weakref``, made by the program."""

from __future__ import annotations

import concurrent.futures
import threading
import weakref
from typing import Any

from ....stdlib import threads
from ..values import Static
from . import FUNCTIONS


def _call(written: Any) -> Any:
    return lambda interp, *args, **kwargs: interp.call(Static(written), list(args), kwargs)


FUNCTIONS[threading.Lock] = FUNCTIONS[threading.Semaphore] = FUNCTIONS[threading.BoundedSemaphore] = _call(threads.Lock)
FUNCTIONS[threading.RLock] = _call(threads.ReentrantLock)
FUNCTIONS[threading.Condition] = _call(threads.Condition)
FUNCTIONS[threading.Event] = _call(threads.Event)
FUNCTIONS[concurrent.futures.ThreadPoolExecutor] = _call(threads.Pool)
FUNCTIONS[concurrent.futures.as_completed] = _call(threads.as_completed)
FUNCTIONS[weakref.ref] = _call(threads.Reference)
