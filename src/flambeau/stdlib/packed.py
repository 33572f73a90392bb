"""``struct.iter_unpack``, in the language itself."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any


def unpack_each(format: str, buffer: bytes, size: int) -> Iterator[tuple[Any, ...]]:
    """The records in ``buffer``, of ``size`` bytes each."""
    if size == 0:
        raise struct.error("cannot iteratively unpack with a struct of length 0")
    if len(buffer) % size:
        raise struct.error(f"iterative unpacking requires a buffer of a multiple of {size} bytes")
    for place in range(0, len(buffer), size):
        yield struct.unpack_from(format, buffer, place)
