"""Shapes, dtypes and devices that are only known at run time, and what is computed from them."""

from __future__ import annotations

import pytest
import torch
from eager import Expression, chunks

SHAPES = """
x.shape
x.size()
x.size(-1)
x.shape[1] * 2
x.shape[-2:]
x.shape[:-1] == (2, 3)
x.shape == (2, 3, 4)
x.shape != (2, 3)
x.shape[1] == 3
len(x.shape)
x.shape.numel()
x.shape.index(3)
x.shape + (1,)
(2,) + x.shape
x.shape * 2
3 in x.shape
max(x.shape)
sum(x.shape)
math.prod(x.shape)
tuple(x.shape)
list(x.shape) + [1]
[int(d) for d in x.shape]
x.view(x.size(0), -1)
x.view(*x.shape[:-1], 2, -1)
x.view((*x.shape[:2], 2, 2))
x.expand(5, *x.shape)
x.unsqueeze(0).expand(5, -1, -1, -1)
x.reshape(x.shape[0], x.shape[1] * x.shape[2])
x.new_zeros(x.shape)
torch.zeros(x.shape)
torch.zeros(*x.shape)
torch.zeros(2, *x.shape[1:])
torch.zeros([2] + list(x.shape[1:]))
torch.arange(x.size(0))
torch.full((x.size(0),), 1.5)
torch.tensor(x.size(0))
torch.tensor([x.size(0), 2])
torch.tensor(x.shape)
x.size(1) / 2
x.size(1) // 2
x.size(1) ** 2
2 ** x.size(1)
-x.size(1)
x.flatten(0, 1).shape
x.stride()
x.size(5)
x.size(0) > 1 and x.dim() == 3
min(x.size(0), 2.5)
F.interpolate(x, size=x.shape[-1:], mode="linear")
F.layer_norm(x, x.shape[1:])
"""
DTYPES = """
x.dtype
x.dtype == torch.float32
x.dtype is torch.float64
x.dtype in (torch.float32, torch.float64)
x.dtype.is_floating_point
x.dtype.itemsize
str(x.dtype)
x.is_floating_point()
x.device
x.device.type
x.device == y.device
torch.zeros(2, dtype=x.dtype)
torch.arange(3, dtype=x.dtype, device=x.device)
torch.tensor([1, 2], dtype=y.dtype)
x.new_tensor([1, 2])
x.to(y.dtype)
x.to(y)
x.type_as(y)
x.type(y.dtype)
x.to(x.device, y.dtype)
x.to(device=y.device)
x.to("cpu", torch.float64, non_blocking=True)
x.to(torch.int32).dtype
x.type()
x.double().dtype
torch.zeros_like(x, dtype=y.dtype)
y.new_zeros(2)
y.item()
(x > y).to(x)
"""
NUMBERS = """
x[:, :n]
x[n - 1]
torch.zeros(n)
torch.zeros([n, 2])
torch.full((2,), n)
torch.arange(n)
x.unsqueeze(n)
x.sum(n)
x.size(n)
x.narrow(0, 0, n)
x.repeat(n, 1, 1)
x.topk(n)[0]
x.clamp(n, 2)
x.clamp(min=n)
x.clamp(max=n)
[i for i in range(n)]
[1, 2, 3][n]
int(n) + 1
float(n)
n.item() * 2
min(n, 5)
torch.tensor([n, n])
torch.tensor([[n], [1]])
x.softmax(n)
x.softmax(n[None])
torch.full((2,), n[None])
"""


@pytest.mark.parametrize("expressions", chunks(SHAPES), ids=lambda lines: lines[0])
def test_shape(expressions: list[str]) -> None:
    Expression("x", torch.arange(24.0).reshape(2, 3, 4)).check_all(expressions)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.int32, torch.bool])
def test_dtype(dtype: torch.dtype) -> None:
    program = Expression("x, y", torch.ones(2, 3, dtype=dtype), torch.tensor(2, dtype=torch.float16))
    for expressions in chunks(DTYPES):
        program.check_all(expressions)


@pytest.mark.parametrize("value", [1, 2])
def test_tensor_serves_as_a_number(value: int) -> None:
    program = Expression("x, n", torch.arange(24.0).reshape(2, 3, 4), torch.tensor(value))
    for expressions in chunks(NUMBERS):
        program.check_all(expressions)
