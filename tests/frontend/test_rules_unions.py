"""Values that are of one type or another: each alternative goes its own way, and the wrong one raises."""

from __future__ import annotations

import pytest
import torch
from eager import Expression

SETUP = """
y = None
if flag:
    y = x * 2
n = 1
if flag:
    n = 2.5
k = 3
if flag:
    k = x
"""
EXPRESSIONS = """
n + 1
n * n
-n
n > 2
x * n
x + n
x ** n
x < n
x.add(n)
x.clamp(min=n)
torch.full((2,), n)
k * 2
k + x
x - k
2 / k
k == 1
x if y is None else y
y is None
(x if y is None else y).view(3, 1)
F.linear(x, torch.ones(2, 3), None if y is None else torch.ones(2))
x + y
y + x
x.add(y)
torch.add(x, y)
torch.relu(y)
y.sum()
x < y
x == y
-y
x[y]
x @ k
"""


@pytest.mark.parametrize("expression", EXPRESSIONS.split("\n")[1:-1])
def test_union(expression: str) -> None:
    for flag in (True, False):
        program = Expression("x, flag: bool", torch.tensor([1.0, 2.0, 3.0]), flag, messages="y]" not in expression)
        program.check_body(f"{SETUP}return {expression}")
