"""The ONNX file that ONNX Runtime and OpenVINO both read."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def export_onnx(module: Any, inputs: tuple[Any, ...], folder: Path) -> Path:
    """The module as an ONNX file with the weights inside, which stays in the model's folder for the other one.

    Of the exporter that traces, where the newer one meets what depends on values, such as a detector's suppression.
    """
    import torch

    path = folder.parent / "model.onnx"
    if not path.exists():
        with torch.no_grad():
            try:
                torch.onnx.export(module, inputs, str(path), dynamo=True, external_data=False, verbose=False)
            except Exception:
                torch.onnx.export(module, inputs, str(path), dynamo=False)
    return path


def flat(value: Any) -> list[Any]:
    """The arrays in nested lists and tuples."""
    if isinstance(value, (list, tuple)):
        return [array for item in value for array in flat(item)]
    return [value]
