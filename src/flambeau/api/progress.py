"""Says on a terminal what takes long: one line on stderr, from the first second on, that goes away by itself."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

DELAY = 1.0  # seconds without a word


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Shows ``what`` with the seconds it has taken, while the body runs. Silent where stderr is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    worker = threading.Thread(target=_show, args=(what, done), daemon=True)
    worker.start()
    try:
        yield
    finally:
        done.set()
        worker.join()


def _show(what: str, done: threading.Event) -> None:
    start = time.monotonic()
    shown = ""
    wait = DELAY
    while not done.wait(wait):
        wait = 0.2
        shown = f"flambeau: {what} ... {time.monotonic() - start:.0f} s"
        print(f"\r{shown}", end="", file=sys.stderr, flush=True)
    if shown:
        print("\r" + " " * len(shown) + "\r", end="", file=sys.stderr, flush=True)
