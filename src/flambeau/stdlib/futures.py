"""``torch.futures.Future`` in the language itself, as eager PyTorch has it: ``fork`` returns when the call is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch


class Future:
    stands_for = torch.futures.Future

    def __init__(self, *, devices: Any = None) -> None:
        self.finished = False

    def set_result(self, result: Any) -> None:
        if self.finished:
            raise RuntimeError("Future already completed")
        self.finished = True
        self.result = result

    def done(self) -> bool:
        return self.finished

    def wait(self) -> Any:
        return fresh(self.result)

    def value(self) -> Any:
        return fresh(self.result)

    def then(self, callback: Callable[[Any], Any]) -> Any:
        following = Future()
        following.set_result(callback(self))
        return following

    def add_done_callback(self, callback: Callable[[Any], Any]) -> None:
        callback(self)


def fork(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Future:
    future = Future()
    future.set_result(function(*args, **kwargs))
    return future


def wait(future: Any) -> Any:
    return future.wait()


def wait_all(futures: Any) -> list[Any]:
    return [future.wait() for future in futures]


def collect_all(futures: Any) -> Future:
    future = Future()
    future.set_result(futures)
    return future


def fresh(value: Any) -> Any:
    """``value`` with lists and dicts of its own, as each reading of a future gives it: the compiler knows how."""
    raise NotImplementedError
