"""Recurrent layers and cells, and batches of sequences, against eager PyTorch."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import check  # noqa: E402

GATES = {"lstm": 4, "gru": 3, "rnn_tanh": 1, "rnn_relu": 1}


def sample(*shape: int, dtype: Any = torch.float32) -> Any:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(sum(shape))).to(dtype)


def weights(
    cell: str, features: int, size: int, layers: int, directions: int, biases: bool, projected: int, dtype: Any
) -> list[Any]:
    """The parameters of all layers and directions, in PyTorch's order."""
    found = []
    rows, out = GATES[cell] * size, projected or size
    for layer in range(layers):
        for _ in range(directions):
            inputs = features if layer == 0 else out * directions
            shapes = [(rows, inputs), (rows, out)] + [(rows,)] * 2 * biases + [(projected, size)] * bool(projected)
            found += [sample(*shape, dtype=dtype) * 0.5 for shape in shapes]
    return found


def states(cell: str, count: int, batch: int, size: int, projected: int, dtype: Any) -> Any:
    hidden = sample(count, batch, projected or size, dtype=dtype)
    return [hidden, sample(count, batch, size, dtype=dtype)] if cell == "lstm" else hidden


@pytest.mark.parametrize("cell", GATES)
@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("bidirectional", [False, True])
def test_padded(cell: str, layers: int, bidirectional: bool) -> None:
    count = layers * (1 + bidirectional)
    for biases, batch_first, dtype in ((True, False, torch.float32), (False, True, torch.float64)):
        params = weights(cell, 3, 5, layers, 1 + bidirectional, biases, 0, dtype)
        hx = states(cell, count, 2, 5, 0, dtype)
        x = sample(2, 4, 3, dtype=dtype) if batch_first else sample(4, 2, 3, dtype=dtype)
        options = (params, biases, layers, 0.0, False, bidirectional, batch_first)
        check(f"aten::{cell}.input", x, hx, *options, tolerance=1e-5, strides=False)


@pytest.mark.parametrize("cell", GATES)
@pytest.mark.parametrize("size,batch", [(1, 1), (37, 3), (130, 1), (130, 6)])
def test_sizes(cell: str, size: int, batch: int) -> None:
    params = weights(cell, 9, size, 1, 2, True, 0, torch.float32)
    params = [p * size**-0.5 for p in params]
    options = (params, True, 1, 0.0, False, True, False)
    check(f"aten::{cell}.input", sample(7, batch, 9), states(cell, 2, batch, size, 0, torch.float32), *options)


@pytest.mark.parametrize("cell", GATES)
def test_what_is_not_finite(cell: str) -> None:
    params = weights(cell, 3, 5, 1, 1, True, 0, torch.float32)
    x = sample(4, 1, 3)
    x[1, 0, 0], x[2, 0, 1] = float("inf"), float("nan")
    options = (params, True, 1, 0.0, False, False, False)
    check(f"aten::{cell}.input", x, states(cell, 1, 1, 5, 0, torch.float32), *options, tolerance=1e-5)


def test_projections() -> None:
    params = weights("lstm", 3, 5, 2, 2, True, 2, torch.float32)
    hx = states("lstm", 4, 2, 5, 2, torch.float32)
    check("aten::lstm.input", sample(4, 2, 3), hx, params, True, 2, 0.0, False, True, False, tolerance=1e-5)


@pytest.mark.parametrize("cell", GATES)
def test_packed(cell: str) -> None:
    params = weights(cell, 3, 5, 2, 2, True, 0, torch.float32)
    hx = states(cell, 4, 3, 5, 0, torch.float32)
    options = (hx, params, True, 2, 0.0, False, True)
    check(f"aten::{cell}.data", sample(6, 3), torch.tensor([3, 2, 1]), *options, tolerance=1e-5)


@pytest.mark.parametrize("cell", GATES)
def test_cells(cell: str) -> None:
    w_ih, w_hh, b_ih, b_hh = weights(cell, 3, 5, 1, 1, True, 0, torch.float32)
    hidden = sample(2, 5)
    hx = [hidden, sample(5, 2).T.contiguous()] if cell == "lstm" else hidden
    check(f"aten::{cell}_cell", sample(2, 3), hx, w_ih, w_hh, b_ih, b_hh, tolerance=1e-5)
    check(f"aten::{cell}_cell", sample(2, 3), hx, w_ih, w_hh, None, None, tolerance=1e-5)


def test_layers_that_do_not_fit() -> None:
    params = weights("gru", 3, 5, 1, 1, True, 0, torch.float32)
    for hidden in (sample(2, 2, 5), sample(1, 3, 5), sample(1, 2, 5).double()):
        check("aten::gru.input", sample(4, 2, 3), hidden, params, True, 1, 0.0, False, False, False)


def test_packing() -> None:
    x, lengths = sample(5, 3, 2), torch.tensor([5, 3, 1])
    check("aten::_pack_padded_sequence", x, lengths, False)
    check("aten::_pack_padded_sequence", x.transpose(0, 1), lengths, True)
    for wrong in ([1, 3, 5], [5, 3], [5, 3, 0]):
        check("aten::_pack_padded_sequence", x, torch.tensor(wrong), False)
    sizes = torch.tensor([3, 2, 2, 1, 1])
    check("aten::_pad_packed_sequence", sample(9, 2), sizes, False, 0.0, -1)
    check("aten::_pad_packed_sequence", sample(9, 2), sizes, True, -1.5, 7)
    check("aten::_pad_packed_sequence", sample(9, 2), sizes, True, 0.0, 4)


def test_padding() -> None:
    rows = [sample(3, 2), sample(1, 2), sample(0, 2)]
    for batch_first in (False, True):
        check("aten::pad_sequence", rows, batch_first, 0.5, "right")
        check("aten::pad_sequence", rows, batch_first, -1.0, "left")
    check("aten::pad_sequence", [torch.arange(3), torch.arange(2)], True, 7.0, "right")
    check("aten::pad_sequence", [], False, 0.0, "right")
