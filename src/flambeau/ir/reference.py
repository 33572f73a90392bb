"""The reference meaning of every declared operator: ``evaluate(name, arguments)`` gives the list of its results.

``aten::X.Y`` is PyTorch's own ``torch.ops.aten.X.Y``, ``torchvision::X`` torchvision's where that is loaded;
``py::`` and ``tensor::`` are Python (``reference_python``); ``flambeau::`` operators are composed of PyTorch's,
unfused. The interpreter and the passes stand on this::

    >>> evaluate("aten::add.Tensor", [torch.ones(2), 1, 1])
    [tensor([2., 2.])]
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import torch
import torch.nn.functional as F

from . import reference_python

ACTIVATIONS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "": lambda x: x,
    "relu": torch.relu,
    "relu6": F.relu6,
    "hardswish": F.hardswish,
    "hardsigmoid": F.hardsigmoid,
    "sigmoid": torch.sigmoid,
    "silu": F.silu,
    "gelu": F.gelu,
}


def _conv2d(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None, stride: list[int], padding: list[int],
            dilation: list[int], groups: int, residual: torch.Tensor | None, activation: str,
            channels_last: bool) -> torch.Tensor:  # fmt: skip
    out = torch.conv2d(x, weight, bias, stride, padding, dilation, groups)
    out = out if residual is None else out + residual
    out = ACTIVATIONS[activation](out)
    return out.contiguous(memory_format=torch.channels_last) if channels_last and out.dim() == 4 else out


def _linear(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None, activation: str) -> torch.Tensor:
    return ACTIVATIONS[activation](F.linear(x, weight, bias))


def _pointwise(inputs: list[torch.Tensor], scalars: list[Any], program: str) -> torch.Tensor:
    """Runs the group's operators one after another; runtime/src/kernels/fused.cpp says how a program is written."""
    values: dict[str, list[Any]] = {"i": list(inputs), "s": list(scalars), "t": []}
    for instruction in program.split(";"):
        name, *operands = instruction.split(" ")
        values["t"] += evaluate(name, [values[o[0]][int(o[1:])] for o in operands])
    result: torch.Tensor = values["t"][-1]
    return result


FLAMBEAU: dict[str, Callable[..., Any]] = {
    "flambeau::conv2d": _conv2d,
    "flambeau::linear": _linear,
    "flambeau::pointwise": _pointwise,
}


@cache
def implementation(name: str) -> Callable[[list[Any]], Any]:
    """What computes ``name`` from its arguments in the schema's order. Raises KeyError for an unknown operator."""
    if name.startswith(("aten::", "torchvision::")):
        return _torch_operator(name)
    found = FLAMBEAU.get(name) or reference_python.find(name)
    if found is None:
        raise KeyError(f"{name} has no reference implementation")
    function = found
    return lambda args: function(*args)


def _torch_operator(name: str) -> Callable[[list[Any]], Any]:
    space, _, rest = name.partition("::")
    base, _, overload = rest.partition(".")
    packet = getattr(getattr(torch.ops, space), base, None)
    op = getattr(packet, overload or "default", None)
    if op is None:
        raise KeyError(f"PyTorch {torch.__version__} has no operator {name}")
    arguments = op._schema.arguments
    positional = sum(not a.kwarg_only for a in arguments)
    names = [a.name for a in arguments[positional:]]
    # The binding takes only real lists, though any sequence serves for `int[]` in Python.
    listed = [index for index, a in enumerate(arguments) if "List" in str(a.type)]

    def call(args: list[Any]) -> Any:
        for index in listed:
            if isinstance(args[index], tuple):
                args[index] = list(args[index])
        return op(*args[:positional], **dict(zip(names, args[positional:])))

    return call


def evaluate(name: str, arguments: list[Any], result_count: int = 1) -> list[Any]:
    """The ``result_count`` results of the operator ``name``. Raises what PyTorch or Python raises."""
    result = implementation(name)(list(arguments))
    if result_count == 0:
        return []
    return [result] if result_count == 1 else list(result)
