"""What a ``torch.autograd.Function`` is given as ``ctx``: a program computes no gradients, so it does nothing."""

from __future__ import annotations

from typing import Any


class Context:
    def __init__(self, count: int) -> None:
        self.needs_input_grad = (False,) * count
        self.saved_tensors: tuple[Any, ...] = ()

    def save_for_backward(self, *tensors: Any) -> None:
        self.saved_tensors = tensors

    def save_for_forward(self, *tensors: Any) -> None:
        pass

    def mark_dirty(self, *tensors: Any) -> None:
        pass

    def mark_non_differentiable(self, *tensors: Any) -> None:
        pass

    def set_materialize_grads(self, value: bool) -> None:
        pass


def apply(cls: Any, *args: Any) -> Any:
    """``cls.apply(*args)``: forward alone."""
    context = Context(len(args))
    return cls.forward(context, *args)


def apply_in_two_steps(cls: Any, *args: Any) -> Any:
    """The same of a class whose ``forward`` takes no ``ctx``."""
    context = Context(len(args))
    output = cls.forward(*args)
    cls.setup_context(context, args, output)
    return output
