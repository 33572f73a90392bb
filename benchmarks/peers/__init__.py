"""The contenders, a module each: ``export`` writes what a peer runs into a folder, ``load`` gives a call of it.

    export(module, inputs, folder)       in a process of its own, once; what it raises is the reason for a '-'
    load(folder, inputs) -> run          ``run()`` gives the results, as tensors or arrays in any containers
    runtime_files() -> list of paths     what must be installed to run it: libraries, without Python code

``inputs`` of ``export`` are torch tensors, those of ``load`` NumPy arrays, nested as the module takes them. A module
that ``load`` needs is imported at the top of its file, so that imports count neither as load time nor as memory.
"""

from __future__ import annotations

import importlib
import os
from types import ModuleType

THREADS = int(os.environ.get("BENCHMARK_THREADS", "2"))

# Module -> title, and the distributions whose versions count.
PEERS = {
    "own": ("Flambeau", ["flambeau"]),
    "eager": ("eager", ["torch", "torchvision", "transformers"]),
    "torchscript": ("torch.jit", ["torch"]),
    "aotinductor": ("AOTInductor", ["torch"]),
    "onnx_runtime": ("ONNX Runtime", ["onnxruntime"]),
    "open_vino": ("OpenVINO", ["openvino"]),
    "ncnn_net": ("ncnn", ["ncnn", "pnnx"]),
    "xnnpack": ("ExecuTorch", ["executorch"]),
}
OWN = "own"


def module_of(peer: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{peer}")
