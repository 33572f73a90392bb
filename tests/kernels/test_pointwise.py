"""Pointwise operators against eager: dtypes, promotion, broadcasting, layouts, special numbers, in-place rules."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
from defaults import check_with, run  # noqa: E402
from parity import LEVELS, _core, layouts, run_at_level  # noqa: E402

REAL = [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.bfloat16, torch.float32,
        torch.float64, torch.bool]  # fmt: skip
INF = float("inf")
SPECIAL = [0.0, -0.0, 0.3, -0.7, 1.0, -1.0, 2.5, -2.5, 0.5, 9.0, -30.0, 88.0, float("nan"), float("inf"), -float("inf")]

FLOAT_UNARY = """sqrt rsqrt reciprocal exp exp2 expm1 log log2 log10 log1p sin cos tan asin acos atan sinh cosh tanh asinh
acosh atanh erf erfc erfinv sigmoid lgamma deg2rad rad2deg sinc logit""".split()
ANY_UNARY = (
    "neg abs sign square floor ceil trunc round relu isnan isinf isfinite signbit logical_not nan_to_num".split()
)
ACTIVATIONS = """relu relu6 hardtanh hardswish hardsigmoid silu gelu leaky_relu elu selu celu mish softplus softshrink hardshrink
log_sigmoid glu""".split()
ARITHMETIC = "add sub mul div remainder fmod pow eq ne lt le gt ge".split()
TENSOR_BINARY = """maximum minimum fmax fmin atan2 hypot logaddexp logaddexp2 logical_and logical_or logical_xor
floor_divide""".split()
BITWISE = "bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift".split()


def numbers(dtype: torch.dtype, shape: tuple[int, ...] = (5, 3), seed: int = 0) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    if dtype == torch.bool:
        return torch.rand(shape, generator=generator) > 0.5
    low = 0 if dtype == torch.uint8 else -9
    whole = torch.randint(low, 10, shape, generator=generator)
    return (whole + torch.rand(shape, generator=generator)).to(dtype) if dtype.is_floating_point else whole.to(dtype)


def overload(name: str) -> str:
    return f"aten::{name}.Tensor_Tensor" if name == "pow" else f"aten::{name}.Tensor"


@pytest.mark.parametrize("dtype", REAL, ids=str)
@pytest.mark.parametrize("name", FLOAT_UNARY + ANY_UNARY)
def test_function_of_each_dtype(name: str, dtype: torch.dtype) -> None:
    check_with(f"aten::{name}", numbers(dtype))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
@pytest.mark.parametrize("name", FLOAT_UNARY + ANY_UNARY + ACTIVATIONS[:-1])
def test_function_of_special_numbers(name: str, dtype: torch.dtype) -> None:
    # A row long enough for whole vectors and a rest.
    # Eager's vectorised gelu makes a NaN of infinity; the true value is infinity.
    x = torch.tensor([s for s in SPECIAL if name != "gelu" or s != float("inf")] * 3, dtype=dtype)
    for value in [x, x[:1], x[:0]]:
        check_with(f"aten::{name}", value, tolerance=2e-6)


@pytest.mark.parametrize("dtype", REAL, ids=str)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation(name: str, dtype: torch.dtype) -> None:
    check_with(f"aten::{name}", numbers(dtype, (5, 4)))


FAST = """exp expm1 tanh erf sigmoid silu gelu elu mish softplus logsigmoid atan log log2 log10 log1p floor ceil round
trunc frac sign hardshrink softshrink sin cos""".split()


@pytest.mark.parametrize("name", FAST)
def test_fast_loops_are_as_close_as_eager(name: str) -> None:
    x = torch.linspace(-12, 12, 40001)
    if name.startswith("log") and name != "logsigmoid":
        x = torch.cat([torch.logspace(-44, 38, 40001), torch.linspace(0.5, 2, 9999)])
    exact = getattr(torch.nn.functional, name, None) or getattr(torch, name)
    found = torch.as_tensor(run("aten::log_sigmoid" if name == "logsigmoid" else f"aten::{name}", x)).double()
    true = exact(x.double())
    if name in ("sin", "cos"):
        true = true + true.sign()  # near its zeros all digits of the argument count
        found = found + true.sign()
    scale = torch.maximum(true.abs(), torch.tensor(1e-30, dtype=torch.float64))
    ours = ((found - true).abs() / scale).max().item()
    eager = ((exact(x).double() - true).abs() / scale).max().item()
    # Eager's own gelu loses all digits in its negative tail; elsewhere a few units in the last place.
    assert ours <= max(4 * eager, 1e-6)


AT_EACH_LEVEL = """
import test_pointwise as t
import torch
for name in t.FAST:
    t.test_fast_loops_are_as_close_as_eager(name)
for name in t.FLOAT_UNARY + t.ANY_UNARY + t.ACTIVATIONS[:-1]:
    for dtype in (torch.float32, torch.float64):
        t.test_function_of_special_numbers(name, dtype)
t.angles_of_any_size()
t.two_operands()
t.small_integers()
t.doubles_and_bools()
t.bits_and_truth()
t.rests()
"""


@pytest.mark.parametrize("level", LEVELS)
def test_fast_loops_at_each_level(level: str) -> None:
    run_at_level(AT_EACH_LEVEL, level)


def angles_of_any_size() -> None:
    x = torch.cat([torch.linspace(-9000, 9000, 997), torch.logspace(-40, 38, 500), torch.tensor([float("nan")])])
    for name in ("sin", "cos"):
        check_with(f"aten::{name}", x, tolerance=1e-6)
        check_with(f"aten::{name}", x[:40], tolerance=1e-6)


def small_integers() -> None:
    """Whole blocks and a rest, wrapping around, in place, broadcast and beside numbers."""
    torch.manual_seed(0)
    for dtype, low, high in [(torch.uint8, 0, 256), (torch.int16, -(2**15), 2**15), (torch.int32, -(2**31), 2**31),
                             (torch.int64, -(2**63), 2**63 - 1)]:  # fmt: skip
        x, y = (torch.randint(low, high, (7, 45)).to(dtype) for _ in range(2))
        for a, b in [(x, y), (x.t(), y.t()), (x[:, ::2], y[:, :23]), (x, y[:1]), (x, y[:, :1]), (x[0], y[0, 0])]:
            for name in ("add", "sub"):
                for alpha in (1, 3, -2):
                    check_with(f"aten::{name}.Tensor", a, b, alpha=alpha)
                    check_with(f"aten::{name}_.Tensor", a.clone(), b, alpha=alpha)
            check_with("aten::mul.Tensor", a, b)
            check_with("aten::maximum", a, b)
            check_with("aten::minimum", a, b)
            for name in COMPARISONS:
                check_with(f"aten::{name}.Tensor", a, b)
        for number in (3, 200, -1):
            check_with("aten::add.Scalar", x, number)
            check_with("aten::rsub.Scalar", x, number)
            check_with("aten::mul.Scalar", x, number)


COMPARISONS = "eq ne lt le gt ge".split()


def doubles_and_bools() -> None:
    """Whole vectors and a rest, in place, broadcast and beside numbers."""
    torch.manual_seed(0)
    x, y = (torch.randn(7, 45, dtype=torch.float64) for _ in range(2))
    x[0, ::3], y[0, ::5], x[1, ::4], y[1] = float("nan"), float("nan"), -0.0, 0.0
    for a, b in [(x, y), (x.t(), y.t()), (x[:, ::2], y[:, :23]), (x, y[:1]), (x, y[:, :1]), (x[0, :0], y[0, :0])]:
        for name in ("add.Tensor", "sub.Tensor"):
            check_with(f"aten::{name}", a, b, alpha=1)
            check_with(f"aten::{name}", a, b, alpha=-2.5)
        for name in ("mul.Tensor", "div.Tensor", "maximum", "minimum", *(f"{name}.Tensor" for name in COMPARISONS)):
            check_with(f"aten::{name}", a, b)
        for name in COMPARISONS:
            check_with(f"aten::{name}.Tensor", a > 0, b > 0)
            check_with(f"aten::{name}.Scalar", a.half(), 0.5)
        check_with("aten::clamp", a, -0.5, 0.7)
    check_with("aten::mul_.Tensor", x.clone(), y)
    check_with("aten::lt_.Tensor", x.clone(), y)


def bits_and_truth() -> None:
    """Of every kind of integers and of bools: whole vectors and a rest, in place, strided and beside numbers."""
    torch.manual_seed(0)
    for dtype in (torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64):
        for shape in ((0,), (1,), (7, 45), (3, 1001)):
            x, y = (torch.randint(-300, 300, shape).to(dtype) for _ in range(2))
            for name in ("and", "or", "xor"):
                check_with(f"aten::bitwise_{name}.Tensor", x, y)
                check_with(f"aten::bitwise_{name}_.Tensor", x.clone(), y)
                check_with(f"aten::bitwise_{name}.Tensor", x[..., ::2], y[..., ::2])
                check_with(f"aten::bitwise_{name}.Tensor", x, torch.randint(0, 99, shape))
                check_with(f"aten::bitwise_{name}.Scalar", x, True if dtype == torch.bool else 5)
                check_with(f"aten::logical_{name}", x, y)
                check_with(f"aten::logical_{name}", x, torch.randn(shape).round())
            for name in ("bitwise_not", "logical_not"):
                check_with(f"aten::{name}", x)
            for name in ("maximum", "minimum", "mul.Tensor"):
                check_with(f"aten::{name}", x, y)
            for alpha in (1, True, False) if dtype == torch.bool else (1,):
                check_with("aten::add.Tensor", x, y, alpha=alpha)


RESTS = [0.0, -0.0, 1.0, -1.0, 0.5, -0.7, 3.0, -7.5, 1e30, -1e30, 2.0**30, 2.0**53, 16777216.0, -16777217.0, 33554431.0,
         0.1, -0.3, 1e300, float("inf"), -float("inf"), float("nan")]  # fmt: skip


def rests() -> None:
    """Quotients of all sizes, and what is left beside them: to the bit."""
    torch.manual_seed(0)
    for dtype in (torch.float32, torch.float64):
        pairs = [(torch.tensor(RESTS * len(RESTS)), torch.tensor(RESTS).repeat_interleave(len(RESTS)))]
        pairs += [(torch.randn(997) * 10.0**power, torch.randn(997)) for power in (0, 3, 6, 9, 20)]
        pairs.append((torch.randint(-50, 50, (999,)).double(), torch.randint(-5, 5, (999,)).double()))
        for a, b in pairs:
            for name in ("fmod.Tensor", "remainder.Tensor", "floor_divide"):
                check_with(f"aten::{name}", a.to(dtype), b.to(dtype), tolerance=0)
            check_with("aten::div.Tensor_mode", a.to(dtype), b.to(dtype), rounding_mode="trunc", tolerance=0)


def two_operands() -> None:
    x, y = torch.tensor(SPECIAL * 3), torch.tensor(SPECIAL * 3).roll(2)
    check_with("aten::prelu", x[:, None], torch.tensor([0.25]))
    check_with("aten::prelu", x.view(3, 15), torch.linspace(-1, 1, 15))
    check_with("aten::glu", torch.cat([x, y]), dim=0)
    for other in (torch.uint8, torch.float32):
        check_with("aten::threshold", x.nan_to_num(0).to(other), 1, 3)


@pytest.mark.parametrize("other", [torch.uint8, torch.int64, torch.float16, torch.float32, torch.bool], ids=str)
@pytest.mark.parametrize("dtype", REAL, ids=str)
@pytest.mark.parametrize("name", ARITHMETIC)
def test_arithmetic_promotes(name: str, dtype: torch.dtype, other: torch.dtype) -> None:
    check_with(overload(name), numbers(dtype), numbers(other, seed=1), tolerance=None if name != "pow" else 1e-5)


@pytest.mark.parametrize("number", [3, -2, 0, 2.5, True], ids=repr)
@pytest.mark.parametrize("dtype", REAL, ids=str)
@pytest.mark.parametrize("name", ARITHMETIC)
def test_arithmetic_with_a_number(name: str, dtype: torch.dtype, number: float) -> None:
    kind = f"aten::{name}.Tensor_Scalar" if name == "pow" else f"aten::{name}.Scalar"
    check_with(kind, numbers(dtype), number, tolerance=1e-5 if name == "pow" and dtype.itemsize > 2 else None)


@pytest.mark.parametrize("dtype", REAL, ids=str)
@pytest.mark.parametrize("name", TENSOR_BINARY)
def test_binary(name: str, dtype: torch.dtype) -> None:
    check_with(f"aten::{name}", numbers(dtype), numbers(dtype, seed=2))


@pytest.mark.parametrize("dtype", REAL, ids=str)
@pytest.mark.parametrize("name", BITWISE)
def test_bitwise(name: str, dtype: torch.dtype) -> None:
    check_with(f"aten::{name}.Tensor", numbers(dtype), numbers(dtype, seed=3))
    check_with(f"aten::{name}.Tensor", numbers(dtype), numbers(torch.int64, seed=3))


@pytest.mark.parametrize(
    "shapes", [((2, 3, 4, 5), (3, 1, 1)), ((4, 1), (1, 5)), ((3,), ()), ((), (2, 0)), ((2, 3), (4,))], ids=str
)
def test_broadcasting(shapes: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    a, b = (numbers(torch.float32, s, i) for i, s in enumerate(shapes))
    for name in ["add", "div", "lt"]:
        check_with(f"aten::{name}.Tensor", a, b)
        check_with(f"aten::{name}.Tensor", b, a)


def test_layouts_decide_the_result_s() -> None:
    x, y = numbers(torch.float32, (2, 3, 4, 5)), numbers(torch.float32, (2, 3, 4, 5), 1)
    for a in layouts(x):
        check_with("aten::exp", a)
        check_with("aten::add.Scalar", a, 1)
        check_with("aten::mul.Tensor", a, y[0])
        for b in layouts(y):
            check_with("aten::add.Tensor", a, b, alpha=2)
            check_with("aten::where.self", a > 0, a, b)


@pytest.mark.parametrize("size", [1, 7, 1023, 1024, 1025, 70001])
def test_sizes_around_a_block(size: int) -> None:
    x = torch.linspace(-3, 3, size)
    check_with("aten::mul.Tensor", x, x.flip(0)[::1])
    check_with("aten::add.Tensor", x.to(torch.uint8), x)
    check_with("aten::sigmoid", x)


@pytest.mark.parametrize("channels", [2, 3, 7, 1000, 1024, 1025])
@pytest.mark.parametrize("dtype", [torch.float32, torch.uint8, torch.float16], ids=str)
def test_channels_that_lie_innermost(channels: int, dtype: torch.dtype) -> None:
    side = 300 if channels < 10 else 11
    x = numbers(dtype, (2, channels, side, side)).contiguous(memory_format=torch.channels_last)
    for other in (numbers(dtype, (channels, 1, 1)), numbers(torch.float64, (1, channels, 1, 1))):
        check_with("aten::mul.Tensor", x, other)
        check_with("aten::sub.Tensor", other, x) if dtype != torch.uint8 else None
        check_with("aten::div.Tensor", x, other)
    check_with("aten::add_.Tensor", x, numbers(dtype, (channels, 1, 1)))
    rows = x[0, 0, 0].contiguous()  # of the innermost dim, which the next one's elements share
    check_with("aten::add.Tensor", x.permute(1, 0, 2, 3).contiguous(), rows)


@pytest.mark.parametrize("name", ["bitwise_left_shift", "bitwise_right_shift"])
def test_shifts_in_place(name: str) -> None:
    for dtype in (torch.uint8, torch.int32, torch.int64):
        check_with(f"aten::{name}_.Tensor", numbers(dtype), numbers(dtype, seed=4))
        check_with(f"aten::{name}_.Tensor_Scalar", numbers(dtype), 2)


@pytest.mark.parametrize("name", ["add", "mul", "div", "remainder"])
def test_in_place(name: str) -> None:
    for dtype in REAL:
        for other in [torch.int64, torch.float32]:
            check_with(f"aten::{name}_.Tensor", numbers(dtype), numbers(other, seed=4))
            check_with(f"aten::{name}_.Scalar", numbers(dtype), 2)
    check_with(f"aten::{name}_.Tensor", numbers(torch.float32, (3,)), numbers(torch.float32, (2, 3)))
    check_with(f"aten::{name}_.Tensor", numbers(torch.float32, (3, 1)).expand(3, 4), numbers(torch.float32, (3, 4)))


def test_in_place_refuses_partial_overlap() -> None:
    # The operands share storage, so they must reach the runtime without being cloned apart.
    x = torch.arange(9.0)
    with pytest.raises(RuntimeError, match="some elements of the input tensor and the written-to tensor"):
        _core.call("aten::add_.Tensor", [x[1:], x[:-1], 1])


@pytest.mark.parametrize("mode", [None, "trunc", "floor", "up"], ids=repr)
@pytest.mark.parametrize("dtype", REAL, ids=str)
def test_division_modes(dtype: torch.dtype, mode: str | None) -> None:
    check_with("aten::div.Tensor_mode", numbers(dtype), numbers(dtype, seed=5) + 1, mode)
    check_with("aten::div.Scalar_mode", numbers(dtype), -3, mode)


@pytest.mark.parametrize("divisor", [1, 2, 3, 5, 7, 10, 64, 255, 641, 2**30, 2**31 - 1, 2**31, 2**40])
def test_integers_divided_by_one_number(divisor: int) -> None:
    limits = [-(2**31), -(2**31) + 1, 2**31 - 1, 2**31 - 2]
    near = [k * divisor + d for k in (-3, -2, -1, 0, 1, 2, 3) for d in (-1, 0, 1)]
    drawn = torch.randint(-(2**31), 2**31, (3000,), generator=torch.Generator().manual_seed(divisor)).tolist()
    small = torch.tensor(limits + [n for n in near + drawn if -(2**31) <= n < 2**31])
    for x in (small, torch.cat([small, torch.tensor([2**31, -(2**62)])]), small[4:].to(torch.int32)):
        for by in (divisor, -divisor):
            if x.dtype == torch.int64 or abs(by) < 2**31:
                for name in ("floor_divide", "remainder", "fmod"):
                    check_with(f"aten::{name}.Scalar", x, by)
                check_with("aten::div.Scalar_mode", x, by, "trunc")
    several = torch.full((5000,), divisor)
    several[4999] = -3
    check_with("aten::floor_divide", torch.arange(5000) - 2500, several)


def test_integers_divided_by_zero_raise() -> None:
    x = torch.arange(4)
    for name in ["aten::remainder.Scalar", "aten::fmod.Scalar", "aten::floor_divide.Scalar"]:
        check_with(name, x, 0)
    extreme = torch.tensor([-(2**63), 5])
    check_with("aten::remainder.Scalar", extreme, -1)


@pytest.mark.parametrize("dtype", REAL, ids=str)
def test_clamp(dtype: torch.dtype) -> None:
    x = numbers(dtype)
    for low, high in [(-1, 2), (None, 3), (0.5, None), (None, None), (3, 1)]:
        check_with("aten::clamp", x, low, high)
    check_with("aten::clamp.Tensor", x, numbers(dtype, (3,), 1), numbers(dtype, (5, 1), 2))
    check_with("aten::clamp.Tensor", x, None, numbers(torch.float32, (), 2))
    check_with("aten::clamp_min", x, 1)
    check_with("aten::clamp_", x, 0, 4)


@pytest.mark.parametrize("dtype", REAL, ids=str)
def test_choices(dtype: torch.dtype) -> None:
    x, y = numbers(dtype), numbers(torch.float32, (3,), 1)
    mask = numbers(torch.bool, (5, 1), 2)
    check_with("aten::where.self", mask, x, y)
    check_with("aten::where.ScalarOther", mask, x, 1)
    check_with("aten::where.ScalarSelf", mask, 2.5, x)
    check_with("aten::where.Scalar", mask, 2.5, 1)
    check_with("aten::masked_fill.Scalar", x, mask, 2)
    check_with("aten::masked_fill_.Scalar", x, mask, 300)
    check_with("aten::masked_fill.Tensor", x, mask, torch.tensor(1.5))
    check_with("aten::masked_fill.Scalar", x, x, 2)


def test_three_operands() -> None:
    a, b, c, w = (numbers(torch.float32, (5, 3), i) for i in range(4))
    check_with("aten::addcmul", a, b, c, value=0.5)
    check_with("aten::addcdiv", a, b, c, value=-2)
    check_with("aten::addcmul", a.long(), b.long(), c.long(), value=3)
    check_with("aten::addcdiv", a.long(), b.long(), c.long())
    check_with("aten::lerp.Scalar", a, b, 0.3)
    check_with("aten::lerp.Tensor", a, b, w)
    check_with("aten::lerp.Scalar", a, b.double(), 0.3)


@pytest.mark.parametrize("exponent", [0, 0.5, -0.5, 1, 2, 3, -1, -2, 2.0, 7], ids=repr)
@pytest.mark.parametrize(
    "dtype", [torch.uint8, torch.int64, torch.float16, torch.float32, torch.float64, torch.bool], ids=str
)
def test_powers(dtype: torch.dtype, exponent: float) -> None:
    check_with("aten::pow.Tensor_Scalar", numbers(dtype), exponent, tolerance=1e-5 if dtype != torch.float16 else None)
    check_with("aten::pow.Scalar", exponent, numbers(dtype), tolerance=1e-5 if dtype != torch.float16 else None)


def test_rounding_of_many_to_decimals() -> None:
    for dtype in (torch.float32, torch.float64):
        x = torch.cat([torch.tensor(SPECIAL), torch.linspace(-300, 300, 1001)]).to(dtype)
        for decimals in (-2, -1, 1, 3):
            check_with("aten::round.decimals", x, decimals=decimals, tolerance=0)
            check_with("aten::round_.decimals", x.clone(), decimals=decimals, tolerance=0)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64], ids=str)
def test_clamps_of_many_floats(dtype: torch.dtype) -> None:
    """Bounds are rounded as the numbers are, and refused where they can't be."""
    torch.manual_seed(0)
    x = torch.cat([torch.tensor(SPECIAL), torch.randn(1000) * 3]).to(dtype)
    for low, high in [(0.1, 0.7), (1, -1), (0.33333, 1e5), (0, INF), (-1e300, 1e300), (float("nan"), 1), (None, 1.1)]:
        check_with("aten::clamp", x, low, high)
        check_with("aten::clamp_", x.clone(), low, high)


def test_clamps_between_tensors() -> None:
    torch.manual_seed(0)
    for dtype in (torch.float32, torch.float64, torch.float16, torch.int32, torch.uint8):
        x, low, high = ((torch.randn(7, 45) * 20).to(dtype) for _ in range(3))
        if dtype.is_floating_point:
            x[0, ::3], low[1, ::4], high[2] = float("nan"), float("nan"), float("nan")
        for a, b, c in [(x, low, high), (x.t(), low.t(), high.t()), (x, low[:1], high), (x, low.double(), high)]:
            check_with("aten::clamp.Tensor", a, b, c)
        check_with("aten::clamp_.Tensor", x.clone(), low, high)


@pytest.mark.parametrize("decimals", [0, 2, -1])
def test_rounding_to_decimals(decimals: int) -> None:
    check_with("aten::round.decimals", numbers(torch.float32) * 10, decimals=decimals)
    check_with("aten::round", torch.tensor([0.5, 1.5, 2.5, -0.5]))


def test_prelu_weights() -> None:
    x = numbers(torch.float32, (2, 3, 4, 5))
    for a in layouts(x):
        check_with("aten::prelu", a, torch.tensor([0.1, 0.2, 0.3]))
        check_with("aten::prelu", a, torch.tensor([0.1]))
    check_with("aten::prelu", x, torch.tensor([0.1, 0.2]))


def test_dropout_outside_of_training_is_the_input() -> None:
    x = numbers(torch.float32)
    check_with("aten::dropout", x, 0.5, False)
    check_with("aten::dropout", x, 0.0, True)
    check_with("aten::dropout", x, 1.5, True)


def test_dropout_in_training_keeps_the_mean() -> None:
    kept = torch.as_tensor(run("aten::dropout", torch.ones(20000), 0.25, True))
    assert kept.unique().tolist() == pytest.approx([0, 4 / 3])
    assert kept.mean().item() == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("name", ["isclose", "allclose"])
def test_closeness(name: str) -> None:
    a = torch.tensor([1.0, float("nan"), float("inf"), 0.0])
    for equal_nan in [False, True]:
        check_with(f"aten::{name}", a, a + 1e-9, equal_nan=equal_nan)
    check_with(f"aten::{name}", a, a.double())
