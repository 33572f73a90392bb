"""Losses and distances against eager PyTorch."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import check, layouts  # noqa: E402

REDUCTIONS = [0, 1, 2]


def sample(*shape: int) -> Any:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(sum(shape)))


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16])
def test_differences(reduction: int, dtype: Any) -> None:
    for x in layouts(sample(2, 3, 5, 4).to(dtype)):
        y = (x * 0.5 + 0.7).to(dtype)
        check("aten::mse_loss", x, y, reduction)
        check("aten::l1_loss", x, y, reduction)
        check("aten::smooth_l1_loss", x, y, reduction, 0.5)
        check("aten::smooth_l1_loss", x, y, reduction, 0.0)
        check("aten::huber_loss", x, y, reduction, 0.7)
    check("aten::mse_loss", torch.arange(3), torch.arange(3), reduction)


@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_cross_entropies_of_probabilities(reduction: int) -> None:
    x, y = sample(4, 5).sigmoid(), (sample(4, 5) > 0).float()
    check("aten::binary_cross_entropy", x, y, None, reduction)
    check("aten::binary_cross_entropy", torch.tensor([0.0, 1.0]), torch.tensor([1.0, 1.0]), x[0, :2], reduction)
    check("aten::binary_cross_entropy", x + 1, y, None, reduction)
    check("aten::binary_cross_entropy_with_logits", sample(4, 5), y, None, None, reduction)
    check("aten::binary_cross_entropy_with_logits", sample(4, 5), y, x, sample(5).exp(), reduction)
    check("aten::kl_div", x.log(), y, reduction, False)
    check("aten::kl_div", x.log(), y - 1, reduction, True)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("weighted", [False, True])
def test_classes(reduction: int, smoothing: float, weighted: bool) -> None:
    weight = sample(5).abs() if weighted else None
    for shape in ((5,), (6, 5), (2, 5, 7), (2, 5, 3, 4)):
        x = sample(*shape)
        places = (shape[0], *shape[2:]) if len(shape) > 1 else ()
        target = torch.randint(0, 5, places, generator=torch.Generator().manual_seed(3))
        check("aten::cross_entropy_loss", x, target, weight, reduction, -100, smoothing, tolerance=1e-5)
        check(
            "aten::cross_entropy_loss", x, sample(*shape).softmax(0), weight, reduction, -100, smoothing, tolerance=1e-5
        )
        check("aten::nll_loss_nd", x, target, weight, reduction, 2)
        if len(shape) > 1:
            check("aten::cross_entropy_loss", x, target, weight, reduction, 2, smoothing, tolerance=1e-5)
    check("aten::nll_loss_nd", sample(2, 5), torch.tensor([0, 5]), None, reduction, -100)


@pytest.mark.parametrize("p", [0.0, 1.0, 2.0, 3.0, float("inf")])
def test_distances(p: float) -> None:
    for x in layouts(sample(2, 7, 5)):
        check("aten::cdist", x, sample(2, 4, 5), p, None, tolerance=1e-5)
        check("aten::cdist", x, sample(1, 4, 5).double(), p, 2, tolerance=1e-5)
        check("aten::pairwise_distance", x, sample(7, 5), p, 1e-6, True)
    check("aten::pdist", sample(6, 4), p)
    for dtype in (torch.float32, torch.float64):
        many, more = sample(2, 30, 7).to(dtype), sample(1, 1031, 7).to(dtype)
        many[0, 3, 2] = float("nan") if p in (1, 2, 3) else 0.0
        check("aten::cdist", many, more, p, 2, tolerance=1e-5)
        check("aten::cdist", many[..., :0], more[..., :0], p, None)
    check("aten::cdist", sample(3, 5), sample(3, 4), p, None)
    check("aten::cdist", torch.arange(6).view(2, 3), torch.arange(6).view(2, 3), p, None)
