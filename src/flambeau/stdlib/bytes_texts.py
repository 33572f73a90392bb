"""Methods of bytes that take them for ASCII text, and ``bytes.hex`` with separators, in the language itself."""

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


def is_lower(byte: int) -> bool:
    return 97 <= byte <= 122


def is_upper(byte: int) -> bool:
    return 65 <= byte <= 90


def swapcase(data: bytes) -> bytes:
    return bytes([byte ^ 32 if is_lower(byte) or is_upper(byte) else byte for byte in data])


def capitalize(data: bytes) -> bytes:
    return data[:1].upper() + data[1:].lower()


def title(data: bytes) -> bytes:
    """Each run of letters begins with an upper case one."""
    made = []
    inside = False
    for byte in data:
        letter = is_lower(byte) or is_upper(byte)
        made.append((byte | 32 if inside else byte & ~32) if letter else byte)
        inside = letter
    return bytes(made)


def istitle(data: bytes) -> bool:
    cased = any(is_lower(byte) or is_upper(byte) for byte in data)
    return cased and title(data) == data


def islower(data: bytes) -> bool:
    return any(is_lower(byte) for byte in data) and not any(is_upper(byte) for byte in data)


def isupper(data: bytes) -> bool:
    return any(is_upper(byte) for byte in data) and not any(is_lower(byte) for byte in data)


def isascii(data: bytes) -> bool:
    return all(byte < 128 for byte in data)


def _fill(name: str, fillbyte: Any) -> bytes:
    if len(fillbyte) != 1:
        raise TypeError(f"{name}() argument 2 must be a byte string of length 1, not bytes")
    return bytes(fillbyte)


def ljust(data: bytes, width: int, fillbyte: Any = b" ") -> bytes:
    return data + _fill("ljust", fillbyte) * (width - len(data))


def rjust(data: bytes, width: int, fillbyte: Any = b" ") -> bytes:
    return _fill("rjust", fillbyte) * (width - len(data)) + data


def center(data: bytes, width: int, fillbyte: Any = b" ") -> bytes:
    """Where the padding is odd, the left half has one more if the width is odd too."""
    fill = _fill("center", fillbyte)
    padding = max(0, width - len(data))
    left = padding // 2 + (padding & width & 1)
    return fill * left + data + fill * (padding - left)


def zfill(data: bytes, width: int) -> bytes:
    zeros = b"0" * (width - len(data))
    return data[:1] + zeros + data[1:] if data[:1] in (b"+", b"-") else zeros + data


def expandtabs(data: bytes, tabsize: int = 8) -> bytes:
    made = b""
    column = 0
    for i in range(len(data)):
        one = data[i : i + 1]
        if one == b"\t":
            spaces = tabsize - column % tabsize if tabsize > 0 else 0
            made += b" " * spaces
            column += spaces
        else:
            made += one
            column = 0 if one in (b"\n", b"\r") else column + 1
    return made


def as_bytes(parts: Any) -> list[bytes]:
    """Bytes and bytearrays as bytes."""
    return [bytes(part) for part in parts]
