"""Decompositions of matrices: their factors are eager's where these are unique, and multiply to the matrix."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import _core, check, compare  # noqa: E402

SHAPES = [(1, 1), (4, 4), (5, 3), (3, 5), (2, 4, 3), (2, 0, 3), (0, 3, 3), (3, 0), (40, 33)]


def sample(*shape: int, dtype: Any = torch.float64) -> Any:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(sum(shape))).to(dtype)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_reflections_and_triangle(shape: tuple[int, ...]) -> None:
    for dtype, tolerance in ((torch.float64, 1e-11), (torch.float32, 1e-5)):
        a = sample(*shape, dtype=dtype)
        check("aten::geqrf", a, tolerance=tolerance, strides=False)
        for mode in ("reduced", "complete", "r"):
            check("aten::linalg_qr", a, mode, tolerance=tolerance, strides=False)
    if shape[-2] >= shape[-1]:
        check("aten::linalg_householder_product", *torch.geqrf(sample(*shape)), tolerance=1e-11, strides=False)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_singular_values(shape: tuple[int, ...]) -> None:
    a = sample(*shape)
    for full in (False, True):
        u, s, vh = _core.call("aten::_linalg_svd", [a, full, True, None])
        expected = torch.linalg.svd(a, full_matrices=full)
        compare("values", s, expected[1], 1e-12, strides=False)
        assert u.shape == expected[0].shape and vh.shape == expected[2].shape
        for q in (u, vh.mT):
            compare("orthogonal", q.mT @ q, torch.eye(q.size(-1)).double().expand(*q.shape[:-2], -1, -1), 1e-12, False)
        rank = s.size(-1)
        compare("product", (u[..., :rank] * s.unsqueeze(-2)) @ vh[..., :rank, :], a, 1e-12, strides=False)


def difficult(size: int) -> dict[str, Any]:
    left, right = (torch.linalg.qr(sample(size, size + i))[0] for i in range(2))
    spread = 10.0 ** (-torch.arange(size).double() / 2)
    some = sample(size)
    return {
        "any": sample(size, size),
        "ill-conditioned": left * spread @ right.mT,
        "graded": spread[:, None] * sample(size, size) * spread,
        "graded the other way": spread.flip(0)[:, None] * sample(size, size) * spread.flip(0),
        "of small rank": left * torch.where(torch.arange(size) < size // 3, some, 0.0) @ right.mT,
        "repeated": left * some.sign() @ right.mT,
        "of the same numbers": torch.ones(size, size).double(),
        "diagonal": torch.diag(some),
        "nilpotent": torch.diag(torch.ones(size - 1).double(), 1),
        "tiny": sample(size, size) * 1e-300,
        "huge": sample(size, size) * 1e300,
    }


@pytest.mark.parametrize("size", [2, 3, 16, 34, 65, 100])
def test_difficult_matrices(size: int) -> None:
    unit = torch.eye(size).double()
    for name, a in difficult(size).items():
        largest = a.abs().max()
        for vectors in (True, False):
            u, s, vh = _core.call("aten::_linalg_svd", [a, True, vectors, None])
            compare(name, s / largest, torch.linalg.svdvals(a) / largest, 1e-11, strides=False)
            if vectors:
                compare(name, u.mT @ u, unit, 1e-13 * size, strides=False)
                compare(name, vh @ vh.mT, unit, 1e-13 * size, strides=False)
                compare(name, (u * (s / largest)) @ vh, a / largest, 1e-13 * size, strides=False)
            both = a / 2 + a.mT / 2
            values, turned = _core.call("aten::_linalg_eigh", [both, "U", vectors])
            compare(name, values / largest, torch.linalg.eigvalsh(both) / largest, 1e-11, strides=False)
            if vectors:
                compare(name, turned.mT @ turned, unit, 1e-13 * size, strides=False)
                compare(name, (turned * (values / largest)) @ turned.mT, both / largest, 1e-13 * size, strides=False)
        q, r = _core.call("aten::linalg_qr", [a, "reduced"])
        compare(name, q.mT @ q, unit, 1e-13 * size, strides=False)
        compare(name, q @ (r / largest), a / largest, 1e-13 * size, strides=False)


def test_matrices_of_less_than_full_rank() -> None:
    thin = sample(5, 2)
    for a in (thin @ sample(2, 4), torch.zeros(3, 3).double(), torch.ones(4, 4).double()):
        u, s, vh = _core.call("aten::_linalg_svd", [a, True, True, None])
        compare("orthogonal", u.mT @ u, torch.eye(u.size(-1)).double(), 1e-12, False)
        compare("product", (u[:, : s.numel()] * s) @ vh[: s.numel()], a, 1e-12, False)
    check("aten::_linalg_svd", torch.full((2, 2), float("nan")), False, True, None)


@pytest.mark.parametrize("triangle", ["L", "U"])
@pytest.mark.parametrize("shape", [(1, 1), (5, 5), (2, 3, 3), (0, 0), (0, 2, 2), (33, 33)], ids=str)
def test_eigenvalues_of_symmetric_matrices(shape: tuple[int, ...], triangle: str) -> None:
    a = sample(*shape)
    values, vectors = _core.call("aten::_linalg_eigh", [a, triangle, True])
    expected, _ = torch.linalg.eigh(a, triangle)
    compare("values", values, expected, 1e-12, strides=False)
    whole = a.tril() + a.tril(-1).mT if triangle == "L" else a.triu() + a.triu(1).mT
    compare("product", (vectors * values.unsqueeze(-2)) @ vectors.mT, whole, 1e-12, strides=False)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_triangles_with_pivots(shape: tuple[int, ...]) -> None:
    check("aten::linalg_lu_factor_ex", sample(*shape), True, False, tolerance=1e-11, strides=False)
    check("aten::linalg_lu_factor_ex", torch.zeros(3, 3), True, False, strides=False)
    check("aten::linalg_lu_factor_ex", torch.zeros(3, 3), True, True, strides=False)


def test_cholesky_factors_tell_where_they_end() -> None:
    indefinite = torch.tensor([[4.0, 2.0], [2.0, -3.0]]).double()
    _, info = _core.call("aten::linalg_cholesky_ex", [indefinite, False, False])
    assert info.item() == torch.linalg.cholesky_ex(indefinite)[1].item() == 2
    check("aten::linalg_cholesky_ex", indefinite, False, True)
    check("aten::linalg_cholesky_ex", sample(2, 3, 4), False, False)
