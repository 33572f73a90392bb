"""What registering a hook gives, in the language itself.

with layer.register_forward_hook(keep): ...      handle = Handle(3); ...; forget(3)
"""

from __future__ import annotations

from typing import Any


class Handle:
    """``torch.utils.hooks.RemovableHandle``, of a hook that the program has registered."""

    def __init__(self, number: int) -> None:
        self.id = number

    def remove(self) -> None:
        forget(self.id)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self.remove()


def forget(number: int) -> None:
    """The hook of this number isn't called any more: the compiler knows where it is."""
    raise NotImplementedError
