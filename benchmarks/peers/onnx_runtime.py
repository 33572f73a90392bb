"""ONNX Runtime's processor provider, all graph optimisations on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnxruntime

from . import THREADS
from .onnx_files import export_onnx, flat


def export(module: Any, inputs: tuple[Any, ...], folder: Path) -> None:
    shutil.copy(export_onnx(module, inputs, folder), folder)


def load(folder: Path, inputs: tuple[Any, ...]) -> Callable[[], object]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    feed = {slot.name: array for slot, array in zip(session.get_inputs(), flat(inputs))}
    return lambda: session.run(None, feed)


def runtime_files() -> list[Path]:
    return sorted((Path(onnxruntime.__file__).parent / "capi").glob("*.so*"))
