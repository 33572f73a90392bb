"""OpenVINO's processor plugin, for one request at a time, in float32."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openvino

from . import THREADS
from .onnx_files import export_onnx, flat

OPTIONS = {
    "INFERENCE_NUM_THREADS": THREADS,
    "PERFORMANCE_HINT": "LATENCY",
    "INFERENCE_PRECISION_HINT": "f32",
    "NUM_STREAMS": 1,
}


def export(module: Any, inputs: tuple[Any, ...], folder: Path) -> None:
    converted = openvino.convert_model(export_onnx(module, inputs, folder))
    openvino.save_model(converted, folder / "model.xml", compress_to_fp16=False)


def load(folder: Path, inputs: tuple[Any, ...]) -> Callable[[], object]:
    core = openvino.Core()
    request = core.compile_model(core.read_model(folder / "model.xml"), "CPU", OPTIONS).create_infer_request()
    feed = dict(enumerate(flat(inputs)))

    def run() -> object:
        found = request.infer(feed, share_inputs=True, share_outputs=True)
        return [found[index] for index in range(len(found))]

    return run


def runtime_files() -> list[Path]:
    folder = Path(openvino.__file__).parent / "libs"
    needed = ("libopenvino.so", "libopenvino_intel_cpu_plugin", "libopenvino_ir_frontend", "libtbb.", "libhwloc")
    return [path for path in sorted(folder.iterdir()) if path.name.startswith(needed)]
