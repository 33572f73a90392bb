"""Locks, and pools of threads that run what they are given at once: a program has one thread.

The results are those of threads, whose order among each other nothing may depend on. What would wait for another
thread without end raises RuntimeError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any


class Lock:
    """``threading.Lock`` and ``Semaphore``: ``free`` is how often it may still be taken."""

    def __init__(self, value: int = 1) -> None:
        self.free = value

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        if self.free > 0:
            self.free -= 1
            return True
        if blocking and (timeout is None or timeout < 0):
            raise RuntimeError("the lock is taken, and a program has no other thread that would release it")
        return False

    def release(self, n: int = 1) -> None:
        self.free += n

    def locked(self) -> bool:
        return self.free == 0

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *raised: Any) -> None:
        self.release()


class ReentrantLock:
    """``threading.RLock``, which its only thread may always take."""

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        return True

    def release(self) -> None:
        pass

    def __enter__(self) -> bool:
        return True

    def __exit__(self, *raised: Any) -> None:
        pass


class Condition:
    """``threading.Condition``."""

    def __init__(self, lock: Any = None) -> None:
        self.lock = ReentrantLock() if lock is None else lock

    def __enter__(self) -> bool:
        return self.lock.__enter__()

    def __exit__(self, *raised: Any) -> None:
        self.lock.__exit__(*raised)

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        return self.lock.acquire(blocking, timeout)

    def release(self) -> None:
        self.lock.release()

    def wait(self, timeout: float | None = None) -> bool:
        if timeout is None:
            raise RuntimeError("a program has no other thread that would notify this one")
        return False

    def wait_for(self, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
        return predicate() or self.wait(timeout)

    def notify(self, n: int = 1) -> None:
        pass

    def notify_all(self) -> None:
        pass


class Event:
    """``threading.Event``."""

    def __init__(self) -> None:
        self.happened = False

    def is_set(self) -> bool:
        return self.happened

    def set(self) -> None:
        self.happened = True

    def clear(self) -> None:
        self.happened = False

    def wait(self, timeout: float | None = None) -> bool:
        if not self.happened and timeout is None:
            raise RuntimeError("a program has no other thread that would set the event")
        return self.happened


class Future:
    """``concurrent.futures.Future`` of a call that is done."""

    def __init__(self) -> None:
        self.value: Any = None
        self.error: Any = None

    def result(self, timeout: float | None = None) -> Any:
        if self.error is not None:
            raise self.error
        return self.value

    def exception(self, timeout: float | None = None) -> Any:
        return self.error

    def done(self) -> bool:
        return True

    def running(self) -> bool:
        return False

    def cancel(self) -> bool:
        return False

    def cancelled(self) -> bool:
        return False

    def add_done_callback(self, callback: Callable[[Any], Any]) -> None:
        callback(self)


class Pool:
    """``concurrent.futures.ThreadPoolExecutor``."""

    def __init__(
        self, max_workers: int | None = None, thread_name_prefix: str = "", initializer: Any = None, initargs: Any = ()
    ) -> None:
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None:
            initializer(*initargs)

    def submit(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Future:
        future = Future()
        try:
            future.value = function(*args, **kwargs)
        except Exception as error:
            future.error = error
        return future

    def map(self, function: Callable[..., Any], *iterables: Any, timeout: Any = None, chunksize: int = 1) -> Any:
        return results([self.submit(function, *args) for args in zip(*iterables)])

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        pass

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *raised: Any) -> None:
        pass


def results(futures: list[Any]) -> Iterator[Any]:
    for future in futures:
        yield future.result()


def as_completed(futures: Any, timeout: Any = None) -> Any:
    return list(futures)


class Reference:
    """``weakref.ref``: what it refers to lives as long as this."""

    def __init__(self, target: Any, callback: Any = None) -> None:
        self.target = target

    def __call__(self) -> Any:
        return self.target
