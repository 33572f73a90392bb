"""``bytes.hex`` with separators, in the language itself."""

from __future__ import annotations

from typing import Any


def hex_with_separators(data: bytes, sep: Any, bytes_per_sep: int = 1) -> str:
    """``data.hex(sep, bytes_per_sep)``: groups are counted from the right, from the left where that is negative."""
    text = sep.decode() if isinstance(sep, bytes) else sep
    if len(text) != 1:
        raise ValueError("sep must be length 1.")
    if not text.isascii():
        raise ValueError("sep must be ASCII.")
    digits = data.hex()
    size = 2 * abs(bytes_per_sep)
    if size == 0 or len(digits) <= size:
        return digits
    first = len(digits) % size if bytes_per_sep > 0 else 0
    groups = [digits[:first]] if first else []
    for place in range(first, len(digits), size):
        groups.append(digits[place : place + size])
    return text.join(groups)
