"""Indexing tensors, and assigning to what an index selects."""

from __future__ import annotations

import pytest
import torch
from eager import Expression, chunks

A = torch.arange(24.0).reshape(2, 3, 4)
READ = """
x[0]
x[-1]
x[i]
x[i, j]
x[:, i]
x[..., j]
x[:, 1]
x[..., 0]
x[None]
x[:, None, 0]
x[None, :, None, None]
x[1:]
x[i:j]
x[:, ::2]
x[:, i:, ::j]
x[..., 1:, 0]
x[0, ..., None]
x[..., None, 0]
x[-1:, ..., :2]
x[:]
x[...]
x[()]
x[:, :]
x[0, 1, 2]
x[k]
x[:, k]
x[..., k]
x[k, 0]
x[k, :, 1:]
x[0, :, k]
x[k, k]
x[k, ..., k]
x[k[0]]
x[:, k[1], 0]
x[: k[1]]
x[k[0] : k[1]]
x[[0, 1]]
x[:, [0, 2]]
x[..., [0, 1]]
x[[0, 1], [1, 0]]
x[[i, j]]
x[(0, 1), 0]
x[[[0, 1], [1, 0]]]
x[[]]
x[range(2)]
x[x > 3]
x[x[:, 0, 0] > 3]
x[x[:, :, 0] > 3]
x[x[:, :, 0] > 3, 1:]
x[x[:, :, 0] > 3, 0]
x[0, x[0] > 3]
x[:, x[0] > 2]
x[..., x[0, 0] > 1]
x[..., x[0, 0] > 1, None]
x[x.sum() > 3]
x[True]
x[:, False]
x[i > 0]
x[[True, False]]
x[5]
x[0, 0, 0, 0]
x[:, :, :, :]
x[0.5]
x["a"]
x[::-1]
x[::0]
x[k.float()]
x[0:0.5]
x[torch.tensor(0.5)]
"""
WRITTEN = """
x[0] = 1
x[0] = -1.5
x[i] = x[j]
x[0] = [1, 2]
x[0] = None
x[...] = 0
x[..., 0] = 5
x[:, 1:2] += 3
x[0, 0, 0] *= 2
x[0] = torch.ones(1, 1, 1, 3, 4)
x[0, 0, 0] = torch.ones(1, 1)
x[0, 0, 0] = torch.ones(2)
x[:, 0, k] = torch.ones(1, 1, 2, 2)
x[k] = 7
x[k, 0] = torch.arange(4.0)
x[k] += 1
x[k[0]] = 3
x[k[0]] = torch.ones(3, 4, dtype=torch.float64)
x[[0, 1], [0, 1]] = -1
x[x > 10] = 0
x[x > 10] = torch.tensor([2.0])
x[x[:, :, 0] > 3] = 7.5
x[x[:, 0, 0] > 3, 0] = 1
x[:, :, x[0, 0] < 1] = 9
x[..., x[0, 0] < 1] = 9
x[x.sum() > 0] = 1
x[x.sum() < 0] = 1
x[x > 3] *= 2
x[0][1] = 5
x[:, 1][0] = x[0, 0]
x[i, ...] = x[:, 0].sum()
x[::2] = True
"""
PROGRAM = Expression("x, k, i: int, j: int", A, torch.tensor([0, 1]), 0, 1, messages=False)
SCALAR = Expression("x, k", A, torch.tensor(1))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("expressions", chunks(READ), ids=lambda lines: lines[0])
def test_read(expressions: list[str]) -> None:
    PROGRAM.check_all(expressions)


def test_tensor_without_dims_is_an_int() -> None:
    SCALAR.check_all(["x[k]", "x[:, k]", "x[..., k]", "x[k, k]", "x[k, 1:]", "x[x[k] > 1]", "x[:k]"])


def test_tensor_without_dims_makes_a_view() -> None:
    SCALAR.check_body("x = x.clone()\nrow = x[k]\nrow += 1\nreturn x")


@pytest.mark.parametrize("statement", WRITTEN.split("\n")[1:-1])
def test_write(statement: str) -> None:
    PROGRAM.check_body(f"x = x.clone()\n{statement}\nreturn x")


@pytest.mark.parametrize(
    "value", ["-1.9", "2.7", "True", "300", "torch.tensor(1.5)", "torch.ones(1) * 2.5", "x[0] * 2.5"]
)
def test_write_converts_to_the_tensor_s_dtype(value: str) -> None:
    for dtype in (torch.uint8, torch.int64):
        program = Expression("x", torch.arange(4, dtype=dtype))
        program.check_body(f"x = x.clone()\nx[1] = {value}\nx[2:] = {value}\nreturn x")


@pytest.mark.parametrize("value", ["0", "-1.9", "2.7", "True"])
def test_write_through_a_mask_converts_to_the_tensor_s_dtype(value: str) -> None:
    Expression("x", torch.arange(4)).check_body(f"x = x.clone()\nx[x > 1] = {value}\nreturn x")
