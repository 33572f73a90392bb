"""The two pipelines, from saved files: other sizes and batches than the first, and a process that can't import torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from closeness import assert_close_logits, assert_same_segments
from torch import Tensor

import flambeau as fl

WITHOUT_TORCH = """
import sys
sys.modules["torch"] = None  # `import torch` now fails
import numpy, flambeau
program = flambeau.load(sys.argv[1])
inputs = numpy.load(sys.argv[2])
images = [inputs[name] for name in inputs.files]
result = program(images if sys.argv[4] == "list" else images[0])
numpy.savez(sys.argv[3], *(result if isinstance(result, tuple) else [result]))
"""


def run_without_torch(file: Path, images: list[Tensor], folder: Path, kind: str) -> list[Tensor]:
    np.savez(folder / "in.npz", *(i.numpy() for i in images))
    arguments = [str(file), str(folder / "in.npz"), str(folder / "out.npz"), kind]
    subprocess.run([sys.executable, "-c", WITHOUT_TORCH, *arguments], check=True)
    saved = np.load(folder / "out.npz")
    return [torch.from_numpy(saved[name]) for name in saved.files]


def test_classification(torchvision_models, photographs: list[Tensor], tmp_path: Path) -> None:
    import pipelines

    pipeline = pipelines.resnet_infer()
    fl.script(pipeline).save(tmp_path / "resnet.flam")
    program = fl.load(tmp_path / "resnet.flam")
    for image in photographs:
        with torch.no_grad():
            assert_close_logits(program(image), pipeline(image))
    with torch.no_grad():
        expected = pipeline(photographs[0])
    (actual,) = run_without_torch(tmp_path / "resnet.flam", photographs[:1], tmp_path, "one")
    assert_close_logits(actual, expected)


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("as_batch", [False, True])
def test_segmentation_of_batches(segmentation, photographs: list[Tensor], count: int, as_batch: bool) -> None:
    pipeline, file = segmentation
    crops = [image[:128, :160] for image in photographs]
    images = [crops[i % 3] for i in range(count)]
    given = [torch.stack(images)] if as_batch else images
    with torch.no_grad():
        assert_same_segments(fl.load(file)(given), pipeline(given))


def test_segmentation_of_photographs_of_any_size(segmentation, photographs: list[Tensor], tmp_path: Path) -> None:
    pipeline, file = segmentation
    program = fl.load(file)
    for image in photographs:
        with torch.no_grad():
            expected = pipeline([image])
            assert_same_segments(program([image]), expected)
    actual = run_without_torch(file, photographs[-1:], tmp_path, "list")
    assert_same_segments(tuple(actual), expected)
