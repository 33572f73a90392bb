"""The C++ samples: built with find_package, run in a process without Python, with eager's results."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch

import flambeau as fl

EXAMPLES = Path(__file__).parents[2] / "examples"


def load_example(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, torch.Tensor]:
    """A part of a real photograph, as a PPM file and as a tensor."""
    example = load_example("photo", monkeypatch)
    image = np.ascontiguousarray(example.load_sample_image("flower.jpg")[100:300, 200:480])
    example.write_ppm(tmp_path / "photo.ppm", image)
    return tmp_path / "photo.ppm", torch.from_numpy(image)


def test_classify_prints_eagers_class_and_score(samples, photo, tmp_path, monkeypatch) -> None:
    path, image = photo
    pipeline = load_example("resnet34", monkeypatch).make_pipeline()
    names = [f"thing {index}" for index in range(1000)]
    fl.script(pipeline).save(tmp_path / "m.flam", extra_files={"labels.txt": "\n".join(names)})
    shown = subprocess.run(
        [samples / "classify", tmp_path / "m.flam", path, "2"], check=True, capture_output=True, text=True, env={}
    ).stdout
    with torch.inference_mode():
        score, best = pipeline(image).softmax(0).max(0)
    found = re.fullmatch(r"C\+\+\s+(thing \d+)\s+score ([\d.]+)\s+[\d.]+ ms\n", shown)
    assert found is not None, shown
    assert found.group(1) == names[int(best)] and abs(float(found.group(2)) - float(score)) < 2e-4


def test_segment_writes_eagers_images(samples, photo, tmp_path, monkeypatch) -> None:
    path, image = photo
    pipeline = load_example("segment", monkeypatch).make_pipeline()
    fl.script(pipeline).save(tmp_path / "m.flam")
    subprocess.run([samples / "segment", tmp_path / "m.flam", tmp_path / "out", path, path], check=True, env={})
    with torch.inference_mode():
        _, labels, painted = pipeline([image, image])
    written = np.frombuffer((tmp_path / "out-1-labels.pgm").read_bytes()[-labels[1].numel() :], np.uint8)
    same = written.reshape(labels[1].shape) == labels[1].numpy()
    assert same.mean() >= 0.999
    colours = np.frombuffer((tmp_path / "out-1-painted.ppm").read_bytes()[-painted[1].numel() :], np.uint8)
    assert (colours.reshape(painted[1].shape) == painted[1].numpy())[same].all()


def test_a_sample_shows_the_programs_exception(samples, photo, tmp_path) -> None:
    path, _ = photo

    def refuse(image):
        if image.shape[2] == 3:
            raise ValueError("no colours, please")
        return image

    fl.script(refuse).save(tmp_path / "m.flam")
    done = subprocess.run([samples / "classify", tmp_path / "m.flam", path], capture_output=True, text=True)
    assert done.returncode == 1 and "no colours, please" in done.stderr and "test_samples.py" in done.stderr
