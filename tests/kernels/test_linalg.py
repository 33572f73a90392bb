"""Products of matrices and vectors, against eager: dtypes, strides, empties, blocks larger than the caches."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

torch = pytest.importorskip("torch")
from parity import check, compare  # noqa: E402

from flambeau.runtime import _core  # noqa: E402

LOOSE = {torch.float32: 1e-5, torch.float64: 1e-12, torch.float16: 4e-3, torch.bfloat16: 3e-2}
DTYPES = [*LOOSE, torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8]
SIZES = [(1, 1, 1), (3, 4, 5), (0, 4, 5), (3, 0, 5), (3, 4, 0), (1, 70, 33), (2, 33, 129), (15, 17, 16), (31, 64, 65)]


def _random(dtype: torch.dtype, *sizes: int) -> Any:
    if dtype.is_floating_point:
        return torch.randn(sizes).to(dtype)
    return torch.randint(0 if dtype == torch.uint8 else -9, 10, sizes).to(dtype)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_matrices(dtype: torch.dtype) -> None:
    torch.manual_seed(0)
    limit = LOOSE.get(dtype)
    for m, k, n in SIZES:
        a, b = _random(dtype, m, k), _random(dtype, k, n)
        for left in (a, _random(dtype, k, m).t(), _random(dtype, 2 * m, 3 * k)[::2, ::3]):
            for right in (b, _random(dtype, n, k).t()):
                check("aten::mm", left, right, tolerance=limit)
        check("aten::addmm", _random(dtype, n), a, b, 1, 1, tolerance=limit)
        check("aten::addmm", _random(dtype, m, n), a, b, 2, 3, tolerance=limit)
        check("aten::mv", a, _random(dtype, k), tolerance=limit)
        check("aten::outer", _random(dtype, m), _random(dtype, n), tolerance=limit)
        check("aten::dot", _random(dtype, k), _random(dtype, k), tolerance=limit)


@pytest.mark.parametrize("dtype", [torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8], ids=str)
@pytest.mark.parametrize("most", [10, 10_000, 2**31, 2**62])
def test_integers_of_any_size(most: int, dtype: torch.dtype) -> None:
    torch.manual_seed(0)
    random = [
        torch.randint(-most, most, size).to(dtype) for size in ((70, 65), (65, 33), (3, 70, 65), (3, 65, 33), (33,))
    ]
    a, b, some, others, bias = random
    check("aten::mm", a, b)
    check("aten::mm", a, b.t().contiguous().t())
    check("aten::addmm", bias, a, b, 1, 1)
    check("aten::linear", a, b.t().contiguous(), bias)
    check("aten::bmm", some, others)
    check("aten::matmul", some, b)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_batches(dtype: torch.dtype) -> None:
    torch.manual_seed(0)
    limit = LOOSE.get(dtype)
    for batch in (0, 1, 3, 20):
        a, b = _random(dtype, batch, 5, 7), _random(dtype, batch, 7, 4)
        check("aten::bmm", a, b, tolerance=limit)
        check("aten::bmm", a.transpose(1, 2).contiguous().transpose(1, 2), b, tolerance=limit)
        check("aten::baddbmm", _random(dtype, batch, 5, 4), a, b, 2, 3, tolerance=limit)
        check("aten::baddbmm", _random(dtype, 4), a, b, 1, 1, tolerance=limit)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ([3], [3]), ([3], [3, 4]), ([2, 3], [3]), ([2, 3], [3, 4]), ([5, 2, 3], [3, 4]), ([5, 2, 3], [3]),
        ([3], [5, 3, 4]), ([2, 3], [5, 3, 4]), ([5, 2, 3], [5, 3, 4]), ([6, 1, 2, 3], [5, 3, 4]),
        ([0, 2, 3], [3, 4]), ([3], [4]), ([2, 3], [4, 2]), ([5, 2, 3], [4, 3, 2]), ([5, 2, 3], [5, 2, 3]), ([], [3]),
    ],
)  # fmt: skip
def test_matmul(left: list[int], right: list[int]) -> None:
    check("aten::matmul", torch.randn(left), torch.randn(right), tolerance=1e-5)


def test_dtypes_must_agree() -> None:
    check("aten::mm", torch.randn(2, 3), torch.randn(3, 2).double())
    check("aten::dot", torch.randn(3), torch.randn(3).double())
    check("aten::mm", torch.ones(2, 3, dtype=torch.bool), torch.ones(3, 2, dtype=torch.bool))


@pytest.mark.parametrize("dtype", LOOSE, ids=str)
@pytest.mark.parametrize("shape", [[7], [1, 7], [3, 7], [2, 3, 7], [0, 7], [40, 7]])
def test_linear(shape: list[int], dtype: torch.dtype) -> None:
    x, weight, bias = torch.randn(shape).to(dtype), torch.randn(50, 7).to(dtype), torch.randn(50).to(dtype)
    check("aten::linear", x, weight, bias, tolerance=LOOSE[dtype])
    check("aten::linear", x, weight, None, tolerance=LOOSE[dtype])


def test_linear_of_strided_rows() -> None:
    x, weight = torch.randn(4, 6, 7).transpose(0, 1), torch.randn(5, 7)
    check("aten::linear", x, weight, None, tolerance=1e-5, strides=False)
    check("aten::linear", x, torch.randn(5, 6), None)


def test_fused_linear() -> None:
    x, weight, bias = torch.randn(9, 40), torch.randn(33, 40), torch.randn(33)
    for name in ("relu", "relu6", "silu", "sigmoid", "gelu", "hardswish", "hardsigmoid"):
        expected = getattr(torch.nn.functional, name)(torch.nn.functional.linear(x, weight, bias))
        compare(name, _core.call("flambeau::linear", [x, weight, bias, name]), expected, 1e-5)
        one = _core.call("flambeau::linear", [x[:1], weight, bias, name])
        compare(f"{name}, one row", one, expected[:1], 1e-5)


@pytest.mark.parametrize("depth", [0, 7, 2500])
def test_fused_sum(depth: int) -> None:
    x, weight, bias = torch.randn(2, 9, depth), torch.randn(33, depth), torch.randn(33)
    product = torch.nn.functional.linear(x, weight, bias)
    same = torch.randn(2, 9, 33)
    others = (same, same.double(), same[:1], same[..., :1], same.transpose(0, 1).contiguous().transpose(0, 1))
    for other in (*others, torch.tensor(2.0), torch.ones(33, dtype=torch.int64)):
        for first in (False, True):
            found = _core.call("flambeau::linear_add", [x, weight, bias, other, first])
            expected = other + product if first else product + other
            compare(f"{other.dtype} {tuple(other.shape)}", found, expected, 3e-5)
    for wide in (bias[:1], torch.randn(2, 9, 33)):
        found = _core.call("flambeau::linear_add", [x, weight, wide, same, False])
        compare(tuple(wide.shape), found, torch.nn.functional.linear(x, weight) + wide + same, 3e-5)
    with pytest.raises(RuntimeError, match="must match the size"):
        _core.call("flambeau::linear_add", [x, weight, bias, torch.randn(2, 9, 34), False])


@pytest.mark.parametrize(
    ("equation", "sizes"),
    [
        ("ij,jk->ik", [[3, 4], [4, 5]]), ("ij,jk", [[3, 4], [4, 5]]), ("bij,bjk->bik", [[2, 3, 4], [2, 4, 5]]),
        ("i,j->ij", [[3], [4]]), ("i,i->", [[3], [3]]), ("ii->i", [[3, 3]]), ("ii", [[3, 3]]), ("ij->ji", [[3, 4]]),
        ("ij->j", [[3, 4]]), ("...ij,...jk->...ik", [[2, 6, 3, 4], [6, 4, 5]]),
        ("bhid,bhjd->bhij", [[2, 3, 4, 5], [2, 3, 6, 5]]), ("ij,kj,lk->il", [[2, 3], [4, 3], [5, 4]]),
        ("B G H I D, B G H J D -> B G H I J", [[2, 3, 2, 4, 5], [2, 3, 2, 6, 5]]),
        ("abc,cd,bd->a", [[2, 3, 4], [4, 5], [3, 5]]), ("ij,ij->ij", [[1, 4], [3, 4]]), ("ij,jk->ik", [[3, 4], [5, 6]]),
        ("ij,jk->iz", [[3, 4], [4, 5]]), ("ij,jk", [[3, 4]]), ("ba", [[3, 4]]),
    ],
)  # fmt: skip
def test_einsum(equation: str, sizes: list[list[int]]) -> None:
    check("aten::einsum", equation, [torch.randn(s) for s in sizes], None, tolerance=1e-5, strides=False)


def test_tensordot_and_bilinear() -> None:
    a, b = torch.randn(2, 3, 4), torch.randn(4, 3, 5)
    check("aten::tensordot", a, b, [1, 2], [1, 0], tolerance=1e-5)
    check("aten::tensordot", a, b, [1, 2], [0, 1])
    check("aten::bilinear", torch.randn(6, 3), torch.randn(6, 4), torch.randn(5, 3, 4), torch.randn(5), tolerance=1e-5)
    check("aten::inner", a, torch.randn(6, 4), tolerance=1e-5)
    check("aten::addbmm", torch.randn(3, 5), torch.randn(2, 3, 4), torch.randn(2, 4, 5), 2, 3, tolerance=1e-5)


LARGE = """
import sys, torch
from flambeau.runtime import _core
assert _core.simd_level() == sys.argv[1]
torch.manual_seed(0)
# Depths beyond a block, rows a power of two apart, columns that fill no panel; both dtypes.
for m, k, n in ((5, 9000, 33), (70, 2048, 130), (130, 257, 1100), (1, 5000, 700), (300, 3, 1)):
    for dtype, limit in ((torch.float32, 3e-6), (torch.float64, 1e-14)):
        a, b = torch.randn(m, k, dtype=dtype), torch.randn(k, n, dtype=dtype)
        exact = a.double() @ b.double()
        for right in (b, b.t().contiguous().t()):
            error = (_core.call("aten::mm", [a, right]).double() - exact).abs().max() / exact.abs().max()
            assert error < limit, (m, k, n, dtype, error)
"""


@pytest.mark.parametrize("depth", [384, 768, 1000, 3072])
def test_sums_over_long_depths_are_as_good_as_eager(depth: int) -> None:
    x, weight = torch.randn(64, depth), torch.randn(256, depth)
    exact = x.double() @ weight.double().t()
    errors = [
        float((found - exact).pow(2).mean())
        for found in (_core.call("aten::linear", [x, weight, None]), torch.nn.functional.linear(x, weight))
    ]
    assert errors[0] <= 1.4**2 * errors[1]


@pytest.mark.parametrize("level", ["baseline", "avx2", "avx512"])
def test_large_products_at_every_level(level: str) -> None:
    known = ["baseline", "avx2", "avx512"]
    if known.index(level) > known.index(_core.simd_level()):
        pytest.skip(f"this processor has no {level}")
    subprocess.run([sys.executable, "-c", LARGE, level], env=os.environ | {"FLAMBEAU_SIMD": level}, check=True)
