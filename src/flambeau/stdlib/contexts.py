"""``contextlib.ExitStack``, and managers made by generator functions as objects, in the language itself.

A ``with`` statement on a manager that is known runs its generator in place; what an ExitStack holds is left when the
running program says so.
"""

from __future__ import annotations

import contextlib
import functools
from typing import Any


class Managed:
    """What a ``contextlib.contextmanager`` function gives, held by an ExitStack."""

    def __init__(self, generator: Any) -> None:
        self.generator = generator

    def __enter__(self) -> Any:
        return next(self.generator)

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if error is None:
            try:
                next(self.generator)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            self.generator.throw(error)
        except StopIteration:
            return True
        except BaseException as raised:
            if raised is error:
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")


class ExitStack:
    stands_for = contextlib.ExitStack
    known_as = "contextlib:ExitStack"

    def __init__(self) -> None:
        self.managers: list[Any] = []

    def __enter__(self) -> Any:
        return self

    def enter_context(self, manager: Any) -> Any:
        manager = held(manager)
        entered = manager.__enter__()
        if does_something(manager):
            self.managers.append(manager)
        return entered

    def push(self, leave: Any) -> Any:
        if hasattr(leave, "__exit__"):
            if does_something(leave):
                self.managers.append(leave)
        else:
            self.managers.append(Leaving(leave))
        return leave

    def callback(self, function: Any, *args: Any, **options: Any) -> Any:
        self.managers.append(Callback(functools.partial(function, *args, **options)))
        return function

    def pop_all(self) -> Any:
        other = ExitStack()
        other.managers = self.managers
        self.managers = []
        return other

    def close(self) -> None:
        self.__exit__(None, None, None)

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        left, suppressed = error, False
        while self.managers:
            manager = self.managers.pop()
            try:
                if left is None:
                    manager.__exit__(None, None, None)
                elif manager.__exit__(type(left), left, None):
                    left, suppressed = None, True
            except Exception as raised:
                left = raised
        if left is not None and left is not error:
            raise left
        return suppressed and left is None


class Leaving:
    """A function that takes what ``__exit__`` does."""

    def __init__(self, leave: Any) -> None:
        self.leave = leave

    def __exit__(self, kind: Any, error: Any, trace: Any) -> Any:
        return self.leave(kind, error, trace)


class Callback:
    def __init__(self, call: Any) -> None:
        self.call = call

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self.call()


def held(manager: Any) -> Any:
    """The manager as an object that a list can hold: the front end makes a ``Managed`` of a generator function's."""
    return manager


def does_something(manager: Any) -> bool:
    """Whether leaving it does anything: the front end knows of torch.no_grad() and its like that it doesn't."""
    return True
