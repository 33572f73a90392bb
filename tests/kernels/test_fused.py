"""flambeau::pointwise gives, bit for bit, what its operators give one after another: values, dtype, strides, errors."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import _core, layouts  # noqa: E402

BATCH_NORM = "aten::sub.Tensor i0 i1 s0;aten::mul.Tensor t0 i2;aten::add.Tensor t1 i3 s0;aten::relu t2"


def one_by_one(inputs: list[Any], scalars: list[Any], program: str) -> Any:
    """The meaning of ``program``, by the runtime's single operators."""
    results: list[Any] = []
    for line in program.split(";"):
        name, *operands = line.split(" ")
        source = {"i": inputs, "s": scalars, "t": results}
        results.append(_core.call(name, [source[o[0]][int(o[1:])] for o in operands]))
    return results[-1]


def check(inputs: list[Any], scalars: list[Any], program: str) -> None:
    try:
        expected = one_by_one(inputs, scalars, program)
    except Exception as error:
        with pytest.raises(type(error)) as caught:
            _core.call("flambeau::pointwise", [inputs, scalars, program])
        assert str(caught.value) == str(error)
        return
    found = _core.call("flambeau::pointwise", [inputs, scalars, program])
    assert (found.dtype, found.shape, found.stride()) == (expected.dtype, expected.shape, expected.stride())
    view = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}[expected.element_size()]
    assert torch.equal(found.contiguous().view(view), expected.contiguous().view(view))


@pytest.mark.parametrize(
    "shape", [(2, 3, 5, 7), (2, 7, 61, 67), (1, 64, 33, 31), (3, 40000), (50000, 3), (70000,), (1, 1, 300, 301)]
)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16, torch.int32])
def test_full_operands(shape: tuple[int, ...], dtype: Any) -> None:
    x = (torch.randn(*shape) * 5).to(dtype)
    for a, b in zip(layouts(x), layouts(x.flip(0))):
        check([a, b], [1, 2], "aten::add.Tensor i0 i1 s1;aten::mul.Tensor t0 i0;aten::relu t1")
        check([a, b, torch.tensor(0.5)], [1], "aten::mul.Tensor i0 i2;aten::sub.Tensor t0 i1 s0")
    check([x, x.transpose(0, -1).contiguous().transpose(0, -1)], [1], "aten::add.Tensor i0 i1 s0;aten::relu t0")


@pytest.mark.parametrize("shape", [(2, 64, 33, 31), (1, 3, 200, 100), (2, 600, 9, 9)])
def test_operands_by_channel(shape: tuple[int, ...]) -> None:
    c = shape[1]
    channel = [torch.randn(c, 1, 1), torch.randn(1, c, 1, 1), torch.randn(c, 1, 1)]
    for x in layouts(torch.randn(*shape)):
        check([x, *channel], [1], BATCH_NORM)
        check([x, torch.randn(shape[-1]), *channel[1:]], [1], BATCH_NORM)
        check([x, torch.randn(shape[2:]), *channel[1:]], [1], BATCH_NORM)
        check([x, torch.randn(shape[2:]).t().contiguous().t(), *channel[1:]], [1], BATCH_NORM)


def test_the_result_may_change_dtype() -> None:
    for x in layouts(torch.randn(2, 9, 50, 60)):
        check([x], [0.5], "aten::gt.Scalar i0 s0;aten::logical_not t0")
        check([x], [0.5, 1], "aten::gt.Scalar i0 s0;aten::mul.Tensor t0 i0;aten::add.Tensor t1 t0 s1")


def test_a_part_may_be_smaller_than_the_result() -> None:
    x = torch.randn(4, 100, 101)
    check([x, torch.randn(100, 1), torch.randn(101)], [1], "aten::mul.Tensor i1 i2;aten::add.Tensor t0 i0 s0")
    check([x, torch.randn(101)], [1], "aten::relu i1")  # the result has not even the largest input's shape
    check([x, torch.randn(2, 4, 100, 101)], [1], "aten::add.Tensor i0 i1 s0;aten::relu t0")


def test_errors_are_those_of_the_operators() -> None:
    check([torch.randn(30000), torch.randn(30001)], [1], "aten::add.Tensor i0 i1 s0")
    check([torch.randn(30000) > 0], [1], "aten::neg i0")


@pytest.mark.parametrize(
    "program",
    ["", "aten::relu", "aten::relu i1", "aten::relu t0", "aten::relu x0", "aten::nothing i0", "aten::sum i0 s0",
     "aten::relu_ i0", "aten::relu i0 i0", "aten::relu i99999999999"],
)  # fmt: skip
def test_malformed_programs(program: str) -> None:
    with pytest.raises(RuntimeError, match="flambeau::pointwise"):
        _core.call("flambeau::pointwise", [[torch.randn(3)], [None], program])
