"""AOTInductor: the exported graph compiled to a library, its weights frozen and packed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from .torch_files import calls, libraries


def export(module: Any, inputs: tuple[Any, ...], folder: Path) -> None:
    with torch.no_grad():
        exported = torch.export.export(module, inputs)
        torch._inductor.config.freezing = True
        torch._inductor.aoti_compile_and_package(exported, package_path=str(folder / "model.pt2"))


def load(folder: Path, inputs: tuple[Any, ...]) -> Callable[[], object]:
    program = torch._inductor.aoti_load_package(str(folder / "model.pt2"))
    return calls(program, inputs)


def runtime_files() -> list[Path]:
    return libraries()
