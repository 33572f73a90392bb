"""``python -m benchmarks.peers.prepare MODEL FOLDER [PEER]``: writes what the workers need, in a process of its own.

Without a peer: the module, its inputs, what eager PyTorch makes of them, and the floating-point operations that takes.
With one: what that peer runs. Both only happen where it isn't there yet.
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.utils import _pytree
from torch.utils.flop_counter import FlopCounterMode

from ..models import MODELS, vision
from . import THREADS, module_of


def main(name: str, folder: Path, peer: str = "") -> None:
    torch.set_num_threads(THREADS)
    if not peer:
        return write_reference(name, folder)
    vision()
    module = torch.load(folder / "module.pt", weights_only=False)
    module_of(peer).export(module, MODELS[name].inputs(), folder / peer)


def write_reference(name: str, folder: Path) -> None:
    model = MODELS[name]
    module, inputs = model.make(), model.inputs()
    counter = FlopCounterMode(display=False)
    with torch.inference_mode():
        expected = module(*inputs)
    with counter:  # with gradients: without, attention goes through operators that the counter doesn't know
        module(*inputs)
    facts = {
        "flops": counter.get_total_flops() + sum(recurrent_flops(layer, inputs) for layer in module.modules()),
        "weights": sum(tensor.nbytes for tensor in module.state_dict().values()),
        "is_unordered": model.is_unordered,
    }
    torch.save(module, folder / "module.pt")
    (folder / "inputs.pickle").write_bytes(pickle.dumps(as_arrays(inputs)))
    (folder / "expected.pickle").write_bytes(pickle.dumps(_pytree.tree_leaves(as_arrays(expected))))
    (folder / "facts.json").write_text(json.dumps(facts))


def recurrent_flops(layer: nn.Module, inputs: tuple[Any, ...]) -> int:
    """Those of an LSTM, which the counter doesn't know: two for each weight and step."""
    if not isinstance(layer, nn.LSTM):
        return 0
    return 2 * inputs[0].shape[1] * sum(weight.numel() for key, weight in layer.named_parameters() if "weight" in key)


def as_arrays(value: Any) -> Any:
    return _pytree.tree_map(lambda tensor: tensor.numpy(), value)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
