"""ncnn, of what pnnx makes of the traced module; no halves anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ncnn

from . import THREADS
from .onnx_files import flat


def export(module: Any, inputs: tuple[Any, ...], folder: Path) -> None:
    import pnnx
    import torch

    if any(not tensor.is_floating_point() for tensor in flat(inputs)):
        raise TypeError("its tensors hold floats only")
    with torch.no_grad():
        pnnx.export(module, str(folder / "model.pt"), flat(inputs), fp16=False)
    if not (folder / "model.ncnn.bin").exists():
        raise RuntimeError("pnnx made no network of it")
    for path in list(folder.iterdir()):
        if not path.name.startswith("model.ncnn.") or path.suffix == ".py":
            path.unlink()


def load(folder: Path, inputs: tuple[Any, ...]) -> Callable[[], object]:
    net = ncnn.Net()
    net.opt.num_threads = THREADS
    net.opt.use_vulkan_compute = False
    for option in ("fp16_packed", "fp16_storage", "fp16_arithmetic", "bf16_storage"):
        setattr(net.opt, f"use_{option}", False)
    if net.load_param(str(folder / "model.ncnn.param")) or net.load_model(str(folder / "model.ncnn.bin")):
        raise RuntimeError("ncnn refuses the network")
    mats = [ncnn.Mat(array.squeeze(0)) for array in flat(inputs)]  # without the batch, of which ncnn knows nothing

    def run() -> object:
        with net.create_extractor() as extractor:
            for name, mat in zip(net.input_names(), mats):
                extractor.input(name, mat)
            return [extractor.extract(name)[1] for name in net.output_names()]

    return run


def runtime_files() -> list[Path]:
    return sorted(Path(ncnn.__file__).parent.glob("*.so")) + sorted(
        (Path(ncnn.__file__).parents[1] / "ncnn.libs").glob("*.so*")
    )
