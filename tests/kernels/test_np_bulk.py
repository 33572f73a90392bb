"""NumPy's functions on many elements, where vectors, tables and whole pieces of memory take the place of elements."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from parity import LEVELS, run_at_level

from flambeau.runtime import _core

SIZES = [1, 15, 64, 511, 512, 1000, 4099]
TWO_BYTES = (
    "add subtract multiply maximum minimum bitwise_and bitwise_or bitwise_xor less less_equal greater greater_equal "
    "equal not_equal"
).split()
ONE_FLOAT = "negative absolute square reciprocal sqrt fabs rint floor ceil trunc".split()
TWO_FLOATS = "add subtract multiply divide maximum minimum".split()
COMPARISONS = "less less_equal greater greater_equal equal not_equal".split()
TWO_INTEGERS = "add subtract multiply maximum minimum floor_divide remainder left_shift bitwise_or".split()
ONE_INTEGER = "negative absolute square sign invert".split()
# Functions by vectors, and how many units in the last place they may be from the true value.
FUNCTIONS = {"exp": 2, "log": 2, "tanh": 2, "log2": 2, "log10": 2, "log1p": 3, "expm1": 2}
FLOAT32_FUNCTIONS = FUNCTIONS | {"expm1": 4, "arctan": 3}


def same(found: Any, expected: Any) -> None:
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.dtype == expected.dtype and found.shape == expected.shape
    np.testing.assert_array_equal(found, expected)
    if expected.dtype.kind == "f":
        np.testing.assert_array_equal(np.signbit(found[found == 0]), np.signbit(expected[expected == 0]))


def call(name: str, *args: Any) -> Any:
    return _core.call("np::ufunc", [name, args, None, True, None, "same_kind"])


def check_loops() -> None:
    random = np.random.default_rng(0)
    for size in SIZES:
        a, b = (random.integers(0, 256, size, dtype=np.uint8) for _ in "ab")
        for name in TWO_BYTES:
            same(call(name, a, b), getattr(np, name)(a, b))
            same(call(name, a, 7), getattr(np, name)(a, 7))
            same(call(name, a[::2], b[::-1][::2]), getattr(np, name)(a[::2], b[::-1][::2]))
        same(call("invert", a), ~a)
        for name in ("bitwise_and", "bitwise_or", "bitwise_xor"):
            same(call(name, a > 99, b > 99), getattr(np, name)(a > 99, b > 99))
            same(call(name, a[::-1][::2] > 99, b[::2] > 99), getattr(np, name)(a[::-1][::2] > 99, b[::2] > 99))
        same(call("invert", a > 99), ~(a > 99))
        for dtype in (np.float32, np.float64):
            check_floats(*(random.standard_normal(size).astype(dtype) * 100 for _ in "ab"))
        for dtype in (np.int8, np.int16, np.int32, np.int64):
            kind = np.iinfo(dtype)
            check_integers(*(random.integers(kind.min, kind.max, size, dtype=dtype, endpoint=True) for _ in "ab"))
    image = random.integers(0, 256, (37, 21, 3), dtype=np.uint8)
    same(call("subtract", image, np.array([1, 2, 3], np.uint8)), image - np.array([1, 2, 3], np.uint8))


def check_floats(x: Any, y: Any) -> None:
    x[::5], y[::3], x[::7], x[3::11], y[3::11] = -0.0, 0.0, np.nan, np.inf, -np.inf
    with np.errstate(all="ignore"):
        for name in TWO_FLOATS + COMPARISONS:
            same(call(name, x, y), getattr(np, name)(x, y))
            same(call(name, x, 2.5), getattr(np, name)(x, 2.5))
            same(call(name, 0.0, x), getattr(np, name)(0.0, x))
            same(call(name, x[::-1][::2], y[::2]), getattr(np, name)(x[::-1][::2], y[::2]))
            if name not in ("maximum", "minimum"):  # which take the other one of 0.0 and -0.0
                same(call(name, x.astype("f2"), y.astype("f2")), getattr(np, name)(x.astype("f2"), y.astype("f2")))
        for name in ONE_FLOAT:
            same(call(name, x), getattr(np, name)(x))
        for power in (2, 0.5, 2.0):
            same(call("power", x, power), x**power)
        same(_core.call("np::clip", [x, 0, 5, None]), np.clip(x, 0, 5))


def check_integers(a: Any, b: Any) -> None:
    with np.errstate(all="ignore"):
        for name in TWO_INTEGERS + COMPARISONS:
            other = b & 7 if name == "left_shift" else b
            same(call(name, a, other), getattr(np, name)(a, other))
            same(call(name, a, 3), getattr(np, name)(a, 3))
            same(call(name, a[::-1][::2], other[::2]), getattr(np, name)(a[::-1][::2], other[::2]))
        for name in ONE_INTEGER:
            same(call(name, a), getattr(np, name)(a))
        same(call("power", a, 2), a**2)


def check_functions() -> None:
    random = np.random.default_rng(0)
    special = [0.0, -0.0, 1.0, np.inf, -np.inf, np.nan, -1.0, 5e-324, 1e-310, 709.782712893384, 709.9, -745.1, -746.0]
    for dtype, functions in ((np.float64, FUNCTIONS), (np.float32, FLOAT32_FUNCTIONS)):
        for name, units in functions.items():
            logs = name.startswith("log")
            spread = np.exp(random.uniform(-700, 700, 4001)) if logs else random.uniform(-750, 715, 4001)
            near = random.uniform(0.5, 2, 4001) if logs else random.uniform(-1.5, 1.5, 4001)
            with np.errstate(all="ignore"):
                x = np.concatenate([spread, near, special]).astype(dtype)
                found, expected = call(name, x), getattr(np, name)(x)
                true = getattr(np, name)(x.astype(np.longdouble))
            assert found.dtype == dtype
            normal = np.isfinite(expected) & (np.abs(true) >= np.finfo(dtype).tiny)
            unit = np.spacing(np.abs(expected[normal]))
            assert np.max(np.abs(found[normal] - true[normal]) / unit) <= units, name
            rest = ~np.isfinite(expected)
            same(found[rest], expected[rest])
    for base, most in ((2, 1023), (10, 22)):
        powers = float(base) ** np.resize(np.arange(most + 1), 1024)
        same(call(f"log{base}", powers), np.resize(np.arange(most + 1.0), 1024))


@pytest.mark.parametrize("level", LEVELS)
def test_functions_at_every_level(level: str) -> None:
    run_at_level("import test_np_bulk; test_np_bulk.check_functions()", level)


@pytest.mark.parametrize("level", LEVELS)
def test_loops_at_every_level(level: str) -> None:
    run_at_level("import test_np_bulk; test_np_bulk.check_loops()", level)


@pytest.mark.parametrize("dtype", ["uint8", "float32", "float64", "int32"])
@pytest.mark.parametrize("size", [5, 8191, 8192, 10001])
def test_places_of_extremes(dtype: str, size: int) -> None:
    values = np.random.default_rng(size).integers(0, 200, size).astype(dtype)
    for name in ("argmax", "argmin"):
        same(_core.call(f"np::{name}", [values, None, None, False]), getattr(np, name)(values))
    if values.dtype.kind == "f":
        values[size // 2 :: 7] = np.nan
        for name in ("argmax", "argmin"):
            same(_core.call(f"np::{name}", [values, None, None, False]), getattr(np, name)(values))


@pytest.mark.parametrize(
    "view", ["", "::-1", ":, ::-1", "..., ::-1", "..., 1", "1:5, 2:9", "::2, ::3", "::-1, :, ::-1"]
)
@pytest.mark.parametrize("dtype", ["uint8", "float32", "bool", "complex128"])
@pytest.mark.parametrize("channels", [1, 2, 3, 4, 5])
def test_copies(view: str, dtype: str, channels: int) -> None:
    image = np.random.default_rng(0).integers(0, 250, (13, 17, channels)).astype(dtype)
    view = view if channels > 1 else view.replace("..., 1", "..., 0")
    part = eval(f"image[{view}]") if view else image
    for each in (part, part.swapaxes(0, 1)):
        same(_core.call("np::copy", [each, "C"]), each.copy())
        same(
            _core.call("np::astype", [each, np.dtype("float64" if dtype != "complex128" else dtype), "unsafe", True]),
            each.astype("float64" if dtype != "complex128" else dtype),
        )


@pytest.mark.parametrize("to", ["uint8", "int8", "uint16", "int32", "uint32", "int64", "uint64", "float16", "bool"])
@pytest.mark.parametrize("dtype", ["float32", "float64", "float16"])
def test_numbers_that_a_dtype_cannot_hold(to: str, dtype: str) -> None:
    values = np.array([0.0, -0.0, 1.5, -1.5, 255, 256, -1, 300.7, 65504, -65504] * 10, dtype)
    with np.errstate(all="ignore"):
        same(_core.call("np::astype", [values, np.dtype(to), "unsafe", True]), values.astype(to))


@pytest.mark.parametrize("shape", [(256,), (256, 3), (300, 4), (256, 2, 2), (256, 5)])
@pytest.mark.parametrize("dtype", ["uint8", "float32", "int64"])
def test_tables(shape: tuple[int, ...], dtype: str) -> None:
    random = np.random.default_rng(0)
    table = random.integers(0, 256, shape).astype(dtype)
    for places in (random.integers(0, 256, (7, 9), dtype=np.uint8), random.integers(-256, 256, (5, 3))):
        same(_core.call("np::getitem", [table, places]), table[places])
        same(_core.call("np::getitem", [table, places.T]), table[places.T])
    with pytest.raises(IndexError, match="index 1000 is out of bounds for axis 0 with size"):
        _core.call("np::getitem", [table, np.array([0, 1000])])


@pytest.mark.parametrize("dtype", ["uint8", "float32", "float64", "complex128"])
def test_masks(dtype: str) -> None:
    random = np.random.default_rng(0)
    image = random.integers(0, 256, (11, 13, 3)).astype(dtype)
    mask = random.integers(0, 4, (11, 13)) == 0
    mask[3:5] = False
    for values, chosen in ((image, mask), (image[..., 0].copy(), mask), (image, image > 100), (image, mask[:, 0])):
        same(_core.call("np::getitem", [values, chosen]), values[chosen])
        for value in (7, np.arange(values[chosen].shape[-1]).astype(dtype) if values.ndim > chosen.ndim else 9):
            found, expected = values.copy(), values.copy()
            _core.call("np::setitem", [found, chosen, value])
            expected[chosen] = value
            same(found, expected)
    same(_core.call("np::where", [mask, image[..., 0], image[..., 1]]), np.where(mask, image[..., 0], image[..., 1]))
    same(_core.call("np::where", [mask[..., None], image, 0]), np.where(mask[..., None], image, 0))


@pytest.mark.parametrize("size", [0, 3, 8, 2041, 5000])
def test_counts(size: int) -> None:
    bytes_ = np.random.default_rng(0).integers(0, 3, size, dtype=np.uint8)
    same(_core.call("np::count_nonzero", [bytes_, None, False]), np.count_nonzero(bytes_))
    same(_core.call("np::count_nonzero", [bytes_ > 1, None, False]), np.count_nonzero(bytes_ > 1))
    same(_core.call("np::bincount", [bytes_, None, 2]), np.bincount(bytes_, minlength=2))
    same(_core.call("np::bincount", [bytes_ * 100, None, 300]), np.bincount(bytes_ * 100, minlength=300))


@pytest.mark.parametrize("dtype", ["uint8", "int64", "float32", "float64"])
def test_places_in_a_sorted_array(dtype: str) -> None:
    random = np.random.default_rng(0)
    for size in (0, 1, 2, 3, 7, 100):
        edges = np.sort(random.integers(0, 50, size)).astype(dtype)
        values = random.integers(0, 52, 70000).astype(dtype)
        if values.dtype.kind == "f":
            values[::9] = np.nan
            edges[size - size // 4 :] = np.nan
        for side in ("left", "right"):
            same(_core.call("np::searchsorted", [edges, values, side, None]), np.searchsorted(edges, values, side))


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_rounding(dtype: str) -> None:
    values = (np.random.default_rng(0).standard_normal(2000) * 100).astype(dtype)
    values[::7], values[::11] = -0.0, np.nan
    for decimals in (0, 1, 2, -1):
        for x in (values, values.reshape(40, 50).T):
            same(_core.call("np::round", [x, decimals, None]), np.round(x, decimals))
    same(_core.call("np::round", [np.arange(-2000, 2000, 7), -2, None]), np.round(np.arange(-2000, 2000, 7), -2))


def test_deviations() -> None:
    random = np.random.default_rng(0)
    for x in (random.standard_normal(100_001) + 1e6, random.standard_normal((300, 70)) * 1e-3 - 5):
        for axis in (None, -1, 0):
            found = np.asarray(_core.call("np::std", [x, axis, None, None, 0, False]))
            np.testing.assert_allclose(found, np.std(x, axis, dtype=np.longdouble).astype(float), rtol=1e-9)


def test_places_of_truths() -> None:
    for size in (1, 5, 1000):
        for mask in (np.zeros(size, bool), np.ones(size, bool), np.arange(size) >= size // 2):
            for name in ("argmax", "argmin"):
                same(_core.call(f"np::{name}", [mask, None, None, False]), getattr(np, name)(mask))
                same(_core.call(f"np::{name}", [mask[::-1], None, None, False]), getattr(np, name)(mask[::-1]))
    few = np.arange(1000) % 97 != 0
    for dtype in ("uint8", "int32", "float64", "complex128"):
        same(_core.call("np::getitem", [np.arange(1000).astype(dtype), few]), np.arange(1000).astype(dtype)[few])


@pytest.mark.parametrize("dtype", ["int64", "float32", "float64", "int32", "float16"])
@pytest.mark.parametrize("size", [0, 1, 7, 511, 512, 1023, 1024, 2500])
def test_arrays_beside_scalars_and_in_place(size: int, dtype: str) -> None:
    a = np.arange(size).astype(dtype)
    scalars = [3, -2, 2.5, 2**53 + 1, np.float64(0.1), np.float32(0.1), np.int64(3), True, np.array(2, dtype)]
    with np.errstate(all="ignore"):
        for scalar in scalars[:3] + scalars[4:] if dtype != "int64" else scalars:
            for name in ("add", "multiply", "divide", "less", "equal", "maximum", "floor_divide"):
                same(call(name, a, scalar), getattr(np, name)(a, scalar))
                same(call(name, scalar, a), getattr(np, name)(scalar, a))
            for scaled in (a, a.reshape(1, size), a[::2]):
                found, expected = scaled.copy(), scaled.copy()
                try:
                    expected += scalar
                except TypeError:
                    with pytest.raises(TypeError):
                        _core.call("np::inplace", ["add", found, scalar])
                    continue
                _core.call("np::inplace", ["add", found, scalar])
                same(found, expected)
        for part, other in ((np.s_[1:], np.s_[:-1]), (np.s_[::2], np.s_[::2]), (np.s_[::-2], np.s_[::-2])):
            found, expected = a.copy(), a.copy()
            _core.call("np::inplace", ["add", found[part], found[other]])
            expected[part] += expected[other]
            same(found, expected)
        found, expected = np.stack([a, a, a], 1), np.stack([a, a, a], 1)
        _core.call("np::inplace", ["multiply", found[:, 1], 3])
        _core.call("np::inplace", ["subtract", found[:, 1:], found[:, :1]])
        expected[:, 1] *= 3
        expected[:, 1:] -= expected[:, :1]
        same(found, expected)


@pytest.mark.parametrize("dtype", ["int64", "float32", "float64", "int32"])
@pytest.mark.parametrize("size", [0, 1, 7, 600, 2500])
def test_clipping(size: int, dtype: str) -> None:
    a = (np.arange(size) - 3).astype(dtype)
    if a.dtype.kind == "f":
        a[::5], a[1::5] = np.nan, -0.0
    for least, most in [
        (0, 5),
        (None, 2),
        (-1, None),
        (0.5, 2),
        (0, 2.5),
        (5, 0),
        (a, 3),
        (np.float64(0), 2),
        (0, a[:1]),
    ]:
        for x in (a, a[::2]) if least is not a else (a,):
            same(_core.call("np::clip", [x, least, most, None]), np.clip(x, least, most))


@pytest.mark.parametrize(
    "key",
    [
        0,
        -1,
        2,
        7,
        (0,),
        (1, -2),
        (0, 1, -1),
        (-1, -1, -1),
        (0, 0, 0, 0),
        (),
        (0, -9),
        slice(1, None),
        slice(None, None, -2),
        (slice(None), 0),
        (0, slice(5, 1)),
        (None, 0),
        (slice(9), None),
    ],
)
@pytest.mark.parametrize("dtype", ["uint8", "float16", "float64", "complex128", "bool"])
def test_elements_and_rows(dtype: str, key: Any) -> None:
    whole = (np.random.default_rng(0).random((3, 4, 5)) * 9).astype(dtype)
    for array in (
        whole[0, 0, 0, ...],
        whole,
        whole[::-1],
        whole.transpose(2, 0, 1),
        whole[:, ::2, 1:],
        whole[0],
        whole[0, 0],
    ):
        try:
            expected = array[key]
        except IndexError as error:
            with pytest.raises(IndexError) as caught:
                _core.call("np::getitem", [array, key])
            assert str(caught.value) == str(error)
            continue
        found = _core.call("np::getitem", [array, key])
        assert type(found) is type(expected)
        same(found, expected)
        assert not expected.ndim or not expected.size or np.shares_memory(found, array)
    assert _core.call("np::tolist", [whole]) == whole.tolist()


@pytest.mark.parametrize("dtype", ["float64", "float32", "int64"])
def test_few_elements_of_any_shapes_and_strides(dtype: str) -> None:
    random = np.random.default_rng(0)
    arrays = []
    for shape in [(), (1,), (4,), (5,), (1, 4), (5, 1), (5, 4), (1, 1), (0,), (0, 4), (5, 0), (2, 5, 4), (1, 5, 1)]:
        x = np.asarray(random.standard_normal(shape) * 9).astype(dtype)
        arrays.append(x)
        if x.ndim:
            arrays += [x[::-1], np.repeat(x, 2, -1)[..., ::2]]
        if x.ndim == 1:
            arrays += [x[:, None], x[None, ::-1]]
        if x.ndim == 2:
            arrays += [x.T, x[:, ::-1], np.hstack([x, x])[:, : x.shape[1]]]
    for x in arrays:
        for y in arrays:
            same(call("add", 2, x), 2 + x)
            for name in ("subtract", "less"):
                try:
                    expected = getattr(np, name)(x, y)
                except ValueError:
                    continue
                found = call(name, x, y)
                assert type(found) is type(expected)
                same(found, expected)
                if expected.size > 1 and x.flags.c_contiguous and y.flags.c_contiguous:
                    assert found.flags.c_contiguous
