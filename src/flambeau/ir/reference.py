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


def _conv2d_pair(
    x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None, activation: str, *following: Any
) -> torch.Tensor:
    between = _conv2d(x, weight, bias, [1, 1], [0, 0], [1, 1], 1, None, activation, False)
    next_weight, next_bias, stride, padding, dilation, groups, *end = following
    return _conv2d(between, next_weight, next_bias, stride, padding, dilation, groups, None, *end)


def _linear(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None, activation: str) -> torch.Tensor:
    return ACTIVATIONS[activation](F.linear(x, weight, bias))


def as_rounded(x: torch.Tensor, weight: torch.Tensor, input_scale: float, input_zero: int) -> torch.Tensor:
    """What a layer with a bfloat16 or int8 ``weight`` makes of its float32 input ``x``, in float64: bfloat16 numbers,
    or the bytes ``q = clamp(round(x / input_scale) + input_zero, 0, 255)`` less ``input_zero``."""
    if weight.dtype == torch.bfloat16:
        return x.bfloat16().double()
    factor = torch.tensor(1 / input_scale, dtype=torch.float32)
    scaled = (x * factor).nan_to_num(nan=-float(input_zero)).clamp(-input_zero, 255 - input_zero)
    return (scaled.double() + input_zero).round() - input_zero


def _scaled(sums: torch.Tensor, scales: torch.Tensor | None, bias: torch.Tensor | None, dim: int) -> torch.Tensor:
    """Sums of products as float32 results; ``dim`` is that of the outputs."""
    shape = [-1] + [1] * (sums.dim() - 1 - dim % sums.dim())
    sums = sums if scales is None else sums * scales.double().reshape(shape)
    return (sums if bias is None else sums + bias.double().reshape(shape)).float()


def _reduced_conv2d(x: torch.Tensor, weight: torch.Tensor, scales: torch.Tensor | None, bias: torch.Tensor | None,
                    input_scale: float, input_zero: int, stride: list[int], padding: list[int], dilation: list[int],
                    residual: torch.Tensor | None, activation: str, channels_last: bool) -> torch.Tensor:  # fmt: skip
    rounded = as_rounded(_float32(x), weight, input_scale, input_zero)
    sums = torch.conv2d(rounded, weight.double(), None, stride, padding, dilation)
    out = _scaled(sums, scales, bias, -3)
    out = ACTIVATIONS[activation](out if residual is None else out + residual)
    return out.contiguous(memory_format=torch.channels_last) if channels_last and out.dim() == 4 else out


def _reduced_linear(x: torch.Tensor, weight: torch.Tensor, scales: torch.Tensor | None, bias: torch.Tensor | None,
                    input_scale: float, input_zero: int, activation: str) -> torch.Tensor:  # fmt: skip
    sums = F.linear(as_rounded(_float32(x), weight, input_scale, input_zero), weight.double())
    return ACTIVATIONS[activation](_scaled(sums, scales, bias, -1))


def _float32(x: torch.Tensor) -> torch.Tensor:
    if x.dtype != torch.float32:
        raise RuntimeError(f"expected an input of float32, got {x.dtype}")
    return x


def _linear_add(
    x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None, other: torch.Tensor, other_first: bool
) -> torch.Tensor:
    product = F.linear(x, weight, bias)
    return other + product if other_first else product + other


def _from_panels(panels: torch.Tensor, outputs: int, depth: int, width: int) -> torch.Tensor:
    """The weight (outputs, depth) that lies in panels."""
    parts, start = [], 0
    for first in range(0, outputs, width):
        count = min(width, outputs - first)
        wide = width if count > width // 2 else width // 2
        parts.append(panels[start : start + wide * depth].view(depth, wide)[:, :count].t())
        start += wide * depth
    return torch.cat(parts)


def _panel_linear(
    x: torch.Tensor, panels: torch.Tensor, outputs: int, depth: int, width: int, bias: torch.Tensor | None,
    activation: str, other: torch.Tensor | None, other_first: bool,
) -> torch.Tensor:  # fmt: skip
    weight = _from_panels(panels, outputs, depth, width)
    return _linear(x, weight, bias, activation) if other is None else _linear_add(x, weight, bias, other, other_first)


def _panel_conv2d(x: torch.Tensor, panels: torch.Tensor, sizes: list[int], width: int, bias: torch.Tensor | None,
                  stride: list[int], padding: list[int], dilation: list[int], *end: Any) -> torch.Tensor:  # fmt: skip
    outputs, channels, *taps = sizes
    rows = _from_panels(panels, outputs, channels * taps[0] * taps[1], width)
    weight = rows.view(outputs, *taps, channels).permute(0, 3, 1, 2)
    return _conv2d(x, weight, bias, stride, padding, dilation, 1, *end)


def _scaled_conv2d(x: torch.Tensor, other: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None,
                   *end: Any) -> torch.Tensor:  # fmt: skip
    return _conv2d(x * other, weight, bias, [1, 1], [0, 0], [1, 1], 1, *end)


def _panel_scaled_conv2d(x: torch.Tensor, other: torch.Tensor, panels: torch.Tensor, sizes: list[int], width: int,
                         bias: torch.Tensor | None, *end: Any) -> torch.Tensor:  # fmt: skip
    return _panel_conv2d(x * other, panels, sizes, width, bias, [1, 1], [0, 0], [1, 1], *end)


def _panel_conv2d_pair(x: torch.Tensor, panels: torch.Tensor, sizes: list[int], width: int,
                       *rest: Any) -> torch.Tensor:  # fmt: skip
    weight = _from_panels(panels, sizes[0], sizes[1], width).view(sizes)
    return _conv2d_pair(x, weight, *rest)


def _winograd_conv2d(x: torch.Tensor, panels: torch.Tensor, sizes: list[int], width: int, *rest: Any) -> torch.Tensor:
    bias, stride, padding, dilation, *end = rest
    outputs, channels, *taps = sizes
    weight = _from_panels(panels, outputs, channels * taps[0] * taps[1], width).view(sizes)
    return _conv2d(x, weight, bias, stride, padding, dilation, 1, *end)


def _pointwise(inputs: list[torch.Tensor], scalars: list[Any], program: str) -> torch.Tensor:
    """Runs the group's operators one after another; runtime/src/kernels/fused.cpp says how a program is written."""
    values: dict[str, list[Any]] = {"i": list(inputs), "s": list(scalars), "t": []}
    for instruction in program.split(";"):
        name, *operands = instruction.split(" ")
        values["t"] += evaluate(name, [values[o[0]][int(o[1:])] for o in operands])
    result: torch.Tensor = values["t"][-1]
    return result


def _attention(
    query: torch.Tensor, scale: float | None, keys: torch.Tensor, value: torch.Tensor, bias: torch.Tensor | None,
    mask: torch.Tensor | None, mask_shape: list[int] | None, shape: list[int] | None,
) -> torch.Tensor:  # fmt: skip
    scores = (query if scale is None else query * scale) @ keys
    scores = scores if bias is None else scores + bias
    if mask is not None:
        assert mask_shape is not None and shape is not None
        scores = (scores.view(mask_shape) + mask).view(shape)
    return scores.softmax(-1) @ value


FLAMBEAU: dict[str, Callable[..., Any]] = {
    "flambeau::attention": _attention,
    "flambeau::conv2d": _conv2d,
    "flambeau::conv2d_pair": _conv2d_pair,
    "flambeau::linear": _linear,
    "flambeau::linear_add": _linear_add,
    "flambeau::panel_conv2d": _panel_conv2d,
    "flambeau::panel_conv2d_pair": _panel_conv2d_pair,
    "flambeau::panel_linear": _panel_linear,
    "flambeau::panel_scaled_conv2d": _panel_scaled_conv2d,
    "flambeau::pointwise": _pointwise,
    "flambeau::reduced_conv2d": _reduced_conv2d,
    "flambeau::reduced_linear": _reduced_linear,
    "flambeau::scaled_conv2d": _scaled_conv2d,
    "flambeau::winograd_conv2d": _winograd_conv2d,
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
