"""``binascii``'s base 64, on which Python's ``base64`` builds: bytes as text and back, many at a time; its hexadecimal
digits."""

from __future__ import annotations

import binascii
from typing import Any

import numpy as np

ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def a2b_base64(data: Any, strict_mode: Any = False) -> Any:
    """``binascii.a2b_base64``: what isn't of the alphabet is left out; nothing counts behind the padding."""
    if strict_mode:
        raise NotImplementedError("binascii.a2b_base64 with strict_mode isn't supported")
    given = np.frombuffer(data.encode("ascii") if isinstance(data, str) else bytes(data), dtype=np.uint8)
    places = np.full(256, 255, dtype=np.uint8)
    places[np.frombuffer(ALPHABET, dtype=np.uint8)] = np.arange(64, dtype=np.uint8)
    places[ord("=")] = 64
    codes = places[given]
    codes = codes[codes < 255]
    padding = np.flatnonzero(codes == 64)
    end, pads, behind, is_padded = len(codes), 0, -1, False
    for number, place in enumerate(padding.tolist()):
        before = place - number  # letters in front of it
        if before % 4 < 2:
            continue
        pads = pads + 1 if before == behind else 1
        behind = before
        if before % 4 + pads >= 4:
            end, is_padded = place, True
            break
    letters = codes[:end]
    letters = letters[letters < 64]
    count = len(letters)
    if count % 4 == 1:
        raise binascii.Error(
            f"Invalid base64-encoded string: number of data characters ({count}) cannot be 1 more than a multiple of 4"
        )
    if count % 4 != 0 and not is_padded:
        raise binascii.Error("Incorrect padding")
    groups = np.zeros((count + 3) // 4 * 4, dtype=np.int32)
    groups[:count] = letters
    a, b, c, d = groups[0::4], groups[1::4], groups[2::4], groups[3::4]
    words = np.stack([(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d], axis=1)
    return words.astype(np.uint8).tobytes()[: count * 3 // 4]


def b2a_base64(data: Any, newline: Any = True) -> Any:
    """``binascii.b2a_base64``."""
    given = np.frombuffer(bytes(data), dtype=np.uint8).astype(np.int32)
    count = len(given)
    bytes_ = np.zeros((count + 2) // 3 * 3, dtype=np.int32)
    bytes_[:count] = given
    a, b, c = bytes_[0::3], bytes_[1::3], bytes_[2::3]
    codes = np.stack([a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63], axis=1).reshape(-1)
    letters = np.frombuffer(ALPHABET, dtype=np.uint8)[codes].tobytes()
    missing = (3 - count % 3) % 3
    if missing > 0:
        letters = letters[: len(letters) - missing] + b"=" * missing
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
