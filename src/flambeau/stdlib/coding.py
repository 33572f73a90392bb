"""``binascii``'s base 64, on which Python's ``base64`` builds: bytes as text and back; its hexadecimal digits."""

from __future__ import annotations

import binascii
import math
import re
from typing import Any


def encoded(data: bytes) -> bytes:
    """The runtime's own: ``py::base64_encode``."""
    raise NotImplementedError


def decoded(data: bytes) -> bytes | int | None:
    """The runtime's own: ``py::base64_decode``."""
    raise NotImplementedError


def a2b_base64(data: Any, strict_mode: Any = False) -> Any:
    """``binascii.a2b_base64``: what isn't of the alphabet is left out; nothing counts behind the padding."""
    if strict_mode:
        raise NotImplementedError("binascii.a2b_base64 with strict_mode isn't supported")
    found = decoded(data.encode("ascii") if isinstance(data, str) else bytes(data))
    if isinstance(found, int):
        raise binascii.Error(
            f"Invalid base64-encoded string: number of data characters ({found}) cannot be 1 more than a multiple of 4"
        )
    if found is None:
        raise binascii.Error("Incorrect padding")
    return found


def b2a_base64(data: Any, newline: Any = True) -> Any:
    """``binascii.b2a_base64``."""
    letters = encoded(bytes(data))
    return letters + b"\n" if newline else letters


def hexlify(data: Any) -> bytes:
    """``binascii.hexlify``."""
    return bytes(data).hex().encode("ascii")


def unhexlify(text: Any) -> bytes:
    """``binascii.unhexlify``."""
    digits = text if isinstance(text, str) else bytes(text).decode("latin-1")
    if len(digits) % 2:
        raise binascii.Error("Odd-length string")
    for digit in digits:
        if digit not in "0123456789abcdefABCDEF":
            raise binascii.Error("Non-hexadecimal digit found")
    return bytes.fromhex(digits)


def float_of_hex(text: str) -> float:
    """``float.fromhex``: fifteen digits say which way to round, and whether any of the others is not 0."""
    found = re.fullmatch(
        r"\s*([-+]?)(?:(inf(?:inity)?|nan)|(?:0x)?(?=\.?[0-9a-f])([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([-+]?\d+))?)\s*",
        text,
        re.IGNORECASE,
    )
    if found is None:
        raise ValueError("invalid hexadecimal floating-point string")
    sign = -1.0 if found[1] == "-" else 1.0
    if found[2]:
        return sign * float(found[2])
    fraction = found[4] or ""
    digits = (found[3] + fraction).lstrip("0")
    exponent = int(found[5] or "0") - 4 * len(fraction)
    if len(digits) > 15:
        rest = digits[15:].strip("0") != ""
        exponent += 4 * (len(digits) - 15)
        whole = int(digits[:15], 16) | int(rest)
    else:
        whole = int(digits or "0", 16)
    try:
        return sign * math.ldexp(whole, exponent)
    except OverflowError:
        raise OverflowError("hexadecimal value too large to represent as a float") from None
