"""Photographs, and the segmentation pipeline as a file."""

from __future__ import annotations

import numpy as np
import pytest
import torch

import flambeau as fl


@pytest.fixture(scope="session")
def photographs() -> list[torch.Tensor]:
    """Three real photographs of different sizes, RGB uint8 (H, W, 3)."""
    from sklearn.datasets import load_sample_image

    china, flower = load_sample_image("china.jpg"), load_sample_image("flower.jpg")
    crops = (china[::2, ::2], flower[40:296, 100:420], china[100:324, 200:424])
    return [torch.from_numpy(np.ascontiguousarray(crop)) for crop in crops]


@pytest.fixture(scope="session")
def segmentation(torchvision_models, tmp_path_factory: pytest.TempPathFactory):
    """The segmentation pipeline, and the file it is compiled to."""
    import pipelines

    pipeline = pipelines.segment_infer()
    file = tmp_path_factory.mktemp("segmentation") / "segment.flam"
    fl.script(pipeline).save(file)
    return pipeline, file
