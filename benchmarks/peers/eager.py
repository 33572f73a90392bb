"""PyTorch itself, in inference mode."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from ..models import vision
from .torch_files import calls, libraries


def export(module: Any, inputs: tuple[Any, ...], folder: Path) -> None:
    shutil.copy(folder.parent / "module.pt", folder / "module.pt")


def load(folder: Path, inputs: tuple[Any, ...]) -> Callable[[], object]:
    return calls(torch.load(folder / "module.pt", weights_only=False), inputs)


def runtime_files() -> list[Path]:
    return libraries()


vision()  # its classes are in the file
