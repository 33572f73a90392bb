"""ExecuTorch, what it can of the graph given to XNNPACK."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from executorch.extension.pybindings import _C, portable_lib
from executorch.runtime import Runtime

from . import THREADS
from .onnx_files import flat
from .torch_files import prepared


def export(module: Any, inputs: tuple[Any, ...], folder: Path) -> None:
    import torch
    from executorch.backends.xnnpack.partition.xnnpack_partitioner import XnnpackPartitioner
    from executorch.exir import to_edge_transform_and_lower

    with torch.no_grad():
        exported = torch.export.export(module, inputs)
        edge = to_edge_transform_and_lower(exported, partitioner=[XnnpackPartitioner()])
    (folder / "model.pte").write_bytes(edge.to_executorch().buffer)


def load(folder: Path, inputs: tuple[Any, ...]) -> Callable[[], object]:
    portable_lib._unsafe_reset_threadpool(THREADS)
    method = Runtime.get().load_program(folder / "model.pte").load_method("forward")
    tensors = flat(prepared(inputs))
    return lambda: method.execute(tensors)


def runtime_files() -> list[Path]:
    return [Path(_C.__file__)]
