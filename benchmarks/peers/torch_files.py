"""What the peers that are part of PyTorch share: inputs as tensors, and the libraries that they need."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch.utils import _pytree

from . import THREADS


def prepared(inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """``inputs`` with tensors for arrays; torch uses as many threads as all peers do."""
    torch.set_num_threads(THREADS)
    tensors: tuple[Any, ...] = _pytree.tree_map(torch.from_numpy, inputs)
    return tensors


def calls(program: Callable[..., object], inputs: tuple[Any, ...]) -> Callable[[], object]:
    """What calls the program on the inputs, without gradients."""
    tensors = prepared(inputs)

    def run() -> object:
        with torch.inference_mode():
            return program(*tensors)

    return run


def libraries() -> list[Path]:
    folder = Path(torch.__file__).parent / "lib"
    return [folder / f"lib{name}.so" for name in ("torch_cpu", "c10", "torch")] + sorted(folder.glob("libgomp*"))
