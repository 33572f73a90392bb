"""Attributes of tensors, numbers out of them, and tensors out of Python data."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")
from defaults import check_with, run  # noqa: E402
from parity import _same_kind, compare  # noqa: E402

X = torch.arange(24.0).view(2, 3, 4)


@pytest.mark.parametrize(
    "name", ["size", "dim", "numel", "stride", "is_contiguous", "is_floating_point", "is_complex", "is_signed"]
)
def test_attributes(name: str) -> None:
    for x in [X, X.permute(2, 0, 1), X[0, 0, 0], torch.zeros(0, 3), X.int(), X > 0, X.to(torch.uint8)]:
        overload = {"size": "size", "stride": "stride"}.get(name, name)
        function = getattr(torch.ops.aten, overload)
        assert run(f"aten::{overload}", x) == (list(r) if isinstance(r := function(x), (list, tuple)) else r)


def test_sizes_of_one_dim() -> None:
    for name in ["aten::size.int", "aten::stride.int"]:
        for dim in [0, -1, 3, -4]:
            check_with(name, X, dim)
        check_with(name, torch.tensor(1.0), 0)


def test_shape_is_a_size() -> None:
    assert tuple(run("tensor::shape", X)) == (2, 3, 4)
    assert run("tensor::dtype", X.half()) == torch.float16
    assert run("tensor::strides", X.permute(2, 0, 1)) == (1, 12, 4)


def raises_alike(expected: Any, found: Any) -> None:
    try:
        wanted = expected()
    except Exception as error:
        with pytest.raises(Exception) as caught:
            found()
        assert _same_kind(caught.value, type(error)), f"{error!r} but {caught.value!r}"
        return
    compare("result", found(), wanted)


NUMBERS = [torch.tensor(3), torch.tensor([[2.75]]), torch.tensor(True), torch.zeros(2), torch.zeros(0), torch.tensor(float("nan")),
           torch.tensor(float("inf")), torch.tensor(-1.5, dtype=torch.float16)]  # fmt: skip


@pytest.mark.parametrize("x", NUMBERS, ids=lambda x: str(x.tolist()))
def test_numbers_out_of_tensors(x: torch.Tensor) -> None:
    for name, python in [
        ("bool", bool),
        ("int", int),
        ("float", float),
        ("item", torch.Tensor.item),
        ("tolist", torch.Tensor.tolist),
    ]:
        raises_alike(lambda python=python: python(x), lambda name=name: run(f"tensor::{name}", x))


DATA: list[Any] = [
    3, 2.5, True, [1, 2], [[1, 2.5], [True, 3]], [True, False], [], [[], []], (1, (2,)), [[1, 2], [3]], [[1, 2], 3], [1, [2]],
    [None], None, "text", range(4), [range(2), range(2)], [torch.tensor(1.0), 2], [torch.tensor([1.0]), 2], [torch.zeros(2)],
]  # fmt: skip


@pytest.mark.parametrize("data", DATA, ids=str)
@pytest.mark.parametrize("dtype", [None, torch.float16, torch.int32, torch.bool], ids=str)
def test_tensors_out_of_data(data: Any, dtype: torch.dtype | None) -> None:
    raises_alike(lambda: torch.tensor(data, dtype=dtype), lambda: run("tensor::from_data", data, dtype, None))


@pytest.mark.parametrize("value", [300, -1, 256, 1.5])
def test_data_out_of_range(value: float) -> None:
    raises_alike(
        lambda: torch.tensor([value], dtype=torch.uint8), lambda: run("tensor::from_data", [value], torch.uint8, None)
    )


def test_iteration() -> None:
    assert len(run("tensor::unbind_list", X)) == 2
    with pytest.raises(TypeError, match="iteration over a 0-d tensor"):
        run("tensor::unbind_list", torch.tensor(1))
    with pytest.raises(TypeError, match="len"):
        run("tensor::len", torch.tensor(1))
