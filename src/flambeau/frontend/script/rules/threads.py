"""``threading``'s locks, ``concurrent.futures``' pools of threads, and ``weakref``, made by the program."""

from __future__ import annotations

import concurrent.futures
import threading
import weakref

from ....stdlib import threads
from . import FUNCTIONS, calls

FUNCTIONS[threading.Lock] = FUNCTIONS[threading.Semaphore] = FUNCTIONS[threading.BoundedSemaphore] = calls(threads.Lock)
FUNCTIONS[threading.RLock] = calls(threads.ReentrantLock)
FUNCTIONS[threading.Condition] = calls(threads.Condition)
FUNCTIONS[threading.Event] = calls(threads.Event)
FUNCTIONS[concurrent.futures.ThreadPoolExecutor] = calls(threads.Pool)
FUNCTIONS[concurrent.futures.as_completed] = calls(threads.as_completed)
FUNCTIONS[weakref.ref] = calls(threads.Reference)
