"""The C++ samples on the two pipelines: processes without Python and libtorch, photographs in, eager's results out."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from closeness import assert_close_logits, assert_same_segments
from torch import Tensor

import flambeau as fl

ROOT = Path(__file__).parents[2]
LIBRARIES = re.compile(r"linux-vdso|libflambeau|libstdc\+\+|libgcc_s|libc\.|libm\.|libpthread|ld-linux|/ld-")


@pytest.fixture(scope="module")
def photo() -> ModuleType:
    """examples/photo.py."""
    spec = importlib.util.spec_from_file_location("photo", ROOT / "examples" / "photo.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*command: str | Path) -> None:
    """Runs a sample with nothing in its environment."""
    done = subprocess.run(command, capture_output=True, text=True, env={})
    assert done.returncode == 0, done.stderr


def test_the_samples_load_neither_python_nor_libtorch(samples: Path) -> None:
    for sample in ("classify", "segment"):
        listed = subprocess.run(["ldd", samples / sample], check=True, capture_output=True, text=True).stdout
        assert "libflambeau" in listed
        assert [line for line in listed.splitlines() if not LIBRARIES.search(line)] == []


def test_classification(
    torchvision_models, samples: Path, photo: ModuleType, photographs: list[Tensor], tmp_path: Path
) -> None:
    import pipelines

    pipeline = pipelines.resnet_infer()
    fl.script(pipeline).save(tmp_path / "resnet.flam")
    for image in photographs:
        photo.write_ppm(tmp_path / "photo.ppm", image.numpy())
        run(samples / "classify", tmp_path / "resnet.flam", tmp_path / "photo.ppm", "1", tmp_path / "logits.npy")
        with torch.no_grad():
            assert_close_logits(torch.from_numpy(np.load(tmp_path / "logits.npy")), pipeline(image))


def pixels(path: Path, shape: torch.Size) -> Tensor:
    """The pixels of a PGM or PPM."""
    data = path.read_bytes()
    return torch.from_numpy(np.frombuffer(data[len(data) - shape.numel() :], np.uint8).copy()).reshape(shape)


def test_segmentation(
    segmentation, samples: Path, photo: ModuleType, photographs: list[Tensor], tmp_path: Path
) -> None:
    pipeline, file = segmentation
    parts = [image[:96, :128] for image in photographs]
    cases = [([image], []) for image in photographs]  # each of its own size
    cases += [(parts[:2], []), (parts[:2], ["--batch"]), ([parts[i % 3] for i in range(5)], ["--batch"])]
    for images, options in cases:
        paths = [tmp_path / f"{index}.ppm" for index in range(len(images))]
        for path, image in zip(paths, images):
            photo.write_ppm(path, image.numpy())
        run(samples / "segment", file, tmp_path / "out", *options, *paths)
        with torch.no_grad():
            logits, labels, painted = pipeline([torch.stack(images)] if options else images)
        found = [
            torch.stack([pixels(tmp_path / f"out-{i}-{name}", value[i].shape) for i in range(len(images))])
            for name, value in (("labels.pgm", labels), ("painted.ppm", painted))
        ]
        written = torch.from_numpy(np.load(tmp_path / "out-logits.npy"))
        assert_same_segments((written, *found), (logits, labels, painted))
