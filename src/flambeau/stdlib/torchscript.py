"""What TorchScript's code calls operators and are Python's own: of numbers, texts, lists and dicts.

``torch.append(l, x)`` is ``l.append(x)``, ``torch.add(i, 1)`` is ``i + 1``. What is given a tensor goes to the
operator of that name, except where Python's operator means the same.
"""

from __future__ import annotations

import operator
from typing import Any

import torch

DTYPES = {
    0: torch.uint8, 1: torch.int8, 2: torch.int16, 3: torch.int32, 4: torch.int64, 5: torch.float16, 6: torch.float32,
    7: torch.float64, 9: torch.complex64, 10: torch.complex128, 11: torch.bool, 15: torch.bfloat16,
}  # fmt: skip


def add(a: Any, b: Any, alpha: Any = 1) -> Any:
    return torch.ops.aten.add(a, b, alpha=alpha) if isinstance(a, torch.Tensor) else a + b


def add_(a: Any, b: Any, alpha: Any = 1) -> Any:
    if isinstance(a, torch.Tensor):
        return a.add_(b, alpha=alpha)
    a += b
    return a


def sub(a: Any, b: Any, alpha: Any = 1) -> Any:
    return torch.ops.aten.sub(a, b, alpha=alpha) if isinstance(a, torch.Tensor) else a - b


def mul_(a: Any, b: Any) -> Any:
    if isinstance(a, torch.Tensor):
        return a.mul_(b)
    a *= b
    return a


def div(a: Any, b: Any, rounding_mode: Any = None) -> Any:
    return torch.ops.aten.div(a, b, rounding_mode=rounding_mode) if isinstance(a, torch.Tensor) else a / b


def power(a: Any, b: Any) -> Any:
    """TorchScript's power of two ints is a float."""
    return float(a) ** b if isinstance(a, int) and isinstance(b, int) else a**b


def rounded(x: Any, *digits: Any) -> Any:
    """TorchScript rounds a float to a float."""
    if isinstance(x, torch.Tensor):
        return torch.ops.aten.round(x)
    return round(x, *digits) if digits else float(round(x))


def is_same(a: Any, b: Any) -> Any:
    return a is b


def is_other(a: Any, b: Any) -> Any:
    return a is not b


def negated(a: Any) -> Any:
    return not a


def size(x: Any, *dim: Any) -> Any:
    """Of a tensor: the sizes are a list in TorchScript."""
    return x.size(*dim) if dim else list(x.size())


def part(x: Any, *where: Any) -> Any:
    """``torch.slice``: of a list or text there is only one dim."""
    if isinstance(x, torch.Tensor):
        return torch.ops.aten.slice(x, *where)
    return sliced(x, *where)


def sliced(x: Any, start: Any = None, end: Any = None, step: Any = 1) -> Any:
    return x[start:end:step]


def set_item(holder: Any, key: Any, value: Any) -> None:
    holder[key] = value


def delete(holder: Any, key: Any) -> None:
    del holder[key]


def contains(holder: Any, key: Any) -> Any:
    return key in holder


def formatted(template: Any, *values: Any) -> Any:
    return template.format(*values)


def percent_formatted(template: Any, *values: Any) -> Any:
    return template % values


def keys(holder: Any) -> Any:
    return list(holder.keys())


def values(holder: Any) -> Any:
    return list(holder.values())


def items(holder: Any) -> Any:
    return list(holder.items())


def number_to_tensor(x: Any) -> Any:
    return torch.tensor(x, dtype=torch.float64) if isinstance(x, float) else torch.tensor(x)


def dtype_of(x: Any) -> Any:
    return x.dtype


def dtype_numbered(number: Any) -> Any:
    return DTYPES[number]


def equal(a: Any, b: Any) -> Any:
    """A dtype is compared with the number of another one."""
    return a == dtype_numbered(b) if isinstance(a, torch.dtype) and isinstance(b, int) else a == b


def unequal(a: Any, b: Any) -> Any:
    return not equal(a, b) if isinstance(a, torch.dtype) else a != b


def shape(x: Any) -> Any:
    return list(x.shape)


def device_of(x: Any) -> Any:
    return x.device


def data_of(x: Any) -> Any:
    return x.detach()


def unwrapped(x: Any) -> Any:
    assert x is not None, "Unwrapping null optional"
    return x


# By the names that TorchScript's code has for them: torch.NAME, and ops.prim.NAME.
OPERATORS = {
    "add": add, "add_": add_, "sub": sub, "mul": operator.mul, "mul_": mul_, "div": div, "pow": power,
    "round": rounded, "remainder": operator.mod, "floordiv": operator.floordiv, "neg": operator.neg,
    "eq": equal, "ne": unequal, "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge,
    "__and__": operator.and_, "__or__": operator.or_, "__xor__": operator.xor, "__lshift__": operator.lshift,
    "__rshift__": operator.rshift, "__is__": is_same, "__isnot__": is_other, "__not__": negated, "len": len,
    "size": size, "slice": part, "_set_item": set_item, "Delete": delete, "__contains__": contains,
    "__getitem__": operator.getitem, "format": formatted, "percentFormat": percent_formatted, "keys": keys,
    "values": values, "items": items, "list": list, "dict": dict, "ord": ord, "chr": chr, "hex": hex, "oct": oct,
    "bin": bin, "str": str, "device": torch.device,
}  # fmt: skip
PRIMITIVES = {
    "NumToTensor": number_to_tensor, "dtype": dtype_of, "device": device_of, "data": data_of, "shape": shape,
    "max": max, "min": min, "abs": abs, "unchecked_unwrap_optional": unwrapped,
}  # fmt: skip
