"""scaled_dot_product_attention against eager PyTorch: masks, causality, groups of heads, blocks and their borders."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import LEVELS, check, compare, run_at_level  # noqa: E402

from flambeau.ir.reference import evaluate  # noqa: E402
from flambeau.runtime import _core  # noqa: E402

NAME = "aten::scaled_dot_product_attention"
INF = float("inf")


def sample(*shape: int, dtype: Any = torch.float32) -> Any:
    generator = torch.Generator().manual_seed(sum(shape))
    return torch.randn(*shape, generator=generator).to(dtype)


def heads_last(*shape: int) -> Any:
    """[B, H, L, E] whose memory is [B, L, H, E], as a split projection gives it."""
    b, h, n, e = shape
    return sample(b, n, h, e).transpose(1, 2)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16, torch.bfloat16])
@pytest.mark.parametrize("queries,keys", [(1, 1), (7, 7), (49, 49), (64, 300), (130, 257), (3, 600), (1100, 70)])
def test_lengths_and_dtypes(dtype: Any, queries: int, keys: int) -> None:
    q, k, v = sample(2, 3, queries, 32), sample(2, 3, keys, 32), sample(2, 3, keys, 32) + 1
    tensors = [t.to(dtype) for t in (q, k, v)]
    tolerance = {torch.float16: 4e-3, torch.bfloat16: 3e-2}.get(dtype)
    check(NAME, *tensors, None, 0.0, False, None, False, tolerance=tolerance)
    check(NAME, *tensors, None, 0.0, True, None, False, tolerance=tolerance)
    check(NAME, *tensors, None, 0.0, False, 0.3, False, tolerance=tolerance)


def test_ranks_and_layouts() -> None:
    for q in (sample(5, 8), sample(3, 5, 8), sample(2, 3, 5, 8), sample(2, 2, 3, 5, 8), heads_last(2, 3, 5, 8)):
        check(NAME, q, q, q, None, 0.0, False, None, False)
    q = heads_last(2, 3, 5, 8)
    check(NAME, q, q.contiguous(), sample(2, 3, 5, 4), None, 0.0, False, None, False)
    check(NAME, q, q[:1], q[:1], None, 0.0, False, None, False)
    check(NAME, q.transpose(2, 3), q.transpose(2, 3), q.transpose(2, 3), None, 0.0, False, None, False, strides=False)


@pytest.mark.parametrize("shape", [(9, 300), (1, 300), (9, 1), (2, 1, 9, 300), (3, 9, 300), (2, 3, 1, 300)])
def test_masks(shape: tuple[int, ...]) -> None:
    q, k, v = sample(2, 3, 9, 16), sample(2, 3, 300, 16), sample(2, 3, 300, 16)
    check(NAME, q, k, v, sample(*shape), 0.0, False, None, False)
    check(NAME, q, k, v, sample(*shape) > 0, 0.0, False, None, False)


@pytest.mark.parametrize("width", [5, 16, 70, 130])
@pytest.mark.parametrize("queries", [1, 2, 3])
def test_few_queries(queries: int, width: int) -> None:
    """Keys and values are read where they lie, whatever their rows' strides."""
    for keys in (1, 2, 256, 300):
        q, k, v = sample(2, 3, queries, width), heads_last(2, 3, keys, width), sample(2, 3, keys, width + 2)
        check(NAME, q, k, v, None, 0.0, False, None, False)
        check(NAME, q, k, v, None, 0.0, True, 0.5, False)
        check(NAME, q[:1], k[:1], v, sample(queries, keys), 0.0, False, None, False)
        hidden = sample(2, 1, queries, keys) > -0.5
        hidden[..., 0] = True
        check(NAME, q, k, v, hidden, 0.0, False, None, False)
        k[0, 1, -1, 0], v[1, 2, 0, 0] = float("nan"), INF
        check(NAME, q, k, v, None, 0.0, False, None, False)


def test_layouts_of_masks() -> None:
    q, k, v = sample(2, 3, 60, 16), sample(2, 3, 300, 16), sample(2, 3, 300, 16)
    mask = sample(2, 3, 300, 60)
    for laid_out in (mask.mT, sample(60, 600)[:, ::2], sample(60, 1).expand(60, 300)):
        check(NAME, q, k, v, laid_out, 0.0, False, None, False)


def test_rows_without_any_key_are_zero() -> None:
    q, k, v = sample(1, 2, 4, 8), sample(1, 2, 520, 8), sample(1, 2, 520, 8)
    mask = torch.zeros(4, 520, dtype=torch.bool)
    mask[1, 3] = mask[2, 519] = True
    check(NAME, q, k, v, mask, 0.0, False, None, False)
    check(NAME, q, k, v, torch.where(mask, 0.0, -INF), 0.0, False, None, False)


@pytest.mark.parametrize("keys", [5, 40, 300])
def test_what_is_not_finite(keys: int) -> None:
    for value in (float("nan"), INF):
        q, k = sample(1, 2, 4, 8), sample(1, 2, keys, 8)
        q[0, 0, 1, 3] = INF  # not NaN: there eager's result depends on the number of keys
        k[0, 1, keys // 2, 2] = value
        check(NAME, q, k, k.nan_to_num(0, 0, 0), None, 0.0, False, None, False)


def test_groups_of_heads() -> None:
    q, k = sample(2, 6, 7, 8), sample(2, 2, 9, 8)
    check(NAME, q, k, k + 1, None, 0.0, False, None, True)
    check(NAME, q, k, k, None, 0.0, False, None, False)


def test_what_must_raise() -> None:
    q = sample(2, 3, 5, 8)
    check(NAME, q, q, q.double(), None, 0.0, False, None, False)
    check(NAME, q, q[..., :4], q, None, 0.0, False, None, False)
    check(NAME, q[0, 0, 0], q, q, None, 0.0, False, None, False)
    check(NAME, q, q, q, torch.ones(5, 5).long(), 0.0, False, None, False)
    check(NAME, q.long(), q.long(), q.long(), None, 0.0, False, None, False)


def test_no_queries_and_no_keys() -> None:
    q = sample(2, 3, 5, 8)
    check(NAME, q[:, :, :0], q, q, None, 0.0, False, None, False, strides=False)
    check(NAME, q, q[:, :, :0], q[:, :, :0], None, 0.0, False, None, False)


def composed(q: Any, scale: Any, k: Any, v: Any, bias: Any = None, mask: Any = None, *shapes: Any) -> None:
    """flambeau::attention is what the operators give one after another."""
    arguments = [q, scale, k, v, bias, mask, *(shapes or (None, None))]
    (expected,) = evaluate("flambeau::attention", arguments)
    compare("attention", _core.call("flambeau::attention", arguments), expected, 2e-5)


@pytest.mark.parametrize("queries,keys", [(1, 1), (49, 49), (64, 300), (130, 257)])
def test_composed(queries: int, keys: int) -> None:
    q, k, v = heads_last(4, 3, queries, 32), heads_last(4, 3, keys, 32).mT, heads_last(4, 3, keys, 16) + 1
    composed(q, None, k, v)
    composed(q, 0.25, k, v)
    for bias in (sample(queries, keys), sample(3, queries, keys), sample(4, 1, 1, keys), sample(keys, queries).t()):
        composed(q, 0.25, k, v, bias)
        for mask in (sample(2, 1, queries, keys), sample(1, 2, 1, queries, 1), sample(2, 2, 3, queries, keys)):
            composed(q, 0.25, k, v, bias, mask, [-1, 2, 3, queries, keys], [4, -1, queries, keys])
    composed(q[0, 0], 0.25, k[0, 0], v[0, 0], sample(queries, keys))


def test_composed_of_what_is_not_finite() -> None:
    q, k, v = sample(1, 2, 4, 8), sample(1, 2, 8, 300), sample(1, 2, 300, 8)
    bias = torch.zeros(4, 300)
    bias[1] = -INF  # a row of NaN, unlike scaled_dot_product_attention's
    bias[2, 7] = INF
    composed(q, 0.5, k, v, bias)
    k[0, 1, 3, 5] = float("nan")
    composed(q, 0.5, k, v, None, bias, [2, 4, 300], [1, 2, 4, 300])


def test_composed_otherwise() -> None:
    """What blocks don't do: other dtypes, broadcasting, empties, other groups than whole matrices."""
    q, k, v = sample(2, 3, 5, 8), sample(2, 3, 8, 6), sample(2, 3, 6, 4)
    composed(q.double(), 0.5, k.double(), v.double(), sample(6).double())
    composed(q, 0.5, k, v, torch.ones(5, 6).long())
    composed(q[0, 0], 0.5, k, v)
    composed(q, 0.5, k[0, 0], v[0])
    composed(q, None, k, v, sample(4, 2, 3, 5, 6))
    composed(q, None, k, v, None, sample(30), [6, 30], [2, 3, 5, 6])
    composed(q, None, k, v[:1, :1], None, sample(5, 6), [6, 5, 6], [3, 2, 5, 6])
    composed(q[:, :, :0], None, k, v)
    composed(q, None, k[..., :0], v[:, :, :0])
    composed(q[..., :0], 0.5, k[:, :, :0], v)


def test_composed_must_raise() -> None:
    q, k, v = sample(2, 3, 5, 8), sample(2, 3, 8, 6), sample(2, 3, 6, 4)
    for arguments in (
        [q, 0.5, k[:, :, :4], v, None, None, None, None],
        [q, 0.5, k, v[:, :, :4], None, None, None, None],
        [q, 0.5, k, v, sample(7), None, None, None],
        [q, 0.5, k, v, None, sample(6), [7, 5, 6], [2, 3, 5, 6]],
        [q, 0.5, k, v, None, sample(6), [6, 5, 6], [2, 3, 5, 7]],
        [q, 0.5, k, v, None, sample(6), [-1, -1, 6], [2, 3, 5, 6]],
        [q, 0.5, k, v, None, sample(6), None, None],
    ):
        with pytest.raises(RuntimeError):
            _core.call("flambeau::attention", arguments)


@pytest.mark.parametrize("level", LEVELS)
def test_each_level(level: str) -> None:
    run_at_level("""
import test_attention as t
for shape in ((1, 300), (3, 9, 300)):
    t.test_masks(shape)
t.test_layouts_of_masks()
for width in (5, 70):
    t.test_few_queries(3, width)
t.test_what_is_not_finite(40)
t.test_lengths_and_dtypes(t.torch.float32, 130, 257)
t.test_composed(49, 49)
t.test_composed_of_what_is_not_finite()
""", level)  # fmt: skip
