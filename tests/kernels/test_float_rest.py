"""What is left of a division of floats, bit by bit as the C library's fmod has it, and its quotient's floor."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from parity import check  # noqa: E402

from flambeau.runtime import _core  # noqa: E402


def pairs(dtype: Any) -> tuple[Any, Any]:
    """Multiples and their neighbours, quotients of all sizes, the least and the largest numbers, and what is none."""
    random = np.random.default_rng(0)
    limits = np.finfo(dtype)
    special = [0.0, np.inf, np.nan, limits.max, limits.tiny, limits.smallest_subnormal, 1.0, 0.1, 0.3, 2.0**29, 2.0**52]
    divisors = random.standard_normal(200).astype(dtype)
    multiples = divisors * random.integers(0, 2**20, 200).astype(dtype)
    near = np.concatenate([np.nextafter(multiples, dtype(side)) for side in (-np.inf, np.inf)] + [multiples])
    wide = (random.standard_normal(400) * 2.0 ** random.integers(-60, 60, 400)).astype(dtype)
    a = np.concatenate([np.array(special, dtype), -np.array(special, dtype), near, wide])
    b = np.concatenate([np.array(special, dtype), -np.array(special, dtype), divisors, wide[::7]])
    x, y = np.meshgrid(a, b)
    return x.ravel(), y.ravel()


def assert_same(found: Any, expected: Any) -> None:
    found = np.asarray(found)
    np.testing.assert_array_equal(found, expected)
    numbers = ~np.isnan(expected)
    np.testing.assert_array_equal(np.signbit(found[numbers]), np.signbit(expected[numbers]))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rests_are_exact(dtype: Any) -> None:
    x, y = pairs(dtype)
    a, b = torch.from_numpy(x), torch.from_numpy(y)
    with np.errstate(all="ignore"):
        assert_same(_core.call("aten::fmod.Tensor", [a, b]), np.fmod(x, y))
        for name in ("fmod", "remainder", "floor_divide"):
            found = _core.call("np::ufunc", [name, (x, y), None, True, None, "same_kind"])
            assert_same(found, getattr(np, name)(x, y))
        np.testing.assert_array_equal(_core.call("aten::remainder.Tensor", [a, b]), np.remainder(x, y))
        np.testing.assert_array_equal(_core.call("aten::floor_divide", [a, b]), np.floor_divide(x, y))


def test_bytes_and_integers_are_bounded_and_masked() -> None:
    source = torch.Generator().manual_seed(0)
    for dtype in (torch.uint8, torch.int32, torch.int64):
        x = torch.randint(0, 256, (37, 41), generator=source).to(dtype)
        for low, high in ((10, 200), (200, 10), (0, 0), (None, 100), (100, None)):
            for each in (x, x.t(), x[::2, ::3], x[:0]):
                check("aten::clamp", each, low, high)
                check("aten::clamp_", each, low, high)
        y = torch.randint(0, 256, (41,), generator=source).to(dtype)
        for one, other in ((x, y), (x > 100, y > 100), (x[:, ::2], y[::2]), (x, y > 100), (x > 9, torch.tensor(True))):
            for name in ("and", "or", "xor"):
                check(f"aten::bitwise_{name}.Tensor", one, other)


def test_small_integers_change_their_sign() -> None:
    source = torch.Generator().manual_seed(1)
    for dtype in (torch.uint8, torch.int32):
        x = torch.randint(-(2**31), 2**31, (37, 41), generator=source).to(dtype)
        x[0, 0] = torch.iinfo(dtype).min
        for each in (x, x.t(), x[::2, ::3], x[:0], x[0, 0]):
            for name in ("neg", "neg_", "abs", "abs_"):
                check(f"aten::{name}", each)


def test_places_of_what_is_true() -> None:
    random = np.random.default_rng(0)
    for shape in ((0,), (1,), (130,), (7, 33), (5, 1), (3, 0, 2), (4, 5, 19)):
        for share in (0.0, 0.1, 0.5, 1.0):
            mask = random.random(shape) < share
            for each in (mask, mask[..., ::-1], mask.T):
                for found, expected in zip(_core.call("np::nonzero", [each]), np.nonzero(each), strict=True):
                    assert_same(found, expected)
