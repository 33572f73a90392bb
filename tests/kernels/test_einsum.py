"""einsum against eager: every form of an equation, broadcast sizes, and what raises."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
_core = pytest.importorskip("flambeau.runtime")._core

CASES = [
    ("ij,jk->ik", (3, 4), (4, 5)),
    ("ij,jk", (3, 4), (4, 5)),
    ("bij,bjk->bik", (2, 3, 4), (2, 4, 5)),
    ("bhid,bhjd->bhij", (2, 3, 4, 5), (2, 3, 6, 5)),
    ("B G H I D, B G H J D -> B G H I J", (1, 2, 3, 4, 5), (1, 2, 3, 6, 5)),
    ("...ij,...jk->...ik", (2, 1, 3, 4), (5, 4, 2)),
    ("i,j->ij", (3,), (4,)),
    ("i,i->", (3,), (3,)),
    ("ii->i", (3, 3)),
    ("ii", (3, 3)),
    ("ij->ji", (2, 3)),
    ("ij->", (2, 3)),
    ("ba", (2, 3)),
    ("...a->a...", (2, 3, 4)),
    ("...a->...", (2, 3, 4)),
    ("...a->a", (2, 3, 4)),
    ("ij,ij->ij", (2, 3), (2, 3)),
    ("ij,kj->ik", (1, 3), (4, 1)),
    ("bn,anm,bm->ba", (2, 3), (5, 3, 4), (2, 4)),
    ("ij,jk,kl->il", (2, 3), (3, 4), (4, 5)),
    ("iji,j->i", (3, 2, 3), (2,)),
    ("ij,jk->ik", (0, 4), (4, 5)),
    ("ij,jk->ik", (3, 0), (0, 5)),
    (",ij->ij", (), (2, 3)),
]
WRONG = [
    ("ij,jk->ik", (3, 4), (5, 5)),
    ("ij->ik", (3, 4)),
    ("ijk->i", (3, 4)),
    ("ij,jk->ik", (3, 4)),
    ("ij->i", (3, 4), (3, 4)),
    ("ii->i", (3, 4)),
    ("ij->ii", (3, 4)),
    ("i1->i", (3, 4)),
    ("i..->i", (3, 4)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.int64])
def test_einsum(case: tuple[str, tuple[int, ...]], dtype: object) -> None:
    equation, *shapes = case
    torch.manual_seed(0)
    operands = [torch.randn(s).mul(5).to(dtype) for s in shapes]
    for tensors in (operands, [t.transpose(0, -1).contiguous().transpose(0, -1) if t.dim() else t for t in operands]):
        found = _core.call("aten::einsum", [equation, tensors, None])
        expected = torch.einsum(equation, *tensors)
        # Terms cancel: a sum is as exact as its terms are large.
        size = torch.einsum(equation, *(t.abs() for t in tensors))
        bound = 1e-6 * float(size.max()) if size.numel() else 0.0
        torch.testing.assert_close(torch.from_dlpack(found), expected, rtol=0, atol=bound)


@pytest.mark.parametrize("case", WRONG, ids=str)
def test_wrong_equation(case: tuple[str, tuple[int, ...]]) -> None:
    equation, *shapes = case
    operands = [torch.ones(s) for s in shapes]
    with pytest.raises(RuntimeError):
        torch.einsum(equation, *operands)
    with pytest.raises(RuntimeError, match="einsum"):
        _core.call("aten::einsum", [equation, operands, None])
