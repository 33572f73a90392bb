"""Views against eager: sizes, strides, storage shared, and the errors of impossible ones."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
from defaults import check_with, run  # noqa: E402
from parity import layouts  # noqa: E402

X = torch.arange(24.0).view(2, 3, 4)


@pytest.mark.parametrize(
    "shape", [[6, 4], [-1], [2, -1, 2], [24, 1], [5, 5], [-1, -1], [-1, 5], [-2, 12], [1, 2, 3, 4, 1]], ids=str
)
@pytest.mark.parametrize("name", ["view", "reshape"])
def test_other_shapes(name: str, shape: list[int]) -> None:
    for x in [*layouts(X), X.permute(0, 2, 1), X.permute(1, 0, 2), X[:, :, :3], X.expand(2, 3, 4)]:
        check_with(f"aten::{name}", x, shape)


@pytest.mark.parametrize("shape", [[0, 5], [-1], [3, 0, 2], [-1, 0]], ids=str)
def test_shapes_without_elements(shape: list[int]) -> None:
    check_with("aten::view", torch.zeros(0, 3), shape)


CASES = [
    ("permute", [2, 0, 1]), ("permute", [-1, 0, 1]), ("permute", [0, 1]), ("permute", [0, 1, 1]), ("transpose.int", 0, -1),
    ("transpose.int", 0, 3), ("t",), ("numpy_T",), ("mT",), ("squeeze",), ("squeeze.dim", 1), ("squeeze.dim", 5),
    ("squeeze.dims", [0, 1]), ("unsqueeze", 0), ("unsqueeze", -1), ("unsqueeze", 5), ("expand", [2, 2, 3, 4]), ("expand", [2, 3]),
    ("expand", [-1, 3, 5]), ("expand", [-1, 2, 3, 4]), ("select.int", 0, 1), ("select.int", -1, -4), ("select.int", 0, 5),
    ("select.int", 3, 0), ("slice.Tensor", 2, 1, 3, 1), ("slice.Tensor", 2, -3, None, 2), ("slice.Tensor", 1, 5, 2, 1),
    ("slice.Tensor", 0, None, None, -1), ("slice.Tensor", 2, None, 2**63 - 1, 3), ("narrow", 2, 1, 2), ("narrow", 2, -1, 1),
    ("narrow", 2, 3, 2), ("narrow", 2, 9, 1), ("narrow", 0, 0, -1), ("diagonal", 0, 1, 2), ("diagonal", -1, 0, 2),
    ("diagonal", 9, 0, 1), ("diagonal", 0, 1, 1), ("unfold", 2, 2, 1), ("unfold", 2, 5, 1), ("unfold", 2, 2, 0),
    ("flatten.using_ints", 0, -1), ("flatten.using_ints", 1, 2), ("flatten.using_ints", 2, 1), ("unflatten.int", 2, [2, -1]),
    ("unflatten.int", 2, [3, -1]), ("unflatten.int", 2, []), ("movedim.intlist", [0, 1], [2, 0]), ("movedim.intlist", [0, 1], [1]),
    ("movedim.int", 0, 2), ("as_strided", [2, 2], [1, 2], 3), ("as_strided", [50], [1]), ("as_strided", [5], [-1]),
    ("split.Tensor", 2, 2), ("split.Tensor", 3, 2), ("split.Tensor", 0), ("split.Tensor", -1), ("split.Tensor", 2, 7),
    ("split_with_sizes", [1, 2], 1), ("split_with_sizes", [1, 1], 1), ("chunk", 3, 2), ("chunk", 0), ("tensor_split.sections", 3, 2),
    ("tensor_split.sections", 0), ("tensor_split.indices", [1, 5], 2), ("hsplit.int", 3), ("hsplit.int", 2), ("unbind.int", 1),
    ("broadcast_to", [2, 2, 3, 4]), ("view.dtype", torch.int32), ("view.dtype", torch.float64), ("view.dtype", torch.uint8),
    ("ravel",), ("atleast_3d",), ("swapaxes", 0, 1),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[0]}{c[1:]}")
def test_view(case: tuple[object, ...]) -> None:
    name, *arguments = case
    for x in [
        X,
        X.permute(2, 1, 0).contiguous().permute(2, 1, 0),
        X[:, ::2],
        torch.zeros(2, 1, 4),
        torch.zeros(0, 3, 4),
    ]:
        if name != "as_strided" or x.is_contiguous():  # between the elements lies what no copy keeps
            check_with(f"aten::{name}", x, *arguments)


@pytest.mark.parametrize(
    "name", ["squeeze", "select.int", "unbind.int", "flatten.using_ints", "t", "unsqueeze", "view"]
)
def test_view_of_a_number(name: str) -> None:
    arguments = {"select.int": [0, 0], "unsqueeze": [0], "view": [[1, 1]]}.get(name, [])
    check_with(f"aten::{name}", torch.tensor(3.0), *arguments)


@pytest.mark.parametrize(
    "case", [("unsqueeze_", 1), ("squeeze_",), ("squeeze_.dim", 1), ("transpose_", 0, 2), ("t_",)], ids=str
)
def test_in_place_forms_change_the_tensor(case: tuple[object, ...]) -> None:
    name, *arguments = case
    x = X[:, :1] if name != "t_" else X[0]
    expected = getattr(x.clone(), str(name).split(".")[0])(*arguments)
    found = torch.as_tensor(run(f"aten::{name}", x.clone(), *arguments))
    assert found.shape == expected.shape and found.stride() == expected.stride() and torch.equal(found, expected)


def test_views_share_their_storage() -> None:
    x = torch.zeros(2, 3)
    row = torch.as_tensor(run("aten::select.int", x, 0, 1))
    row.fill_(7)
    assert x[1].tolist() == [7, 7, 7]
    copy = torch.as_tensor(run("aten::reshape", x.t(), [-1]))
    copy.fill_(9)
    assert x[0].tolist() == [0, 0, 0]
