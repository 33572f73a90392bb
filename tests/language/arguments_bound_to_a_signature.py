from __future__ import annotations

import functools
import inspect

import torch


def with_factor(function):
    """Doubles the parameter ``factor`` however it is given, as decorators of libraries look for theirs."""
    signature = inspect.signature(function)

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        named = list(bound.arguments)
        bound.apply_defaults()
        bound.arguments["factor"] = bound.arguments["factor"] * 2
        return named, function(*bound.args, **bound.kwargs)

    return wrapper


@with_factor
def scaled(x, factor=3, *more, shift, **options):
    return x * factor + shift, more, options


def program(x: torch.Tensor, factor: int, drop: bool):
    some = inspect.signature(scaled).bind_partial(x)
    try:
        wrong = scaled(x) if drop else scaled(x, shift=1, factor=2)
    except TypeError as error:
        wrong = str(error)
    calls = scaled(x, shift=1), scaled(x, factor, "a", x, shift=0.5, note="b"), scaled(factor=factor, x=x, shift=factor)
    return calls, wrong, list(some.arguments), len(some.args)


INPUTS = [(torch.ones(2), 3, False), (torch.zeros(3), -1, True)]
