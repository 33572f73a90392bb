"""A compiled program's own copy of its weights, so that training the model further doesn't change it."""

from __future__ import annotations

import ctypes
import mmap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..bytecode.constants import StorageRef

ALIGNMENT = 64  # as in an archive, so that kernels meet the same alignment either way


def own_storages(storages: Sequence[StorageRef]) -> list[tuple[int, int, Any]]:
    """Copies of ``storages`` as (address, bytes, owner), in one block of fresh pages."""
    offsets, total = [], 0
    for storage in storages:
        offsets.append(total)
        total += -(-storage.size // ALIGNMENT) * ALIGNMENT
    if total == 0:
        return [(0, 0, None) for _ in storages]
    block = mmap.mmap(-1, total)
    address = ctypes.addressof(ctypes.c_char.from_buffer(block))
    for offset, storage in zip(offsets, storages):
        block[offset : offset + storage.size] = storage.view()
    return [(address + offset, storage.size, block) for offset, storage in zip(offsets, storages)]
