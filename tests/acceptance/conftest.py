"""The acceptance programs lie beside the project, in ``../shared/acceptance``; without them these tests skip."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

ACCEPTANCE = Path(__file__).parents[3] / "shared" / "acceptance"


def require(condition: bool, reason: str) -> None:
    """Skips for want of something, which CI never does."""
    if not condition:
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def acceptance() -> Path:
    require(ACCEPTANCE.is_dir(), "../shared/acceptance isn't here")
    if str(ACCEPTANCE) not in sys.path:
        sys.path.insert(0, str(ACCEPTANCE))
    return ACCEPTANCE


@pytest.fixture(scope="session")
def torchvision_models(acceptance: Path):
    """torchvision.models, on a CPU build of torch."""
    require(importlib.util.find_spec("torchvision") is not None, "torchvision isn't installed")
    import torchvision_cpu

    return torchvision_cpu.torchvision.models


@pytest.fixture(scope="session")
def photographs() -> list[torch.Tensor]:
    """Three real photographs of different sizes, RGB uint8 (H, W, 3)."""
    from sklearn.datasets import load_sample_image

    china, flower = load_sample_image("china.jpg"), load_sample_image("flower.jpg")
    crops = (china[::2, ::2], flower[40:296, 100:420], china[100:324, 200:424])
    return [torch.from_numpy(np.ascontiguousarray(crop)) for crop in crops]
