"""``torch.Generator`` in the language itself: a seed, and a tensor of what the generator will draw from.

torch.rand(2, generator=g)       the operator draws from g.state, and leaves there what comes next
"""

from __future__ import annotations

import struct
from typing import Any

import torch

DEFAULT_SEED = 67280421310721


class Generator:
    stands_for = torch.Generator
    known_as = "torch._C:Generator"

    def __init__(self, device: Any = "cpu") -> None:
        self.device = torch.device("cpu")
        self.first = DEFAULT_SEED
        self.state = state_of(DEFAULT_SEED)

    def manual_seed(self, seed: int) -> Any:
        self.first = seed
        self.state = state_of(seed)
        return self

    def seed(self) -> int:
        chosen = int(torch.randint(0, 2**53, ()))
        self.manual_seed(chosen)
        return chosen

    def initial_seed(self) -> int:
        if self.first < 0:
            raise OverflowError("integer overflow: Flambeau's ints have 64 bits")
        return self.first


def state_of(seed: int) -> torch.Tensor:
    """The runtime's own: ``tensor::generator_state``."""
    raise NotImplementedError


def content_of(generator: torch.Generator) -> dict[str, Any]:
    """The attributes of a generator from before the program starts, as runtime/generators.py has them."""
    seed, left, _, _, *rest = struct.unpack("<QiiQ624Qdddi4xf?3x", generator.get_state().numpy().tobytes())
    words, (_, kept, _, is_kept) = rest[:624], rest[624:628]
    (bits,) = struct.unpack("<q", struct.pack("<d", kept))
    first = seed - 2**64 if seed >= 2**63 else seed
    state = torch.tensor([*words, 625 - left, is_kept, bits], dtype=torch.int64)
    return {"device": generator.device, "first": first, "state": state}
