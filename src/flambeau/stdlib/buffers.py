"""``torch.frombuffer``, in the language itself: on a copy, so that writing to the tensor leaves the buffer alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch


def frombuffer(buffer: Any, dtype: Any, size: int, count: int, offset: int) -> torch.Tensor:
    """The elements, of ``size`` bytes each and of NumPy's ``dtype``, in bytes or a bytearray."""
    data = bytes(buffer)
    length = len(data)
    if length == 0 or count == 0:
        raise ValueError(f"both buffer length ({length}) and count ({count}) must not be 0")
    if not 0 <= offset < length:
        raise ValueError(
            f"offset ({offset} bytes) must be non-negative and no greater than buffer length ({length} bytes) minus 1"
        )
    if count < 0 and (length - offset) % size:
        raise ValueError(
            f"buffer length ({length - offset} bytes) after offset ({offset} bytes) must be a multiple of element "
            f"size ({size})"
        )
    taken = count if count > 0 else (length - offset) // size
    if offset + taken * size > length:
        raise ValueError(
            f"requested buffer length ({taken} * {size} bytes) after offset ({offset} bytes) must not be greater than "
            f"actual buffer length ({length} bytes)"
        )
    return torch.from_numpy(np.frombuffer(data, dtype, taken, offset).copy())
