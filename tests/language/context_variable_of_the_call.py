from __future__ import annotations

from contextvars import ContextVar

COLLECTED: ContextVar = ContextVar("collected", default=None)


def note(value):
    held = COLLECTED.get()
    if held is not None:
        held.append(value)


def work(x: int):
    note(x)
    note(x * 2)
    return x + 1


def program(x: int):
    before = work(x)
    token = COLLECTED.set([])
    after = work(x + 10)
    found = list(COLLECTED.get())
    COLLECTED.reset(token)
    note(1)
    return before, after, found, COLLECTED.get() is None


INPUTS = [(1,), (5,)]
