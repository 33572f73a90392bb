"""``torch.Generator`` between Python and a program, which keeps what it draws from as a tensor of ints.

    624 words, the place among them, whether a normal number is kept, and that number's bits

PyTorch's own form is ``CPUGeneratorImplState``: the seed, how many words are left, the words, the numbers kept.
"""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

NAME = "torch._C:Generator"
_FORM = "<QiiQ624Qdddi4xf?3x"


def content_of(generator: Any) -> dict[str, Any]:
    """The attributes of a generator as the program has them."""
    import torch

    seed, left, _, _, *rest = struct.unpack(_FORM, generator.get_state().numpy().tobytes())
    words, (_, kept, _, is_kept) = rest[:624], rest[624:628]
    (bits,) = struct.unpack("<q", struct.pack("<d", kept))
    first = seed - 2**64 if seed >= 2**63 else seed  # the runtime's ints have a sign
    state = torch.tensor([*words, 625 - left, is_kept, bits], dtype=torch.int64)
    return {"device": generator.device, "first": first, "state": state}


def set_content(generator: Any, name: str, value: Any) -> None:
    """Sets an attribute that the program has given a generator."""
    if name == "device":
        return
    import torch

    parts = list(struct.unpack(_FORM, generator.get_state().numpy().tobytes()))
    if name == "first":
        parts[0] = value % 2**64
    else:
        *words, place, is_kept, bits = np.asarray(value).tolist()
        (kept,) = struct.unpack("<d", struct.pack("<q", bits))
        parts[1:4] = [625 - place, 1, place % 624]
        parts[4 : 4 + 624] = words
        parts[629:632] = [kept, 0.0, is_kept]
    packed = struct.pack(_FORM, *parts)
    generator.set_state(torch.frombuffer(bytearray(packed), dtype=torch.uint8))
