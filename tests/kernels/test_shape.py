"""Joining, repeating, turning, padding and rearranging, against eager."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")
from defaults import check_with  # noqa: E402
from parity import layouts  # noqa: E402

X = torch.arange(24.0).view(2, 3, 4)
IMAGE = torch.arange(2 * 4 * 5 * 6.0).view(2, 4, 5, 6)


@pytest.mark.parametrize("dim", [0, 1, -1, 3, -4])
def test_cat_and_stack(dim: int) -> None:
    for a in layouts(X):
        check_with("aten::cat", [a, a + 1, a], dim)
        check_with("aten::stack", [a, a + 1], dim)
    check_with("aten::cat", [X, X.int(), X > 3], dim)
    check_with("aten::cat", [X, torch.zeros(0)], dim)
    check_with("aten::cat", [X, X[:1]], dim)


def test_what_cannot_be_joined() -> None:
    check_with("aten::cat", [], 0)
    check_with("aten::cat", [torch.tensor(1.0), torch.tensor(2.0)], 0)
    check_with("aten::cat", [torch.zeros(2, 3), torch.zeros(2)], 0)
    check_with("aten::cat", [torch.zeros(0), torch.zeros(0)], 0)
    check_with("aten::stack", [torch.zeros(2), torch.zeros(3)], 0)


def test_images_stay_channels_last() -> None:
    for a in layouts(IMAGE):
        for b in layouts(IMAGE):
            check_with("aten::cat", [a, b], 1)


@pytest.mark.parametrize("name", ["hstack", "vstack", "dstack", "column_stack"])
def test_stacks(name: str) -> None:
    for x in [torch.tensor(1.0), X[0, 0], X[0], X]:
        check_with(f"aten::{name}", [x, x])


CASES: list[tuple[str, list[Any]]] = [
    ("repeat", [[2, 1, 3]]), ("repeat", [[2, 2, 1, 1]]), ("repeat", [[2, 1]]), ("repeat", [[0, 1, 1]]), ("tile", [[2]]),
    ("tile", [[1, 2, 1, 2]]), ("repeat_interleave.self_int", [2, 1]), ("repeat_interleave.self_int", [3]),
    ("repeat_interleave.self_Tensor", [torch.tensor([1, 0, 2]), 1]), ("repeat_interleave.self_Tensor", [torch.tensor([1, 2]), 1]),
    ("roll", [[1], [2]]), ("roll", [[-5]]), ("roll", [[1, 2], [0, 2]]), ("roll", [[1, 2], [0]]), ("flip", [[0, 2]]), ("flip", [[]]),
    ("flip", [[0, 0]]), ("fliplr", []), ("flipud", []), ("rot90", [1]), ("rot90", [2, [0, 2]]), ("rot90", [-1, [1, 2]]),
    ("rot90", [1, [1, 1]]), ("diag_embed", []), ("diag_embed", [1, 0, -1]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[0]}{c[1]}")
def test_copies(case: tuple[str, list[Any]]) -> None:
    for x in [*layouts(X), X.permute(1, 2, 0), X[:, :, ::2], X.to(torch.uint8), X[:0]]:
        check_with(f"aten::{case[0]}", x, *case[1])


PADS = [[1, 2], [1, 0, 2, 1], [0, 0, 0, 0], [-1, 1], [3, 3, 2, 2], [9, 1], [1, 1, 1, 1, 1, 1], [-2, -3], [1]]


@pytest.mark.parametrize("mode", ["constant", "reflect", "replicate", "circular", "other"])
@pytest.mark.parametrize("pad", PADS, ids=str)
def test_padding(pad: list[int], mode: str) -> None:
    for x in [*layouts(IMAGE), X, X[0], IMAGE.to(torch.uint8), IMAGE[None]]:
        if pad == [-2, -3] and mode == "circular":
            continue
        check_with("aten::pad", x, pad, mode)
    check_with("aten::constant_pad_nd", IMAGE, pad, 2.5)


@pytest.mark.parametrize("name", ["reflection_pad1d", "reflection_pad2d", "replication_pad2d", "replication_pad3d"])
def test_padding_operators(name: str) -> None:
    pad = {"1": [1, 2], "2": [1, 2, 0, 3], "3": [1, 1, 0, 1, 2, 0]}[name[-2]]
    for x in [X, IMAGE, IMAGE[None], X[0]]:
        check_with(f"aten::{name}", x, pad)


def test_pixels_and_channels() -> None:
    for x in layouts(IMAGE):
        check_with("aten::pixel_shuffle", x, 2)
        check_with("aten::pixel_shuffle", x, 3)
        check_with("aten::channel_shuffle", x, 2, strides=False)
        check_with("aten::channel_shuffle", x, 3)
    check_with("aten::pixel_unshuffle", IMAGE[..., :4, :], 2)
    check_with("aten::pixel_unshuffle", IMAGE, 2)


def test_grids() -> None:
    for indexing in ["ij", "xy", "zz"]:
        check_with("aten::meshgrid.indexing", [torch.arange(3), torch.arange(4), torch.arange(2)], indexing=indexing)
    check_with("aten::broadcast_tensors", [torch.zeros(3, 1), torch.zeros(4)])
    check_with("aten::cartesian_prod", [torch.arange(3), torch.arange(2)])
    check_with("aten::combinations", torch.arange(4), 2)
    check_with("aten::block_diag", [torch.ones(2, 3), torch.tensor(1.0), torch.ones(2)])


@pytest.mark.parametrize("windows", [([2, 2], [1, 1], [0, 0], [1, 1]), ([3, 2], [1, 2], [1, 0], [2, 1]), ([9, 9], [1, 1], [0, 0], [1, 1])],
                         ids=str)  # fmt: skip
def test_sliding_windows(windows: tuple[list[int], ...]) -> None:
    check_with("aten::im2col", IMAGE, *windows)
    check_with("aten::im2col", IMAGE[0].half(), *windows)
    columns = torch.nn.functional.unfold(IMAGE, *windows) if windows[0][0] < 9 else IMAGE.flatten(1)[None]
    check_with("aten::col2im", columns, [5, 6], *windows)
