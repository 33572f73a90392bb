"""Operators and builtins on tensors, as torch.Tensor's special methods define them."""

from __future__ import annotations

import pytest
import torch
from eager import Expression, chunks

torch.manual_seed(0)
PROGRAM = Expression(
    "x, v, i, b", torch.randn(2, 3, 4), torch.tensor([1.0, -2.0, 3.0]), torch.tensor([3, 1, 2]),
    torch.tensor([True, False, True]),
)  # fmt: skip
EXPRESSIONS = """
(v.abs()).log2()
x[None].squeeze()
len(x)
v in [1]
1. in v
bool(v[0])
not v.sum()>0
-v
+v
~b
v@v
b&b
b|~b
b^b
i<<1
i>>1
i//2
i%2
2**i
v**2
v**0.5
v**v
2-v
2/v
1//v
7%v
v//2
v%2
v<2
v<=v
2>v
v==v
v!=1
abs(v)
round(v)
i/2
i*2.5
i+b
b+1
b*2
v+True
v*i
v[0]+1
v[0]*i[0]
i[0]/2
divmod(v,2)
int(v[0])
float(i[0])
bool(i[0])
max(v[0],v[1])
min(v[0],1.5)
max(v)
sum(v)
sum(v.tolist())
any(b)
all(b)
sorted(v.tolist())
[t*2 for t in v]
list(v)[0]
[float(t) for t in v]
tuple(v)[1]
[k*t for k,t in enumerate(v)]
[a+c for a,c in zip(v,i)]
sorted(v)
v[0] in v
"""


@pytest.mark.parametrize("expressions", chunks(EXPRESSIONS), ids=lambda lines: lines[0])
def test_operators(expressions: list[str]) -> None:
    PROGRAM.check_all(expressions)
