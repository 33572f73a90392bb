"""``struct.iter_unpack`` and ``struct.pack_into``, in the language itself."""

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


def pack_into(buffer: Any, offset: int, packed: bytes) -> None:
    """Writes what has been ``packed`` into a bytearray."""
    size, length = len(packed), len(buffer)
    start = offset
    if offset < 0:
        if offset + size > 0:
            raise struct.error(f"no space to pack {size} bytes at offset {offset}")
        if offset + length < 0:
            raise struct.error(f"offset {offset} out of range for {length}-byte buffer")
        start = offset + length
    if length - start < size:
        raise struct.error(
            f"pack_into requires a buffer of at least {size + start} bytes for packing {size} bytes at offset {start} "
            f"(actual buffer size is {length})"
        )
    buffer[start : start + size] = packed
