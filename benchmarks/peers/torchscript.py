"""torch.jit: scripted, traced where that fails; frozen and optimised for inference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from ..models import vision
from .torch_files import calls, libraries


def export(module: Any, inputs: tuple[Any, ...], folder: Path) -> None:
    with torch.no_grad():
        try:
            made = torch.jit.script(module)
        except Exception as script_error:
            try:
                made = torch.jit.trace(module, inputs, check_trace=False)
            except Exception as trace_error:
                raise RuntimeError(f"scripting: {script_error}; tracing: {trace_error}") from None
    torch.jit.save(made, folder / "model.pt")


def load(folder: Path, inputs: tuple[Any, ...]) -> Callable[[], object]:
    """Freezing and optimising are part of loading: what they make can't be saved, as oneDNN's weights are opaque."""
    program = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.load(folder / "model.pt").eval()))
    return calls(program, inputs)


def runtime_files() -> list[Path]:
    return libraries()


vision()  # registers the operator that a detector calls
